import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../../../core/queue/day.ts';
import { isOpen } from '../../../core/queue/ticket.ts';
import type { Portrait } from './portrait.ts';
import { must } from './promises.ts';

/** What the turn of the day took over, and what it left behind. */
export function checkTurn(before: Portrait, day: Day): void {
  must(before.businessDay === null || day.businessDay! > before.businessDay, 'the day turns forwards only');
  for (const old of Object.values(before.tickets)) {
    const kept = day.tickets.get(old.id);
    const night = isOpen(old) && day.services.get(old.service)?.overnight === true;
    must(night === (kept !== undefined), 'the queue of the night goes on, and no other');
    must(!kept || isDeepStrictEqual(kept, old), 'who is kept over the night is as before');
    must(!kept || (day.counters.get(old.series) ?? 0) >= old.number, 'numbers go on above those still about');
  }
  must(isDeepStrictEqual(Object.fromEntries(day.rules), before.rules), 'a rule stands until it is changed');
  must(
    day.roomStates.size + day.roomServices.size + day.moves.length + day.calls.size === 0,
    'rooms begin the day as the clinic file says',
  );
  const today = before.laterBookings[day.businessDay!] ?? [];
  const expected = new Map(today.map((each) => [each.id, { ...each, ticket: null }]));
  must(isDeepStrictEqual(day.bookings, expected), 'the bookings of the day are there when it begins');
  const later = Object.entries(before.laterBookings).filter(([date]) => date > day.businessDay!);
  const carried = later.filter(([, list]) => list.length > 0);
  must(isDeepStrictEqual(day.laterBookings, new Map(carried)), 'bookings of days to come are carried');
}
