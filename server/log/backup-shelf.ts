import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
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

/**
 * The folder of a site's backups, made when absent. What an interrupted backup left there is thrown away. One whose
 * disk is away or may not be written stops nobody from being served: the backups fail, and the alarm tells.
 */
export function openShelf(folder: string): Shelf {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // It is tried again with each anchor.
  }
  sweep(folder);
  const moments = (): number[] =>
    namesIn(folder)
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
  const names = namesIn(folder);
  const left = names.filter((name) => isLeftBehind(name, 'file') && isThere(join(folder, name), 'file'));
  const drills = names.filter((name) => isOfDrill(join(folder, name)));
  return [...left, ...drills].filter((name) => isThrownAway(join(folder, name))).length;
}

/** What lies in a folder; nothing where it is not there or cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Another process may have taken it away since its name was read. */
function isThere(path: string, kind: 'file' | 'folder'): boolean {
  try {
    const found = statSync(path);
    return kind === 'file' ? found.isFile() : found.isDirectory();
  } catch {
    return false;
  }
}

/** What another user has left, or lies on a disk that is read-only, stays; it is in nobody's way. */
function isThrownAway(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

/** A folder that a drill was broken off in; one that holds anything else is somebody's. */
function isOfDrill(folder: string): boolean {
  if (!isLeftBehind(basename(folder), 'drill') || !isThere(folder, 'folder')) return false;
  return namesIn(folder).every((name) => /^tiepdon\.sqlite(-wal|-shm|-journal)?$/.test(name));
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
