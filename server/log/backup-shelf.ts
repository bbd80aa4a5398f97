import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isLeftBehind } from './live-process.ts';

const DAYS_KEPT = 7;
const WEEKS_KEPT = 4;
const DAY_MS = 24 * 3_600_000;

/** The backups of a folder: named after the moment (UTC) at which each was made. */
export type Shelf = {
  folder: string;
  /** Where a backup of that moment (ms) belongs. */
  fileAt(at: number): string;
  /** Moments of the backups that lie here, newest first. */
  moments(): number[];
  /** Throws away what nobody will miss now that one of the moment `made` (ms) was added; returns how many. */
  tidy(made: number): number;
};

const nameOf = (at: number): string =>
  `tiepdon-${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.backup`;
const momentOf = (name: string): number | null => {
  const [, y, m, d, h, min, s] = /^tiepdon-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/.exec(name) ?? [];
  return y === undefined ? null : Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}Z`);
};

/** The folder of a site's backups, made when absent. What an interrupted backup left there is thrown away. */
export function openShelf(folder: string): Shelf {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  sweep(folder);
  const moments = (): number[] =>
    readdirSync(folder)
      .flatMap((name) => momentOf(name) ?? [])
      .sort((a, b) => b - a);
  return {
    folder,
    fileAt: (at) => join(folder, nameOf(at)),
    moments,
    tidy(made) {
      const all = moments();
      const kept = keptMoments(all, made);
      const gone = all.filter((at) => !kept.has(at));
      for (const at of gone) rmSync(join(folder, nameOf(at)), { force: true });
      return gone.length;
    },
  };
}

/**
 * Throws away what unfinished copies and drills left in a folder; returns how many. What a process that runs is
 * making, such as a drill beside a server that starts, stays.
 */
export function sweep(folder: string): number {
  if (!existsSync(folder)) return 0;
  const left = readdirSync(folder).filter((name) => isLeftBehind(name, 'file'));
  for (const name of left) if (statSync(join(folder, name)).isFile()) rmSync(join(folder, name));
  const drills = readdirSync(folder).filter((name) => isOfDrill(join(folder, name)));
  for (const name of drills) rmSync(join(folder, name), { recursive: true });
  return left.length + drills.length;
}

/** A folder that a drill was broken off in; one that holds anything else is somebody's. */
function isOfDrill(folder: string): boolean {
  if (!isLeftBehind(basename(folder), 'drill') || !statSync(folder).isDirectory()) return false;
  return readdirSync(folder).every((name) => /^tiepdon\.sqlite(-wal|-shm|-journal)?$/.test(name));
}

/**
 * Which backups stay, newest first: all of the 24 hours before the newest, then the newest of each of 7 days, then of
 * each of 4 weeks. Counted from the backups and not from the clock: one that jumps throws nothing away. Those later
 * than `made`, the one just added, are of a clock that was ahead: they stay, and take no other's place.
 */
export function keptMoments(all: readonly number[], made = all[0] ?? 0): Set<number> {
  const moments = all.filter((at) => at <= made);
  const [newest] = moments;
  const kept = new Set(all.filter((at) => at > made));
  if (newest === undefined) return kept;
  for (const at of moments) if (newest - at < DAY_MS) kept.add(at);
  const keep = (most: number, lengthMs: number): void => {
    const spans = new Map<number, number>();
    for (const at of moments) {
      const span = Math.floor(at / lengthMs);
      if (!spans.has(span)) spans.set(span, at);
    }
    for (const at of [...spans.values()].slice(0, most)) kept.add(at);
  };
  keep(DAYS_KEPT, DAY_MS);
  keep(WEEKS_KEPT, 7 * DAY_MS);
  return kept;
}
