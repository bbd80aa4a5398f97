import type { Command } from './command.ts';
import type { Day } from './day.ts';
import { bookedFor, decideBook } from './decide-booking.ts';
import { decideDoubt, decideHandIn } from './decide-hand-in.ts';
import { decideMove } from './decide-move.ts';
import { endNotice, setNotice } from './decide-notice.ts';
import { callNamed, changeRoom, changeRule, changeServices, invite } from './decide-room.ts';
import { decideMute, decideTest } from './decide-speaker.ts';
import { type Decision, refuse } from './decision.ts';
import type { Happening } from './happening.ts';
import { upcoming } from './line-up.ts';
import { businessDayOf, timeOfDay } from './local-time.ts';
import { mutesAt } from './mute.ts';
import { isOver } from './notice.ts';
import { openTickets } from './places.ts';
import { press } from './press.ts';
import { isOpen, type Ticket, ticketCode } from './ticket.ts';
import { stagesOf } from './visit.ts';

/** Held and absent tickets of services that stay open are kept so long. */
const KEPT_ASIDE_MS = 86_400_000;

/**
 * Decides one command on a day that is current for `now` (see `dueNow`). Reads the day, never changes it.
 * Returns the happenings to append, in order, and what to answer; or the fault, with nothing to append.
 */
export function decide(day: Day, command: Command, now: number): Decision {
  switch (command.type) {
    case 'check-in':
      return checkIn(day, command, now);
    case 'hand-in':
      return decideHandIn(day, command, now);
    case 'doubt':
      return decideDoubt(day, command);
    case 'next':
      return callNext(day, command, now);
    case 'call':
      return callNamed(day, command, now);
    case 'invite':
      return invite(day, command, now);
    case 'mute':
      return decideMute(day, command, now);
    case 'test-speaker':
      return decideTest(day, command, now);
    case 'room':
      return changeRoom(day, command);
    case 'serve':
      return changeServices(day, command);
    case 'rule':
      return changeRule(day, command);
    case 'notice':
      return setNotice(day, command, now);
    case 'end-notice':
      return endNotice(day, command);
    case 'book':
      return decideBook(day, command);
    case 'print':
      return print(day, command);
    case 'slip':
      return noteSlip(day, command);
    case 'move':
      return decideMove(day, command, now);
    case 'turn-day':
      return { ok: true, happenings: [], outcome: { kind: 'nothing' } };
  }
}

/**
 * What time alone has brought about, one entry at a time until it is null: the new business day before the first
 * command of it, and the return of those whose results are in. The day never turns backwards: a clock that was
 * set back leaves it as it is.
 */
export function dueNow(day: Day, now: number): Happening | null {
  const today = businessDayAt(day, now);
  if (today !== day.businessDay) return opening(day, today, now);
  for (const id of day.aside) {
    const ticket = day.tickets.get(id);
    if (ticket?.state === 'away' && ticket.until !== null && ticket.until <= now)
      return { type: 'ticket-returned', ticket: id };
  }
  return null;
}

/** The business day to which a command of `now` belongs: never one before the day's own. */
export function businessDayAt(day: Day, now: number): string {
  const today = businessDayOf(now, day.clinic);
  return day.businessDay === null || today > day.businessDay ? today : day.businessDay;
}

