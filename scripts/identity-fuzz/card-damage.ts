import { type Random, upTo } from './fictional-card.ts';

/**
 * What scanners, drivers and input methods do to a card's text on the way. `sure`: after it no reading may
 * be `ok` and say something else than the card. `weak`: letters are gone and every letter left is a lawful
 * one, so a few such texts are words again and nobody could tell.
 */
export type Damage = {
  readonly name: string;
  readonly promise: 'sure' | 'weak';
  readonly apply: (text: string, random: Random) => string | Uint8Array;
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const shownAs = (label: string) => (text: string) => new TextDecoder(label).decode(utf8(text));
const asLatin1 = (text: string): string =>
  Array.from(utf8(text), (byte) => String.fromCharCode(byte)).join('');
const each = (text: string, change: (letter: string) => string): string => Array.from(text, change).join('');

const pageLetters = (label: string): string[] =>
  Array.from({ length: 256 }, (_, byte) => new TextDecoder(label).decode(Uint8Array.of(byte)));
const cp1258 = new Map(pageLetters('windows-1258').map((letter, byte) => [letter, byte]));

/** windows-1258 bytes: letters it has as they are, the others as letter and tone mark. */
export function cp1258Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text) {
    const whole = cp1258.get(letter);
    const apart = letter.normalize('NFD');
    const tone = [...apart].findLast((sign) => /[\u0300\u0301\u0303\u0309]|\u0323/.test(sign)) ?? '';
    const base = apart.replace(tone, '').normalize('NFC');
    bytes.push(...(whole === undefined ? [cp1258.get(base)!, cp1258.get(tone)!] : [whole]));
  }
  return Uint8Array.from(bytes);
}

/** GB18030 bytes of Vietnamese: the letters in its four-byte part, found by decoding that part once. */
function gb18030Table(): Map<string, number[]> {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  const learn = (bytes: number[]): void => {
    table.set(decoder.decode(Uint8Array.from(bytes)), bytes);
  };
  for (let a = 0x81; a <= 0x82; a += 1) {
    for (let b = 0x30; b <= 0x39; b += 1) {
      for (let c = 0x81; c <= 0xfe; c += 1) for (let d = 0x30; d <= 0x39; d += 1) learn([a, b, c, d]);
    }
  }
  for (let low = 0xa1; low <= 0xfe; low += 1) {
    learn([0xa1, low]);
    learn([0xa8, low]);
  }
  return table;
}

const gb18030 = gb18030Table();

function gb18030Bytes(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((letter) => gb18030.get(letter) ?? [...utf8(letter)]));
}

const telexKeys: Readonly<Record<string, string>> = {
  '\u0301': 's',
  '\u0300': 'f',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
  '\u0306': 'w',
  '\u031b': 'w',
};
const vniKeys: Readonly<Record<string, string>> = {
  '\u0301': '1',
  '\u0300': '2',
  '\u0309': '3',
  '\u0303': '4',
  '\u0323': '5',
  '\u0302': '6',
  '\u031b': '7',
  '\u0306': '8',
};

const retyped = (text: string, keys: Readonly<Record<string, string>>, d: string): string =>
  each(text.normalize('NFD'), (sign) => keys[sign] ?? sign)
    .replace(/(\p{L})\u0302/gu, '$1$1')
    .replace(/đ/gi, d);

function withoutOneByte(text: string, random: Random): Uint8Array {
  const bytes = utf8(text);
  const high = [...bytes.keys()].filter((i) => bytes[i]! > 0x7f);
  const lost = high[upTo(high.length, random)] ?? -1;
  return bytes.filter((_, i) => i !== lost);
}

function asUtf16(text: string): Uint8Array {
  return Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
}

