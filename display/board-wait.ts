import type { BoardRoom } from '../core/queue/views.ts';
import { t } from './board-words.ts';
import type { WidthOf } from './fitting.ts';

/** What a room's expected wait is set in, and the height of a line of it. The style sheet has the same. */
const WAIT_REM = 4.2;
export const WAIT_LINE_REM = 5.6;
/** Between it and a name; codes bring their own gap. */
const GAP_REM = 2.4;

/** Where a room's wait stands: after its codes, after its name, in a line under its name; null: nowhere. */
export type WaitSpot = 'codes' | 'name' | 'under' | null;

/** What a row leaves free, in rem: behind its codes, and behind its name when that takes one line. */
export type Free = { codes: number; name: number };

/** The wait of a room that calls patients, in two short lines; null when it calls nobody or nothing is known. */
export function waitLines({ status, wait }: BoardRoom): readonly [string, string] | null {
  if (status !== 'open' || wait === null) return null;
  if (wait.from <= 0) return [t('wait-under', null), t('minutes', { minutes: wait.to })];
  return [t('wait', null), t('minutes', { minutes: `${wait.from}–${wait.to}` })];
}

/**
 * Where the wait has room without taking any from names and codes. A line of its own makes the row higher:
 * whether the list has the height for that is for the list to say.
 */
export function waitSpot(room: BoardRoom, free: Free, widthOf: WidthOf): WaitSpot {
  const lines = waitLines(room);
  if (lines === null) return null;
  // Widest digits, so that the wait does not change its place with each minute.
  const width = WAIT_REM * Math.max(...lines.map((line) => widthOf(line.replace(/\d/g, '4'))));
  if (free.codes >= width) return 'codes';
  return free.name >= width + GAP_REM ? 'name' : 'under';
}
