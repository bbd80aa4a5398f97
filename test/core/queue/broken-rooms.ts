import type { Day } from '../../../core/queue/day.ts';
import { put, take } from '../../../core/queue/places.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';
import { type Rules, rules } from './house-rules.ts';
import { type Mistake, misfolded, misseen } from './mistake.ts';

/** Houses with one mistake in their rooms, guards, bookings or nights. */
export const brokenRooms: Record<string, Mistake> = {
  'calls into a closed room': {
    promise: 'nobody is in a closed room',
    make: misseen((day, command) => {
      const open = [...day.roomStates].filter(([, { to }]) => to !== 'closed');
      return command.type === 'next' ? { ...day, roomStates: new Map(open) } : day;
    }),
  },
  'closes a room with somebody in it': {
    promise: 'nobody is in a closed room',
    make: misseen((day, { type }) => (type === 'room' ? { ...day, inRoom: new Map() } : day)),
  },
  'puts somebody back into a room that has closed since': {
    promise: 'nobody is in a closed room',
    make: misseen((day, command) =>
      command.type === 'move' && command.move === 'undo' ? { ...day, roomStates: new Map() } : day,
    ),
  },
  'forgets the streak at every undo': {
    promise: 'an undo gives back the day before',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        if (entry.happening.type === 'move-undone') day.streaks = new Map();
      },
    }),
  },
  'takes from the streak what an undone call had added, whatever was called since': {
    on: 'busy',
    promise: 'the reason counts the calls before',
    make: () => {
      const added = new Map<number, number>();
      return {
        ...rules,
        evolve: (day, entry) => {
          const { happening, seq } = entry;
          const undone = happening.type === 'move-undone' ? undoneMove(day, happening.tickets) : undefined;
          const service = happening.type === 'ticket-called' ? happening.service : undone?.called?.service;
          const before = day.streaks.get(service ?? '') ?? 0;
          rules.evolve(day, entry);
          if (!service) return;
          if (!undone) added.set(seq, (day.streaks.get(service) ?? 0) - before);
          else day.streaks.set(service, Math.max(0, before - (added.get(undone.seq) ?? 0)));
        },
      };
    },
  },
  'has no guard against being passed by everybody': {
    on: 'busy',
    promise: 'the overtake guard holds',
    make: misseen((day) => ({ ...day, calledSince: new Map() })),
  },
  'forgets that a change of priority was undone': {
    promise: 'an undo gives back the day before',
    make: misfoldedUndo((now, before) => ({ ...before, priority: now.priority })),
  },
  'takes who comes too late for the slot as if in time': {
    on: 'booked',
    promise: 'an appointment counts only in its time, and once',
    make: misseen((day) => ({ ...day, bookings: new Map([...day.bookings].map(muchLater)) })),
  },
  'lets a booking be used twice': {
    on: 'booked',
    promise: 'a check-in is refused for its own reason',
    make: misseen((day) => ({
      ...day,
      bookings: new Map([...day.bookings].map(([id, each]) => [id, { ...each, ticket: null }])),
    })),
  },
  'forgets who has come when the list is sent again': {
    on: 'booked',
    promise: 'who has come keeps the booking, the rest are the new list',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        const { happening } = entry;
        if (happening.type !== 'day-booked' || happening.businessDay !== day.businessDay) return;
        day.bookings = new Map([...day.bookings].map(([id, each]) => [id, { ...each, ticket: null }]));
      },
    }),
  },
  'loses the bookings of tomorrow at midnight': {
    on: 'booked',
    promise: 'the bookings of the day are there when it begins',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        if (entry.happening.type === 'day-opened') day.bookings = new Map();
      },
    }),
  },
  'gives the numbers of those kept over the night again': {
    promise: 'numbers go on above those still about',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        if (entry.happening.type === 'day-opened') day.counters = new Map();
      },
    }),
  },
  'loses the queue of the night': {
    promise: 'the queue of the night goes on, and no other',
    make: () => ({
      ...rules,
      dueNow: (day, now) => {
        const due = rules.dueNow(day, now);
        if (due?.type !== 'day-opened') return due;
        const { kept: _kept, ...rest } = due;
        return rest;
      },
    }),
  },
  'forgets at midnight by which rule it calls': {
    promise: 'a rule stands until it is changed',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        if (entry.happening.type === 'day-opened') day.rules = new Map();
      },
    }),
  },
  'turns the day back with the clock': {
    promise: 'the day turns forwards only',
    make: () => ({
      ...rules,
      dueNow: (day, now) => {
        const fresh = rules.dueNow({ ...day, businessDay: null }, now);
        const other = fresh?.type === 'day-opened' && fresh.businessDay !== day.businessDay;
        return other ? fresh : rules.dueNow(day, now);
      },
    }),
  },
  'invites people who wait elsewhere': {
    promise: 'who is invited waits for the room, and is named once',
    make: misseen((day, command) => {
      if (command.type !== 'invite') return day;
      return { ...day, roomServices: new Map([[command.room, [...day.services.keys()]]]) };
    }),
  },
  'leaves who is sent away for a while on no list': {
    promise: 'who is aside is on the list of desks',
    make: () => ({
      ...rules,
      evolve: (day, entry) => {
        rules.evolve(day, entry);
        if (entry.happening.type === 'ticket-away') day.aside.delete(entry.happening.ticket);
      },
    }),
  },
  'takes the booked time from whoever is called': {
    promise: 'what is printed never changes',
    make: misfolded('ticket-called', (ticket) => ({ ...ticket, slot: null })),
  },
};

/** The last move of these tickets, before it is undone. */
function undoneMove(day: Day, tickets: readonly string[]): Day['moves'][number] | undefined {
  return day.moves.find(({ before }) => before.some(({ id }) => tickets.includes(id)));
}

/** The same house, but an undo leaves a ticket otherwise than it was; `now` is the ticket before the undo. */
function misfoldedUndo(change: (now: Ticket, before: Ticket) => Ticket): () => Rules {
  return () => ({
    ...rules,
    evolve: (day, entry) => {
      const { happening } = entry;
      const ids = happening.type === 'move-undone' ? happening.tickets : [];
      const now = ids.map((id) => day.tickets.get(id)!);
      rules.evolve(day, entry);
      for (const ticket of now) {
        const before = day.tickets.get(ticket.id)!;
        take(day, before);
        put(day, change(ticket, before));
      }
    },
  });
}

function muchLater<B extends { slot: number }>([id, each]: [string, B]): [string, B] {
  return [id, { ...each, slot: each.slot + 86_400_000 }];
}
