import { inflateSync } from 'node:zlib';

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * Unpacks a WOFF 1.0 file (W3C recommendation of 13 December 2012) into the TrueType file inside it.
 * The file is one of our dependencies: a damaged one throws.
 */
export function unpackWoff(file: Uint8Array): ArrayBuffer {
  const woff = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (woff.getUint32(0) !== 0x774f4646) throw new Error('not a WOFF file');
  const count = woff.getUint16(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const entry = WOFF_HEADER + i * WOFF_ENTRY;
    const at = woff.getUint32(entry + 4);
    const packed = woff.getUint32(entry + 8);
    const full = woff.getUint32(entry + 12);
    const body = file.subarray(at, at + packed);
    return { entry, data: packed < full ? inflateSync(body) : body };
  });
  const size = tables.reduce((sum, { data }) => sum + padded(data.length), SFNT_HEADER + count * SFNT_ENTRY);
  const ttf = new ArrayBuffer(size);
  const out = new DataView(ttf);
  out.setUint32(0, woff.getUint32(4));
  out.setUint16(4, count);
  let at = SFNT_HEADER + count * SFNT_ENTRY;
  tables.forEach(({ entry, data }, i) => {
    const row = SFNT_HEADER + i * SFNT_ENTRY;
    out.setUint32(row, woff.getUint32(entry));
    out.setUint32(row + 4, woff.getUint32(entry + 16));
    out.setUint32(row + 8, at);
    out.setUint32(row + 12, data.length);
    new Uint8Array(ttf, at, data.length).set(data);
    at += padded(data.length);
  });
  return ttf;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
