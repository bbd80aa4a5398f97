import { inflateRawSync } from 'node:zlib';

export type ZipFault =
  | 'zip_malformed'
  | 'zip_too_large'
  | 'zip_encrypted'
  | 'zip_unsafe_name'
  | 'zip_damaged';
export type ReadZip =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly fault: ZipFault; readonly file: string };

/** What a voice may bring: 43 lines and room to spare. */
const MOST_FILES = 500;
const MOST_BYTES_EACH = 15_000_000;
const MOST_BYTES = 300_000_000;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_COMMENT = 65_535;

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly at: number;
};

const refuse = (fault: ZipFault, file = ''): ReadZip => ({ ok: false, fault, file });

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
function crcOf(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function endOf(zip: Buffer): number {
  const first = Math.max(0, zip.length - 22 - LONGEST_COMMENT);
  for (let at = zip.length - 22; at >= first; at--) if (zip.readUInt32LE(at) === END) return at;
  return -1;
}

/** A name that stays in its folder: no way up, no root, no drive, nothing that a terminal would obey. */
function isSafe(name: string): boolean {
  if (/[\u0000-\u001f\u007f\\:]/.test(name) || name.startsWith('/')) return false;
  return !name.split('/').includes('..');
}

function entriesOf(zip: Buffer, end: number): Entry[] | ZipFault {
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_FILES) return 'zip_too_large';
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let n = 0; n < count; n++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return 'zip_malformed';
    if (zip.readUInt16LE(at + 8) & 1) return 'zip_encrypted';
    const length = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + length),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    });
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** The bytes of one file; what it says of its own size is the most that is unpacked, so that no bomb goes off. */
function bytesOf(zip: Buffer, { method, packed, size, crc, at }: Entry): Uint8Array | null {
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== LOCAL) return null;
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  if (start + packed > zip.length) return null;
  const body = zip.subarray(start, start + packed);
  try {
    const bytes =
      method === 0
        ? body
        : method === 8
          ? inflateRawSync(body, { maxOutputLength: Math.max(1, size) })
          : null;
    return bytes?.length === size && crcOf(bytes) === crc ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * The files of a zip in memory, by their names without folders. Folders, hidden files and what macOS adds are left
 * out. Refused as a whole: a name that leads out of its folder (`zip_unsafe_name`), a password, more than 500 files,
 * 15 MB unpacked each or 300 MB in all, a file whose size or checksum is wrong (`zip_damaged`), two of one name.
 */
export function readZip(bytes: Uint8Array): ReadZip {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = zip.length < 22 ? -1 : endOf(zip);
  const entries = end < 0 ? 'zip_malformed' : entriesOf(zip, end);
  if (typeof entries === 'string') return refuse(entries);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of entries) {
    const { name, size } = entry;
    if (!isSafe(name)) return refuse('zip_unsafe_name', name.slice(0, 80));
    const base = name.split('/').at(-1)!;
    if (base === '' || base.startsWith('.') || name.startsWith('__MACOSX/')) continue;
    total += size;
    if (size > MOST_BYTES_EACH || total > MOST_BYTES) return refuse('zip_too_large', base);
    const unpacked = bytesOf(zip, entry);
    if (!unpacked || files.has(base)) return refuse('zip_damaged', base);
    files.set(base, unpacked);
  }
  return { ok: true, files };
}
