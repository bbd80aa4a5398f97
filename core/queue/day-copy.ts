import type { Day } from './day.ts';

/**
 * A day of its own that is the same: what is folded into one is not seen in the other. Tickets, calls and moves are
 * shared, since they are replaced and never changed; ten thousand tickets take a few milliseconds.
 */
export function copyOf(day: Day): Day {
  const copy: Day = { ...day, moves: [...day.moves], aside: new Set(day.aside) };
  const parts = copy as Record<string, unknown>;
  for (const [part, held] of Object.entries(day))
    if (held instanceof Map) parts[part] = new Map<unknown, unknown>(held);
  for (const [service, lines] of copy.waiting)
    copy.waiting.set(service, new Map([...lines].map(([room, line]) => [room, line.copy()])));
  for (const [service, times] of copy.calledSince) copy.calledSince.set(service, [...times]);
  return copy;
}
