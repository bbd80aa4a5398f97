import { isDeepStrictEqual } from 'node:util';
import type { Booking } from '../../../core/queue/command.ts';
import type { Day } from '../../../core/queue/day.ts';
import type { Decision } from '../../../core/queue/decision.ts';
import type { FaultCode } from '../../../core/queue/fault.ts';
import type { DayStep } from './day-steps.ts';
import type { Portrait } from './portrait.ts';
import { stepsFor } from './press-promises.ts';
import { must } from './promises.ts';
import { HOUR, MINUTE } from './test-day.ts';

type Of<D extends DayStep['do']> = Extract<DayStep, { do: D }>;

/** Whether an answer is exactly that refusal, or is none where none is due. */
function refusedFor(decision: Decision, code: FaultCode | null, promise: string): boolean {
  must((decision.ok ? null : decision.fault.code) === code, promise);
  return code !== null;
}

/** What somebody who arranges the house gets. */
export function checkHouse(
  before: Portrait,
  day: Day,
  decision: Decision,
  step: Of<'invite' | 'room' | 'serve' | 'rule' | 'book'>,
): void {
  switch (step.do) {
    case 'invite':
      checkInvitation(before, day, decision, step);
      break;
    case 'room':
      checkRoom(before, day, decision, step);
      break;
    case 'serve':
      checkServe(day, decision, step);
      break;
    case 'rule':
      checkRule(before, day, decision, step);
      break;
    case 'book':
      checkBook(before, day, decision, step);
  }
}

/** An invitation names those whom the room would call, the first it would call first, and moves nobody. */
function checkInvitation(before: Portrait, day: Day, decision: Decision, step: Of<'invite'>): void {
  const { room, count } = step;
  const closed = before.roomStates[room]?.to === 'closed' ? 'room-closed' : null;
  const fault = day.rooms.has(room) ? closed : 'unknown-room';
  if (refusedFor(decision, fault, 'an open room may invite')) return;
  const codes = decision.ok && decision.outcome.kind === 'invited' ? decision.outcome.codes : [];
  const waiting = Object.values(before.tickets)
    .filter((ticket) => ticket.state === 'waiting' && stepsFor(before, day, room, ticket).length > 0)
    .map(({ code }) => code);
  must(
    codes.length === Math.min(count, waiting.length) &&
      new Set(codes).size === codes.length &&
      codes.every((code) => waiting.includes(code)),
    'who is invited waits for the room, and is named once',
  );
}

/** A room opens, pauses or closes as it was told; it closes only when nobody is inside. */
function checkRoom(before: Portrait, day: Day, decision: Decision, step: Of<'room'>): void {
  const { room, to, reason } = step;
  const occupied = to === 'closed' && before.inRoom[room] !== undefined ? 'room-occupied' : null;
  const fault = day.rooms.has(room) ? occupied : 'unknown-room';
  if (refusedFor(decision, fault, 'a room closes only when nobody is inside')) return;
  const now = day.roomStates.get(room);
  must((now?.to ?? 'open') === to, 'a room is as it was told');
  must(to === 'open' || now?.reason === reason, 'a room says why it is not open');
}

/** A room serves what it was told, or what the clinic file says. */
function checkServe(day: Day, decision: Decision, step: Of<'serve'>): void {
  const { room, services } = step;
  const strange = services?.some((id) => !day.services.has(id)) ? 'unknown-service' : null;
  const fault = day.rooms.has(room) ? strange : 'unknown-room';
  if (refusedFor(decision, fault, 'a room serves only what there is')) return;
  const serves = day.roomServices.get(room) ?? day.rooms.get(room)!.services;
  const wanted = services ?? day.rooms.get(room)!.services;
  must(isDeepStrictEqual(new Set(serves), new Set(wanted)), 'a room serves what it was told');
}

/** A rule stands as it was set, with the entry that set it. */
function checkRule(before: Portrait, day: Day, decision: Decision, step: Of<'rule'>): void {
  const { service, rule } = step;
  if (refusedFor(decision, day.services.has(service) ? null : 'unknown-service', 'a rule is of a service'))
    return;
  const expected = { ...before.rules };
  if (rule) expected[service] = { ...rule, version: day.seq };
  else delete expected[service];
  must(isDeepStrictEqual(Object.fromEntries(day.rules), expected), 'a rule stands as it was set');
}

/** The list of a day as it comes to the door. */
export function bookingsOf(day: Day, { ahead, bookings }: Of<'book'>) {
  const opens = Date.parse(`${day.businessDay}T07:00:00+07:00`) + ahead * 24 * HOUR;
  const businessDay = new Date(opens + 7 * HOUR).toISOString().slice(0, 10);
  return {
    businessDay,
    bookings: bookings.map(({ minutes, ...rest }): Booking => ({ ...rest, slot: opens + minutes * MINUTE })),
  };
}

/** A list takes the place of the one before; people who have come keep their booking. */
function checkBook(before: Portrait, day: Day, decision: Decision, step: Of<'book'>): void {
  const { ahead } = step;
  const { bookings, businessDay } = bookingsOf(day, step);
  const strange = bookings.some(({ service }) => !day.services.has(service)) ? 'unknown-service' : null;
  const twice = new Set(bookings.map(({ id }) => id)).size < bookings.length ? 'appointment-twice' : null;
  const fault = ahead < 0 || ahead > 31 ? 'day-out-of-reach' : (strange ?? twice);
  if (refusedFor(decision, fault, 'a list of bookings is of this day or the next month')) return;
  if (ahead > 0) {
    must(
      isDeepStrictEqual(day.laterBookings.get(businessDay), bookings),
      'the list of a day to come is kept',
    );
    must(isDeepStrictEqual(Object.fromEntries(day.bookings), before.bookings), 'a list changes its own day');
    return;
  }
  const come = Object.values(before.bookings).filter(({ ticket }) => ticket !== null);
  const expected = new Map(
    [...bookings.map((each) => ({ ...each, ticket: null })), ...come].map((each) => [each.id, each]),
  );
  must(
    isDeepStrictEqual(day.bookings, expected),
    'who has come keeps the booking, the rest are the new list',
  );
}
