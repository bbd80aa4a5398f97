import { createHash } from 'node:crypto';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlideList, slideFaults } from '../core/wire/notice-api.ts';
import { type PictureKind, pictureKind } from './picture-kind.ts';

/** A television of 1 GB holds one decoded picture of this size with ease. */
const MOST_PIXELS = 3_840;
const MOST_BYTES = 3_000_000;
const MOST_SLIDES = 30;
const LOOK_MS = 30_000;

type SlideFault = (typeof slideFaults)[number];

export type Slides = {
  /** What the folder held at the last look, by file name. */
  list(): SlideList;
  /** The bytes under a hash with their kind; null when no such picture is there any more. */
  read(sha256: string): Promise<{ type: string; bytes: Buffer } | null>;
  /** Looks into the folder now. */
  look(): Promise<void>;
  stop(): void;
};

type Seen = { file: string; hash: string; type: PictureKind['type'] };

/**
 * Pictures for the boards' idle times: whatever PNG, JPEG or WebP lies in the folder, shown by the order of names. The
 * bytes decide what a file is, its name never. `note` hears of each fault once.
 */
export async function openSlides(
  dir: string,
  note: (event: { event: string; file: string; fault: string }) => void,
): Promise<Slides> {
  let seen: readonly Seen[] = [];
  let faults: SlideList['faults'] = [];
  const look = async (): Promise<void> => {
    const found = await lookInto(dir);
    for (const each of found.faults) {
      const known = faults.some(({ file, fault }) => file === each.file && fault === each.fault);
      if (!known) note({ event: 'slide-refused', ...each });
    }
    ({ seen, faults } = found);
  };
  await look();
  const timer = setInterval(() => void look(), LOOK_MS).unref();
  return {
    list: () => ({
      slides: seen.map(({ file, hash, type }) => ({ file, url: `/slides/${hash}.${type}` })),
      faults,
    }),
    async read(sha256) {
      const known = seen.find(({ hash }) => hash === sha256);
      const bytes = known && (await readWhole(join(dir, known.file)));
      // Changed since the last look: what stands under this hash is no longer there.
      if (!known || !(bytes instanceof Buffer) || hashOf(bytes) !== sha256) return null;
      return { type: `image/${known.type}`, bytes };
    },
    look,
    stop: () => clearInterval(timer),
  };
}

/** Opens, reads and judges each file; a folder that is not there is made, so that people find it. */
async function lookInto(dir: string): Promise<{ seen: Seen[]; faults: SlideList['faults'] }> {
  const seen: Seen[] = [];
  const faults: { file: string; fault: SlideFault }[] = [];
  for (const file of await filesIn(dir)) {
    const found = seen.length < MOST_SLIDES ? await judge(dir, file) : 'too-many';
    if (typeof found === 'string') faults.push({ file, fault: found });
    else seen.push(found);
  }
  return { seen, faults };
}

/** Ordinary files by name, without hidden ones: a link could lead to anything on the machine. */
async function filesIn(dir: string): Promise<string[]> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o750 });
    const all = await readdir(dir, { withFileTypes: true });
    const files = all.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
    return files.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'vi', { numeric: true }));
  } catch {
    return [];
  }
}

async function judge(dir: string, file: string): Promise<Seen | SlideFault> {
  const bytes = await readWhole(join(dir, file));
  if (typeof bytes === 'string') return bytes;
  const kind = pictureKind(bytes);
  if (kind === null || kind.width === 0 || kind.height === 0) return 'no-picture';
  if (Math.max(kind.width, kind.height) > MOST_PIXELS) return 'too-many-pixels';
  return { file, hash: hashOf(bytes), type: kind.type };
}

async function readWhole(path: string): Promise<Buffer | 'too-large' | 'unreadable'> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return size > MOST_BYTES ? 'too-large' : await file.readFile();
    } finally {
      await file.close();
    }
  } catch {
    return 'unreadable';
  }
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
