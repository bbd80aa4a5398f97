/** Memory of a process at the end of a day, in bytes, after everything that can be thrown away was. */
export type DayMemory = { day: number; issued: number; rss: number; heap: number; external: number };
export type Drift = { rss: number; heap: number };

/** The first sixth warms up: tables of strings, compiled code, pages of the database. */
const WARM = 1 / 6;

/**
 * By how much memory grows from the days after the warm-up to the last ones, as a part of what it was: medians of a
 * sixth of the days each, so that one restless day moves nothing.
 */
export function driftOf(days: readonly DayMemory[]): Drift {
  const warm = Math.floor(days.length * WARM);
  const part = (key: 'rss' | 'heap'): number => {
    const before = median(days.slice(warm, 2 * warm).map((day) => day[key]));
    const after = median(days.slice(-warm).map((day) => day[key]));
    return after / before - 1;
  };
  return { rss: part('rss'), heap: part('heap') };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
