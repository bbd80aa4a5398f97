import { writeFileSync } from 'node:fs';

/**
 * Loaded into a server that is measured (`node --import`): notes how long its event loop stood still, and writes what
 * it noted since the last time to a file when it is asked by SIGUSR2. Times are of the machine's monotonic clock, which
 * all processes share.
 */
const LEAST_MS = 2;
const EVERY_MS = 1;
const file = process.env.TIEPDON_STALLS;

if (file !== undefined) {
  let stalls: { at: number; ms: number }[] = [];
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    const ms = now - last - EVERY_MS;
    last = now;
    if (ms >= LEAST_MS) stalls.push({ at: Number(process.hrtime.bigint()) / 1e6, ms });
  }, EVERY_MS).unref();
  process.on('SIGUSR2', () => {
    writeFileSync(file, JSON.stringify(stalls));
    stalls = [];
  });
}
