import { SHAPES } from './strict-tokens-table.ts';

/** One command of a print stream: its name, arguments, variable part, and where it stands. */
export type Token = {
  readonly name: string;
  readonly args: readonly number[];
  readonly data: Uint8Array;
  readonly at: number;
  readonly dataAt: number;
  readonly next: number;
};

/** `short`: more bytes are needed. `unknown`: no command of the manuals begins here. */
export type Reading = Token | 'short' | 'unknown';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Reads the command that begins at `at`. Text is one token up to the next control byte, so are bytes 00. */
export function readToken(bytes: Uint8Array, at: number): Reading {
  const first = bytes[at] ?? 0;
  if (first === 0) {
    let next = at;
    while (next < bytes.length && bytes[next] === 0) next += 1;
    return { name: 'NUL', args: [], data: bytes.subarray(at, next), at, dataAt: at, next };
  }
  if (first >= 0x20) {
    let next = at;
    while (next < bytes.length && (bytes[next] ?? 0) >= 0x20) next += 1;
    return { name: 'text', args: [], data: bytes.subarray(at, next), at, dataAt: at, next };
  }
  for (const length of [1, 2, 3]) {
    if (at + length > bytes.length) return 'short';
    const shape = SHAPES[hex(bytes.subarray(at, at + length))];
    if (!shape) continue;
    const dataAt = at + length + shape.args;
    if (dataAt > bytes.length) return 'short';
    const args = [...bytes.subarray(at + length, dataAt)];
    const next = dataAt + ('rest' in shape ? shape.rest(args) : 0);
    if (next > bytes.length) return 'short';
    return { name: shape.name, args, data: bytes.subarray(dataAt, next), at, dataAt, next };
  }
  return 'unknown';
}
