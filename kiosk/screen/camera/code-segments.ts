/** Error-correction level as its letter. */
export type Level = 'L' | 'M' | 'Q' | 'H';

/** Data codewords of versions 9 and 26, the last before counts get wider (ISO/IEC 18004, tables 3 and 7). */
const lastNarrow: Record<Level, readonly [number, number]> = {
  L: [232, 1370],
  M: [182, 1062],
  Q: [132, 754],
  H: [100, 596],
};
/** Bits of a segment's count by mode, for versions up to 9, up to 26 and above. */
const countBits: Record<number, readonly [number, number, number]> = {
  1: [10, 12, 14],
  2: [9, 11, 13],
  4: [8, 16, 16],
  8: [8, 10, 12],
};
const TERMINATOR = 0;
const NUMERIC = 1;
const ALPHANUMERIC = 2;
const STRUCTURED_APPEND = 3;
const BYTES = 4;
const FNC1_FIRST = 5;
const ECI = 7;
const KANJI = 8;
const FNC1_SECOND = 9;
const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

type Take = (bits: number) => number;

/**
 * The bytes that were put into a QR code, from its corrected data codewords: byte segments as they are, digits
 * and capitals as ASCII, kanji as Shift_JIS; an announced character set is passed over. `@zxing/library` gives
 * text in a guessed character set or the byte segments alone, and neither is what stood in the code.
 * @returns null when the stream ends inside a segment, or holds a mode or a value that the standard does not know
 */
export function bytesOfCode(codewords: Uint8Array, level: Level): Uint8Array | null {
  const wide = lastNarrow[level].filter((last) => codewords.length > last).length;
  const out: number[] = [];
  let at = 0;
  const left = (): number => codewords.length * 8 - at;
  let isShort = false;
  const take: Take = (bits) => {
    if (left() < bits) isShort = true;
    let value = 0;
    for (let end = at + bits; at < end; at += 1)
      value = value * 2 + (((codewords[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  while (left() >= 4) {
    const mode = take(4);
    if (mode === TERMINATOR) break;
    const count = take(countBits[mode]?.[wide] ?? 0);
    if (isShort || !takeSegment(mode, count, take, out) || isShort) return null;
  }
  return Uint8Array.from(out);
}

function takeSegment(mode: number, count: number, take: Take, out: number[]): boolean {
  switch (mode) {
    case NUMERIC:
      return inGroups(count, 3, (size) => takeDigits(size, take, out));
    case ALPHANUMERIC:
      return inGroups(count, 2, (size) => takeCapitals(size, take, out));
    case BYTES:
      for (let rest = count; rest > 0; rest -= 1) out.push(take(8));
      return true;
    case KANJI:
      for (let rest = count; rest > 0; rest -= 1) takeKanji(take, out);
      return true;
    case STRUCTURED_APPEND:
      take(16);
      return true;
    case ECI:
      takeDesignator(take);
      return true;
    case FNC1_FIRST:
      return true;
    case FNC1_SECOND:
      take(8);
      return true;
    default:
      return false;
  }
}

function inGroups(count: number, most: number, takeGroup: (size: number) => boolean): boolean {
  let isGood = true;
  for (let rest = count; rest > 0; rest -= most) isGood = takeGroup(Math.min(rest, most)) && isGood;
  return isGood;
}

function takeDigits(count: number, take: Take, out: number[]): boolean {
  const digits = String(take(count * 3 + 1)).padStart(count, '0');
  for (const digit of digits) out.push(digit.charCodeAt(0));
  return digits.length === count;
}

function takeCapitals(count: number, take: Take, out: number[]): boolean {
  const value = take(count === 2 ? 11 : 6);
  const places = count === 2 ? [Math.floor(value / 45), value % 45] : [value];
  for (const place of places) out.push(CHARACTERS.charCodeAt(place));
  return places.every((place) => place < CHARACTERS.length);
}

function takeKanji(take: Take, out: number[]): void {
  const value = take(13);
  const packed = Math.floor(value / 0xc0) * 256 + (value % 0xc0);
  const character = packed + (packed < 0x1f00 ? 0x8140 : 0xc140);
  out.push(character >> 8, character & 0xff);
}

/** One to three bytes; the leading ones say how many. */
function takeDesignator(take: Take): void {
  const first = take(8);
  if (first >= 0xc0) take(16);
  else if (first >= 0x80) take(8);
}
