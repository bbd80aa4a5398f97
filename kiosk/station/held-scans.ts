import { randomBytes } from 'node:crypto';

/** A scan's raw text or bytes and where it came from. */
export type HeldScan = { text: string | Uint8Array; source: 'serial' };

const HELD_MS = 120_000;
const MOST = 8;

/**
 * Scans between "is this you?" and the number: in memory only, two minutes at most, the oldest goes first.
 * `clock` is steady time in ms.
 */
export function createHeldScans(clock: () => number) {
  const held = new Map<string, HeldScan & { at: number }>();
  const forgetOld = (): void => {
    for (const [id, { at }] of held) if (clock() - at > HELD_MS || held.size > MOST) held.delete(id);
  };
  return {
    /** Keeps a scan; returns the id by which the page may use it. */
    keep(scan: HeldScan): string {
      const id = randomBytes(9).toString('base64url');
      held.set(id, { ...scan, at: clock() });
      forgetOld();
      return id;
    },
    take(id: string): HeldScan | null {
      forgetOld();
      return held.get(id) ?? null;
    },
  };
}
