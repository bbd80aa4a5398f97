/** Two servers that met once within this time will meet again. */
const MEMORY_MS = 5_000;

/**
 * Whether other servers write so often that taking turns is cheaper than meeting: a conflict costs a
 * second decision, and may be followed by the next. One conflict is chance; two within seconds are a crowd, for as
 * long as others are seen writing.
 */
export class Crowd {
  #lastMet = Number.NEGATIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;
  readonly #elapsed: () => number;

  /** `elapsed` is a clock that never jumps, in ms. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  isThere(): boolean {
    return this.#elapsed() < this.#until;
  }

  /** An append came second. */
  met(): void {
    const now = this.#elapsed();
    if (now - this.#lastMet < MEMORY_MS) this.#until = now + MEMORY_MS;
    this.#lastMet = now;
  }

  /** Others have written since this server's last turn. */
  stays(): void {
    this.#until = this.#elapsed() + MEMORY_MS;
  }
}
