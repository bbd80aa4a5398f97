import type { Day } from '../../../core/queue/day.ts';
import { lineClasses } from '../../../core/queue/line-class.ts';
import { WaitingLine } from '../../../core/queue/waiting-line.ts';
import { rules } from './house-rules.ts';
import { type Mistake, misdecided, misfolded, misseen } from './mistake.ts';

/**
 * Houses with one mistake each, all of them seen in other systems or in this one. Each is made anew for every
 * run, since some of them remember.
 */
export const brokenHouses: Record<string, Mistake> = {
  'counts the people who are there to find the next number': {
    promise: 'numbers go up by one',
    make: misdecided((happenings, day) =>
      happenings.map((issued) => {
        if (issued.type !== 'ticket-issued') return issued;
        const there = [...day.tickets.values()].filter(
          ({ series, state }) => series === issued.series && state !== 'cancelled',
        );
        const number = there.length + 1;
        return { ...issued, number, code: `${issued.series}${String(number).padStart(3, '0')}` };
      }),
    ),
  },
  'puts whoever comes back at the end of the line': {
    promise: 'waiting counts from the moment that the house promises',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        const { happening } = entry;
        if (happening.type === 'ticket-returned') toTheEnd(day, happening.ticket);
      },
    }),
  },
  'forgets the first arrival when somebody is sent on': {
    promise: 'the first arrival never changes',
    make: misfolded('ticket-transferred', (ticket, _sent, at) => ({ ...ticket, arrivedAt: at })),
  },
  'calls the next without looking who is expected in the room': {
    promise: 'a press is for who is expected in the room',
    make: () => ({
      ...rules,
      decide: (day, command, now) =>
        command.type === 'next'
          ? rules.decide(day, { ...command, expected: day.inRoom.get(command.room) ?? null }, now)
          : rules.decide(day, command, now),
    }),
  },
  'undoes a call and leaves it on the boards': {
    promise: 'an undo gives back the day before',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        const calls = new Map(day.calls);
        rules.evolve(day, entry);
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
          ? rules.evolve(day, { ...entry, happening: { ...entry.happening, finished: null } })
          : rules.evolve(day, entry),
    }),
  },
  'undoes however long ago it was': {
    promise: 'an undo is of the last ten seconds',
    make: () => ({
      ...rules,
      decide: (day, command, now) => {
        const undo = command.type === 'move' && command.move === 'undo';
        return rules.decide(day, command, undo ? (day.moves[0]?.at ?? now) : now);
      },
    }),
  },
  'does not know a person who comes again': {
    promise: 'a person has one open ticket of a service',
    make: misseen((day) => ({ ...day, openByVisitor: new Map() })),
  },
  'does not know the second ticket of a person when the first is over': {
    promise: 'a scan finds the open ticket of the person',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        for (const [key, [first]] of day.openByVisitor) day.openByVisitor.set(key, [first!]);
      },
    }),
  },
  'loses those who were absent': {
    promise: 'nobody is lost and nobody appears from nowhere',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        if (entry.happening.type === 'ticket-missed') day.tickets.delete(entry.happening.ticket);
      },
    }),
  },
  'calls two at one press': {
    promise: 'a room has one patient',
    make: misdecided((happenings, day) => {
      const called = happenings.at(-1);
      if (called?.type !== 'ticket-called') return happenings;
      const { service } = called;
      const other = [...day.tickets.values()].find(
        (t) => t.state === 'waiting' && t.id !== called.ticket && t.service === service,
      );
      return other ? [...happenings, { ...called, ticket: other.id, finished: null }] : happenings;
    }),
  },
  'marks the one who is refused': {
    promise: 'to decide, and to refuse, changes nothing',
    make: () => ({
      ...rules,
      decide: (day, command, now) => {
        const decision = rules.decide(day, command, now);
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
        ...rules,
        decide: (day, command, now) =>
          rules.decide(command.type === 'next' ? { ...day, waiting: linesBefore } : day, command, now),
        evolve: (day, entry) => {
          linesBefore = copyOfLines(day);
          rules.evolve(day, entry);
        },
      };
    },
  },
};

/** Puts somebody who waits behind everybody in the line. */
function toTheEnd(day: Day, id: string): void {
  for (const lines of day.waiting.values()) {
    for (const line of lines.values()) {
      for (const each of lineClasses) {
        const place = line.line(each).find((one) => one.id === id);
        const last = line.line(each).at(-1);
        if (!place || !last) continue;
        line.remove(place, each);
        line.add({ ...place, since: last.since + 1 }, each);
      }
    }
  }
}

/** A copy of the lines that later changes do not reach. */
function copyOfLines(day: Day): Day['waiting'] {
  const copyOf = (line: WaitingLine): WaitingLine => {
    const copy = new WaitingLine();
    for (const each of lineClasses) for (const place of line.line(each)) copy.add(place, each);
    return copy;
  };
  const lines = [...day.waiting].map(
    ([service, bound]) => [service, new Map([...bound].map(([room, line]) => [room, copyOf(line)]))] as const,
  );
  return new Map(lines);
}
