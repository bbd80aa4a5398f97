import { cp1252High, cp1258Differences } from './codepage-table.ts';
import { isVietnamese } from './vietnamese-text.ts';

/** A text and the names of the steps that were needed to get it. */
export type Repaired = { readonly text: string; readonly repair: readonly string[] };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const looseUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

type Codepage = {
  readonly name: string;
  readonly letters: readonly string[];
  readonly bytes: ReadonlyMap<string, number>;
};

function codepage(name: string, differences: Readonly<Record<number, string>>): Codepage {
  const letters = Array.from({ length: 256 }, (_, byte) => {
    const high = byte >= 0x80 && byte < 0xa0 ? cp1252High[byte - 0x80] : undefined;
    return differences[byte] ?? high ?? String.fromCharCode(byte);
  });
  const bytes = new Map(letters.map((letter, byte) => [letter, byte]));
  // A driver that decodes as Latin-1 leaves the C1 code points themselves.
  for (let byte = 0x80; byte < 0xa0; byte += 1) bytes.set(String.fromCharCode(byte), byte);
  return { name, letters, bytes };
}

const cp1252 = codepage('cp1252', {});
const cp1258 = codepage('cp1258', cp1258Differences);

const PADDING = '\ufeff\u0002\u0003\r\n\t \u0000';

/** The text without any of the given characters at its ends, in one pass. */
export function trimmed(text: string, padding: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && padding.includes(text[start]!)) start += 1;
  while (end > start && padding.includes(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/**
 * The text without what scanners put around it: byte order mark, STX and ETX, line ends, blanks, NUL, and the
 * AIM symbology id (`]Q1`, ISO/IEC 15424). Nothing inside is touched.
 */
export function payloadOf(text: string): string {
  const bare = trimmed(text, PADDING);
  return /^\][A-Za-z][0-9A-Za-z]/.test(bare) ? trimmed(bare.slice(3), PADDING) : bare;
}

/** Bytes as UTF-8 with U+FFFD for what is none; never longer than the bytes. */
export function looseText(bytes: Uint8Array): string {
  return looseUtf8.decode(bytes);
}

/** Bytes as UTF-8, or null where they are not. */
export function strictText(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

/** Decodes with an encoding of the platform; null when the platform lacks it or the bytes do not fit. */
export function foreignText(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const pageText = (page: Codepage, bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => page.letters[byte]).join('');

/** What scanners send instead of UTF-8, the likeliest first. Shift_JIS has no Vietnamese letter to offer. */
const ladder: readonly { name: string; decode: (bytes: Uint8Array) => string | null }[] = [
  { name: 'windows-1258', decode: (bytes) => pageText(cp1258, bytes) },
  { name: 'gb18030', decode: (bytes) => foreignText('gb18030', bytes) },
  { name: 'windows-1252', decode: (bytes) => pageText(cp1252, bytes) },
];

/**
 * Text of bytes that are not UTF-8: the first encoding of the ladder that gives Vietnamese and nothing else,
 * otherwise UTF-8 with U+FFFD in the holes.
 */
export function legacyText(bytes: Uint8Array): Repaired {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = marked ? bytes.subarray(3) : bytes;
  for (const { name, decode } of ladder) {
    const text = decode(body);
    if (text !== null && isVietnamese(payloadOf(text).normalize('NFC'))) return { text, repair: [name] };
  }
  return { text: looseText(body), repair: [] };
}

function misread(text: string, page: Codepage): string | null {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const byte = page.bytes.get(text[i]!);
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  return strictText(bytes);
}

/**
 * Undoes UTF-8 that was read as windows-1252, Latin-1 or windows-1258, up to three times over. Vietnamese
 * that was read correctly is safe: its letters do not line up as lead and trail bytes of UTF-8.
 */
export function unwound(text: string): Repaired {
  const repair: string[] = [];
  let best = text;
  while (repair.length < 3 && /[^\x00-\x7f]/.test(best)) {
    const page = [cp1252, cp1258].find((candidate) => misread(best, candidate) !== null);
    if (page === undefined) break;
    best = misread(best, page)!;
    repair.push(`${page.name}>utf8`);
  }
  return { text: best, repair };
}
