import type { Buffer } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An audio file at hand; `file` is where it lies, or will when the disk has taken it. */
export type KeptAudio = { readonly sha256: string; readonly bytes: Buffer; readonly file: string };

export type WavCache = {
  /** What was kept under a key, read and proved; null when there is none, or it was damaged and is now gone. */
  find(key: string): Promise<KeptAudio | null>;
  /**
   * Keeps a file under a key of 64 hex characters and lets the least recently used ones go. It can be found and read
   * at once; the disk gets it afterwards, since a call must not wait for a disk that is busy with the log.
   */
  keep(key: string, bytes: Buffer): Promise<KeptAudio>;
  /** A file by the hash of its bytes, or null. */
  read(sha256: string): Promise<Buffer | null>;
  /** Whether the disk would not take the last file it was given. */
  isRefused(): boolean;
  /** Resolves when all that was kept until now is on disk or was refused. */
  settled(): Promise<void>;
};

type Entry = { readonly sha256: string; readonly size: number };

const NAME = /^([0-9a-f]{64})\.([0-9a-f]{64})\.wav$/;
const UNFINISHED = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.part$/;
/* Some 400 kB each. A disk that hangs costs the files, never the calls. */
const MOST_IN_MEMORY = 32;
const MOST_UNDER_WAY = 64;

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The files of an earlier run, oldest use first. A folder that cannot be read is an empty one. */
async function entriesOf(dir: string): Promise<[string, Entry][]> {
  const names = await readdir(dir).catch((): string[] => []);
  const found: { key: string; entry: Entry; usedAt: number }[] = [];
  for (const name of names) {
    if (UNFINISHED.test(name)) await rm(join(dir, name), { force: true }).catch(() => undefined);
    const [, key, sha256] = NAME.exec(name) ?? [];
    const info = key && (await stat(join(dir, name)).catch(() => null));
    if (key && sha256 && info) found.push({ key, entry: { sha256, size: info.size }, usedAt: info.mtimeMs });
  }
  return found.sort((a, b) => a.usedAt - b.usedAt).map(({ key, entry }) => [key, entry]);
}

/** The folder is there but for the first time, and when somebody has deleted it. */
async function writeNew(dir: string, file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await writeFile(file, bytes, { flag: 'wx' });
  }
}

/** Puts a whole file in its place, or nothing; false: the disk would not. */
export type WriteWhole = (dir: string, file: string, key: string, bytes: Buffer) => Promise<boolean>;

/** `WriteWhole` on a real disk. */
export async function writeWhole(dir: string, file: string, key: string, bytes: Buffer): Promise<boolean> {
  const part = join(dir, `${key}.${randomUUID()}.part`);
  try {
    await writeNew(dir, part, bytes);
    await rename(part, file);
    return true;
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
    return false;
  }
}

type Shelf = {
  readonly dir: string;
  readonly capBytes: number;
  readonly writeWhole: WriteWhole;
  /** By key, least recently used first. */
  readonly entries: Map<string, Entry>;
  /** By hash, for what the disk would not take. */
  readonly inMemory: Map<string, Buffer>;
  /** By key, for what the disk is being given, the oldest first. */
  readonly underWay: Map<string, KeptAudio>;
  /** The last write: one after the other, so that the order of use is the order of making. */
  written: Promise<void>;
  refused: boolean;
};

const pathOf = ({ dir }: Shelf, key: string, { sha256 }: Entry): string => join(dir, `${key}.${sha256}.wav`);

async function drop(shelf: Shelf, key: string, entry: Entry): Promise<void> {
  shelf.entries.delete(key);
  await rm(pathOf(shelf, key, entry), { force: true }).catch(() => undefined);
}

/** The bytes of a file if they are still what its name says; a damaged file goes. */
async function proved(shelf: Shelf, key: string, entry: Entry): Promise<Buffer | null> {
  const bytes = await readFile(pathOf(shelf, key, entry)).catch(() => null);
  if (bytes && hashOf(bytes) === entry.sha256) return bytes;
  if (shelf.entries.get(key) === entry) await drop(shelf, key, entry);
  return null;
}

