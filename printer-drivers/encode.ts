import type { Buzzer } from './capability.ts';
import { ALIGN, FEED_AND_CUT, INIT, sizeBytes } from './escpos-basics.ts';
import type { Band, Command } from './escpos-commands.ts';
import { type MarkedStream, scrubRealTime } from './scrub.ts';

const DLE = 0x10;
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
/** Rows of one ESC * 33 strip. */
export const STRIP_ROWS = 24;

const PRINTABLE = /^[\x20-\x7e]*$/;
const IDENTITY = { firmware: 65, maker: 66, model: 67 } as const;

type Piece = { readonly bytes: Uint8Array | readonly number[]; readonly image: boolean };

/**
 * `scrubbed`: dots blackened to keep real-time commands out of pictures. `longest`: bytes of the longest command,
 * which is what a printer may still wait for when a stream is cut short.
 */
export type Encoded = { readonly bytes: Uint8Array; readonly scrubbed: number; readonly longest: number };

/**
 * The bytes of a list of commands, free of real-time commands inside pictures. Text that is not printable ASCII is a bug of the caller and throws.
 */
export function encodeCommands(commands: readonly Command[]): Encoded {
  const pieces = commands.flatMap(piecesOf);
  const longest = pieces.reduce((most, piece) => Math.max(most, piece.bytes.length), 0);
  const length = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
  const stream: MarkedStream = { bytes: new Uint8Array(length), image: new Uint8Array(length) };
  let at = 0;
  for (const piece of pieces) {
    stream.bytes.set(piece.bytes, at);
    if (piece.image) stream.image.fill(1, at, at + piece.bytes.length);
    at += piece.bytes.length;
  }
  const scrubbed = scrubRealTime(stream);
  return { bytes: stream.bytes, scrubbed, longest };
}

function piecesOf(command: Command): Piece[] {
  if (command.kind === 'band') return bandPieces(command.band);
  if (command.kind === 'strip') return stripPieces(command.band);
  if (command.kind === 'flush') return [{ bytes: new Uint8Array(command.bytes), image: false }];
  return [{ bytes: commandBytes(command), image: false }];
}

type Plain = Exclude<Command, { kind: 'band' | 'strip' | 'flush' }>;

function commandBytes(c: Plain): Uint8Array | readonly number[] {
  switch (c.kind) {
    case 'init':
      return INIT;
    case 'motionUnits':
      return [GS, 0x50, c.dpi, c.dpi];
    case 'asb':
      return [GS, 0x61, c.on ? 0x0f : 0x00];
    case 'align':
      return ALIGN[c.to];
    case 'size':
      return sizeBytes(c.scale);
    case 'line':
      return [...ascii(c.ascii), 0x0a];
    case 'lineFeed':
      return [0x0a];
    case 'words':
      return printable(c.bytes);
    case 'codePage':
      return [ESC, 0x74, c.page];
    case 'cancelKanji':
      return [FS, 0x2e];
    case 'bold':
      return [ESC, 0x45, c.on ? 1 : 0];
    case 'inverse':
      return [GS, 0x42, c.on ? 1 : 0];
    case 'double':
      return [ESC, 0x21, c.on ? 0x30 : 0];
    case 'feed':
      return feed(c.dots);
    case 'qr':
      return nativeQr(c.ascii, c.module);
    case 'cut':
      return cut(c.how, c.feed);
    case 'drawer':
      return drawer(c.pin, c.onMs, c.offMs);
    case 'buzz':
      return buzz(c.how, c.times, c.ms);
    case 'status':
      return [DLE, 0x04, c.n];
    case 'fence':
      return [GS, 0x72, 1];
    case 'processId':
      return [GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...ascii(c.id)];
    case 'identify':
      return [GS, 0x49, IDENTITY[c.what]];
    case 'recover':
      return [DLE, 0x05, 2];
  }
}

function ascii(text: string): number[] {
  if (!PRINTABLE.test(text)) throw new Error('text for the printer itself must be printable ASCII');
  return [...text].map((char) => char.charCodeAt(0));
}

