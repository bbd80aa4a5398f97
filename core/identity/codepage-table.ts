/**
 * Bytes 80-9F of windows-1252; the others of its upper half are the code points of the same value. Kept here
 * because some Node releases decode `windows-1252` as Latin-1. The holes (81 8D 8F 90 9D) stand for their C1
 * code point, as in the WHATWG Encoding Standard.
 */
export const cp1252High =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Where windows-1258, the code page of a Vietnamese Windows, differs from windows-1252. */
export const cp1258Differences: Readonly<Record<number, string>> = {
  138: '\u008a',
  142: '\u008e',
  154: '\u009a',
  158: '\u009e',
  195: '\u0102',
  204: '\u0300',
  208: '\u0110',
  210: '\u0309',
  213: '\u01a0',
  221: '\u01af',
  222: '\u0303',
  227: '\u0103',
  236: '\u0301',
  240: '\u0111',
  242: '\u0323',
  245: '\u01a1',
  253: '\u01b0',
  254: '\u20ab',
};
