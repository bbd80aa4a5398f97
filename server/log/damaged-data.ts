import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { type Restored, type RestoreFault, restore } from './backup.ts';
import { openDatabase } from './database.ts';
import { makingName } from './live-process.ts';
import type { Given } from './log.ts';

/** Takes the data folder; returns the release, or null while a server has it. */
export type TakeFolder = () => (() => void) | null;

/**
 * Restores a plain backup into a fresh file and only then puts the damaged one aside, with what SQLite keeps beside
 * it. Nobody may have the damaged file open. Nothing is deleted; a refused backup leaves everything as it was.
 */
export async function restoreAside(
  live: string,
  backup: { clinic: Clinic; file: string; now: number; seen: Given | null },
  take: TakeFolder,
): Promise<Restored | RestoreFault> {
  const { clinic, file, now, seen } = backup;
  const ends = ['', '-wal', '-shm', '-journal'];
  const fresh = makingName(live);
  try {
    const db = openDatabase(fresh);
    const done = await restore(db, clinic, file, now, seen).finally(() => db.close());
    if (!done.ok) return done;
    const release = take();
    if (release === null) return { ok: false, why: 'a server runs on the damaged data: stop it first' };
    const aside = `${live}.damaged-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
    // The file itself last: as long as it lies there, nobody takes the folder for an empty one.
    for (const end of ends.toReversed()) if (existsSync(live + end)) renameSync(live + end, aside + end);
    renameSync(fresh, live);
    release();
    return { ...done, aside };
  } finally {
    for (const end of ends) rmSync(fresh + end, { force: true });
  }
}
