import { createHash, createHmac } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeFileSync } from 'node:fs';
import { seal, unseal } from '../people/keys.ts';

const MAGIC = 'TIEPDON-BACKUP-1\n';
const CHUNK = 1 << 20;
/** What sealing adds to a chunk: nonce and tag. */
const SEALING = 28;
const LONGEST_HEADER = 1_000;

/** What stands in the open before a sealed file; `key` tells which key opens it, and nothing of the key. */
export type SealedHeader = { site: string; at: number; key: string };

/** Why a sealed file cannot be opened, in words for a person. */
export type SealFault = { ok: false; why: string };

const checkOf = (key: Buffer): string =>
  createHmac('sha256', key).update('tiepdon sealed file').digest('hex').slice(0, 16);

/**
 * Copies a file into a sealed one, AES-256-GCM in chunks of 1 MiB, each bound to its place and the last one marked:
 * what is cut off, mixed up or changed is seen. On the disk when this returns. Returns the plain file's SHA-256.
 */
export function sealFile(
  plain: string,
  sealed: string,
  key: Buffer,
  about: Omit<SealedHeader, 'key'>,
): string {
  const from = openSync(plain, 'r');
  const to = openSync(sealed, 'wx', 0o600);
  try {
    const header = `${MAGIC}${JSON.stringify({ ...about, key: checkOf(key) })}\n`;
    writeFileSync(to, header);
    const whole = createHash('sha256');
    let chunk = readChunk(from, CHUNK);
    for (let index = 0; ; index += 1) {
      const next = readChunk(from, CHUNK);
      const last = next.length === 0;
      whole.update(chunk);
      const bytes = seal(key, chunk, placeOf(header, index, last));
      const size = Buffer.alloc(4);
      size.writeUInt32BE(bytes.length);
      // Not writeSync: on a disk that is nearly full it writes a part and says nothing.
      writeFileSync(to, Buffer.concat([size, bytes]));
      if (last) break;
      chunk = next;
    }
    fsyncSync(to);
    return whole.digest('hex');
  } finally {
    closeSync(from);
    closeSync(to);
  }
}

/** Opens a sealed file into `plain` (null: only to see whether it can be), and says what was in it. */
export function unsealFile(
  sealed: string,
  plain: string | null,
  key: Buffer,
): { ok: true; sha256: string; header: SealedHeader } | SealFault {
  const from = openSync(sealed, 'r');
  const to = plain === null ? null : openSync(plain, 'w', 0o600);
  try {
    const head = headerIn(readChunk(from, LONGEST_HEADER));
    if (head === null) return { ok: false, why: 'the file is no backup of Tiếp Đón, or is cut off' };
    if (head.header.key !== checkOf(key)) return { ok: false, why: 'the backup belongs to another key file' };
    let at = Buffer.byteLength(head.text);
    const whole = createHash('sha256');
    for (let index = 0; ; index += 1) {
      const size = readAt(from, 4, at);
      const length = size.length === 4 ? size.readUInt32BE() : 0;
      const bytes = length >= SEALING && length <= CHUNK + SEALING ? readAt(from, length, at + 4) : null;
      const more = unseal(key, bytes ?? Buffer.alloc(0), placeOf(head.text, index, false));
      const chunk = more ?? unseal(key, bytes ?? Buffer.alloc(0), placeOf(head.text, index, true));
      if (chunk === null) return { ok: false, why: 'the backup is cut off or damaged' };
      whole.update(chunk);
      if (to !== null) writeFileSync(to, chunk);
      at += 4 + length;
      if (more !== null) continue;
      if (readAt(from, 1, at).length > 0)
        return { ok: false, why: 'the backup is damaged: something follows its end' };
      if (to !== null) fsyncSync(to);
      return { ok: true, sha256: whole.digest('hex'), header: head.header };
    }
  } finally {
    closeSync(from);
    if (to !== null) closeSync(to);
  }
}

/** What stands before a sealed file; null when it is none. */
export function sealedHeader(file: string): SealedHeader | null {
  const from = openSync(file, 'r');
  try {
    return headerIn(readChunk(from, LONGEST_HEADER))?.header ?? null;
  } catch {
    return null;
  } finally {
    closeSync(from);
  }
}

function headerIn(start: Buffer): { text: string; header: SealedHeader } | null {
  const end = start.indexOf('\n', MAGIC.length);
  if (start.subarray(0, MAGIC.length).toString() !== MAGIC || end < 0) return null;
  const text = start.subarray(0, end + 1).toString();
  try {
    return { text, header: JSON.parse(text.slice(MAGIC.length)) as SealedHeader };
  } catch {
    return null;
  }
}

const placeOf = (header: string, index: number, last: boolean): string =>
  `${header}${index}${last ? ' last' : ''}`;

/** The next bytes of a file, at most so many; fewer only at its end. */
const readChunk = (file: number, length: number): Buffer => read(file, length, null);
const readAt = (file: number, length: number, at: number): Buffer => read(file, length, at);

function read(file: number, length: number, at: number | null): Buffer {
  const buffer = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const some = readSync(file, buffer, got, length - got, at === null ? null : at + got);
    if (some === 0) break;
    got += some;
  }
  return buffer.subarray(0, got);
}
