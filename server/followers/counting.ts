import type { Day } from '../../core/queue/day.ts';
import type { Entry } from '../../core/queue/happening.ts';
import type { Metrics } from '../metrics.ts';

/** Counts what has happened; `day` is the day after it. */
export function countEntries(metrics: Metrics, entries: readonly Entry[], day: Day): void {
  for (const { happening, at } of entries) {
    if (happening.type === 'ticket-issued') {
      const { service, series } = happening;
      metrics.tickets.inc({ service });
      metrics.queueTickets.inc({ queue: service, series });
    }
    if (happening.type === 'ticket-called' || happening.type === 'call-repeated')
      metrics.calls.inc({ room: happening.room });
    if (happening.type === 'ticket-called') countWait(metrics, day, happening, at);
  }
}

function countWait(
  metrics: Metrics,
  day: Day,
  called: { ticket: string; service?: string },
  at: number,
): void {
  const ticket = day.tickets.get(called.ticket);
  if (!ticket) return;
  const queue = called.service ?? ticket.service;
  const step = ticket.steps.findLast(({ service, openAt }) => service === queue && openAt !== null);
  metrics.queueWait.observe({ queue }, Math.max(0, at - (step?.openAt ?? ticket.arrivedAt)) / 1_000);
}
