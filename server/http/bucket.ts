/**
 * Token buckets: `rate` a second with a burst of twice that, one bucket a key. Time comes from a clock that
 * never jumps (ms).
 */
export class Buckets {
  readonly #rate: number;
  readonly #clock: () => number;
  readonly #full = new Map<string, { left: number; at: number }>();

  constructor(rate: number, clock: () => number) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Takes one; 0 when it was there, else the seconds to wait. */
  take(key: string): number {
    const now = this.#clock();
    const burst = this.#rate * 2;
    const bucket = this.#full.get(key) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * this.#rate);
    if (this.#full.size > 10_000) this.#full.clear();
    this.#full.set(key, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) / this.#rate));
  }
}