/** Damage that is undone or noticed, row by row. */
export const damages: readonly Damage[] = [
  { name: 'correct text', promise: 'sure', apply: (text) => text },
  { name: 'NFD', promise: 'sure', apply: (text) => text.normalize('NFD') },
  { name: 'UTF-8 read as CP1252', promise: 'sure', apply: shownAs('windows-1252') },
  { name: 'UTF-8 read as Latin-1', promise: 'sure', apply: asLatin1 },
  {
    name: 'encoded twice',
    promise: 'sure',
    apply: (text) => shownAs('windows-1252')(shownAs('windows-1252')(text)),
  },
  { name: 'bytes UTF-8', promise: 'sure', apply: utf8 },
  { name: 'bytes UTF-8 with BOM', promise: 'sure', apply: (text) => utf8(`\ufeff${text}`) },
  { name: 'bytes encoded twice', promise: 'sure', apply: (text) => utf8(asLatin1(text)) },
  { name: 'BOM read as CP1252', promise: 'sure', apply: (text) => asLatin1(`\ufeff${text}`) },
  { name: 'bytes windows-1258', promise: 'sure', apply: cp1258Bytes },
  { name: 'bytes GB18030', promise: 'sure', apply: gb18030Bytes },
  { name: 'UTF-8 shown as GB18030 text', promise: 'sure', apply: shownAs('gb18030') },
  { name: 'UTF-8 shown as Shift_JIS text', promise: 'sure', apply: shownAs('shift_jis') },
  { name: 'UTF-8 shown as CP1258 text', promise: 'sure', apply: shownAs('windows-1258') },
  { name: 'non-ASCII dropped', promise: 'sure', apply: (text) => each(text, (c) => (c > '~' ? '' : c)) },
  {
    name: 'non-ASCII replaced by ?',
    promise: 'sure',
    apply: (text) => each(text, (c) => (c > '~' ? '?' : c)),
  },
  {
    name: 'non-ASCII replaced by U+FFFD',
    promise: 'sure',
    apply: (text) => each(text, (c) => (c > '~' ? '\ufffd' : c)),
  },
  {
    name: 'diacritics stripped',
    promise: 'sure',
    apply: (text) => retyped(text, {}, 'd').replace(/\p{M}/gu, ''),
  },
  {
    name: 'CP1252 without its holes',
    promise: 'sure',
    apply: (text) => shownAs('windows-1252')(text).replace(/[\x80-\x9f]/g, ''),
  },
  {
    name: 'CP1252 with ? in its holes',
    promise: 'sure',
    apply: (text) => shownAs('windows-1252')(text).replace(/[\x80-\x9f]/g, '?'),
  },
  {
    name: 'CP1252, hard blanks made soft',
    promise: 'sure',
    apply: (text) => shownAs('windows-1252')(text).replaceAll('\xa0', ' '),
  },
  { name: 'retyped by Telex', promise: 'sure', apply: (text) => retyped(text, telexKeys, 'dd') },
  { name: 'retyped by VNI', promise: 'sure', apply: (text) => retyped(text, vniKeys, 'd9') },
  { name: 'one byte of a letter lost', promise: 'sure', apply: withoutOneByte },
  { name: 'high bit lost', promise: 'sure', apply: (text) => utf8(text).map((byte) => byte & 0x7f) },
  { name: 'bytes UTF-16', promise: 'sure', apply: asUtf16 },
  {
    name: 'letters beyond Latin-1 dropped',
    promise: 'weak',
    apply: (text) => each(text, (c) => (c > '\xff' ? '' : c)),
  },
  {
    name: 'letters beyond CP1258 dropped',
    promise: 'weak',
    apply: (text) => each(text, (c) => (cp1258.has(c) ? c : '')),
  },
  {
    name: 'letters U+1EA0-1EF9 dropped',
    promise: 'weak',
    apply: (text) => text.replace(/[\u1ea0-\u1ef9]/g, ''),
  },
  {
    name: 'CP1258 bytes read as Latin-1',
    promise: 'weak',
    apply: (text) => [...cp1258Bytes(text)].map((b) => String.fromCharCode(b)).join(''),
  },
  {
    name: 'tones stripped',
    promise: 'weak',
    apply: (text) =>
      text
        .normalize('NFD')
        .replace(/\u0300|\u0301|\u0303|\u0309|\u0323/g, '')
        .normalize('NFC'),
  },
];
