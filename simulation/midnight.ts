import { isoLocal } from '../core/queue/local-time.ts';

/** The moment (ms) at which a day such as `2026-11-22` begins on the wall clock of a zone. */
export function midnightOf(date: string, timeZone: string): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  // The offset at the moment itself, which one step of looking finds wherever summer time does not begin at midnight.
  const guess = utc - offsetOf(utc, timeZone);
  return utc - offsetOf(guess, timeZone);
}

function offsetOf(at: number, timeZone: string): number {
  const local = isoLocal(at, timeZone).slice(0, 19);
  return Date.parse(`${local}Z`) - Math.floor(at / 1000) * 1000;
}
