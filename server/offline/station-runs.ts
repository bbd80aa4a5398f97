/** So often a run must come back, and within this time, in ms; stations ask for a permit each minute. */
const RETURNS = 2;
const WINDOW_MS = 300_000;
/** A station that cannot stay up begins runs without end. */
const MOST_RUNS = 8;

/** One life of a station's process: with which journal it asked last, and when it came back after a younger one. */
type Run = { journal: string; returns: readonly number[] };
/** What one identity was heard as; the runs in the order of their first asking. */
type Heard = { runs: Map<string, Run>; last: string };

/**
 * Tells two PCs that run with one identity from one that was started anew. Each run of a station's process has a
 * random name and asks for a permit each minute. One that is over is not heard again after a younger one, but for a
 * request that a bad line delivers late; one that comes back a second time lives beside the other. Known to this
 * server alone, and since its start: what two PCs gave out unnoticed is told apart when it is handed in.
 */
export class StationRuns {
  readonly #devices = new Map<string, Heard>();
  readonly #shared = new Set<string>();

  /** A run asks for a permit for its journal; `now` on a clock that never jumps, in ms. */
  heard(device: string, run: string, journal: string, now: number): void {
    const heard = this.#devices.get(device) ?? { runs: new Map<string, Run>(), last: run };
    const { runs, last } = heard;
    const { returns = [] } = runs.get(run) ?? {};
    const cameBack = last !== run && runs.has(run) && [...runs.keys()].at(-1) !== run;
    runs.set(run, { journal, returns: cameBack ? [...returns, now].slice(-RETURNS) : returns });
    for (const oldest of [...runs.keys()].slice(0, -MOST_RUNS)) runs.delete(oldest);
    this.#devices.set(device, { runs, last: run });
    const together = last !== run && runs.get(last)?.journal === journal;
    if (together && this.isDouble(device, now)) this.#shared.add(journal);
  }

  /** Whether two PCs run with the identity of this device now. */
  isDouble(device: string, now: number): boolean {
    const runs = [...(this.#devices.get(device)?.runs.values() ?? [])];
    return runs.some(({ returns }) => returns.length === RETURNS && now - returns[0]! < WINDOW_MS);
  }

  /** Whether two PCs were heard with this journal: its letters are no longer one kiosk's. */
  isShared(journal: string): boolean {
    return this.#shared.has(journal);
  }
}
