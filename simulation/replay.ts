import type { FaultCode } from '../core/queue/fault.ts';
import type { Entry } from '../core/queue/happening.ts';
import { type LineClass, lineClasses } from '../core/queue/line-class.ts';
import { visitClock } from '../core/queue/visit-clock.ts';
import { groupBy } from './grouping.ts';
import type { Stop, Visitor } from './people.ts';
import { type Spread, shareOf, spreadOf } from './percentile.ts';
import { type PlayedDay, playDay } from './play-day.ts';
import type { Variant } from './variant.ts';
import { type ServedStop, type VisitRecord, visitsOf } from './visit-record.ts';

const MINUTE = 60_000;
/** Minutes of one point of the course of a day. */
export const COURSE_STEP = 30;

/** How a day went under one variant. Minutes; times of day as minutes since midnight. */
export type VariantFigures = {
  name: string;
  /** Who came, and who went home without all that was planned. */
  people: number;
  unserved: number;
  refused: Readonly<Partial<Record<FaultCode, number>>>;
  /** Waiting for the services looked at, by class; classes of which nobody came are left out. */
  classes: Readonly<Partial<Record<LineClass, Spread>>>;
  longest: number;
  visit: Spread;
  inTime: number;
  /** When the last patient left; the share of their open time in which somebody was in the rooms looked at. */
  endOfWork: number;
  use: number;
  rooms: readonly { room: string; use: number; served: number }[];
  services: Readonly<Partial<Record<string, Spread>>>;
  /** The mean wait of those who became ready to be called within each half hour. */
  course: readonly { minute: number; mean: number }[];
};

/** A day to be replayed. `midnight` in ms; rooms without hours of their own begin at minute `from`. */
export type DayPlan = { people: readonly Visitor[]; midnight: number; from: number };

/**
 * Replays a day under a variant. `services` are those whose waiting is told by class and over the day; the whole
 * visits and the use of rooms are those of the house.
 */
export function replay(variant: Variant, plan: DayPlan, services: ReadonlySet<string>): VariantFigures {
  const { clinic, hours } = variant;
  const ms = (minute: number): number => plan.midnight + Math.round(minute * MINUTE);
  const open = new Map(clinic.rooms.map(({ id }) => [id, hours.get(id) ?? [{ from: plan.from, to: 1440 }]]));
  const roomHours = new Map(
    [...open].map(([id, spans]) => [id, spans.map(({ from, to }) => ({ from: ms(from), to: ms(to) - 1 }))]),
  );
  const script = {
    people: plan.people,
    opensAt: plan.midnight,
    walkMinutes: 0,
    patienceMinutes: 1.5,
    roomHours,
  };
  const played = playDay(clinic, script, null);
  const visits = visitsOf(played.entries, clinic);
  const minuteOf = (at: number): number => (at - plan.midnight) / MINUTE;
  const stops = visits.flatMap((visit) => visit.stops);
  const endOfWork = stops.reduce((last, { doneAt }) => Math.max(last, doneAt ? minuteOf(doneAt) : 0), 0);
  const told = stops.filter(({ service }) => services.has(service));
  return {
    name: variant.name,
    people: plan.people.length,
    unserved: unserved(plan.people, visits),
    refused: Object.fromEntries(played.refused),
    classes: spreads(told, ({ line }) => line, lineClasses),
    longest: told.reduce((most, stop) => Math.max(most, waitOf(stop)), 0),
    ...wholeVisits(played, visits),
    endOfWork,
    ...useOf(stops, open, endOfWork, neededRooms(clinic, told)),
    services: spreads(
      stops,
      ({ service }) => service,
      clinic.services.map(({ id }) => id),
    ),
    course: courseOf(told, minuteOf),
  };
}

const waitOf = ({ readyAt, calledAt }: ServedStop): number => Math.max(0, calledAt - readyAt) / MINUTE;

/** Waiting by some key, in the order of `keys`. */
function spreads<K extends string>(
  stops: readonly ServedStop[],
  keyOf: (stop: ServedStop) => string,
  keys: readonly K[],
): Partial<Record<K, Spread>> {
  const groups = groupBy(stops, keyOf);
  const known = keys.flatMap((key) => {
    const group = groups.get(key);
    return group ? [[key, spreadOf(group.map(waitOf))]] : [];
  });
  return Object.fromEntries(known) as Partial<Record<K, Spread>>;
}

