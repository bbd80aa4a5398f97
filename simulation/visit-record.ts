import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Entry } from '../core/queue/happening.ts';
import type { LineClass, PriorityClass } from '../core/queue/line-class.ts';

/** One call and what came of it. Times in ms; `doneAt` null while in the room. */
export type ServedStop = {
  service: string;
  room: string;
  line: LineClass;
  /** From when it could be called; for an appointment's first stop not before its slot less the allowance. */
  readyAt: number;
  calledAt: number;
  doneAt: number | null;
};

/** A visit as the log tells it; `endedAt` is when the last thing done was done. */
export type VisitRecord = {
  ticket: string;
  priority: PriorityClass;
  slot: number | null;
  issuedAt: number;
  endedAt: number | null;
  stops: readonly ServedStop[];
};

const MINUTE = 60_000;

type Making = Omit<VisitRecord, 'stops'> & {
  service: string;
  readyAt: number;
  stops: ServedStop[];
};

/**
 * The visits of one business day from its entries, in the order in which they began. A call that found nobody is
 * no stop: waiting counts again from the return. Undone moves are taken as they stand, which a planner's figures
 * can bear.
 */
export function visitsOf(entries: readonly Entry[], clinic: Clinic): VisitRecord[] {
  const visits = new Map<string, Making>();
  const early = new Map(
    clinic.services.map(({ id, appointments }) => [id, appointments.earlyMinutes * MINUTE]),
  );
  for (const entry of entries) note(visits, entry, early);
  return [...visits.values()].map(({ service: _service, readyAt: _readyAt, ...visit }) => visit);
}

function note(
  visits: Map<string, Making>,
  { at, happening }: Entry,
  early: ReadonlyMap<string, number>,
): void {
  if (happening.type === 'ticket-issued') {
    const { ticket, priority, service } = happening;
    const slot = happening.slot ?? null;
    const due = slot === null ? at : slot - (early.get(service) ?? 0);
    const begun = { ticket, priority, service, slot, issuedAt: at, readyAt: Math.max(at, due) };
    visits.set(ticket, { ...begun, endedAt: null, stops: [] });
    return;
  }
  const visit = 'ticket' in happening ? visits.get(happening.ticket) : undefined;
  if (visit) move(visit, happening, at);
}

function move(visit: Making, happening: Entry['happening'], at: number): void {
  const last = visit.stops.at(-1);
  switch (happening.type) {
    case 'ticket-called': {
      const { room, reason, service = visit.service } = happening;
      const { readyAt } = visit;
      visit.stops.push({ service, room, line: reason.priority, readyAt, calledAt: at, doneAt: null });
      return;
    }
    case 'service-finished':
      if (last) last.doneAt = at;
      visit.readyAt = at;
      visit.endedAt = at;
      return;
    case 'ticket-missed':
    case 'ticket-held':
    case 'ticket-away':
    case 'ticket-transferred':
      if (last?.doneAt === null) visit.stops.pop();
      if (happening.type === 'ticket-transferred') visit.service = happening.to;
      return;
    case 'ticket-returned':
      visit.readyAt = at;
      return;
    default:
  }
}
