import type { MoveCommand } from './command.ts';
import type { Day, Move } from './day.ts';
import type { Decision } from './decision.ts';
import { type FaultCode, faultOf } from './fault.ts';
import type { Happening } from './happening.ts';
import { isOpen, type Ticket, type TicketState } from './ticket.ts';

export const UNDO_MS = 10_000;
export const RECALL_GAP_MS = 8_000;
const MOST_RECALLS = 3;

/** From which states a move is allowed; the table is the contract's. */
const allowedFrom: Record<Exclude<MoveCommand['move'], 'undo'>, readonly TicketState[]> = {
  recall: ['called'],
  start: ['called'],
  finish: ['called', 'serving'],
  'no-show': ['called'],
  hold: ['waiting', 'called', 'serving'],
  return: ['no-show', 'held', 'away'],
  transfer: ['waiting', 'called', 'serving'],
  cancel: ['waiting', 'called', 'serving', 'held', 'away', 'no-show'],
};

const refuse = (code: FaultCode): Decision => ({ ok: false, fault: faultOf(code) });

/** Decides a move of one ticket; see the table above for what each state allows. */
export function decideMove(day: Day, command: MoveCommand, now: number): Decision {
  const ticket = day.tickets.get(command.ticket);
  if (!ticket) return refuse('unknown-ticket');
  if (command.move === 'undo') return undo(day, ticket, now);
  if (!allowedFrom[command.move].includes(ticket.state)) return refuse('wrong-state');
  const happening = happeningOf(day, ticket, command, now);
  if (typeof happening === 'string') return refuse(happening);
  return { ok: true, happenings: [happening], outcome: { kind: 'moved', ticket: ticket.id } };
}

function happeningOf(day: Day, ticket: Ticket, command: MoveCommand, now: number): Happening | FaultCode {
  const room = 'room' in ticket && ticket.state !== 'no-show' ? ticket.room : null;
  const at = { ticket: ticket.id, room: room ?? '' };
  switch (command.move) {
    case 'recall':
      return recall(ticket, now);
    case 'start':
      return { type: 'service-started', ...at };
    case 'finish':
      return { type: 'service-finished', ...at };
    case 'no-show':
      return { type: 'ticket-missed', ...at };
    case 'hold':
      return { type: 'ticket-held', ticket: ticket.id, room, reason: command.reason };
    case 'return':
      return { type: 'ticket-returned', ticket: ticket.id };
    case 'transfer':
      if (!day.services.has(command.service)) return 'unknown-service';
      if (command.service === ticket.service) return 'same-service';
      // Two open tickets of a person in one line would be called twice, and a scan could find only one of them.
      if (ticket.visitor && day.openByVisitor.has(`${ticket.visitor} ${command.service}`))
        return 'already-waiting-there';
      return {
        type: 'ticket-transferred',
        ticket: ticket.id,
        room,
        from: ticket.service,
        to: command.service,
      };
    case 'cancel':
      return { type: 'ticket-cancelled', ticket: ticket.id, room, reason: command.reason };
    case 'undo':
      return 'nothing-to-undo';
  }
}

function recall(ticket: Ticket, now: number): Happening | FaultCode {
  if (ticket.state !== 'called') return 'wrong-state';
  if (ticket.repeatedAt !== null && now - ticket.repeatedAt < RECALL_GAP_MS) return 'recall-too-soon';
  if (ticket.rev > MOST_RECALLS) return 'recall-limit';
  return {
    type: 'call-repeated',
    ticket: ticket.id,
    room: ticket.room,
    call: ticket.call,
    rev: ticket.rev + 1,
  };
}

function undo(day: Day, ticket: Ticket, now: number): Decision {
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
  // Whoever came again meanwhile keeps the new ticket: two open ones of a service would be called twice.
  for (const old of move.before) {
    const open = old.visitor && isOpen(old) && day.openByVisitor.get(`${old.visitor} ${old.service}`);
    if (open && open !== old.id) return 'already-waiting-there';
  }
  return null;
}
