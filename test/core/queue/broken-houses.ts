import { type Day, lineOf } from '../../../core/queue/day.ts';
import { decide } from '../../../core/queue/decide.ts';
import { evolve } from '../../../core/queue/evolve.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';

/** The two functions that make a day; a broken house has one of them wrong. */
export type Rules = { decide: typeof decide; evolve: typeof evolve };
export const rules: Rules = { decide, evolve };

/** Puts somebody who waits where an arrival at that time would stand. */
function replace(day: Day, id: string, arrivedAt: number): Ticket {
  const ticket = day.tickets.get(id)!;
  const line = lineOf(day, ticket.service);
  line.remove(ticket, ticket.priority);
  line.add({ ...ticket, arrivedAt }, ticket.priority);
  return { ...ticket, arrivedAt };
}

/**
 * Houses with one mistake each, all of them seen in other systems or in this one. Each is made anew for every
 * run, since some of them remember.
 */
export const brokenHouses: Record<string, { promise: string; make: () => Rules }> = {
  'counts the people who are there to find the next number': {
    promise: 'numbers go up by one',
    make: () => ({
      ...rules,
      decide: (day, command, now) => {
        const decision = decide(day, command, now);
        const issued =
          decision.ok && decision.happenings[0]?.type === 'ticket-issued' && decision.happenings[0];
        if (!issued) return decision;
        const there = [...day.tickets.values()].filter(
          ({ series, state }) => series === issued.series && state !== 'cancelled',
        );
        const number = there.length + 1;
        const code = `${issued.series}${String(number).padStart(3, '0')}`;
        return { ...decision, happenings: [{ ...issued, number, code }] };
      },
    }),
  },
  'puts whoever comes back at the end of the line': {
    promise: 'a line is in the order of first arrival',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        evolve(day, entry);
        const { happening, at } = entry;
        if (happening.type === 'ticket-returned') replace(day, happening.ticket, at);
      },
    }),
  },
  'forgets the first arrival when somebody is sent on': {
    promise: 'the first arrival never changes',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        evolve(day, entry);
        const { happening, at } = entry;
        if (happening.type !== 'ticket-transferred') return;
        day.tickets.set(happening.ticket, replace(day, happening.ticket, at));
      },
    }),
  },
  'calls the next without looking who is expected in the room': {
    promise: 'a press is for who is expected in the room',
    make: () => ({
      ...rules,
      decide: (day, command, now) =>
        command.type === 'next'
          ? decide(day, { ...command, expected: day.inRoom.get(command.room) ?? null }, now)
          : decide(day, command, now),
    }),
  },
  'undoes a call and leaves it on the boards': {
    promise: 'an undo gives back the day before',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        const calls = new Map(day.calls);
        evolve(day, entry);
        if (entry.happening.type === 'move-undone') day.calls = calls;
      },
    }),
  },
  'undoes the call of a press and forgets whom it finished': {
    promise: 'an undo gives back the day before',
    make: () => ({
      ...rules,
      evolve: (day, entry) =>
        entry.happening.type === 'ticket-called'
          ? evolve(day, { ...entry, happening: { ...entry.happening, finished: null } })
          : evolve(day, entry),
    }),
  },
  'undoes however long ago it was': {
    promise: 'an undo is of the last ten seconds',
    make: () => ({
      ...rules,
      decide: (day, command, now) => {
        const undo = command.type === 'move' && command.move === 'undo';
        return decide(day, command, undo ? (day.moves[0]?.at ?? now) : now);
      },
    }),
  },
  'does not know a person who comes again': {
    promise: 'a person has one open ticket of a service',
    make: () => ({
      ...rules,
      decide: (day, command, now) => decide({ ...day, openByVisitor: new Map() }, command, now),
    }),
  },
  'lets somebody be sent where they wait already': {
    promise: 'a person has one open ticket of a service',
    make: () => ({
      ...rules,
      decide: (day, command, now) =>
        command.type === 'move' && command.move === 'transfer'
          ? decide({ ...day, openByVisitor: new Map() }, command, now)
          : decide(day, command, now),
    }),
  },
  'loses those who were absent': {
    promise: 'nobody is lost and nobody appears from nowhere',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        evolve(day, entry);
        if (entry.happening.type === 'ticket-missed') day.tickets.delete(entry.happening.ticket);
      },
    }),
  },
  'calls two at one press': {
    promise: 'a room has one patient',
    make: () => ({
      ...rules,
      decide: (day, command, now) => {
        const decision = decide(day, command, now);
        if (!decision.ok) return decision;
        const called = decision.happenings.at(-1);
        if (called?.type !== 'ticket-called') return decision;
        const other = [...day.tickets.values()].find(
          ({ id, state }) => state === 'waiting' && id !== called.ticket,
        );
        if (!other) return decision;
        return {
          ...decision,
          happenings: [...decision.happenings, { ...called, ticket: other.id, finished: null }],
        };
      },
    }),
  },
  'marks the one who is refused': {
    promise: 'to decide, and to refuse, changes nothing',
    make: () => ({
      ...rules,
      decide: (day, command, now) => {
        const decision = decide(day, command, now);
        const ticket = command.type === 'move' ? day.tickets.get(command.ticket) : undefined;
        if (!decision.ok && ticket) day.tickets.set(ticket.id, { ...ticket, missed: ticket.missed + 1 });
        return decision;
      },
    }),
  },
  'decides at one desk on what it saw a moment ago': {
    promise: 'nobody is left waiting before an empty room',
    make: () => {
      let linesBefore: Day['waiting'] = new Map();
      return {
        decide: (day, command, now) =>
          decide(command.type === 'next' ? { ...day, waiting: linesBefore } : day, command, now),
        evolve: (day, entry) => {
          linesBefore = copyOfLines(day);
          evolve(day, entry);
        },
      };
    },
  },
};

/** A copy of the lines that later changes do not reach. */
function copyOfLines(day: Day): Day['waiting'] {
  const copy: Day['waiting'] = new Map();
  const holder = { ...day, waiting: copy };
  for (const ticket of day.tickets.values())
    if (ticket.state === 'waiting') lineOf(holder, ticket.service).add(ticket, ticket.priority);
  return copy;
}
