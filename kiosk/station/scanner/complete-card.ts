/**
 * Tells from raw bytes alone whether a card text has come in whole. Only needed where a scanner sends no
 * terminator and silence is the one sign of an end. Stricter than the card parser on purpose: half of one
 * card followed by a whole other card must never pass, wherever the first one was cut.
 */

/** BOM, NUL, TAB, space and an AIM identifier (`]Q1`) around a payload; CR, LF, STX, ETX belong to the framer. */
const EDGES = /^(?:\xef\xbb\xbf|[\0\t ]|\][A-Za-z][0-9A-Za-z])+|[\0\t ]+$/g;

/** `id|old|name|dob|sex|address|` of the seven-field citizen card. */
const CITIZEN_START = /^\d{12} *(?:\|[^|]*){5}\|/;
/** The rest: an issue date, or none but a further pipe, then nothing but empty fields (Căn cước has four). */
const CITIZEN_END = /^ *(?:\d{8} *(?:\| *)*|(?:\| *)+)$/;

const INSURANCE_NUMBER = /^(?:[A-Z]{2}\d{13}|\d{10})$/;
/** Birth date and sex stand side by side once in a card; a second pair is the start of another card. */
const INSURANCE_PERSON = /\| *[\d/]{4,10} *\| *[12] *(?=\|)/g;
/** The paper template of Decision 1313/QĐ-BHXH, the one with 15-character numbers, ends at its 15th piece. */
const OLD_TEMPLATE_PIECES = 15;

/** One character per byte; the fullwidth pipe (U+FF5C in UTF-8) counts as a pipe, as it does for the parser. */
function bytewise(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replaceAll('\xef\xbd\x9c', '|').replace(EDGES, '');
}

function isCompleteCitizen(text: string): boolean {
  const start = CITIZEN_START.exec(text);
  return start !== null && CITIZEN_END.test(text.slice(start[0].length));
}

function isCompleteInsurance(text: string): boolean {
  if (!text.endsWith('|$')) return false;
  const pieces = text.split('|');
  const number = (pieces[0] ?? '').replace(/[ -]/g, '').toUpperCase();
  if (!INSURANCE_NUMBER.test(number) || pieces.indexOf('$') !== pieces.length - 1) return false;
  if (number.length === 15 && pieces.length > OLD_TEMPLATE_PIECES) return false;
  const person = [...text.matchAll(INSURANCE_PERSON)];
  return person.length === 1 && person[0]!.index === pieces.slice(0, 2).join('|').length;
}

/**
 * @param bytes what came in since the last frame, without terminators
 * @returns true when nothing can be missing: a seven-field citizen card with its issue date or with trailing
 *   pipes, or an insurance card up to its closing `$`
 */
export function isCompleteCard(bytes: Uint8Array): boolean {
  const text = bytewise(bytes);
  return isCompleteCitizen(text) || isCompleteInsurance(text);
}

/**
 * @param bytes as above
 * @returns true for a citizen card that ends right behind its address. While bytes may still come the issue
 *   date is awaited; once nothing comes any more it is a card without one.
 */
export function isCardWithoutIssueDate(bytes: Uint8Array): boolean {
  const text = bytewise(bytes);
  return CITIZEN_START.exec(text)?.[0].length === text.length;
}
