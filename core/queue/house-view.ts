import type { ClinicRoom, ClinicService } from './clinic-file.ts';
import { type Day, roomsOf, ruleOf, servicesOf, ticketInRoom, waitingFor } from './day.ts';
import { lineClasses } from './line-class.ts';
import { isOver, type Notice } from './notice.ts';
import { type PaperToSee, papersToSee } from './papers-to-see.ts';
import { isOpen } from './ticket.ts';
import { standsSince } from './visit.ts';
import { visitClock } from './visit-clock.ts';

const MINUTE = 60_000;

/** One service in the supervisor's eyes. Minutes; `late`: people who wait longer than their target. */
export type HouseService = {
  id: string;
  name: string;
  series: string;
  kind: string;
  policy: string;
  /** The rule was changed by staff. */
  changed: boolean;
  waiting: number;
  late: number;
  oldestMinutes: number;
  done: number;
  roomsOpen: number;
  rooms: number;
};

export type HouseRoom = {
  id: string;
  label: string;
  state: 'open' | 'paused' | 'closed';
  reason: string | null;
  services: string[];
  now: { id: string; code: string; state: string; minutes: number } | null;
};

/** All services and rooms at a glance, and how the visits of the day go. */
export type HouseState = {
  businessDay: string;
  services: HouseService[];
  rooms: HouseRoom[];
  visits: { open: number; done: number; over: number; longestMinutes: number };
  bookings: { expected: number; come: number };
  /** What hangs on the boards now or later, as written; and the boards that there are. */
  notices: Notice[];
  boards: string[];
  papers: PaperToSee[];
};

/** The state of the whole house at `now` (ms). */
export function houseState(day: Day, now: number): HouseState {
  const done = new Map<string, number>();
  const visits = { open: 0, done: 0, over: 0, longestMinutes: 0 };
  for (const ticket of day.tickets.values()) {
    for (const { service, state } of ticket.steps) {
      if (state === 'done') done.set(service, (done.get(service) ?? 0) + 1);
    }
    if (ticket.state === 'cancelled') continue;
    const { minutes, target } = visitClock(day, ticket, now);
    if (ticket.state === 'done') visits.done += 1;
    else visits.open += 1;
    if (minutes > target) visits.over += 1;
    if (isOpen(ticket)) visits.longestMinutes = Math.max(visits.longestMinutes, minutes);
  }
  const bookings = [...day.bookings.values()];
  return {
    businessDay: day.businessDay ?? '',
    services: [...day.services.values()].map((service) =>
      houseService(day, service, now, done.get(service.id) ?? 0),
    ),
    rooms: [...day.rooms.values()].map((room) => houseRoom(day, room, now)),
    visits,
    notices: [...day.notices.values()].filter((notice) => !isOver(notice, now)),
    boards: day.clinic.boards.map(({ id }) => id),
    papers: papersToSee(day, now),
    bookings: {
      expected: bookings.filter(({ ticket }) => ticket === null).length,
      come: bookings.filter(({ ticket }) => ticket !== null).length,
    },
  };
}

function houseRoom(day: Day, room: ClinicRoom, now: number): HouseRoom {
  const inside = ticketInRoom(day, room.id);
  const state = day.roomStates.get(room.id);
  const called = inside && 'calledAt' in inside ? inside : null;
  return {
    id: room.id,
    label: room.label.vi,
    state: state?.to ?? 'open',
    reason: state?.reason ?? null,
    services: [...servicesOf(day, room)],
    now: called && {
      id: called.id,
      code: called.code,
      state: called.state,
      minutes: Math.max(0, Math.floor((now - called.calledAt) / MINUTE)),
    },
  };
}

function houseService(day: Day, service: ClinicService, now: number, done: number): HouseService {
  const rule = ruleOf(day, service.id);
  const rooms = roomsOf(day, service.id);
  let late = 0;
  let oldest = now;
  for (const line of day.waiting.get(service.id)?.values() ?? []) {
    for (const each of lineClasses) {
      const target = each === 'urgent' ? 0 : rule.targets[each] * MINUTE;
      for (const { id } of line.line(each)) {
        const since = standsSince(day.tickets.get(id)!, service.id);
        oldest = Math.min(oldest, since);
        if (now - since > target) late += 1;
      }
    }
  }
  return {
    id: service.id,
    name: service.name.vi,
    series: service.series,
    kind: service.kind,
    policy: rule.policy,
    changed: day.rules.has(service.id),
    waiting: waitingFor(day, service.id),
    late,
    oldestMinutes: Math.floor((now - oldest) / MINUTE),
    done,
    roomsOpen: rooms.filter(({ id }) => !day.roomStates.has(id)).length,
    rooms: rooms.length,
  };
}
