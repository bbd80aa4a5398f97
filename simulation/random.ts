/** A source of chance that gives the same numbers for the same seed on every machine. */
export type Chance = {
  /** Uniform in [0, 1). */
  next: () => number;
  /** Standard normal. Every call takes two numbers from `next` and keeps none back. */
  normal: () => number;
};

/** Keeps ln(0) out of the normal: `next` can be 0. */
const SMALLEST = 1e-12;

/**
 * The mulberry32 generator: 32-bit integer arithmetic, so the same day is drawn on every Node and processor.
 * `seed` is any whole number.
 */
export function mulberry32(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => {
    const radius = Math.sqrt(-2 * Math.log(next() + SMALLEST));
    return radius * Math.cos(2 * Math.PI * next());
  };
  return { next, normal };
}
