import type { Command } from '../../../core/queue/command.ts';
import type { Day } from '../../../core/queue/day.ts';
import type { FaultCode } from '../../../core/queue/fault.ts';
import type { PriorityClass } from '../../../core/queue/line-class.ts';
import { isOpen, type Ticket } from '../../../core/queue/ticket.ts';
import { HOUR, MINUTE } from './test-day.ts';

type CheckIn = Extract<Command, { type: 'check-in' }>;

/** What somebody who checks in must get, by the test's own reading of the day before it. */
export type Expected =
  | { refused: FaultCode }
  | { repeat: string }
  | { slot: number | null; priority: PriorityClass; stages: readonly (readonly string[])[] };

/** The answer that the rules of the house demand; `now` in ms. */
export function expectedIn(day: Day, command: CheckIn, now: number): Expected {
  const service = day.services.get(command.service);
  if (!service) return { refused: 'unknown-service' };
  const [open] = ticketsOf(day, command.visitor, command.service);
  if (open) return { repeat: open.id };
  const time = wallClock(now);
  const hours = service.hours.length === 0 || service.hours.some(({ from, to }) => from <= time && time < to);
  if (!hours) return { refused: 'service-closed' };
  const journey = day.clinic.journeys.find(({ id }) => id === (command.journey ?? service.journey));
  if (command.journey !== null && !journey?.stages[0]?.includes(service.id))
    return { refused: 'unknown-journey' };
  const given = day.counters.get(service.series) ?? 0;
  if (given >= (service.dailyLimit ?? Number.POSITIVE_INFINITY)) return { refused: 'service-full' };
  const booking = bookingOf(day, command);
  if (booking === 'unknown-appointment' || booking === 'appointment-used') return { refused: booking };
  const stages = journey?.stages ?? [[service.id]];
  const late = service.appointments.lateMinutes * MINUTE;
  if (!booking || now > booking.slot + late) return { slot: null, priority: command.priority, stages };
  const priority = command.priority === 'normal' ? 'appointment' : command.priority;
  return { slot: booking.slot, priority, stages };
}

/** Open tickets of a person with that service on their way, the first arrival first. */
function ticketsOf(day: Day, visitor: string | null, service: string): Ticket[] {
  return [...day.tickets.values()]
    .filter((ticket) => visitor !== null && ticket.visitor === visitor && isOpen(ticket))
    .filter(({ steps }) => steps.some((step) => step.service === service && step.state !== 'skipped'))
    .sort((a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1));
}

function bookingOf(day: Day, { service, visitor, appointment }: CheckIn) {
  if (appointment !== null) {
    const named = day.bookings.get(appointment);
    if (named?.ticket) return 'appointment-used';
    return named && named.service === service ? named : 'unknown-appointment';
  }
  const own = [...day.bookings.values()].filter(
    (each) => visitor !== null && each.visitor === visitor && each.service === service && !each.ticket,
  );
  return own.sort((a, b) => a.slot - b.slot)[0] ?? null;
}

/** "07:05" in Vietnam. */
function wallClock(now: number): string {
  return new Date(now + 7 * HOUR).toISOString().slice(11, 16);
}