async function makeRoom(shelf: Shelf): Promise<void> {
  let total = 0;
  for (const { size } of shelf.entries.values()) total += size;
  for (const [key, entry] of [...shelf.entries]) {
    if (total <= shelf.capBytes) return;
    total -= entry.size;
    await drop(shelf, key, entry);
  }
}

async function find(shelf: Shelf, key: string): Promise<KeptAudio | null> {
  const fresh = shelf.underWay.get(key);
  if (fresh) return fresh;
  const entry = shelf.entries.get(key);
  const bytes = entry ? await proved(shelf, key, entry) : null;
  if (!entry || !bytes) return null;
  shelf.entries.delete(key);
  shelf.entries.set(key, entry);
  const file = pathOf(shelf, key, entry);
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
  return { sha256: entry.sha256, bytes, file };
}

function holdInMemory(shelf: Shelf, { sha256, bytes }: KeptAudio): void {
  shelf.refused = true;
  shelf.inMemory.delete(sha256);
  shelf.inMemory.set(sha256, bytes);
  for (const old of [...shelf.inMemory.keys()].slice(0, -MOST_IN_MEMORY)) shelf.inMemory.delete(old);
}

async function write(shelf: Shelf, key: string, audio: KeptAudio): Promise<void> {
  const { sha256, bytes, file } = audio;
  const isWritten = await shelf.writeWhole(shelf.dir, file, key, bytes);
  if (isWritten) {
    shelf.refused = false;
    shelf.entries.delete(key);
    shelf.entries.set(key, { sha256, size: bytes.length });
  } else holdInMemory(shelf, audio);
  if (shelf.underWay.get(key) === audio) shelf.underWay.delete(key);
  if (isWritten) await makeRoom(shelf);
}

async function keep(shelf: Shelf, key: string, bytes: Buffer): Promise<KeptAudio> {
  const entry = { sha256: hashOf(bytes), size: bytes.length };
  const before = await find(shelf, key);
  if (before?.sha256 === entry.sha256) return before;
  const audio = { sha256: entry.sha256, bytes, file: pathOf(shelf, key, entry) };
  if (bytes.length <= shelf.capBytes && shelf.underWay.size < MOST_UNDER_WAY) {
    shelf.underWay.set(key, audio);
    shelf.written = shelf.written.then(() => write(shelf, key, audio));
  } else holdInMemory(shelf, audio);
  return audio;
}

async function read(shelf: Shelf, sha256: string): Promise<Buffer | null> {
  for (const fresh of shelf.underWay.values()) if (fresh.sha256 === sha256) return fresh.bytes;
  for (const [key, entry] of [...shelf.entries]) {
    const bytes = entry.sha256 === sha256 ? await proved(shelf, key, entry) : null;
    if (bytes) return bytes;
  }
  return shelf.inMemory.get(sha256) ?? null;
}

/**
 * Audio files in one folder, each named by its key and by the hash of its bytes, so that no index can go
 * wrong: `<key>.<sha256>.wav`. At most `capBytes` together, least recently used out first, also over a
 * restart. Nothing here throws: a disk that is full, gone or read-only makes the newest files live in memory.
 */
export function openWavCache(dir: string, capBytes: number, disk: WriteWhole): WavCache {
  let shelf: Shelf | null = null;
  let opened: Promise<Shelf> | null = null;
  const fill = (entries: [string, Entry][]): Shelf => {
    const memory = { inMemory: new Map(), underWay: new Map(), written: Promise.resolve(), refused: false };
    shelf = { dir, capBytes, writeWhole: disk, entries: new Map(entries), ...memory };
    return shelf;
  };
  const opening = (): Promise<Shelf> => {
    opened ??= entriesOf(dir).then(fill);
    return opened;
  };
  return {
    find: async (key) => find(await opening(), key),
    keep: async (key, bytes) => keep(await opening(), key, bytes),
    read: async (sha256) => read(await opening(), sha256),
    isRefused: () => shelf?.refused ?? false,
    settled: async () => shelf?.written,
  };
}
