import type { MoveCommand } from './command.ts';
import type { Day } from './day.ts';
import { type Decision, refuse } from './decision.ts';
import type { FaultCode } from './fault.ts';
import type { Happening } from './happening.ts';
import { openTickets } from './places.ts';
import { finishing, stillOut } from './press.ts';
import { isOpen, type Ticket, type TicketState } from './ticket.ts';
import { undo } from './undo.ts';
import { openSteps, withStep } from './visit.ts';

export const RECALL_GAP_MS = 8_000;
const MOST_RECALLS = 3;
const MINUTE = 60_000;

type Named<M extends MoveCommand['move']> = Extract<MoveCommand, { move: M }>;

/** From which states a move is allowed. */
export const allowedFrom: Record<Exclude<MoveCommand['move'], 'undo'>, readonly TicketState[]> = {
  recall: ['called'],
  start: ['called'],
  finish: ['called', 'serving'],
  'no-show': ['called'],
  hold: ['waiting', 'called', 'serving'],
  away: ['waiting', 'called', 'serving'],
  return: ['no-show', 'held', 'away'],
  transfer: ['waiting', 'called', 'serving'],
  // A doctor may remember the X-ray when the patient is at the door already.
  order: ['waiting', 'called', 'serving', 'held', 'away', 'done'],
  skip: ['waiting', 'called', 'serving', 'held', 'away', 'no-show'],
  priority: ['waiting', 'called', 'serving', 'held', 'away', 'no-show'],
  cancel: ['waiting', 'called', 'serving', 'held', 'away', 'no-show'],
};

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
  const room = ticket.state === 'called' || ticket.state === 'serving' ? ticket.room : null;
  const { id } = ticket;
  switch (command.move) {
    case 'recall':
      return recall(ticket, now);
    case 'start':
      return { type: 'service-started', ticket: id, room: room ?? '' };
    case 'finish':
      return finishing(day, id, now);
    case 'no-show':
      return { type: 'ticket-missed', ticket: id, room: room ?? '' };
    case 'hold':
      return { type: 'ticket-held', ticket: id, room, reason: command.reason };
    case 'away': {
      const until = command.minutes === null ? null : now + command.minutes * MINUTE;
      return { type: 'ticket-away', ticket: id, room, reason: command.reason, until };
    }
    case 'return':
      return { type: 'ticket-returned', ticket: id };
    case 'transfer':
      return transfer(day, ticket, room, command);
    case 'order':
      return order(day, ticket, room, command);
    case 'skip':
      return skip(day, ticket, command, now);
    case 'priority': {
      const { priority: to, reason } = command;
      if (to === ticket.priority) return 'same-priority';
      return { type: 'priority-changed', ticket: id, from: ticket.priority, to, reason };
    }
    case 'cancel':
      return { type: 'ticket-cancelled', ticket: id, room, reason: command.reason };
    case 'undo':
      return 'nothing-to-undo';
  }
}

function recall(ticket: Ticket, now: number): Happening | FaultCode {
  if (ticket.state !== 'called') return 'wrong-state';
  if (ticket.repeatedAt !== null && now - ticket.repeatedAt < RECALL_GAP_MS) return 'recall-too-soon';
  if (ticket.rev > MOST_RECALLS) return 'recall-limit';
  const { id, room, call, rev } = ticket;
  return { type: 'call-repeated', ticket: id, room, call, rev: rev + 1 };
}

function transfer(
  day: Day,
  ticket: Ticket,
  room: string | null,
  { service }: Named<'transfer'>,
): Happening | FaultCode {
  if (!day.services.has(service)) return 'unknown-service';
  if (openSteps(ticket.steps).some((step) => step.service === service)) return 'same-service';
  if (othersTicket(day, ticket, [service])) return 'already-waiting-there';
  return { type: 'ticket-transferred', ticket: ticket.id, room, from: ticket.service, to: service };
}

function order(
  day: Day,
  ticket: Ticket,
  room: string | null,
  { services, back }: Named<'order'>,
): Happening | FaultCode {
  if (services.some((service) => !day.services.has(service))) return 'unknown-service';
  const known = new Set(ticket.steps.filter(({ state }) => state === 'ahead').map(({ service }) => service));
  // Somebody who is done is sent from where he was last, and back to it.
  if (ticket.state === 'done' && back) known.add(ticket.service);
  if (new Set(services).size < services.length || services.some((service) => known.has(service)))
    return 'same-service';
  const own = isOpen(ticket) ? [] : ticket.steps.map(({ service }) => service);
  if (othersTicket(day, ticket, [...services, ...own])) return 'already-waiting-there';
  return {
    type: 'steps-ordered',
    ticket: ticket.id,
    room,
    services,
    back: back && (room !== null || ticket.state === 'done'),
  };
}

/**
 * Whether the person has another open ticket for one of the services: two in one line would be called twice, and
 * a scan could find only one of them.
 */
function othersTicket(day: Day, { id, visitor }: Ticket, services: readonly string[]): boolean {
  return services.some((service) => openTickets(day, visitor, service).some((other) => other !== id));
}

function skip(day: Day, ticket: Ticket, { service }: Named<'skip'>, now: number): Happening | FaultCode {
  const inHand = 'step' in ticket ? ticket.step : -1;
  const index = ticket.steps.findIndex(
    (step, at) => step.state === 'ahead' && step.service === service && at !== inHand,
  );
  if (index < 0) return 'no-such-step';
  if (!ticket.steps.some((step, at) => step.state === 'ahead' && at !== index)) return 'last-step';
  const until =
    ticket.state === 'waiting'
      ? stillOut(day, withStep(ticket.steps, index, { state: 'skipped' }), index, now)
      : null;
  return { type: 'step-skipped', ticket: ticket.id, service, index, until };
}
