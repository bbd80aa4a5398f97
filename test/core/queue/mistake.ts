import type { Command } from '../../../core/queue/command.ts';
import type { Day } from '../../../core/queue/day.ts';
import type { Happening } from '../../../core/queue/happening.ts';
import { put, take } from '../../../core/queue/places.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';
import { type Rules, rules } from './house-rules.ts';

/** A house with one mistake, the promise by which it is found out, and what kind of morning shows it. */
export type Mistake = { promise: string; on?: 'busy' | 'booked'; make: () => Rules };

/** The same house, but what was decided is changed on its way into the log. */
export function misdecided(change: (happenings: Happening[], day: Day) => Happening[]): () => Rules {
  return () => ({
    ...rules,
    decide: (day, command, now) => {
      const decision = rules.decide(day, command, now);
      return decision.ok ? { ...decision, happenings: change(decision.happenings, day) } : decision;
    },
  });
}

/** The same house, but one kind of happening leaves a ticket as it should not be. */
export function misfolded<T extends Happening['type']>(
  type: T,
  change: (ticket: Ticket, happening: Extract<Happening, { type: T }>, at: number) => Ticket,
): () => Rules {
  return () => ({
    ...rules,
    evolve: (day, entry) => {
      rules.evolve(day, entry);
      const { happening, at } = entry;
      if (happening.type !== type || !('ticket' in happening)) return;
      const ticket = day.tickets.get(happening.ticket)!;
      take(day, ticket);
      put(day, change(ticket, happening as Extract<Happening, { type: T }>, at));
    },
  });
}

/** The same house, but commands are decided on a day that somebody sees wrongly. */
export function misseen(see: (day: Day, command: Command) => Day): () => Rules {
  return () => ({ ...rules, decide: (day, command, now) => rules.decide(see(day, command), command, now) });
}
