import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NOTHING, readNotes, type StationNotes, writtenNotes } from './station-notes.ts';

/** `station.json` in the data folder; the only one that writes it. */
export type StationFile = {
  notes(): StationNotes;
  /** False: it could not be written and holds for this run only. */
  change(part: Partial<StationNotes>): Promise<boolean>;
  /** The name an unreadable file was given; null when there was none. */
  putAside: string | null;
};

/**
 * Reads `file`. One that is missing means nothing is known; one that cannot be understood (cut short, edited by
 * hand, from a newer version) is renamed and told, and the kiosk goes on without it.
 */
export async function openStationFile(file: string): Promise<StationFile> {
  const { found, putAside } = await read(file);
  let notes = found;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    notes: () => notes,
    change(part) {
      notes = { ...notes, ...part };
      const next = notes;
      const written = turn.then(() => save(file, next));
      turn = written;
      return written;
    },
    putAside,
  };
}

async function read(file: string): Promise<{ found: StationNotes; putAside: string | null }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? null : '',
  );
  if (text === null) return { found: NOTHING, putAside: null };
  const found = readNotes(jsonOf(text));
  if (found) return { found, putAside: null };
  const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  // A file that cannot even be moved stays where it is; the next thing kept replaces it.
  return rename(file, aside).then(
    () => ({ found: NOTHING, putAside: aside }),
    () => ({ found: NOTHING, putAside: file }),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** All or nothing, also when the power goes: written beside, forced to disk, then put in place. */
async function save(file: string, notes: StationNotes): Promise<boolean> {
  const beside = join(dirname(file), `.station-${process.pid}.json`);
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(writtenNotes(notes), null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    return true;
  } catch {
    await rm(beside, { force: true }).catch(() => {});
    return false;
  }
}
