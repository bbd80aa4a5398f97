import type { ClinicService } from './clinic-file.ts';
import type { Command, HandInCommand } from './command.ts';
import type { Day } from './day.ts';
import { bookedFor } from './decide-booking.ts';
import { type Decision, refuse } from './decision.ts';
import type { Happening } from './happening.ts';
import { openTickets } from './places.ts';
import { isOpen, type Ticket } from './ticket.ts';
import { stagesOf } from './visit.ts';

const DAY = 86_400_000;

/** Staff read it beside a held ticket. */
export const DOUBT_REASON = 'Kiosk tắt khi đang in: hỏi người bệnh có phiếu không';

/**
 * A number that a kiosk gave out while its house was away. It is never refused for what it is: somebody holds the
 * paper. The same number again is the same ticket; one of a day that is over changes nothing, unless its service
 * stays open over night and the day was the one before. A person who has a ticket of that service is one visit with
 * two codes, called by the paper that was given out last: of the first one nobody knows whether it is still there.
 */
export function decideHandIn(day: Day, command: HandInCommand, now: number): Decision {
  const known = day.handedIn.get(command.handedIn);
  if (known) return { ok: true, happenings: [], outcome: { kind: 'repeat', ticket: known } };
  const service = serviceFor(day, command.service);
  if (!service) return refuse('unknown-service');
  if (isOver(command.businessDay, day.businessDay, service))
    return { ok: true, happenings: [], outcome: { kind: 'nothing' } };
  const [own] = openTickets(day, command.visitor, service.id);
  const there = day.tickets.get(command.same ?? own ?? '');
  return there ? joined(there, command) : issued(day, command, service, now);
}

/** Of a number from days ago nobody knows any more whether it was handed in already, called and finished. */
function isOver(given: string, today: string | null, { overnight }: ClinicService): boolean {
  if (given === today || today === null) return false;
  return !overnight || Date.parse(today) - Date.parse(given) > DAY;
}

/** A service that the clinic file no longer knows: whoever waits for it waits where everybody is sent on. */
function serviceFor(day: Day, id: string): ClinicService | null {
  const services = [...day.services.values()];
  return day.services.get(id) ?? services.find(({ reception }) => reception) ?? services[0] ?? null;
}

function joined(ticket: Ticket, command: HandInCommand): Decision {
  const { handedIn, code, series, number, same } = command;
  const inRoom = ticket.state === 'called' || ticket.state === 'serving';
  const calledBy = isOpen(ticket) && !inRoom;
  const happenings: Happening[] = [
    { type: 'number-joined', ticket: ticket.id, handedIn, code, series, number, calledBy },
  ];
  // The answer with the first number never came: it was called and nobody could know that it was theirs.
  if (same !== null && ticket.state === 'no-show')
    happenings.push({ type: 'ticket-returned', ticket: ticket.id });
  return { ok: true, happenings, outcome: { kind: 'moved', ticket: ticket.id } };
}

function issued(day: Day, command: HandInCommand, service: ClinicService, now: number): Decision {
  const { ticket, code, number, series, token, visitor, priority, grounds, arrivedAt, handedIn } = command;
  const { language } = command;
  const asked = { service: service.id, visitor, appointment: null };
  const booked = bookedFor(day, asked, Math.min(arrivedAt, now));
  if (!booked.ok) return refuse(booked.fault);
  const journey = day.clinic.journeys.find(({ id }) => id === service.journey) ?? null;
  const happening: Happening = {
    type: 'ticket-issued',
    ...{ ticket, code, number, series, visitor, token, grounds, arrivedAt, handedIn, language },
    service: service.id,
    priority: booked.counts && priority === 'normal' ? 'appointment' : priority,
    paperFor: null,
    stages: stagesOf(service.id, journey),
    slot: booked.counts ? booked.slot : null,
    appointment: booked.id,
  };
  return { ok: true, happenings: [happening], outcome: { kind: 'issued', ticket } };
}

/**
 * Nobody knows whether the paper of a number came out: it is kept aside, for staff to ask, and not called into an
 * empty hall. Somebody who shows the same card again is there after all.
 */
export function decideDoubt(day: Day, command: Extract<Command, { type: 'doubt' }>): Decision {
  const ticket = day.tickets.get(day.handedIn.get(command.handedIn) ?? '');
  const nothing: Decision = { ok: true, happenings: [], outcome: { kind: 'nothing' } };
  // The ticket of somebody who was there already is not doubted.
  if (!ticket || ticket.also) return nothing;
  const { id } = ticket;
  const outcome = { kind: 'moved', ticket: id } as const;
  if (command.doubt && ticket.state === 'waiting')
    return {
      ok: true,
      happenings: [{ type: 'ticket-held', ticket: id, room: null, reason: DOUBT_REASON }],
      outcome,
    };
  if (!command.doubt && ticket.state === 'held' && ticket.reason === DOUBT_REASON)
    return { ok: true, happenings: [{ type: 'ticket-returned', ticket: id }], outcome };
  return nothing;
}