/** Letters of a code page: no byte of theirs may be a command, nor XON or XOFF on a serial line. */
function printable(bytes: readonly number[]): readonly number[] {
  if (bytes.some((byte) => byte < 0x20)) throw new Error('a letter below 20 would be a command');
  return bytes;
}

/** ESC p, times in units of 2 ms; 10 followed by 04, 05 or 14 would read as a real-time command. */
function drawer(pin: 0 | 1, onMs: number, offMs: number): number[] {
  const on = byteOf(onMs / 2);
  return [ESC, 0x70, pin, on === DLE ? DLE + 1 : on, byteOf(offMs / 2)];
}

function buzz(how: Buzzer, times: number, ms: number): number[] {
  const n = Math.max(1, Math.min(9, times));
  if (how === 'escB') return [ESC, 0x42, n, Math.max(1, Math.min(9, Math.round(ms / 50)))];
  const tenths = Math.max(1, byteOf(ms / 100));
  if (how === 'escParenA')
    return [ESC, 0x28, 0x41, 5, 0, 97, 100, n, tenths, tenths === DLE ? DLE + 1 : tenths];
  return Array.from({ length: n }, () => drawer(0, ms, ms)).flat();
}

function byteOf(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** ESC J, as often as it takes. */
function feed(dots: number): number[] {
  const whole = Array.from({ length: Math.floor(dots / 255) }, () => [ESC, 0x4a, 255]).flat();
  return dots % 255 === 0 ? whole : [...whole, ESC, 0x4a, dots % 255];
}

function cut(how: 'gsv66' | 'gsv1' | 'escm', dots: number): Uint8Array | number[] {
  if (how === 'gsv66') return [GS, 0x56, 66, byteOf(dots)];
  if (how === 'gsv1') return FEED_AND_CUT;
  return [...feed(dots), ESC, 0x6d];
}

/** GS ( k: model 2, module size, level M, store, print. */
function nativeQr(text: string, module: number): number[] {
  const data = ascii(text);
  const store = data.length + 3;
  const call = (...rest: number[]): number[] => [GS, 0x28, 0x6b, ...rest];
  return [
    ...call(4, 0, 49, 65, 50, 0),
    ...call(3, 0, 49, 67, byteOf(module)),
    ...call(3, 0, 49, 69, 49),
    ...call(store & 0xff, store >> 8, 49, 80, 48, ...data),
    ...call(3, 0, 49, 81, 48),
  ];
}

/** GS v 0 m=0: rows of a picture, cropped on the right, and on the left where they are centred. */
function bandPieces(band: Band): Piece[] {
  const rows = band.to - band.from;
  const { stride, data } = band.picture;
  const head = [GS, 0x76, 0x30, 0, band.bytes & 0xff, band.bytes >> 8, rows & 0xff, rows >> 8];
  const bytes = new Uint8Array(band.bytes * rows);
  for (let row = 0; row < rows; row++) {
    const start = (band.from + row) * stride + band.left;
    bytes.set(data.subarray(start, start + band.bytes), row * band.bytes);
  }
  return [
    { bytes: head, image: false },
    { bytes, image: true },
  ];
}

/** ESC * 33 (24 dots, double density), then ESC J 24: printed column by column, fed by its own height. */
function stripPieces(band: Band): Piece[] {
  const columns = Math.min(band.bytes * 8, band.picture.width);
  const bytes = new Uint8Array(columns * 3);
  for (let row = band.from; row < band.to; row++) {
    const start = row * band.picture.stride;
    const y = row - band.from;
    for (let x = 0; x < columns; x++) {
      const black = (band.picture.data[start + (x >> 3)] ?? 0) & (0x80 >> (x & 7));
      if (black === 0) continue;
      const at = x * 3 + (y >> 3);
      bytes[at] = (bytes[at] ?? 0) | (0x80 >> (y & 7));
    }
  }
  return [
    { bytes: [ESC, 0x2a, 33, columns & 0xff, columns >> 8], image: false },
    { bytes, image: true },
    { bytes: [ESC, 0x4a, STRIP_ROWS], image: false },
  ];
}
