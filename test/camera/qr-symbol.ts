import { encode } from 'uqr';

export type Level = 'L' | 'M';
/** Dark modules of a symbol without its quiet zone, row by row. */
export type QrSymbol = { size: number; version: number; dark: boolean[][] };

type Made = ReturnType<typeof encode>;

/** A symbol with one byte segment of the bytes, or of the text in UTF-8, without ECI: as most printers write it. */
export function byteSymbol(content: string | readonly number[], ecc: Level): QrSymbol {
  const bytes = typeof content === 'string' ? [...Buffer.from(content)] : [...content];
  return symbolOf(encode(bytes, { ecc, border: 0, boostEcc: false }));
}

/** Largest version whose counts have the widths written here; a card needs at most 9. */
const LAST_VERSION = 9;

/**
 * A symbol that holds runs of digits as numeric segments and the rest as bytes, as printers with an optimiser
 * write it; the text must begin with such a run. The encoder at hand writes one segment only, but error
 * correction and interleaving are linear over GF(2) and the mask is the same: the exclusive-or of three symbols
 * of one version and mask is the symbol of the exclusive-or of their three bit streams. The first run alone
 * brings the header that the stream begins with; the headers of the two byte symbols cancel each other.
 */
export function mixedSymbol(text: string, ecc: Level): QrSymbol {
  const stream = mixedStream(text);
  const first = /^\d*/.exec(text)![0];
  for (let version = 1; version <= LAST_VERSION; version += 1) {
    const room = byteRooms[ecc][version - 1]! + 2;
    if (stream.length > room * 8 - 8) continue;
    const fixed = { ecc, border: 0, boostEcc: false, minVersion: version, maxVersion: version };
    const maskPattern = encode(first, fixed).maskPattern;
    const same = { ...fixed, maskPattern };
    const wanted = padded(stream, room);
    const begun = padded(numericSegment(first), room);
    const difference = wanted.map((bit, at) => bit ^ begun[at]!).slice(12, -4);
    const [head, top, blank] = [first, bytesOf(difference), bytesOf(difference.map(() => 0))].map((data) =>
      encode(data, same),
    );
    return xor(head!, top!, blank!);
  }
  throw new Error(`a text of ${stream.length} bits needs a larger symbol than cards have`);
}

/** Longest byte segment by version, ISO/IEC 18004 table 7; header and terminator are two bytes more. */
const byteRooms: Record<Level, readonly number[]> = {
  L: [17, 32, 53, 78, 106, 134, 154, 192, 230],
  M: [14, 26, 42, 62, 84, 106, 122, 152, 180],
};

function symbolOf({ version, size, data }: Made): QrSymbol {
  return { version, size, dark: data };
}

function xor(a: Made, b: Made, c: Made): QrSymbol {
  const dark = a.data.map((row, y) => row.map((on, x) => on !== (b.data[y]![x]! !== c.data[y]![x]!)));
  return { version: a.version, size: a.size, dark };
}

/** Runs that are shorter than this cost more as a segment of their own. */
const SHORTEST_RUN = 6;

function mixedStream(text: string): number[] {
  const parts = text.match(new RegExp(`\\d{${SHORTEST_RUN},}|(?:(?!\\d{${SHORTEST_RUN}})[^])+`, 'g')) ?? [];
  return parts.flatMap((part) => (/^\d+$/.test(part) ? numericSegment(part) : byteSegment(part)));
}

function numericSegment(digits: string): number[] {
  const groups = digits.match(/\d{1,3}/g) ?? [];
  return [
    ...bits(1, 4),
    ...bits(digits.length, 10),
    ...groups.flatMap((some) => bits(Number(some), some.length * 3 + 1)),
  ];
}

function byteSegment(text: string): number[] {
  const bytes = [...Buffer.from(text)];
  return [...bits(4, 4), ...bits(bytes.length, 8), ...bytes.flatMap((byte) => bits(byte, 8))];
}

/** The stream with its terminator and the pad bytes that fill the symbol. */
function padded(stream: readonly number[], room: number): number[] {
  const all = [...stream, 0, 0, 0, 0];
  while (all.length % 8 > 0) all.push(0);
  for (let pad = 0xec; all.length < room * 8; pad ^= 0xec ^ 0x11) all.push(...bits(pad, 8));
  return all;
}

const bits = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1);

function bytesOf(stream: readonly number[]): number[] {
  return Array.from({ length: stream.length / 8 }, (_, at) =>
    stream.slice(at * 8, at * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
}
