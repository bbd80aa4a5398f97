/** Longest field that reaches the paper, in code points. */
export const LONGEST_FIELD = 60;

/**
 * Makes words from outside safe for paper: NFC (names typed on a Mac or exported by some hospital systems
 * arrive decomposed); control, format, private and unassigned characters, lone surrogates and every kind of
 * white space become one space; at most two marks on a letter; at most 60 code points, the last then `…`.
 */
export function cleanField(text: string): string {
  const plain = text
    .slice(0, 40 * LONGEST_FIELD)
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim();
  const points = Array.from(plain);
  return points.length <= LONGEST_FIELD ? plain : `${points.slice(0, LONGEST_FIELD - 1).join('')}…`;
}
