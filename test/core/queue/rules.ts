import { type Day, lineOf } from '../../../core/queue/day.ts';
import { decide } from '../../../core/queue/decide.ts';
import { evolve } from '../../../core/queue/evolve.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';

/** The two functions that make a day; a broken house has one of them wrong. */
export type Rules = { decide: typeof decide; evolve: typeof evolve };
export const rules: Rules = { decide, evolve };

const moveArrival = (day: Day, id: string, arrivedAt: number): void => {
  const ticket = day.tickets.get(id)!;
  lineOf(day, ticket.service).remove(ticket, ticket.priority);
  const moved: Ticket = { ...ticket, arrivedAt };
  lineOf(day, ticket.service).add(moved, ticket.priority);
  day.tickets.set(id, moved);
};

/**
 * Houses with one mistake each, all of them seen in other systems or in this one. Each is made anew for every
 * run, since some of them remember.
 */
export const brokenHouses: Record<string, () => Rules> = {
  'counts the people who are there to find the next number': () => ({
    ...rules,
    decide: (day, command, now) => {
      const decision = decide(day, command, now);
      const issued = decision.ok && decision.happenings[0]?.type === 'ticket-issued' && decision.happenings[0];
      if (!issued) return decision;
      const there = [...day.tickets.values()].filter(
        ({ series, state }) => series === issued.series && state !== 'cancelled',
      );
      const number = there.length + 1;
      const code = `${issued.series}${String(number).padStart(3, '0')}`;
      return { ...decision, happenings: [{ ...issued, number, code }] };
    },
  }),
  'puts whoever comes back at the end of the line': () => ({
    ...rules,
    evolve: (day, entry) => {
      evolve(day, entry);
      const { happening, at } = entry;
      if (happening.type === 'ticket-returned') moveArrival(day, happening.ticket, at);
    },
  }),
  'forgets the first arrival when somebody is sent on': () => ({
    ...rules,
    evolve: (day, entry) => {
      evolve(day, entry);
      const { happening, at } = entry;
      if (happening.type === 'ticket-transferred') moveArrival(day, happening.ticket, at);
    },
  }),
  'calls the next without looking who is expected in the room': () => ({
    ...rules,
    decide: (day, command, now) =>
      command.type === 'next'
        ? decide(day, { ...command, expected: day.inRoom.get(command.room) ?? null }, now)
        : decide(day, command, now),
  }),
  'undoes a call and leaves it on the boards': () => ({
    ...rules,
    evolve: (day, entry) => {
      const calls = new Map(day.calls);
      evolve(day, entry);
      if (entry.happening.type === 'move-undone') day.calls = calls;
    },
  }),
  'undoes the call of a press and forgets whom it finished': () => ({
    ...rules,
    evolve: (day, entry) =>
      entry.happening.type === 'ticket-called'
        ? evolve(day, { ...entry, happening: { ...entry.happening, finished: null } })
        : evolve(day, entry),
  }),
  'undoes however long ago it was': () => ({
    ...rules,
    decide: (day, command, now) => {
      const undo = command.type === 'move' && command.move === 'undo';
      return decide(day, command, undo ? (day.moves[0]?.at ?? now) : now);
    },
  }),
  'does not know a person who comes again': () => ({
    ...rules,
    decide: (day, command, now) => decide({ ...day, openByVisitor: new Map() }, command, now),
  }),
  'lets somebody be sent where they wait already': () => ({
    ...rules,
    decide: (day, command, now) =>
      command.type === 'move' && command.move === 'transfer'
        ? decide({ ...day, openByVisitor: new Map() }, command, now)
        : decide(day, command, now),
  }),
  'loses those who were absent': () => ({
    ...rules,
    evolve: (day, entry) => {
      evolve(day, entry);
      if (entry.happening.type === 'ticket-missed') day.tickets.delete(entry.happening.ticket);
    },
  }),
  'calls two at one press': () => ({
    ...rules,
    decide: (day, command, now) => {
      const decision = decide(day, command, now);
      const called = decision.ok && decision.happenings.find(({ type }) => type === 'ticket-called');
      if (!called || called.type !== 'ticket-called') return decision;
      const other = [...day.tickets.values()].find(
        ({ id, state }) => state === 'waiting' && id !== called.ticket,
      );
      if (!other) return decision;
      return { ...decision, happenings: [...decision.happenings, { ...called, ticket: other.id, finished: null }] };
    },
  }),
  'marks the one who is refused': () => ({
    ...rules,
    decide: (day, command, now) => {
      const decision = decide(day, command, now);
      const ticket = command.type === 'move' ? day.tickets.get(command.ticket) : undefined;
      if (!decision.ok && ticket) day.tickets.set(ticket.id, { ...ticket, missed: ticket.missed + 1 });
      return decision;
    },
  }),
  'decides at one desk on what it saw a moment ago': () => {
    let behind: { day: Day; seq: number } | null = null;
    return {
      decide: (day, command, now) => {
        if (command.type !== 'next' || !behind || behind.seq === day.seq) return decide(day, command, now);
        return decide({ ...day, waiting: behind.day.waiting }, command, now);
      },
      evolve: (day, entry) => {
        behind = { day: { ...day, waiting: structuredLines(day) }, seq: day.seq };
        evolve(day, entry);
      },
    };
  },
};

/** A copy of the lines that later changes do not reach. */
function structuredLines(day: Day): Day['waiting'] {
  const copy: Day['waiting'] = new Map();
  const holder = { ...day, waiting: copy };
  for (const ticket of day.tickets.values())
    if (ticket.state === 'waiting') lineOf(holder, ticket.service).add(ticket, ticket.priority);
  return copy;
}
