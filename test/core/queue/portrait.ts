import type { Day } from '../../../core/queue/day.ts';
import { priorityClasses, type Ticket } from '../../../core/queue/ticket.ts';

/** A day as plain data, lines included, so that two days can be compared and a day be remembered. */
export type Portrait = ReturnType<typeof portrait>;

/** Takes the picture; nothing in it is shared with the day. */
export function portrait(day: Day) {
  const { seq, at, businessDay, moves } = day;
  return structuredClone({
    seq,
    at,
    businessDay,
    moves,
    tickets: Object.fromEntries(day.tickets),
    tokens: Object.fromEntries(day.tokens),
    counters: Object.fromEntries(day.counters),
    inRoom: Object.fromEntries(day.inRoom),
    openByVisitor: Object.fromEntries(day.openByVisitor),
    streaks: Object.fromEntries([...day.streaks].filter(([, streak]) => streak > 0)),
    calls: Object.fromEntries([...day.calls].filter(([, rows]) => rows.length > 0)),
    lines: Object.fromEntries(
      [...day.waiting]
        .filter(([, line]) => line.size > 0)
        .map(([service]) => [service, lineIds(day, service)]),
    ),
  });
}

/** The ids that wait for a service, class by class. */
export function lineIds(day: Day, service: string): Record<Ticket['priority'], string[]> {
  const line = day.waiting.get(service);
  const ids = priorityClasses.map((each) => [each, line?.line(each).map(({ id }) => id) ?? []]);
  return Object.fromEntries(ids) as Record<Ticket['priority'], string[]>;
}

/**
 * What an undo must give back: all but the place in the log, the revs that were spoken and the memory of moves.
 */
export function recoverable({ seq: _seq, at: _at, moves: _moves, tickets, ...rest }: Portrait) {
  const people = Object.entries(tickets).map(([id, ticket]) => [id, { ...ticket, seq: 0, rev: 0 }]);
  return { ...rest, tickets: Object.fromEntries(people) };
}
