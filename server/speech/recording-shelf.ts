import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A sound ready to be sent: its bytes, what they are, and their hash (64 hex characters). */
export type PromptAudio = { readonly bytes: Buffer; readonly type: string; readonly sha256: string };

/** Recordings by the hospital's own staff, below one folder: `<language>/<key>.wav`, `.mp3` or `.ogg`. */
export type RecordingShelf = {
  /** Languages with at least one usable recording. */
  languages(): readonly string[];
  /** A recording, or null. The names are looked up, never made into a path. */
  find(language: string, key: string): Promise<PromptAudio | null>;
  /** Files that are no recording the kiosk can use, as `<language>/<file>`, with what they should be. */
  faults(): readonly { readonly file: string; readonly should: string }[];
};

type Options = {
  readonly dir: string;
  readonly knows: (key: string) => boolean;
  /** A clock that never jumps, in ms. */
  readonly elapsed: () => number;
};
type Shelf = {
  readonly files: Map<string, Map<string, string>>;
  readonly faults: { file: string; should: string }[];
};

const LANGUAGE = /^[a-z]{2,3}$/;
const FILE = /^(.{1,60})\.(wav|mp3|ogg)$/;
/* Half a minute of WAV at 44.1 kHz; a sentence has a tenth of that. */
const LARGEST = 3_000_000;
/** A new recording is found after this time, without a restart. */
const LOOK_AGAIN_MS = 5_000;

const isType: Readonly<Record<string, (head: string) => boolean>> = {
  'audio/wav': (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE',
  'audio/ogg': (head) => head.startsWith('OggS'),
  'audio/mpeg': (head) => head.startsWith('ID3') || /^\xff[\xe2-\xfb]/.test(head),
};

/**
 * Opens the folder of recordings, which need not exist. It is looked through again every few seconds when it is
 * asked for, so that staff hear at once what they have recorded. A file that is not what its name says is as good
 * as none; links are not followed.
 */
export function openRecordings({ dir, knows, elapsed }: Options): RecordingShelf {
  let shelf = look(dir, knows);
  let lookedAt = elapsed();
  const fresh = (): Shelf => {
    if (elapsed() - lookedAt < LOOK_AGAIN_MS) return shelf;
    lookedAt = elapsed();
    shelf = look(dir, knows);
    return shelf;
  };
  return {
    languages: () => [...fresh().files.keys()],
    faults: () => fresh().faults,
    async find(language, key) {
      const path = fresh().files.get(language)?.get(key);
      const bytes = path === undefined ? null : await readFile(path).catch(() => null);
      const type = bytes && typeOf(bytes);
      if (!bytes || !type) return null;
      return { bytes, type, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
  };
}

function look(dir: string, knows: (key: string) => boolean): Shelf {
  const shelf: Shelf = { files: new Map(), faults: [] };
  for (const folder of entriesOf(dir)) {
    if (!folder.isDirectory() || !LANGUAGE.test(folder.name)) {
      shelf.faults.push({ file: folder.name, should: 'a folder named by a language code, such as tyz' });
      continue;
    }
    for (const entry of entriesOf(join(dir, folder.name))) {
      const path = join(dir, folder.name, entry.name);
      const key = FILE.exec(entry.name)?.[1] ?? '';
      const should = entry.isFile() ? faultOf(path, key, knows) : 'a file';
      if (should === null) {
        const files = shelf.files.get(folder.name) ?? new Map<string, string>();
        shelf.files.set(folder.name, files.set(key, path));
      } else shelf.faults.push({ file: `${folder.name}/${entry.name}`, should });
    }
  }
  return shelf;
}

function entriesOf(dir: string) {
  try {
    return readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function faultOf(path: string, key: string, knows: (key: string) => boolean): string | null {
  if (!knows(key)) return 'a key of the list in docs/ngon-ngu.md and .wav, .mp3 or .ogg';
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size > 0 && size <= LARGEST ? null : `a sound of at most ${LARGEST} bytes`;
}

/** By what the file begins with: a name can be wrong. */
function typeOf(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 12);
  return Object.keys(isType).find((type) => isType[type]!(head)) ?? null;
}
