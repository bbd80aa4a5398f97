import type { CallRow, Day } from './day.ts';
import type { Entry, Happening } from './happening.ts';
import { priorPace } from './pace.ts';
import { put } from './places.ts';

type Of<T extends Happening['type']> = Extract<Happening, { type: T }>;
type DayHappening = Of<
  | 'day-opened'
  | 'numbers-raised'
  | 'numbers-invited'
  | 'room-changed'
  | 'room-serves'
  | 'rule-changed'
  | 'speaker-muted'
  | 'day-booked'
  | 'notice-set'
  | 'notice-ended'
>;

export const KEPT_CALLS = 10;

/** Folds what concerns the day, a room or a service, and no ticket in particular. */
export function evolveDay(day: Day, happening: DayHappening, { at, seq }: Entry): void {
  switch (happening.type) {
    case 'day-opened':
      openDay(day, happening);
      return;
    case 'numbers-raised':
      raiseNumbers(day, happening);
      return;
    case 'numbers-invited':
      noteInvitation(day, happening, at, seq);
      return;
    case 'room-changed': {
      const { room, to, reason } = happening;
      // A break is no patient: the next call does not tell how long the last one took.
      day.lastCalls.delete(room);
      if (to === 'open') day.roomStates.delete(room);
      else day.roomStates.set(room, { to, reason, since: at });
      return;
    }
    case 'room-serves':
      if (happening.services) day.roomServices.set(happening.room, happening.services);
      else day.roomServices.delete(happening.room);
      return;
    case 'rule-changed':
      if (happening.rule) day.rules.set(happening.service, { ...happening.rule, version: seq });
      else day.rules.delete(happening.service);
      return;
    case 'speaker-muted': {
      const { speaker, until, reason } = happening;
      if (until === null) day.mutes.delete(speaker);
      else day.mutes.set(speaker, { until, reason });
      return;
    }
    case 'day-booked':
      book(day, happening);
      return;
    case 'notice-set':
      day.notices.set(happening.notice.id, happening.notice);
      return;
    case 'notice-ended':
      day.notices.delete(happening.notice);
  }
}

function openDay(
  day: Day,
  { businessDay, kept, rules, bookings, paces, notices, mutes }: Of<'day-opened'>,
): void {
  day.businessDay = businessDay;
  day.tickets = new Map();
  day.tokens = new Map();
  day.counters = new Map();
  day.handedIn = new Map();
  day.waiting = new Map();
  day.inRoom = new Map();
  day.openByVisitor = new Map();
  day.aside = new Set();
  day.streaks = new Map();
  day.streakCalls = new Map();
  day.calledSince = new Map();
  day.calls = new Map();
  day.moves = [];
  day.lastCalls = new Map();
  day.roomStates = new Map();
  day.roomServices = new Map();
  day.rules = new Map(Object.entries(rules ?? {}));
  day.paces = new Map(
    [...day.services.values()].map(({ id, minutes }) => [id, priorPace(minutes, paces?.[id] ?? null)]),
  );
  day.notices = new Map((notices ?? []).map((notice) => [notice.id, notice]));
  day.mutes = new Map(Object.entries(mutes ?? {}));
  day.bookings = new Map();
  day.laterBookings = new Map();
  for (const { businessDay: date, ...booking } of bookings ?? []) {
    if (date === businessDay) day.bookings.set(booking.id, { ...booking, ticket: null });
    else day.laterBookings.set(date, [...(day.laterBookings.get(date) ?? []), booking]);
  }
  for (const ticket of kept ?? []) {
    day.tokens.set(ticket.token, ticket.id);
    // The numbers go on above those that are still about: no code stands twice in a day.
    day.counters.set(ticket.series, Math.max(day.counters.get(ticket.series) ?? 0, ticket.number));
    // A ticket of an older log says nothing of its language.
    put(day, { ...ticket, language: ticket.language ?? 'vi' });
  }
}

function raiseNumbers(day: Day, { businessDay, above }: Of<'numbers-raised'>): void {
  if (businessDay !== day.businessDay) return;
  for (const [series, number] of Object.entries(above)) {
    day.counters.set(series, Math.max(day.counters.get(series) ?? 0, number));
  }
}

/** An invitation stands on the boards like a call: "L021 – L030". */
function noteInvitation(
  day: Day,
  { room, call, codes }: Of<'numbers-invited'>,
  at: number,
  seq: number,
): void {
  // Also a single one is written as a range: by that boards tell an invitation from a call.
  const code = `${codes[0]} – ${codes.at(-1)}`;
  const row: CallRow = { callId: call, rev: 1, code, room, at, seq };
  day.calls.set(room, [row, ...(day.calls.get(room) ?? [])].slice(0, KEPT_CALLS));
}

function book(day: Day, { businessDay, bookings }: Of<'day-booked'>): void {
  if (businessDay !== day.businessDay) {
    day.laterBookings.set(businessDay, bookings);
    return;
  }
  const come = [...day.bookings.values()].filter(({ ticket }) => ticket !== null);
  day.bookings = new Map(bookings.map((each) => [each.id, { ...each, ticket: null }]));
  for (const each of come) day.bookings.set(each.id, each);
}
