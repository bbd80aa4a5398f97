/** One line of a list of appointments: time of day, service, the number of a card where the list has it. */
export type BookingLine = {
  line: number;
  time: string;
  service: string;
  number: string | null;
  code: string | null;
};

/** What is wrong with a line; its contents are not repeated, they may be a card's number. */
export type BookingFault = { line: number; fault: BookingFaultCode };
export type BookingFaultCode =
  | 'no-header'
  | 'wrong-time'
  | 'unknown-service'
  | 'wrong-number'
  | 'twice'
  | 'too-many';

const MOST_LINES = 5_000;
const TIME = /^([01]?\d|2[0-3])[:hH.]([0-5]\d)$/;
/** Names of the columns, English and Vietnamese with and without marks; others are not read. */
type Column = 'time' | 'service' | 'number' | 'code';
const COLUMNS: Record<string, Column> = {
  time: 'time',
  gio: 'time',
  service: 'service',
  'dich vu': 'service',
  number: 'number',
  'so the': 'number',
  cccd: 'number',
  bhyt: 'number',
  code: 'code',
  'ma hen': 'code',
};

/**
 * Reads a day's list of appointments as a hospital's system or a spreadsheet writes it: comma, semicolon or tab,
 * with or without quotes and byte order mark. The first line names the columns: time and service, and if there
 * are any number (CCCD or BHYT) and code. Names are not read, so they are not kept.
 * `serviceOf` finds a service by id or name; null for none.
 */
export function readBookings(
  csv: string,
  serviceOf: (text: string) => string | null,
): { lines: BookingLine[]; faults: BookingFault[] } {
  const rows = csv.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const separator = [';', '\t', ','].find((each) => rows[0]?.includes(each)) ?? ',';
  const columns = cells(rows[0] ?? '', separator).map((name) => COLUMNS[plain(name)] ?? null);
  if (!columns.includes('time') || !columns.includes('service'))
    return { lines: [], faults: [{ line: 1, fault: 'no-header' }] };
  const lines: BookingLine[] = [];
  const faults: BookingFault[] = [];
  for (const [index, row] of rows.entries()) {
    if (index === 0 || row.trim() === '') continue;
    if (lines.length >= MOST_LINES) {
      faults.push({ line: index + 1, fault: 'too-many' });
      break;
    }
    const cell = cells(row, separator);
    const of = (name: Column): string => cell[columns.indexOf(name)]?.trim() ?? '';
    const time = TIME.exec(of('time'));
    const service = serviceOf(of('service'));
    if (!time) faults.push({ line: index + 1, fault: 'wrong-time' });
    else if (service === null) faults.push({ line: index + 1, fault: 'unknown-service' });
    else {
      const clock = `${time[1]!.padStart(2, '0')}:${time[2]}`;
      const [number, code] = [of('number') || null, of('code') || null];
      lines.push({ line: index + 1, time: clock, service, number, code });
    }
  }
  return { lines, faults };
}

/** Lower case without marks: "Số thẻ" and "so the" are one column. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** The cells of one line; quotes are doubled inside quoted ones (RFC 4180). */
function cells(row: string, separator: string): string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const letter = row[at]!;
    if (quoted && letter === '"' && row[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (letter === separator && !quoted) {
      found.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...found, cell];
}
