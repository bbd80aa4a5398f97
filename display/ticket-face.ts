/** A patient's own ticket as the server tells it to whoever holds its address: nothing personal. */
export type TicketFace = {
  code: string;
  state: string;
  ahead: number;
  service: Words;
  room: Words | null;
  facility: string;
  /** Server's time, ms since 1970. */
  updatedAt: number;
};
export type Words = { vi: string; en?: string };

/** Tickets in these states do not change any more: nothing is left to ask for. */
const LAST_STATES = ['done', 'cancelled'];
const PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 80_000;

/** Whether the page may stop asking. */
export function isOver({ state }: TicketFace): boolean {
  return LAST_STATES.indexOf(state) >= 0;
}

/**
 * How long to wait before asking again, in ms, after `failures` tries without an answer. `chance` (0 to 1)
 * spreads phones that lost the same network, so that they do not come back in one instant.
 */
export function pollPause(failures: number, chance: number): number {
  return Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** failures) * (0.85 + 0.3 * chance);
}
