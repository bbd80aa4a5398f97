import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { OfflineSeries } from '../../core/wire/offline.ts';
import type { Awaitable } from '../awaitable.ts';
import { syncFolder } from '../log/file-system.ts';

/** Series that a journal was granted. */
export const Grant = z.object({
  series: OfflineSeries,
  device: z.string(),
  journal: z.string(),
  at: z.int(),
});
export type Grant = z.infer<typeof Grant>;
/** `remembered`: what the journal's station says that it has. */
export type GrantWish = Omit<Grant, 'series'> & { remembered: string | null };

/**
 * Series letters of kiosks, each granted to one journal and never again. They are no part of what a backup holds,
 * so that a restore cannot take one back: `K3-001` must never be two papers.
 */
export type SeriesGrants = {
  /** The series of a journal: the one it has, or the next free one. On disk before this resolves. */
  grant(wish: GrantWish): Awaitable<string>;
};

/** The number behind the letter. */
const numberOf = (series: string): number => Number(series.slice(1));

/**
 * Chooses the series of a journal from all grants: its own; else the one that its station remembers, if nobody has
 * it; else the number after the highest ever granted. The letter is K for kiosk, also where the house has a series
 * K: the hyphen keeps `K3-001` apart from every number of the house, and so does the kiosk's digit in speech.
 */
export function chooseSeries(
  grants: readonly Grant[],
  floor: number,
  { journal, remembered }: Pick<GrantWish, 'journal' | 'remembered'>,
): { series: string; known: boolean } {
  const mine = grants.filter((grant) => grant.journal === journal);
  // Two servers that were asked at once have granted two: the journal goes on with the one it remembers.
  const own = mine.find(({ series }) => series === remembered) ?? mine.at(-1);
  if (own) return { series: own.series, known: true };
  if (remembered !== null && !grants.some(({ series }) => series === remembered))
    return { series: remembered, known: false };
  const highest = Math.max(floor, ...grants.map(({ series }) => numberOf(series)));
  return { series: `K${highest + 1}`, known: false };
}

/**
 * Keeps grants in a file, one JSON line each, synced before it is told. `floor` gives the number to start after when
 * the file is not there: a folder that lost it must not begin with K1 again.
 */
export function openSeriesGrants(file: string, floor: () => number): SeriesGrants {
  return {
    grant(wish) {
      const grants = readGrants(file);
      const chosen = chooseSeries(grants ?? [], grants ? 0 : floor(), wish);
      if (!chosen.known) appendGrant(file, { ...wish, series: chosen.series });
      return chosen.series;
    },
  };
}

/** All grants of a file; null when there is no file. A line that a power cut tore was never told to anybody. */
export function readGrants(file: string): Grant[] | null {
  if (!existsSync(file)) return null;
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return Grant.safeParse(JSON.parse(line)).data ?? [];
      } catch {
        return [];
      }
    });
}

/** Appends a grant; it is on the disk when this returns. */
export function appendGrant(file: string, { series, device, journal, at }: Grant): void {
  const fresh = !existsSync(file);
  const handle = openSync(file, 'a', 0o600);
  // A line of its own, even after one that was torn.
  writeSync(handle, `\n${JSON.stringify({ series, device, journal, at })}\n`);
  fsyncSync(handle);
  closeSync(handle);
  if (fresh) syncFolder(dirname(file));
}
