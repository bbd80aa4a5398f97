import type { NoteCode } from './card.ts';
import { legacyText, looseText, payloadOf, type Repaired, strictText, unwound } from './text-repair.ts';

/** The text of a scan, whole and composed (NFC), with what had to be done to it. */
export type ScanText = Repaired & { readonly warn: readonly NoteCode[] };

/** No card comes near it: a citizen card has some 125 bytes, an insurance card of 17 pieces under 900. */
const MOST_CHARACTERS = 1200;

/** A UTF-16 unit takes at most three bytes of UTF-8. */
const MOST_BYTES = 3 * MOST_CHARACTERS;

/** Whether a scan is longer than any card, judged before anything else is done to it. */
export function isTooLong(input: string | Uint8Array): boolean {
  if (typeof input === 'string') return input.length > MOST_CHARACTERS;
  return input.length > MOST_BYTES || looseText(input).length > MOST_CHARACTERS;
}

/** The payload in the characters the scanner meant, as far as they can be had. */
function decoded(input: string | Uint8Array): Repaired & { isUnicode: boolean } {
  if (typeof input !== 'string') {
    const text = strictText(input);
    return text === null ? { ...legacyText(input), isUnicode: false } : decoded(text);
  }
  // Half a surrogate pair is no Unicode text, and nothing that encodes it would give it back.
  const text = input.replace(/\p{Cs}/gu, '\ufffd');
  return text === input
    ? { ...unwound(payloadOf(text)), isUnicode: true }
    : { text, repair: [], isUnicode: false };
}

/**
 * Reads a scan as text: bytes by UTF-8 or the ladder of legacy encodings, misread UTF-8 unwound, what the
 * scanner put around it taken off, full-width bars made `|`, letters composed. Control characters inside are
 * still there.
 */
export function readText(input: string | Uint8Array): ScanText {
  const { text, repair, isUnicode } = decoded(input);
  // A byte order mark that had been misread shows itself only now.
  const payload = payloadOf(text);
  const barred = payload.replaceAll('\uff5c', '|');
  const composed = barred.normalize('NFC');
  const warn: NoteCode[] = [];
  if (!isUnicode) warn.push('not_utf8');
  if (barred !== payload) warn.push('fullwidth_pipe');
  if (composed !== barred) warn.push('nfd');
  const steps = [...(barred === payload ? [] : ['fullwidth-pipe']), ...(composed === barred ? [] : ['nfc'])];
  return { text: composed, repair: [...repair, ...steps], warn };
}
