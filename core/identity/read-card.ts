import { type CardReading, refused } from './card.ts';
import { readCitizenCard } from './citizen-card.ts';
import { readCardNumber, readInsuranceCard } from './insurance-card.ts';
import { isTooLong, readText, type ScanText } from './scan-text.ts';
import { trimmed } from './text-repair.ts';
import { hasControl } from './vietnamese-text.ts';

function readNumber(text: string): CardReading | null {
  const bare = text.replace(/[ -]/g, '');
  if (/^\d{12}$/.test(bare)) return { status: 'ok', warn: [], kind: 'typed_id', id: bare };
  const number = readCardNumber(bare);
  return number && { status: 'ok', warn: [], kind: 'typed_bhyt', no: number.no };
}

/** Sends the fields to the card that their first one names. */
function readFields(fields: readonly string[], scan: ScanText, today: string): CardReading {
  const first = fields[0] ?? '';
  if (/^\d{12}$/.test(first)) return readCitizenCard(fields, scan, today);
  if (/^(?:[A-Za-z]{2}\d{13}|\d{10})$/.test(first.replace(/[ -]/g, '')))
    return readInsuranceCard(fields, scan, today);
  return refused(/^\d+$/.test(first) ? 'bad_id' : 'unknown_format');
}

/**
 * Reads one scan or typed number: the text or the raw bytes as they came (prefer bytes), and the local date
 * `YYYY-MM-DD`. Never throws. What was not understood beyond doubt is `confirm` or `reject` with its reasons;
 * web addresses and payment codes are named and never opened.
 */
export function readCard(input: string | Uint8Array, today: string): CardReading {
  if (isTooLong(input)) return refused('too_long');
  const scan = readText(input);
  const { text } = scan;
  if (hasControl(text)) return refused('control_char');
  if (text === '') return refused('empty');
  if (/^https?:\/\//i.test(text)) return refused('url');
  if (text.startsWith('000201')) return refused('payment_qr');
  const number = readNumber(text);
  if (number !== null) return number;
  if (!text.includes('|')) return refused('no_separator');
  const fields = text.split('|').map((field) => trimmed(field, ' '));
  return readFields(fields, scan, today);
}
