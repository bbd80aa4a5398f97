import type { Command } from './command.ts';
import type { Day } from './day.ts';
import { type Decision, refuse } from './decision.ts';
import type { FaultCode } from './fault.ts';

const MINUTE = 60_000;
/** Lists further ahead would be carried through every day until then. */
const MOST_DAYS_AHEAD = 31;
const DAY = 86_400_000;

type CheckIn = Extract<Command, { type: 'check-in' }>;
type Booked =
  | { ok: true; id: string | null; slot: number | null; counts: boolean }
  | { ok: false; fault: FaultCode };

/**
 * The booking of somebody who checks in: the one that a desk names, else the visitor's own of this service. It
 * counts from `earlyMinutes` before its slot; somebody who comes later than `lateMinutes` after it has lost the
 * slot, not the right to be seen: the booking is used up and the ticket is like any other.
 */
export function bookedFor(
  day: Day,
  { service, visitor, appointment }: Pick<CheckIn, 'service' | 'visitor' | 'appointment'>,
  now: number,
): Booked {
  const none: Booked = { ok: true, id: null, slot: null, counts: false };
  const booking = appointment
    ? day.bookings.get(appointment)
    : [...(visitor ? day.bookings.values() : [])]
        .filter((each) => each.visitor === visitor && each.service === service && each.ticket === null)
        .sort((a, b) => a.slot - b.slot)[0];
  if (!booking) return appointment ? { ok: false, fault: 'unknown-appointment' } : none;
  if (booking.ticket !== null) return { ok: false, fault: 'appointment-used' };
  if (booking.service !== service) return { ok: false, fault: 'unknown-appointment' };
  const late = (day.services.get(service)?.appointments.lateMinutes ?? 0) * MINUTE;
  return { ok: true, id: booking.id, slot: booking.slot, counts: now <= booking.slot + late };
}

/** Takes over a day's list of bookings. Those of today whose patients have come stay as they are. */
export function decideBook(
  day: Day,
  { businessDay, bookings }: Extract<Command, { type: 'book' }>,
): Decision {
  const today = day.businessDay ?? businessDay;
  const ahead = (Date.parse(businessDay) - Date.parse(today)) / DAY;
  if (!isDate(businessDay) || ahead < 0 || ahead > MOST_DAYS_AHEAD) return refuse('day-out-of-reach');
  if (bookings.some(({ service }) => !day.services.has(service))) return refuse('unknown-service');
  if (new Set(bookings.map(({ id }) => id)).size < bookings.length) return refuse('appointment-twice');
  return {
    ok: true,
    happenings: [{ type: 'day-booked', businessDay, bookings }],
    outcome: { kind: 'nothing' },
  };
}

/** Whether the calendar has such a day: "2026-11-31" would be kept for a day that never comes. */
function isDate(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}
