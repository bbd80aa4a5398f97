import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { isOpen } from '../../core/queue/ticket.ts';
import { withPlain } from '../admin-data.ts';
import { foldNewestDay } from '../tail.ts';
import { witnessesOf } from './anchor.ts';
import { type RestoreFault, readBackup, restore } from './backup.ts';
import { openDatabase } from './database.ts';
import { markOf } from './live-process.ts';
import { openSqliteLog } from './sqlite-log.ts';
import { anchorsOf, type DataPlace } from './start-check.ts';

/** What a drill has proved; `seconds` from the file to a log that could be served. */
export type Drilled = {
  ok: true;
  entries: number;
  businessDay: string | null;
  tickets: number;
  open: number;
  /** Anchors that the backup bears out; those that are younger than it are not asked. */
  anchors: number;
  seconds: number;
};

/**
 * Restores a backup for trial into a folder of its own, which is thrown away: opened, every page and every entry
 * checked, held against the anchors, put into an empty database, folded. The live data are not touched.
 */
export async function drill(
  place: DataPlace,
  clinic: Clinic,
  file: string,
  now: number,
): Promise<Drilled | RestoreFault> {
  const begun = performance.now();
  const folder = mkdtempSync(join(place.dataDir, `drill-${markOf(process.pid)}-`));
  try {
    return await withPlain(place, clinic.site, file, async (plain): Promise<Drilled | RestoreFault> => {
      const standing = anchorsOf(place, clinic.site)?.read().standing ?? [];
      const first = await readBackup(null, clinic, plain);
      if (!first.ok) return first;
      const older = standing.filter(({ seq }) => seq <= first.day.seq);
      const held = await readBackup(null, clinic, plain, witnessesOf(older));
      if (!held.ok) return held;
      const db = openDatabase(join(folder, 'tiepdon.sqlite'));
      try {
        const done = await restore(db, clinic, plain, now);
        if (!done.ok) return done;
        const log = openSqliteLog(db, clinic.site);
        const { day } = await foldNewestDay(log, clinic, () => {});
        const { businessDay } = day;
        const tickets = [...day.tickets.values()];
        const seconds = (performance.now() - begun) / 1_000;
        const { entries } = done;
        const counts = {
          tickets: tickets.length,
          open: tickets.filter(isOpen).length,
          anchors: older.length,
        };
        return { ok: true, entries, businessDay, ...counts, seconds };
      } finally {
        db.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
