import type { Day } from '../../../core/queue/day.ts';
import { type LineClass, lineClasses } from '../../../core/queue/line-class.ts';

/** A day as plain data, lines included, so that two days can be compared and a day be remembered. */
export type Portrait = ReturnType<typeof portrait>;

/**
 * Takes the picture. Its maps and lists are its own; the values in them are shared with the day and frozen, so that
 * whoever changes one in place is found out.
 */
export function portrait(day: Day) {
  const { seq, at, businessDay } = day;
  return {
    seq,
    at,
    businessDay,
    moves: [...day.moves],
    tickets: values(day.tickets),
    tokens: values(day.tokens),
    counters: values(day.counters),
    handedIn: values(day.handedIn),
    inRoom: values(day.inRoom),
    openByVisitor: values(day.openByVisitor),
    aside: [...day.aside].sort(),
    streaks: Object.fromEntries([...day.streaks].filter(([, streak]) => streak > 0)),
    streakCalls: filled(values(day.streakCalls)),
    calledSince: filled(Object.fromEntries([...day.calledSince].map(([id, list]) => [id, [...list]]))),
    calls: filled(values(day.calls)),
    roomStates: values(day.roomStates),
    roomServices: values(day.roomServices),
    rules: values(day.rules),
    bookings: values(day.bookings),
    laterBookings: values(day.laterBookings),
    paces: values(day.paces),
    notices: values(day.notices),
    mutes: values(day.mutes),
    lastCalls: values(day.lastCalls),
    lines: lines(day),
  };
}

function values<V>(map: ReadonlyMap<string, V>): Record<string, V> {
  for (const value of map.values()) freeze(value);
  return Object.fromEntries(map);
}

/** Without the lists in which nobody is: whether they were ever made is nobody's business. */
function filled<V>(lists: Record<string, readonly V[]>): Record<string, readonly V[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

/** One who stands in a line: of which service, bound to which room ('' for none), and in which class. */
export type Standing = { service: string; bound: string; line: LineClass; id: string; since: number };

/** Everybody in every line, in its order. */
export function standings(day: Day): Standing[] {
  return [...day.waiting].flatMap(([service, bounds]) =>
    [...bounds].flatMap(([bound, each]) =>
      lineClasses.flatMap((line) =>
        each.line(line).map(({ id, since }) => ({ service, bound, line, id, since })),
      ),
    ),
  );
}

function lines(day: Day): Record<string, string[]> {
  const byLine: Record<string, string[]> = {};
  for (const { service, bound, line, id } of standings(day)) {
    const key = `${service} ${bound} ${line}`;
    byLine[key] = [...(byLine[key] ?? []), id];
  }
  return byLine;
}

/**
 * What an undo must give back: all but the place in the log, the revs that were spoken and the memory of moves.
 */
export function recoverable(picture: Portrait) {
  const { seq: _seq, at: _at, moves: _moves, tickets, ...rest } = picture;
  const people = Object.entries(tickets).map(([id, ticket]) => [id, { ...ticket, seq: 0, rev: 0 }]);
  return { ...rest, tickets: Object.fromEntries(people) };
}
