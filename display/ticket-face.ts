import { timeOfDay } from './local-time.ts';

/** A patient's own ticket as the server tells it to whoever holds its address: nothing personal. */
export type TicketFace = {
  code: string;
  state: string;
  ahead: number;
  /** Minutes until the call. */
  wait: { from: number; to: number } | null;
  service: Words;
  /** The room of the call; null before it. */
  room: Words | null;
  /** The way to that room, before the call where to wait. */
  place: Words | null;
  /** As on the board beside the call. */
  arrow: 'left' | 'right' | 'up' | 'down' | 'none';
  /** Times it was called. */
  calls: number;
  /** When somebody who is away is expected back, ms since 1970. */
  backAt: number | null;
  steps: { name: Words; state: 'done' | 'skipped' | 'here' | 'open' | 'ahead' }[];
  facility: string;
  /** Server's time, ms since 1970. */
  updatedAt: number;
  /** Null: nothing is left to ask for. */
  nextPollMs: number | null;
};
export type Words = { vi: string; en?: string };

const UNKNOWN_MS = 10_000;
const SHORTEST_MS = 3_000;
const LONGEST_MS = 60_000;
const RETRY_MS = 5_000;
const MINUTE_MS = 60_000;
const STEP_MS = 5 * MINUTE_MS;

/**
 * How long to wait before asking again, in ms: as long as the server says, or after `failures` tries without an
 * answer twice as long from try to try. `chance` (0 to 1) spreads the phones, those that lost the same network
 * by much, so that they do not come back in one instant.
 */
export function pollPause(told: number | null, failures: number, chance: number): number {
  if (failures > 0) return Math.min(LONGEST_MS, RETRY_MS * 2 ** (failures - 1)) * (0.5 + chance);
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, told ?? UNKNOWN_MS)) * (0.85 + 0.3 * chance);
}

/** Whether this answer is a call that the one before it was not: the first, or called once more. */
export function isNewCall(before: TicketFace | null, now: TicketFace): boolean {
  return now.state === 'called' && (before?.state !== 'called' || now.calls > before.calls);
}

/**
 * The expected wait as times of day, rounded outwards to five minutes: `{from: '9:30', to: '9:45'}`. `offset` in
 * minutes east of Greenwich; null when nothing is expected.
 */
export function callTimes(
  { wait, updatedAt }: TicketFace,
  offset: number,
): { from: string; to: string } | null {
  if (wait === null) return null;
  const from = Math.floor((updatedAt + wait.from * MINUTE_MS) / STEP_MS) * STEP_MS;
  const to = Math.ceil((updatedAt + wait.to * MINUTE_MS) / STEP_MS) * STEP_MS;
  return { from: plainTime(from, offset), to: plainTime(to, offset) };
}

/** Time of day as it is spoken and written by hand: `9:30`. */
export function plainTime(ms: number, offset: number): string {
  return timeOfDay(ms, offset).replace(/^0/, '');
}
