import { type CardReading, type InsuranceCard, type NoteCode, refused, type Sex, statusOf } from './card.ts';
import { insuranceBirthDate, isAfter, slashDate } from './card-date.ts';
import { hexText, isHex } from './hex-text.ts';
import { hasLostLetters } from './lost-letters.ts';
import { judgeName } from './person-name.ts';
import { judgeQuality } from './quality.ts';
import type { ScanText } from './scan-text.ts';
import { hasControl, isMangled } from './vietnamese-text.ts';

const printedSex: ReadonlyMap<string, Sex> = new Map([
  ['1', 'M'],
  ['2', 'F'],
]);
const areas: ReadonlyMap<string, 'K1' | 'K2' | 'K3'> = new Map([
  ['5', 'K1'],
  ['6', 'K2'],
  ['7', 'K3'],
]);

/** The pieces before the closing `$`, how many there are with it, and whether it was the end of the text. */
type Pieces = {
  readonly at: (index: number) => string | null;
  readonly count: number;
  readonly isClosed: boolean;
  readonly hasTail: boolean;
};

function piecesOf(fields: readonly string[]): Pieces {
  const end = fields.findIndex((field) => field.startsWith('$'));
  const body = end < 0 ? fields : fields.slice(0, end);
  const tail = end < 0 ? '' : fields.slice(end).join('').slice(1);
  const at = (index: number): string | null => {
    const piece = body[index] ?? '';
    return piece === '' || piece === '-' ? null : piece;
  };
  return { at, count: end < 0 ? fields.length : end + 1, isClosed: end >= 0, hasTail: tail !== '' };
}

type CardNumber = Pick<InsuranceCard, 'no' | 'cardType' | 'obj' | 'bhxh'>;

/**
 * Takes a card number apart: 15 characters (Decision 1351/QĐ-BHXH: object group, benefit level 1-5, province,
 * BHXH code) or the BHXH code alone (Decision 1666/QĐ-BHXH). Unknown object groups are taken as printed: new
 * ones come by decree. Null when it is neither.
 */
export function readCardNumber(text: string): CardNumber | null {
  const bare = text.replace(/[ -]/g, '');
  if (/^\d{10}$/.test(bare)) return { no: bare, cardType: '10', obj: null, bhxh: bare };
  if (!/^[A-Za-z]{2}[1-5]\d{12}$/.test(bare)) return null;
  const no = bare.toUpperCase();
  return { no, cardType: '15', obj: no.slice(0, 2), bhxh: no.slice(5) };
}

/** Address, parent's name and issuing place: hex by the rule, plain on some cards. */
function freeText(piece: string | null): string | null {
  const text = piece === null ? null : hexText(piece)?.text;
  if (text === '' || text === '-') return null;
  return text === undefined || text === null || hasControl(text) ? piece : text;
}

function readDate(pieces: Pieces, index: 6 | 7 | 8 | 12, warn: NoteCode[]): string | null {
  const piece = pieces.at(index);
  const date = piece === null ? null : slashDate(piece);
  if (piece !== null && date === null) warn.push(`bad_date_${index}`);
  return date;
}

function readFacility(piece: string | null, warn: NoteCode[]): string | null {
  if (piece === null) return null;
  const code = piece.replace(/[ \u2013-]/g, '');
  if (/^\d{2}[0-9A-Za-z]{3}$/.test(code)) return code.toUpperCase();
  warn.push('bad_facility');
  return null;
}

type Name = { readonly text: string; readonly repair: readonly string[]; readonly isPlain: boolean };

function readName(piece: string | null, warn: NoteCode[]): Name | CardReading {
  if (piece !== null && isHex(piece) && hexText(piece) === null) return refused('bad_name_hex');
  const coded = piece === null ? null : hexText(piece);
  const text = coded?.text ?? piece ?? '';
  if (text === '' || text === '-') return refused('empty_name');
  if (hasControl(text)) return refused('control_char');
  const spelling = judgeName(text);
  if (spelling === 'bad') return refused('bad_name');
  if (coded?.repair.includes('nfc') && !warn.includes('nfd')) warn.push('nfd');
  if (coded === null) warn.push('name_plain');
  if (spelling === 'mangled') warn.push('name_mangled');
  return { text, repair: coded?.repair ?? [], isPlain: coded === null };
}

function levelOf(number: CardNumber, pieces: Pieces): number | null {
  const printed = number.cardType === '15' ? number.no[2]! : (pieces.at(14) ?? '');
  return /^[1-5]$/.test(printed) ? Number(printed) : null;
}

/** What stands on the card beside number, name, birth date and sex; unreadable parts are null and noted. */
function readRest(pieces: Pieces, today: string, warn: NoteCode[]) {
  const facility = readFacility(pieces.at(5), warn);
  const from = readDate(pieces, 6, warn);
  const to = readDate(pieces, 7, warn);
  const issued = readDate(pieces, 8, warn);
  const fiveYears = readDate(pieces, 12, warn);
  if (from !== null && to !== null && to < from) warn.push('validity_reversed');
  return {
    address: freeText(pieces.at(4)),
    facility,
    from,
    to,
    issued,
    manager: pieces.at(9),
    parent: freeText(pieces.at(10)),
    area: areas.get(pieces.at(11) ?? '') ?? null,
    fiveYears,
    check: pieces.at(13),
    issuer: freeText(pieces.at(15)),
    expired: to !== null && to < today,
  };
}

/**
 * Reads the pieces of an insurance card, 15 on old paper (Decision 1313/QĐ-BHXH), 17 on the new, fewer on
 * short forms, closed by `$`. Fields come trimmed. `today` is the local date.
 */
export function readInsuranceCard(fields: readonly string[], scan: ScanText, today: string): CardReading {
  const number = readCardNumber(fields[0] ?? '');
  if (number === null) return refused('bad_card_no');
  const pieces = piecesOf(fields);
  if (pieces.count < 8) return refused('too_few_fields');
  if (fields.length > 24) return refused('too_many_fields');
  const warn: NoteCode[] = [...scan.warn];
  if (!pieces.isClosed) warn.push('no_terminator');
  if (pieces.hasTail) warn.push('data_after_terminator');
  const name = readName(pieces.at(1), warn);
  if ('status' in name) return name;
  const dob = insuranceBirthDate(pieces.at(2) ?? '');
  if (dob === null) return refused('bad_dob');
  if (isAfter(dob, today)) return refused('dob_in_future');
  const sexText = pieces.at(3) ?? '';
  const sex = printedSex.get(sexText) ?? null;
  if (sex === null) warn.push('sex_unknown');
  const rest = readRest(pieces, today, warn);
  const isLossy =
    [name.text, sexText, rest.address ?? ''].some(isMangled) ||
    (name.isPlain && hasLostLetters(name.text, '', rest.address ?? ''));
  const repair = [...scan.repair, ...name.repair];
  const quality = judgeQuality(isLossy, repair, warn);
  const read = { ...number, level: levelOf(number, pieces), name: name.text, dob, sex, ...rest };
  return { status: statusOf(warn), warn, kind: 'bhyt', ...read, fields: pieces.count, quality, repair };
}
