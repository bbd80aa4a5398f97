import { readCard } from '../../../core/identity/read-card.ts';
import {
  type BookingFault,
  type BookingLine,
  plain,
  readBookings,
} from '../../../core/queue/booking-list.ts';
import type { Booking } from '../../../core/queue/command.ts';
import { businessDayOf, isoLocal, localMoment } from '../../../core/queue/local-time.ts';
import {
  AppointmentList,
  AppointmentQuery,
  AppointmentsAnswer,
  AppointmentsBody,
} from '../../../core/wire/appointment-api.ts';
import type { House } from '../../house.ts';
import type { Person } from '../../people/people.ts';
import { problemOfFault } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { personOf } from './check-in.ts';

/** A day's list of appointments: handed in as CSV or as JSON, and looked at by a desk. */
export function appointmentRoutes(house: House): Route[] {
  return [takeRoute(house), listRoute(house)];
}

function takeRoute(house: House): Route {
  return route({
    method: 'post',
    path: '/appointments',
    roles: ['console', 'api'],
    summary: "A day's list of appointments, in place of the one known; wrong lines are named and left out.",
    body: AppointmentsBody,
    query: null,
    answers: { 200: AppointmentsAnswer },
    run: ({ body, device }) => {
      const read = body.csv === null ? given(body.appointments ?? []) : readBookings(body.csv, finder(house));
      const { bookings, booked, faults } = bookingsOf(house, body.businessDay, read.lines);
      const answer = { taken: bookings.length, faults: [...read.faults, ...faults] };
      return house.door.handle({
        request: { actor: device.id, requestId: body.requestId, body },
        command: { type: 'book', businessDay: body.businessDay, bookings },
        booked,
        person: null,
        answer: () => ({ status: 200, body: answer }),
        refuse: problemOfFault,
      });
    },
  });
}

function given(list: NonNullable<AppointmentsBody['appointments']>): {
  lines: BookingLine[];
  faults: BookingFault[];
} {
  return { lines: list.map((each, index) => ({ line: index + 1, ...each })), faults: [] };
}

/** A service by its id or by its Vietnamese name, with or without marks. */
function finder({ clinic }: House): (text: string) => string | null {
  const byName = new Map(
    clinic.services.flatMap(({ id, name }) => [
      [plain(id), id],
      [plain(name.vi), id],
    ]),
  );
  return (text) => byName.get(plain(text)) ?? null;
}

/**
 * The bookings of the lines. Their ids come from what they say, keyed, so that the same list handed in again
 * gives the same ones; who showed a number is known by it when they come.
 */
function bookingsOf(house: House, businessDay: string, lines: readonly BookingLine[]) {
  const faults: BookingFault[] = [];
  const bookings: Booking[] = [];
  const booked: (Person | null)[] = [];
  const ids = new Set<string>();
  const known = new Set(house.clinic.services.map(({ id }) => id));
  for (const { line, time, service, number, code } of lines) {
    const reading = number === null ? null : readCard(number, businessDay);
    const person = reading && personOf(reading);
    const anonymous = code ?? `line ${line}`;
    const id = house.digest(`${businessDay} ${time} ${service} ${person?.key ?? anonymous}`).slice(0, 16);
    if (!known.has(service)) faults.push({ line, fault: 'unknown-service' });
    else if (number !== null && !person) faults.push({ line, fault: 'wrong-number' });
    else if (ids.has(id)) faults.push({ line, fault: 'twice' });
    else {
      ids.add(id);
      bookings.push({ id, service, slot: localMoment(businessDay, time, house.clinic), visitor: null });
      booked.push(person);
    }
  }
  return { bookings, booked, faults };
}

function listRoute(house: House): Route {
  return route({
    method: 'get',
    path: '/appointments',
    roles: ['console', 'api'],
    summary: 'The appointments of today or of a day to come: time, service, and the ticket of who has come.',
    body: null,
    query: AppointmentQuery,
    answers: { 200: AppointmentList },
    run: ({ query }) => {
      const { day } = house.tail;
      const wanted = query.day ?? day.businessDay ?? businessDayOf(house.now(), house.clinic);
      const list =
        wanted === day.businessDay
          ? [...day.bookings.values()]
          : (day.laterBookings.get(wanted) ?? []).map((each) => ({ ...each, ticket: null }));
      const appointments = list
        .toSorted((a, b) => a.slot - b.slot)
        .map(({ id, service, slot, ticket, visitor }) => {
          const own = ticket === null ? undefined : day.tickets.get(ticket);
          const time = isoLocal(slot, house.clinic.timeZone);
          return { id, service, time, known: visitor !== null, ticket, code: own?.code ?? null };
        });
      return { status: 200, body: { businessDay: wanted, appointments } };
    },
  });
}