/** The first entry of a day, with all that it takes over from `day`, the one before. `now` in ms. */
export function opening(day: Day, businessDay: string, now: number): Happening {
  const kept = [...day.tickets.values()].filter(
    (ticket) => day.services.get(ticket.service)?.overnight && isStillHere(ticket, now),
  );
  const bookings = [...day.laterBookings].flatMap(([date, list]) =>
    date < businessDay ? [] : list.map((each) => ({ ...each, businessDay: date })),
  );
  const notices = [...day.notices.values()].filter((notice) => !isOver(notice, now));
  const mutes = mutesAt(day.mutes, now);
  return {
    type: 'day-opened',
    businessDay,
    ...(kept.length > 0 ? { kept } : {}),
    ...(bookings.length > 0 ? { bookings } : {}),
    ...(day.rules.size > 0 ? { rules: Object.fromEntries(day.rules) } : {}),
    ...(mutes ? { mutes } : {}),
    ...(day.paces.size > 0 ? { paces: Object.fromEntries(day.paces) } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}

/** Who waits or is with somebody; who was held or absent a day ago has gone home. */
function isStillHere(ticket: Ticket, now: number): boolean {
  const here = ticket.state === 'waiting' || ticket.state === 'called' || ticket.state === 'serving';
  return here || (isOpen(ticket) && now - ticket.arrivedAt < KEPT_ASIDE_MS);
}

function checkIn(day: Day, command: Extract<Command, { type: 'check-in' }>, now: number): Decision {
  const service = day.services.get(command.service);
  if (!service) return refuse('unknown-service');
  const [open] = openTickets(day, command.visitor, service.id);
  if (open) return { ok: true, happenings: [], outcome: { kind: 'repeat', ticket: open } };
  if (!isOpenAt(service.hours, timeOfDay(now, day.clinic.timeZone))) return refuse('service-closed');
  const wanted = command.journey ?? service.journey ?? null;
  const journey = day.clinic.journeys.find(({ id }) => id === wanted) ?? null;
  if (command.journey !== null && !journey?.stages[0]?.includes(service.id)) return refuse('unknown-journey');
  const number = (day.counters.get(service.series) ?? 0) + 1;
  if (service.dailyLimit !== undefined && number > service.dailyLimit) return refuse('service-full');
  const booked = bookedFor(day, command, now);
  if (!booked.ok) return refuse(booked.fault);
  const { ticket, token, visitor, priority, grounds, paperFor } = command;
  const issued: Happening = {
    type: 'ticket-issued',
    ticket,
    code: ticketCode(service.series, number, service.digits),
    number,
    series: service.series,
    service: service.id,
    priority: booked.counts && priority === 'normal' ? 'appointment' : priority,
    grounds,
    visitor,
    token,
    paperFor,
    stages: stagesOf(service.id, journey),
    slot: booked.counts ? booked.slot : null,
    appointment: booked.id,
    language: command.language ?? 'vi',
  };
  return { ok: true, happenings: [issued], outcome: { kind: 'issued', ticket } };
}

/** Whether a service takes people at that time of day ("07:30"); no hours given means always. */
export function isOpenAt(hours: readonly { from: string; to: string }[], time: string): boolean {
  return hours.length === 0 || hours.some(({ from, to }) => from <= time && time < to);
}

function callNext(day: Day, command: Extract<Command, { type: 'next' }>, now: number): Decision {
  const room = day.rooms.get(command.room);
  if (!room) return refuse('unknown-room');
  const pressed = press(day, room.id, command.expected, now);
  if (!pressed.ok) return pressed;
  const { happenings, finished } = pressed;
  const [next] = upcoming(day, room, now, 1);
  if (!next) return { ok: true, happenings, outcome: { kind: 'called', ticket: null, reason: null } };
  const { ticket, reason, service } = next;
  const called: Happening = {
    type: 'ticket-called',
    ticket: ticket.id,
    room: room.id,
    call: command.call,
    reason,
    finished,
    service,
  };
  return {
    ok: true,
    happenings: [...happenings, called],
    outcome: { kind: 'called', ticket: ticket.id, reason },
  };
}

/** What became of a slip. News of an older slip than the last one asked for changes nothing. */
function noteSlip(
  day: Day,
  { ticket: id, slip, state, printer }: Extract<Command, { type: 'slip' }>,
): Decision {
  const ticket = day.tickets.get(id);
  if (!ticket) return refuse('unknown-ticket');
  const { paper } = ticket;
  const known = paper?.slip !== slip || (paper.state === state && paper.printer === printer);
  const happenings: Happening[] = known ? [] : [{ type: 'slip-ended', ticket: id, slip, state, printer }];
  return { ok: true, happenings, outcome: { kind: 'slip', ticket: id } };
}

function print(day: Day, command: Extract<Command, { type: 'print' }>): Decision {
  const ticket = day.tickets.get(command.ticket);
  if (!ticket) return refuse('unknown-ticket');
  const paperFor = command.paperFor ?? ticket.paperFor;
  const asked: Happening = { type: 'slip-asked', ticket: ticket.id, slip: ticket.slips + 1, paperFor };
  return { ok: true, happenings: [asked], outcome: { kind: 'slip', ticket: ticket.id } };
}
