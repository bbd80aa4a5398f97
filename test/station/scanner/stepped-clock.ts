import type { SetTimer } from '../../../kiosk/station/scanner/frame.ts';

/** Time that stands still until it is stepped; timers run in their order while it passes. */
export class SteppedClock {
  now = 0;
  #timers: { due: number; run: () => void }[] = [];

  readonly setTimer: SetTimer = (run, ms) => {
    const timer = { due: this.now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.#timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.now = next.due;
      next.run();
    }
    this.now = end;
  }
}
