/** The letters of Vietnamese beyond ASCII, composed, as ranges of a character class. */
const LETTERS =
  '\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd' +
  '\u00e0-\u00e3\u00e8-\u00ea\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd' +
  '\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9';

/** With printable ASCII, the typographic dash and apostrophe, and the bar that some keyboards make of `|`. */
const VIETNAMESE = new RegExp(`^[\\x20-\\x7e${LETTERS}\u2013\u2019\uff5c]*$`);

/** Control, format and line-separating characters. The soft hyphen stays out: misread UTF-8 is full of it. */
const CONTROL = /(?!\u00ad)[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** Whether a composed (NFC) text holds nothing that Vietnamese text never holds. */
export function isVietnamese(text: string): boolean {
  return VIETNAMESE.test(text);
}

/** Whether letters were visibly replaced or misread: `?`, U+FFFD, or anything outside Vietnamese. */
export function isMangled(text: string): boolean {
  return text.includes('?') || !VIETNAMESE.test(text);
}

/**
 * Whether a text holds a character that steers a printer, a terminal or the direction of writing. Such a text
 * is two scans glued together or an injection, and none of it may go any further.
 */
export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}
