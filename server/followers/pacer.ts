/** At most this many sockets are written to in one turn of the event loop: 3,000 at once stall it for 60 ms. */
export const MOST_A_TURN = 200;

/**
 * Spreads writing over turns of the event loop, whichever views it belongs to, so that a press at a desk waits for a
 * few milliseconds at most. Work is done in the order in which it came, at once while there is room in the turn.
 */
export class Pacer {
  readonly #waiting: { sockets: number; work: () => void }[] = [];
  #spent = 0;
  #planned = false;

  run(sockets: number, work: () => void): void {
    this.#waiting.push({ sockets, work });
    if (this.#waiting.length === 1) this.#go();
  }

  #go(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const fits = this.#spent === 0 || this.#spent + next.sockets <= MOST_A_TURN;
      // Also when all is done: what comes later in this turn has to know what was spent in it.
      this.#plan();
      if (!fits) return;
      this.#spent += next.sockets;
      next.work();
      this.#waiting.shift();
    }
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#spent = 0;
      this.#go();
    });
  }
}
