import type { ClinicService } from './clinic-file.ts';
import type { Command, HandInCommand } from './command.ts';
import type { Day } from './day.ts';
import { bookedFor } from './decide-booking.ts';
import { type Decision, refuse } from './decision.ts';
import { paperOf, papersOf } from './handed-in.ts';
import type { Happening } from './happening.ts';
import { timeOfDay } from './local-time.ts';
import { openTickets } from './places.ts';
import { isOpen, type Ticket } from './ticket.ts';
import { stagesOf } from './visit.ts';

const DAY = 86_400_000;

/** Staff read it beside a held ticket. */
export const DOUBT_REASON = 'Kiosk tắt khi đang in: hỏi người bệnh có phiếu không';
/** `time` as the paper has it, "09:15": by that the two papers differ. */
export const twinReason = (code: string, time: string): string =>
  `Hai phiếu cùng số ${code}: phiếu này lấy lúc ${time}, hỏi người bệnh`;

/**
 * A number that a kiosk gave out while its house was away. It is never refused for what it is: somebody holds the
 * paper. The same line of the journal again is the same ticket; another line with the same number is somebody else
 * with a paper that looks alike, as of a PC that was copied: theirs is kept aside, for staff to tell the two apart.
 * One of a day that is over changes nothing, unless its service stays open over night and the day was the one before.
 * A person who has a ticket of that service is one visit with two codes, called by the paper that was given out last:
 * of the first one nobody knows whether it is still there.
 */
export function decideHandIn(day: Day, command: HandInCommand, now: number): Decision {
  const known = paperOf(day, command.handedIn, command.proof);
  if (known) return { ok: true, happenings: [], outcome: { kind: 'repeat', ticket: known.ticket } };
  const service = serviceFor(day, command.service);
  if (!service) return refuse('unknown-service');
  if (isOver(command.businessDay, day.businessDay, service))
    return { ok: true, happenings: [], outcome: { kind: 'nothing' } };
  const [own] = openTickets(day, command.visitor, service.id);
  const there = day.tickets.get(command.same ?? own ?? '');
  return there ? joined(day, there, command) : issued(day, command, service, now);
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

function joined(day: Day, ticket: Ticket, command: HandInCommand): Decision {
  const { handedIn, proof, code, series, number, same } = command;
  const inRoom = ticket.state === 'called' || ticket.state === 'serving';
  const calledBy = isOpen(ticket) && !inRoom && ticket.code !== code;
  const { id } = ticket;
  const happenings: Happening[] = [
    { type: 'number-joined', ticket: id, handedIn, proof, code, series, number, calledBy },
  ];
  // The answer with the first number never came: it was called and nobody could know that it was theirs.
  const back = same !== null && ticket.state === 'no-show';
  if (back) happenings.push({ type: 'ticket-returned', ticket: id });
  const others = papersOf(day, handedIn).some((paper) => paper.ticket !== id);
  if (others && (back || ticket.state === 'waiting')) happenings.push(setAside(day, id, command));
  return { ok: true, happenings, outcome: { kind: 'moved', ticket: id } };
}

function setAside(day: Day, ticket: string, { code, arrivedAt }: HandInCommand): Happening {
  const reason = twinReason(code, timeOfDay(arrivedAt, day.clinic.timeZone));
  return { type: 'ticket-held', ticket, room: null, reason };
}

function issued(day: Day, command: HandInCommand, service: ClinicService, now: number): Decision {
  const { ticket, code, number, series, token, visitor, priority, grounds, arrivedAt, handedIn } = command;
  const { language, proof } = command;
  const asked = { service: service.id, visitor, appointment: null };
  const booked = bookedFor(day, asked, Math.min(arrivedAt, now));
  if (!booked.ok) return refuse(booked.fault);
  const journey = day.clinic.journeys.find(({ id }) => id === service.journey) ?? null;
  const happening: Happening = {
    type: 'ticket-issued',
    ...{ ticket, code, number, series, visitor, token, grounds, arrivedAt, handedIn, proof, language },
    service: service.id,
    priority: booked.counts && priority === 'normal' ? 'appointment' : priority,
    paperFor: null,
    stages: stagesOf(service.id, journey),
    slot: booked.counts ? booked.slot : null,
    appointment: booked.id,
  };
  const aside = papersOf(day, handedIn).length > 0 ? [setAside(day, ticket, command)] : [];
  return { ok: true, happenings: [happening, ...aside], outcome: { kind: 'issued', ticket } };
}

/**
 * Nobody knows whether the paper of a number came out: it is kept aside, for staff to ask, and not called into an
 * empty hall. Somebody who shows the same card again is there after all. Of which of two papers with one number this
 * is said, nobody knows either: then nobody is kept from being called for it.
 */
export function decideDoubt(day: Day, { handedIn, doubt }: Extract<Command, { type: 'doubt' }>): Decision {
  const papers = papersOf(day, handedIn);
  const tickets = [...new Set(papers.map(({ ticket }) => ticket))].map((id) => day.tickets.get(id));
  const happenings = tickets.flatMap((ticket): Happening[] => {
    // The ticket of somebody who was there already is not doubted.
    if (!ticket || ticket.also) return [];
    const { id } = ticket;
    if (doubt && ticket.state === 'waiting' && papers.length === 1)
      return [{ type: 'ticket-held', ticket: id, room: null, reason: DOUBT_REASON }];
    const held = ticket.state === 'held' && ticket.reason === DOUBT_REASON;
    return !doubt && held ? [{ type: 'ticket-returned', ticket: id }] : [];
  });
  const [first] = happenings;
  if (!first || !('ticket' in first)) return { ok: true, happenings: [], outcome: { kind: 'nothing' } };
  return { ok: true, happenings, outcome: { kind: 'moved', ticket: first.ticket } };
}
