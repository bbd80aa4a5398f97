/** The time of the demo's house: it can stand still, jump ahead and run faster than life, and never goes back. */
export type DemoClock = {
  /** In ms since 1970. */
  now(): number;
  /** Stands still at a time (ms), or where it is when it has come further. */
  hold(at: number): void;
  /** Goes on from where it stands. */
  run(): void;
  isRunning(): boolean;
  /** How long the machine has to wait (ms) until a time of this clock, if it runs. */
  until(at: number): number;
};

/** A clock that stands at `start` (ms since 1970). `elapsed` counts ms of the machine and never jumps. */
export function openDemoClock(start: number, speed: number, elapsed: () => number): DemoClock {
  let at = start;
  let since: number | null = null;
  const now = (): number => (since === null ? at : Math.floor(at + (elapsed() - since) * speed));
  return {
    now,
    hold(wanted) {
      at = Math.max(now(), wanted);
      since = null;
    },
    run() {
      at = now();
      since = elapsed();
    },
    isRunning: () => since !== null,
    until: (wanted) => Math.max(0, (wanted - now()) / speed),
  };
}
