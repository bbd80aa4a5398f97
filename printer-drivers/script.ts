import { TCVN3_CAPITALS, TCVN3_SMALL } from './tcvn3-table.ts';

/**
 * How words become the printer's own letters. `tcvn3`: with all marks, from the two tables of a proven printer.
 * `ascii`: without marks ("Phong kham"), what every printer prints: for emergencies.
 */
export type Script = 'tcvn3' | 'ascii';

/** Letters of one table; `page` null: ASCII, the same on every table. */
export type Stretch = { readonly page: 'lower' | 'upper' | null; readonly bytes: readonly number[] };

type Letter = { readonly page: 'lower' | 'upper'; readonly byte: number };

const LETTERS = new Map<string, Letter>();
for (const { from, letters } of TCVN3_SMALL) {
  [...letters].forEach((letter, i) => {
    LETTERS.set(letter, { page: 'lower', byte: from + i });
    LETTERS.set(letter.toUpperCase(), { page: 'upper', byte: from + i });
  });
}
for (const [letter, byte] of TCVN3_CAPITALS) LETTERS.set(letter, { page: 'upper', byte });
// The printer database writes the capital of đ as the Icelandic letter that looks the same.
LETTERS.set('\u00d0', { page: 'upper', byte: 0xa7 });

const PLAIN: Readonly<Record<string, string>> = {
  ...{ đ: 'd', Đ: 'D', '\u00d0': 'D', '·': '-', '–': '-', '—': '-', '…': '...' },
  ...{ '“': '"', '”': '"', '‘': "'", '’': "'", '•': '*' },
};

/** A letter without its marks, `?` where nothing of ASCII is left of it. */
function folded(char: string): string {
  const plain = PLAIN[char] ?? char.normalize('NFD').replace(/\p{M}+/gu, '');
  return /^[\x20-\x7e]+$/.test(plain) ? plain : '?';
}

/** Words as they will be read: what the script cannot write is folded to ASCII. One letter, one column. */
export function writable(text: string, script: Script): string {
  return [...text.normalize('NFC')]
    .map((char) => (script === 'tcvn3' && LETTERS.has(char) ? char : folded(char)))
    .join('');
}

/** Bytes of words that are `writable`, parted where the table changes. ASCII stays on the table before it. */
export function stretchesOf(text: string, script: Script): Stretch[] {
  const stretches: { page: Stretch['page']; bytes: number[] }[] = [];
  for (const char of writable(text, script)) {
    const letter = script === 'tcvn3' ? LETTERS.get(char) : undefined;
    const last = stretches.at(-1);
    const byte = letter?.byte ?? char.charCodeAt(0);
    if (last && (letter === undefined || letter.page === last.page)) last.bytes.push(byte);
    else stretches.push({ page: letter?.page ?? null, bytes: [byte] });
  }
  return stretches;
}
