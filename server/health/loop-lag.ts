/** How late the event loop comes to its work, in ms. */
export type LoopLag = {
  /** Now: also a timer that is overdue counts. 0 before the start. */
  nowMs: () => number;
  /** The worst of the last half minute. */
  worstMs: () => number;
  /** Begins to watch; returns the stop. */
  start: () => () => void;
};

const STEP_MS = 250;
const KEPT_MS = 30_000;

/** What a timer that should come each quarter of a second tells, at times `at` in ms. */
export class Lateness {
  #due = Number.POSITIVE_INFINITY;
  #last: { at: number; late: number }[] = [];

  begin(at: number): void {
    this.#due = at + STEP_MS;
  }

  came(at: number): void {
    this.#last = this.#last.filter((each) => at - each.at < KEPT_MS);
    this.#last.push({ at, late: Math.max(0, at - this.#due) });
    this.#due = at + STEP_MS;
  }

  now(at: number): number {
    return Math.max(0, at - this.#due, this.#last.at(-1)?.late ?? 0);
  }

  worst(at: number): number {
    const kept = this.#last.filter((each) => at - each.at < KEPT_MS);
    return Math.max(this.now(at), ...kept.map(({ late }) => late));
  }
}

/** Watches the loop of this process; `clock` never jumps. */
export function openLoopLag(clock: () => number): LoopLag {
  const lateness = new Lateness();
  return {
    nowMs: () => lateness.now(clock()),
    worstMs: () => lateness.worst(clock()),
    start() {
      lateness.begin(clock());
      const timer = setInterval(() => lateness.came(clock()), STEP_MS);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
