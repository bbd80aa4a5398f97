import type { Day } from './day.ts';
import { evolveDay } from './evolve-day.ts';
import { issue, join, move, ticketOf, undoMove } from './evolve-move.ts';
import type { Entry } from './happening.ts';

/**
 * Folds one entry of the log into the day. It never refuses: what stands in the log has happened.
 * Throws only when the log contradicts itself (a bug or a damaged file), naming ids and never persons.
 */
export function evolve(day: Day, entry: Entry): void {
  day.seq = entry.seq;
  day.at = entry.at;
  const { happening } = entry;
  switch (happening.type) {
    case 'day-opened':
    case 'numbers-raised':
    case 'numbers-invited':
    case 'room-changed':
    case 'room-serves':
    case 'rule-changed':
    case 'speaker-muted':
    case 'day-booked':
    case 'notice-set':
    case 'notice-ended':
      evolveDay(day, happening, entry);
      return;
    case 'ticket-issued':
      issue(day, happening, entry);
      return;
    case 'number-joined':
      join(day, happening, entry);
      return;
    case 'slip-asked': {
      const ticket = ticketOf(day, happening.ticket);
      const paper = { slip: happening.slip, state: 'asked', printer: null, at: entry.at } as const;
      day.tickets.set(ticket.id, { ...ticket, slips: happening.slip, paper });
      return;
    }
    case 'slip-ended': {
      const ticket = ticketOf(day, happening.ticket);
      const { slip, state, printer } = happening;
      day.tickets.set(ticket.id, { ...ticket, paper: { slip, state, printer, at: entry.at } });
      return;
    }
    case 'move-undone':
      undoMove(day, happening);
      return;
    case 'speaker-tested':
    case 'nothing-changed':
      return;
    default:
      move(day, entry, happening);
  }
}
