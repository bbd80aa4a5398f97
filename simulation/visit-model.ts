import { put, take } from '../core/queue/places.ts';
import { isReturn, openSteps } from '../core/queue/visit.ts';
import { type ModelRule, modelClinic, visitorsAt } from './model-clinic-table.ts';
import { SEED_STEP } from './one-stage-day.ts';
import { drawPeople, usualMix } from './people.ts';
import { type Amend, playDay } from './play-day.ts';
import { figuresOf, measureVisits, type VisitFigures } from './visit-figures.ts';

/** A way to run the model clinic; `returnsFrom` says from when the waiting of a return counts. */
export type VisitRule = ModelRule & { name: string; returnsFrom: 'results' | 'arrival' };

/** 07:00 in Việt Nam on a day like any other, and when the last room gives up. */
const OPENS_AT = Date.UTC(2026, 0, 5, 0, 0);
const LATEST_MS = 14 * 3_600_000;
const SEED_SPAN = 1000;
/** The service whose waiting is told by class. */
export const EXAM = 'kham';

const usual: Omit<VisitRule, 'name'> = {
  policy: 'target',
  streak: 4,
  returnTarget: 15,
  returnsFrom: 'results',
};

/** The rules a hospital can choose, for the whole clinic. */
export const policyRules: readonly VisitRule[] = [
  { ...usual, name: 'fifo', policy: 'fifo' },
  { ...usual, name: 'strict', policy: 'strict' },
  { ...usual, name: 'ratio', policy: 'ratio' },
  { ...usual, name: 'accumulating', policy: 'accumulating' },
  { ...usual, name: 'target (default)' },
];

/** Ways to count the waiting of those who come back from the lab. */
export const returnRules: readonly VisitRule[] = [
  ...[10, 15, 20, 30].map((returnTarget) => ({
    ...usual,
    name: `from results, ${returnTarget} min`,
    returnTarget,
  })),
  ...[10, 15, 20, 30].map(
    (returnTarget): VisitRule => ({
      ...usual,
      name: `from arrival, ${returnTarget} min`,
      returnTarget,
      returnsFrom: 'arrival',
    }),
  ),
];

/**
 * Plays the model clinic at a load of its doctors for some seeded mornings, all through the core. The people are
 * the same for every rule.
 */
export function playVisits(
  rule: VisitRule,
  plan: { days: number; seed: number; load: number },
): VisitFigures {
  const clinic = modelClinic(rule);
  const patients = visitorsAt(plan.load, usualMix.sessionMinutes);
  const hours = [{ from: OPENS_AT, to: OPENS_AT + LATEST_MS }];
  const roomHours = new Map(clinic.rooms.map(({ id }) => [id, hours]));
  const visits = Array.from({ length: plan.days }, (_, day) => {
    const seed = ((plan.seed - 1) * SEED_SPAN + day + 1) * SEED_STEP;
    const people = drawPeople({ seed, clinic, patients, mix: usualMix });
    const script = { people, opensAt: OPENS_AT, walkMinutes: 0, patienceMinutes: 1.5, roomHours };
    const amend = rule.returnsFrom === 'arrival' ? countFromArrival : null;
    return measureVisits(playDay(clinic, script, amend), OPENS_AT);
  });
  return figuresOf(rule.name, visits.flat(), EXAM);
}

/**
 * Lets a return wait since the first arrival of the visit, which the core does not do: the ticket is put into its
 * line again as if the step had been open since then.
 */
const countFromArrival: Amend = (day, { happening }) => {
  const ticket = 'ticket' in happening ? day.tickets.get(happening.ticket) : undefined;
  if (ticket?.state !== 'waiting') return;
  const back = openSteps(ticket.steps).filter((step) => isReturn(ticket.steps, step));
  if (back.every(({ openAt }) => openAt === ticket.arrivedAt)) return;
  const steps = ticket.steps.map((step) =>
    back.includes(step) ? { ...step, openAt: ticket.arrivedAt } : step,
  );
  take(day, ticket);
  put(day, { ...ticket, steps });
};
