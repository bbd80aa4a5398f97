import type { HouseLine } from './house-line.ts';

const SIGN_MS = 5_000;

/** Tells the house every few seconds that this speaker lives, as its pages do; returns the stop. */
export function openLifeSign(line: Pick<HouseLine, 'emit' | 'held' | 'now'>): () => void {
  const startedAt = performance.now();
  let beats = 0;
  const tell = (): void => {
    beats += 1;
    const held = line.held();
    line.emit('sign', {
      epoch: held?.epoch ?? null,
      seq: held?.seq ?? null,
      build: held?.build ?? null,
      offsetMs: held && Math.round(line.now() - Date.now()),
      clockMs: Date.now(),
      // It has no picture: what grows is that its own clockwork still goes.
      paints: beats,
      hidden: false,
      openSeconds: Math.round((performance.now() - startedAt) / 1000),
      engine: null,
      width: 0,
      height: 0,
      heapBytes: process.memoryUsage().heapUsed,
    });
  };
  const timer = setInterval(tell, SIGN_MS);
  return () => clearInterval(timer);
}
