import { isMangled, isVietnamese } from './vietnamese-text.ts';

/**
 * Judges a name as printed on a card: 1-99 characters of letters, marks, space, `'` `’` `.` `-`, a letter
 * first. `mangled`: letters were replaced or misread, the rest may be a name. `bad`: markup, digits (as VNI
 * keys leave them) or other signs no name has.
 */
export function judgeName(name: string): 'good' | 'mangled' | 'bad' {
  // A replaced letter stands where a letter was; it is judged as one.
  const signs = Array.from(name, (sign) => (isMangled(sign) ? 'x' : sign)).join('');
  const fits = name.length <= 99 && /^\p{L}[\p{L} '\u2019.\u2013-]*$/u.test(signs);
  if (!fits) return 'bad';
  return isVietnamese(name) && !name.includes('?') ? 'good' : 'mangled';
}

/** Whether two names are one, diacritics told apart as the insurance portal does, case and spacing not. */
export function isSameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) =>
    name.normalize('NFC').toLowerCase().split(/\s+/).join(' ').trim(),
  );
  return a === b;
}
