import type { Command } from './command.ts';
import { type Day, ticketInRoom, upcoming } from './day.ts';
import { decideMove } from './decide-move.ts';
import type { Decision } from './decision.ts';
import { faultOf } from './fault.ts';
import type { Happening } from './happening.ts';
import { businessDayOf, timeOfDay } from './local-time.ts';
import { ticketCode } from './ticket.ts';

const refuse = (code: Parameters<typeof faultOf>[0]): Decision => ({ ok: false, fault: faultOf(code) });

/**
 * Decides one command on a day that is current for `now` (see `turnOfDay`). Reads the day, never changes it.
 * Returns the happenings to append, in order, and what to answer; or the fault, with nothing to append.
 */
export function decide(day: Day, command: Command, now: number): Decision {
  switch (command.type) {
    case 'check-in':
      return checkIn(day, command, now);
    case 'next':
      return callNext(day, command, now);
    case 'print':
      return print(day, command);
    case 'move':
      return decideMove(day, command, now);
    case 'turn-day':
      return { ok: true, happenings: [], outcome: { kind: 'nothing' } };
  }
}

/**
 * The entry that opens a new business day before the first command of it, or null. Never backwards: a clock
 * that was set back leaves the day as it is.
 */
export function turnOfDay(day: Day, now: number): Happening | null {
  const today = businessDayOf(now, day.clinic);
  return day.businessDay !== null && today <= day.businessDay
    ? null
    : { type: 'day-opened', businessDay: today };
}

function checkIn(day: Day, command: Extract<Command, { type: 'check-in' }>, now: number): Decision {
  const service = day.services.get(command.service);
  if (!service) return refuse('unknown-service');
  const open = command.visitor && day.openByVisitor.get(`${command.visitor} ${service.id}`);
  if (open) return { ok: true, happenings: [], outcome: { kind: 'repeat', ticket: open } };
  if (!isOpenAt(service.hours, timeOfDay(now, day.clinic.timeZone))) return refuse('service-closed');
  const number = (day.counters.get(service.series) ?? 0) + 1;
  if (service.dailyLimit !== undefined && number > service.dailyLimit) return refuse('service-full');
  const { ticket, token, visitor, priority, grounds, paperFor } = command;
  const code = ticketCode(service.series, number, service.digits);
  const issued: Happening = {
    type: 'ticket-issued',
    ticket,
    code,
    number,
    series: service.series,
    service: service.id,
    priority,
    grounds,
    visitor,
    token,
    paperFor,
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
  const present = ticketInRoom(day, room.id);
  // Two people at one desk: the second press names a patient who has left the room already.
  if ((present?.id ?? null) !== command.expected) return refuse('expected-mismatch');
  const happenings: Happening[] = present
    ? [{ type: 'service-finished', ticket: present.id, room: room.id }]
    : [];
  const [next] = upcoming(day, room, now, 1);
  if (!next) return { ok: true, happenings, outcome: { kind: 'called', ticket: null, reason: null } };
  const { ticket, reason } = next;
  happenings.push({
    type: 'ticket-called',
    ticket: ticket.id,
    room: room.id,
    call: command.call,
    reason,
    finished: present?.id ?? null,
  });
  return { ok: true, happenings, outcome: { kind: 'called', ticket: ticket.id, reason } };
}

function print(day: Day, command: Extract<Command, { type: 'print' }>): Decision {
  const ticket = day.tickets.get(command.ticket);
  if (!ticket) return refuse('unknown-ticket');
  const paperFor = command.paperFor ?? ticket.paperFor;
  const asked: Happening = { type: 'slip-asked', ticket: ticket.id, slip: ticket.slips + 1, paperFor };
  return { ok: true, happenings: [asked], outcome: { kind: 'slip', ticket: ticket.id } };
}
