import type { Namespace } from './protocol.ts';

const FIRST_PAUSE_MS = 250;
/**
 * Boards and speakers are right again within a second of the first answer of a server that was started anew: the
 * pause and the time in which a thousand of them get their state fit into it together. The others spare the server.
 */
const LONGEST_PAUSE_MS: { [name in Namespace]: number } = {
  '/board': 600,
  '/speaker': 600,
  '/console': 2_000,
  '/station': 2_000,
};

/**
 * How long a screen waits before it looks for its server again, ms: longer from try to try (`tries` from 0), and by
 * `chance` (0 to 1), so that all screens of a house do not come in one instant.
 */
export function pauseBefore(namespace: Namespace, tries: number, chance: number): number {
  const pause = Math.min(LONGEST_PAUSE_MS[namespace], FIRST_PAUSE_MS * 2 ** tries);
  return pause * (0.6 + 0.4 * chance);
}

/**
 * How long it rests, ms, when the server said goodbye and by when to come back: no longer than its longest pause, and
 * then by `chance` too, or a thousand screens would be back in the same millisecond. A word without sense is no rest.
 */
export function restAfterBye(namespace: Namespace, retryMs: number, chance: number): number {
  const longest = LONGEST_PAUSE_MS[namespace];
  return retryMs > longest ? longest * (0.6 + 0.4 * chance) : retryMs || 0;
}
