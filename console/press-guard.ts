/** A second press of the same thing so soon is a bouncing key or a nervous hand, not a wish. */
export const DOUBLE_PRESS_MS = 700;

export type PressGuard = {
  /** Whether this press counts; `at` in ms on any steady clock. A press that does not count starts no new wait. */
  accepts: (what: string, at: number) => boolean;
};

/** Lets the same thing through once in 700 ms; different things do not hinder each other. */
export function openPressGuard(): PressGuard {
  const last = new Map<string, number>();
  return {
    accepts(what, at) {
      const before = last.get(what);
      if (before !== undefined && at - before < DOUBLE_PRESS_MS) return false;
      last.set(what, at);
      return true;
    },
  };
}

/**
 * When a key or button was pressed, in ms of this page's clock. The small window beside the other programs has a
 * clock of its own, which began when it was opened.
 */
export function pressedAt(event: UIEvent): number {
  const began = event.view?.performance.timeOrigin ?? performance.timeOrigin;
  return event.timeStamp + (began - performance.timeOrigin);
}
