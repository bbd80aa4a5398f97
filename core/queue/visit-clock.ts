import type { Day } from './day.ts';
import type { Ticket } from './ticket.ts';

const MINUTE = 60_000;
/**
 * Minutes that a whole visit may take, by how many kinds of lab work belong to it: Decision 1313/QĐ-BYT of 22
 * April 2013 names 2 hours for an examination alone, 3, 3.5 and 4 with one, two and three kinds.
 */
const VISIT_TARGETS = [120, 180, 210, 240];

/** How long a visit has taken (until its end, or `now` in ms), and how long it may take; minutes. */
export function visitClock(day: Day, ticket: Ticket, now: number): { minutes: number; target: number } {
  const end = ticket.state === 'done' ? ticket.doneAt : now;
  const labs = new Set(
    ticket.steps
      .filter(({ service, state }) => state !== 'skipped' && day.services.get(service)?.kind === 'lab')
      .map(({ service }) => service),
  );
  const target = VISIT_TARGETS[Math.min(labs.size, VISIT_TARGETS.length - 1)]!;
  return { minutes: Math.max(0, Math.floor((end - ticket.arrivedAt) / MINUTE)), target };
}
