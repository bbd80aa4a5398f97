import type { LineClass } from './line-class.ts';

/** How many of each class came in each half-hour of the business day; what was never seen is missing. */
export type Arrivals = { readonly [line in LineClass]?: readonly number[] };

const BIN = 30;
const BINS = 48;

/** One more of a class at a minute of the business day. */
export function withArrival(arrivals: Arrivals, line: LineClass, minute: number): Arrivals {
  const counts = [...(arrivals[line] ?? [])];
  const bin = binAt(minute);
  for (let empty = counts.length; empty <= bin; empty += 1) counts.push(0);
  counts[bin]! += 1;
  return { ...arrivals, [line]: counts };
}

/** How many of a class came between two minutes of the business day, spread evenly over each half-hour. */
export function arrivedBetween(arrivals: Arrivals, line: LineClass, from: number, to: number): number {
  const counts = arrivals[line] ?? [];
  let sum = 0;
  for (let bin = binAt(from); bin < counts.length && bin * BIN < to; bin += 1) {
    const inside = Math.min(to, (bin + 1) * BIN) - Math.max(from, bin * BIN);
    sum += (counts[bin]! * Math.max(0, inside)) / BIN;
  }
  return sum;
}

/**
 * An ordinary day, moved towards the day that has ended by `share` (0 to 1). Kept to hundredths, since it is
 * written into the log at each turn of the day.
 */
export function towards(usual: Arrivals, today: Arrivals, share: number): Arrivals {
  const lines = new Set([...Object.keys(usual), ...Object.keys(today)]) as Set<LineClass>;
  const mixed = [...lines].map((line) => {
    const before = usual[line] ?? [];
    const now = today[line] ?? [];
    const length = Math.max(before.length, now.length);
    const bins = Array.from({ length }, (_, bin) => {
      return Math.round(((1 - share) * (before[bin] ?? 0) + share * (now[bin] ?? 0)) * 100) / 100;
    });
    return [line, bins] as const;
  });
  return Object.fromEntries(mixed);
}

function binAt(minute: number): number {
  return Math.max(0, Math.min(BINS - 1, Math.floor(minute / BIN)));
}
