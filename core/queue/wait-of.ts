import type { ClinicRoom } from './clinic-file.ts';
import { type Day, roomsOf, ruleOf, servicesOf, ticketInRoom, waitingFor } from './day.ts';
import { expectedWait, roundedRange, type ServingRoom, type WaitRange } from './expected-wait.ts';
import type { LineClass } from './line-class.ts';
import { overtaken } from './line-up.ts';
import { minuteOfDay, minutesOf } from './local-time.ts';
import type { Ticket } from './ticket.ts';
import { lineOfStep, openSteps, placeOfStep } from './visit.ts';
import { type Place, placeIn } from './waiting-line.ts';

const MINUTE = 60_000;

/** Minutes as people are told them: a window, never one minute. */
export type WaitWords = { from: number; to: number };

/**
 * How long a ticket will still wait until its first call, from what the day and the past have taught; null when it
 * does not wait, or when no room serves it now. `now` in ms, the answer in minutes.
 */
export function ticketWait(day: Day, ticket: Ticket, now: number): WaitWords | null {
  if (ticket.state !== 'waiting') return null;
  const ranges = openSteps(ticket.steps).flatMap((step) => {
    const place = placeOfStep(ticket, step, day.services.get(step.service));
    const line = lineOfStep(ticket, step);
    return rangeOf(day, { service: step.service, line, place, room: step.room }, now) ?? [];
  });
  return shown(ranges);
}

/** How long somebody without priority who comes now would wait for a room: for the service with the longest line. */
export function newcomerWait(day: Day, room: ClinicRoom, now: number): WaitWords | null {
  if (day.roomStates.has(room.id)) return null;
  const services = [...servicesOf(day, room)].sort((a, b) => waitingFor(day, b) - waitingFor(day, a));
  const service = services[0];
  if (service === undefined) return null;
  const place = { id: '', since: now, number: Number.MAX_SAFE_INTEGER };
  const range = rangeOf(day, { service, line: 'normal', place, room: null }, now);
  return shown(range ? [range] : []);
}

function shown(ranges: readonly WaitRange[]): WaitWords | null {
  if (ranges.length === 0) return null;
  return roundedRange(ranges.reduce((first, each) => (each.middle < first.middle ? each : first)));
}

type Standing = { service: string; line: LineClass; place: Place; room: string | null };

function rangeOf(day: Day, { service, line, place, room }: Standing, now: number): WaitRange | null {
  const pace = day.paces.get(service);
  if (!pace) return null;
  const minute = minuteOfDay(now, day.clinic);
  const lines = [...(day.waiting.get(service) ?? [])].flatMap(([bound, line]) =>
    bound === '' || bound === room ? line : [],
  );
  return expectedWait({
    now: minute,
    line,
    since: minute - (now - place.since) / MINUTE,
    rule: ruleOf(day, service),
    ahead: (each, since) => {
      const at = now + (since - minute) * MINUTE;
      let people = 0;
      for (const line of lines) people += placeIn(line.line(each), place, at);
      return people;
    },
    overtaken: overtaken(day, service, place),
    rooms: servingRooms(day, service, room, now),
    closed: closedSpans(day, service, minute),
    pace,
  });
}

/** The open rooms that call for a service, each with the part of its calls that goes there. */
function servingRooms(day: Day, service: string, only: string | null, now: number): ServingRoom[] {
  return roomsOf(day, service)
    .filter(({ id }) => !day.roomStates.has(id) && (only === null || only === id))
    .map((room) => {
      const busy = servicesOf(day, room).filter((id) => id === service || waitingFor(day, id) > 0);
      // More of a room's calls go where more people wait: their head has waited longer.
      const pull = (id: string): number => (room.weights[id] ?? 1) * Math.max(1, waitingFor(day, id));
      const all = busy.reduce((sum, id) => sum + pull(id), 0);
      const inside = ticketInRoom(day, room.id);
      const calledAt = inside && 'calledAt' in inside ? inside.calledAt : null;
      return {
        share: pull(service) / all,
        inside: calledAt === null ? null : Math.max(0, (now - calledAt) / MINUTE),
      };
    });
}

/** Until the doors open, and over the breaks of the day; minutes from now. */
function closedSpans(day: Day, service: string, minute: number): { from: number; to: number }[] {
  const hours = day.services.get(service)?.hours ?? [];
  const start = minutesOf(day.clinic.dayStartsAt);
  const spans = hours.map(({ from, to }) => ({
    from: (minutesOf(from) - start + 1440) % 1440,
    to: (minutesOf(to) - start + 1440) % 1440 || 1440,
  }));
  spans.sort((a, b) => a.from - b.from);
  let open = 0;
  const closed: { from: number; to: number }[] = [];
  for (const span of spans) {
    if (span.from > open) closed.push({ from: open - minute, to: span.from - minute });
    open = span.to;
  }
  return closed.filter(({ to }) => to > 0);
}