function unserved(people: readonly Visitor[], visits: readonly VisitRecord[]): number {
  const planned = people.reduce((sum, { stops }) => sum + (stops.length > 0 ? 1 : 0), 0);
  const wanted = new Map(people.map(({ id, stops }) => [`t-${id}`, stops.length]));
  const whole = visits.filter(({ ticket, stops }) => {
    return stops.filter(({ doneAt }) => doneAt !== null).length >= (wanted.get(ticket) ?? 0);
  });
  return planned - whole.length;
}

function wholeVisits(
  { day }: PlayedDay,
  visits: readonly VisitRecord[],
): Pick<VariantFigures, 'visit' | 'inTime'> {
  const done = visits.flatMap(({ ticket: id, issuedAt, endedAt }) => {
    const ticket = day.tickets.get(id);
    if (!ticket || endedAt === null) return [];
    return [{ minutes: (endedAt - issuedAt) / MINUTE, target: visitClock(day, ticket, endedAt).target }];
  });
  return {
    visit: spreadOf(done.map(({ minutes }) => minutes)),
    inTime: shareOf(done, ({ minutes, target }) => minutes < target),
  };
}

/** Rooms that serve what people waited for. */
function neededRooms({ rooms }: Variant['clinic'], told: readonly ServedStop[]): Set<string> {
  const wanted = new Set(told.map(({ service }) => service));
  return new Set(rooms.filter(({ services }) => services.some((id) => wanted.has(id))).map(({ id }) => id));
}

function useOf(
  stops: readonly ServedStop[],
  open: ReadonlyMap<string, readonly { from: number; to: number }[]>,
  endOfWork: number,
  needed: ReadonlySet<string>,
): Pick<VariantFigures, 'use' | 'rooms'> {
  const byRoom = groupBy(stops, ({ room }) => room);
  const rooms = [...open]
    .filter(([room]) => needed.has(room))
    .map(([room, spans]) => {
      const served = byRoom.get(room) ?? [];
      const busy = served.reduce(
        (sum, { calledAt, doneAt }) => sum + ((doneAt ?? calledAt) - calledAt) / MINUTE,
        0,
      );
      const span = spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, endOfWork) - from), 0);
      return { room, busy, span, served: served.length };
    });
  const sum = (key: 'busy' | 'span'): number => rooms.reduce((total, room) => total + room[key], 0);
  // A patient who is inside when the room closes is served to the end: more than all of the time, at most all of it.
  const share = (busy: number, span: number): number => (span === 0 ? 0 : Math.min(1, busy / span));
  return {
    use: share(sum('busy'), sum('span')),
    rooms: rooms.map(({ room, busy, span, served }) => ({ room, served, use: share(busy, span) })),
  };
}

function courseOf(
  stops: readonly ServedStop[],
  minuteOf: (at: number) => number,
): { minute: number; mean: number }[] {
  const parts = groupBy(stops, ({ readyAt }) => Math.floor(minuteOf(readyAt) / COURSE_STEP) * COURSE_STEP);
  return [...parts]
    .sort(([a], [b]) => a - b)
    .map(([minute, some]) => ({
      minute,
      mean: some.reduce((sum, stop) => sum + waitOf(stop), 0) / some.length,
    }));
}

/**
 * The people of a day of the log, with minute 0 at `midnight` (ms): when they came, what was done for them in
 * which order and for how long. Visits of which nothing was finished, or that were to a service the clinic file
 * no longer has, are left out and counted.
 */
export function peopleOfLog(
  entries: readonly Entry[],
  plan: { clinic: Variant['clinic']; midnight: number },
): { people: Visitor[]; leftOut: number; from: number } {
  const visits = visitsOf(entries, plan.clinic);
  const served = new Set(plan.clinic.rooms.flatMap(({ services }) => services));
  const minuteOf = (at: number): number => (at - plan.midnight) / MINUTE;
  const people = visits.flatMap((visit): Visitor[] => {
    const stops = visit.stops.flatMap(({ service, calledAt, doneAt }): Stop[] =>
      doneAt === null ? [] : [{ service, minutes: (doneAt - calledAt) / MINUTE, absentMinutes: null }],
    );
    if (stops.length === 0 || stops.some(({ service }) => !served.has(service))) return [];
    const slot = visit.slot === null ? null : minuteOf(visit.slot);
    return [{ id: visit.ticket, arrival: minuteOf(visit.issuedAt), priority: visit.priority, slot, stops }];
  });
  const calls = visits.flatMap(({ stops }) => stops.map(({ calledAt }) => minuteOf(calledAt)));
  const from = calls.reduce((first, minute) => Math.min(first, minute), 1440);
  return { people, leftOut: visits.length - people.length, from };
}
