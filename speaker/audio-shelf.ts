import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadFault } from '../core/speaker/player.ts';
import type { Announce } from '../core/wire/protocol.ts';

/** A download slower than this would come too late to be spoken anyway. */
const FETCH_MS = 8_000;
/** Far more than the longest announcement; what is larger is no announcement. */
const LARGEST_FILE = 8_000_000;
const NAME = /^[0-9a-f]{64}\.wav(\.[0-9a-f-]{36}\.part)?$/;

export type AudioShelf = {
  /** The bytes of an announcement, proved by their hash, or why there are none. Never throws. */
  fetch(audio: Announce['audio']): Promise<Buffer | LoadFault>;
};

type Options = { server: string; dir: string; capBytes: number };

/**
 * Announcements by the hash of their bytes: from the folder, else from the server. The folder holds at most
 * `capBytes`, least recently used out first; a disk that is full or gone costs nothing but a download.
 */
export function openAudioShelf({ server, dir, capBytes }: Options): AudioShelf {
  return {
    async fetch({ url, sha256 }) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return 'checksum';
      const file = join(dir, `${sha256}.wav`);
      const kept = await readFile(file).catch(() => null);
      if (kept && hashOf(kept) === sha256) {
        const now = new Date();
        await utimes(file, now, now).catch(() => undefined);
        return kept;
      }
      const bytes = await download(server, url);
      if (bytes === null) return 'fetch';
      if (hashOf(bytes) !== sha256) return 'checksum';
      await keep(dir, file, bytes, capBytes).catch(() => undefined);
      return bytes;
    },
  };
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Only a path of the server that this speaker has joined: no message can send it elsewhere. */
async function download(server: string, path: string): Promise<Buffer | null> {
  const base = new URL(server);
  if (!path.startsWith('/') || !URL.canParse(path, base.href)) return null;
  const url = new URL(path, base);
  if (url.origin !== base.origin) return null;
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' });
    if (!reply.ok || Number(reply.headers.get('content-length') ?? 0) > LARGEST_FILE) return null;
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of reply.body ?? []) {
      size += part.length;
      if (size > LARGEST_FILE) return null;
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch {
    return null;
  }
}

async function keep(dir: string, file: string, bytes: Buffer, capBytes: number): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(part, bytes);
    await rename(part, file);
  } catch (fault) {
    await rm(part, { force: true });
    throw fault;
  }
  await makeRoom(dir, capBytes);
}

async function makeRoom(dir: string, capBytes: number): Promise<void> {
  const names = (await readdir(dir)).filter((name) => NAME.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(dir, name));
      return { path: join(dir, name), size, mtimeMs };
    }),
  );
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= capBytes) return;
    total -= size;
    await rm(path, { force: true });
  }
}
