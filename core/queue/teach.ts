import type { Day } from './day.ts';
import { minuteOfDay } from './local-time.ts';
import { noteArrival, notePace, type Pace } from './pace.ts';
import type { Ticket } from './ticket.ts';
import { lineOfStep, openSteps } from './visit.ts';

const MINUTE = 60_000;

/** What was believed before something was learned, so that it can be forgotten again. */
export type Believed = readonly (readonly [service: string, pace: Pace])[];

/** Somebody stands in a line since `at` (ms): the services learn how many come, and when. */
export function teachArrivals(day: Day, ticket: Ticket, at: number): Believed {
  if (ticket.state !== 'waiting') return [];
  const fresh = openSteps(ticket.steps).filter(({ openAt }) => openAt === at);
  return fresh.flatMap((step) => {
    const pace = day.paces.get(step.service);
    if (!pace) return [];
    const line = lineOfStep(ticket, step);
    day.paces.set(step.service, noteArrival(pace, line, minuteOfDay(at, day.clinic)));
    return [[step.service, pace] as const];
  });
}

/**
 * A room calls again: what its last patient took is learned, if the one called now was waiting all the while; else
 * the room may have stood empty. `stood` (in this line since) and `at` in ms.
 */
export function teachCycle(
  day: Day,
  room: string,
  called: { service: string; stood: number },
  at: number,
): Believed {
  const last = day.lastCalls.get(room);
  day.lastCalls.set(room, { service: called.service, at });
  const pace = last && day.paces.get(last.service);
  if (!pace || called.stood > last.at) return [];
  day.paces.set(last.service, notePace(pace, (at - last.at) / MINUTE));
  return [[last.service, pace]];
}

/** Forgets what an undone move taught. */
export function unteach(day: Day, believed: Believed): void {
  for (const [service, pace] of [...believed].reverse()) day.paces.set(service, pace);
}
