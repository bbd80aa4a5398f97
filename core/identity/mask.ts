/**
 * A name that a stranger cannot look up: initials of all words but the last, `N.V. Bình`. Null for a single
 * word, which cannot be masked: then only the number may be shown.
 */
export function maskName(name: string): string | null {
  const words = name
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '');
  const last = words.pop();
  if (last === undefined || words.length === 0) return null;
  const initials = words.map((word) => `${(/\p{L}/u.exec(word)?.[0] ?? '').toUpperCase()}.`);
  return `${initials.join('')} ${last}`;
}

/** The initials alone, `N.V.B.`; null where a mask is not possible either. */
export function initialsOf(name: string): string | null {
  const masked = maskName(name);
  if (masked === null) return null;
  const space = masked.lastIndexOf(' ');
  return `${masked.slice(0, space)}${masked.charAt(space + 1).toUpperCase()}.`;
}

/**
 * A number its holder can recognise: first and last three of the 12 digits of a personal number, the last
 * three only of any other, because an insurance number starts with the object group (merit, poverty, age).
 */
export function maskNumber(number: string): string {
  const head = /^\d{12}$/.test(number) ? number.slice(0, 3) : '';
  const tail = number.length > 3 ? number.slice(-3) : '';
  return head + '•'.repeat(number.length - head.length - tail.length) + tail;
}
