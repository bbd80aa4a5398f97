import type { Day, Move } from './day.ts';
import { type Decision, refuse } from './decision.ts';
import type { FaultCode } from './fault.ts';
import type { Happening } from './happening.ts';
import { openTickets } from './places.ts';
import { isOpen, type Ticket } from './ticket.ts';

export const UNDO_MS = 10_000;

/** Takes back the last move of a ticket's room, or of the ticket outside any room. */
export function undo(day: Day, ticket: Ticket, now: number): Decision {
  const move = day.moves.find(({ before }) => before.some(({ id }) => id === ticket.id));
  const fault = move ? undoFault(day, move, now) : 'nothing-to-undo';
  if (!move || fault) return refuse(fault ?? 'nothing-to-undo');
  const happening: Happening = {
    type: 'move-undone',
    room: move.room,
    tickets: move.before.map(({ id }) => id),
  };
  return { ok: true, happenings: [happening], outcome: { kind: 'moved', ticket: ticket.id } };
}

/**
 * Why a move cannot be undone at `now` (ms), or null when it can: it is the last one of its room (or was made
 * outside any room), at most ten seconds old, and nobody has moved its tickets since, an undo included.
 */
export function undoFault(day: Day, move: Move, now: number): FaultCode | null {
  if (now - move.at > UNDO_MS) return 'nothing-to-undo';
  const newest = move.room === null || day.moves.find(({ room }) => room === move.room) === move;
  const untouched = move.before.every(({ id }) => day.tickets.get(id)?.seq === move.seq);
  if (!newest || !untouched) return 'nothing-to-undo';
  const closed = move.before.some((old) => 'step' in old && day.roomStates.get(old.room)?.to === 'closed');
  if (closed) return 'room-closed';
  // Whoever came again meanwhile keeps the new ticket: two open ones of a service would be called twice.
  return move.before.some((old) => clashes(day, old, move.seq)) ? 'already-waiting-there' : null;
}

/** Whether the ticket as it was would claim a service again that another ticket of its owner has got since. */
function clashes(day: Day, old: Ticket, seq: number): boolean {
  if (!isOpen(old)) return false;
  return old.steps.some(({ service, state }) => {
    const open = state === 'skipped' ? [] : openTickets(day, old.visitor, service);
    return !open.includes(old.id) && open.some((id) => day.tickets.get(id)!.seq > seq);
  });
}
