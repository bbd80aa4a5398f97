/**
 * The value below which a share of the values lies: of n values in order the one at floor(n × share), counted
 * from 0. `sorted` ascending; 0 for no values.
 */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The middle and the end that nearly all stay below, in the unit of the values. */
export type Spread = { count: number; p50: number; p95: number };

/** Half and 95 % of the values, which may stand in any order. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { count: sorted.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
}

/** The share of the values for which something holds, 0 to 1; 0 for no values. */
export function shareOf<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}
