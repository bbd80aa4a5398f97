import { type Day, ticketInRoom } from './day.ts';
import { type Decision, refuse } from './decision.ts';
import type { Happening } from './happening.ts';
import type { Step } from './ticket.ts';
import { finishStep, resultsAt } from './visit.ts';

/**
 * What a press of a room's desk does before anybody is called: a room on a break is open again, and who is inside
 * counts as served. Refused when the room is closed, or when somebody else is inside than the presser believes:
 * of two people at one desk the second names a patient who has left already.
 */
export function press(
  day: Day,
  room: string,
  expected: string | null,
  now: number,
): { ok: true; happenings: Happening[]; finished: string | null } | Extract<Decision, { ok: false }> {
  const present = ticketInRoom(day, room);
  if ((present?.id ?? null) !== expected) return refuse('expected-mismatch');
  const state = day.roomStates.get(room)?.to ?? 'open';
  if (state === 'closed') return refuse('room-closed');
  const happenings: Happening[] =
    state === 'paused' ? [{ type: 'room-changed', room, to: 'open', reason: null }] : [];
  if (present) happenings.push(finishing(day, present.id, now));
  return { ok: true, happenings, finished: present?.id ?? null };
}

/** The end of what is done in a room; with the moment in which the visit can go on, where results are waited for. */
export function finishing(day: Day, id: string, now: number): Happening {
  const ticket = day.tickets.get(id)!;
  if (ticket.state !== 'called' && ticket.state !== 'serving') throw new Error(`${id} is in no room`);
  const { room, step } = ticket;
  const steps = finishStep(ticket.steps, step, room, now);
  return { type: 'service-finished', ticket: id, room, until: stillOut(day, steps, step, now) };
}

/**
 * When the visit can go on (ms) after the step at `index` was the last of its stage to be done or skipped; null
 * when it goes on at once: something else of the stage is ahead, or the results are in.
 */
export function stillOut(day: Day, steps: readonly Step[], index: number, now: number): number | null {
  const { stage } = steps[index]!;
  if (steps.some((each) => each.state === 'ahead' && each.stage === stage)) return null;
  const results = resultsAt(steps, stage, (service) => day.services.get(service));
  return results !== null && results > now ? results : null;
}
