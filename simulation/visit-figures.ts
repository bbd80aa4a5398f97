import type { PriorityClass } from '../core/queue/line-class.ts';
import { visitClock } from '../core/queue/visit-clock.ts';
import { groupBy } from './grouping.ts';
import { type Spread, shareOf, spreadOf } from './percentile.ts';
import type { PlayedDay } from './play-day.ts';
import { type VisitRecord, visitsOf } from './visit-record.ts';

const MINUTE = 60_000;

/** One visit in minutes; waiting before the doors open is not counted. */
export type VisitMeasure = {
  priority: PriorityClass;
  labs: number;
  minutes: number;
  /** What the visit may take, by Decision 1313/QĐ-BYT of 2013. */
  target: number;
  waits: readonly { stage: string; minutes: number }[];
};

/** Figures of many visits under one rule. */
export type VisitFigures = {
  rule: string;
  visits: number;
  /** By the number of kinds of lab work: how many visits, how long, and the share within the target. */
  byLabs: readonly (Spread & { labs: number; target: number; inTime: number })[];
  inTime: number;
  visit: Spread;
  longestVisit: number;
  /** Waiting for each service; the way back to a service has the word `back` behind its id. */
  stages: Readonly<Record<string, Spread>>;
  /** Waiting for the first call of the service that takes longest to reach, by class. */
  examByClass: Readonly<Record<string, Spread>>;
  longestExamWait: number;
};

/** Stage of the way back to a service. */
export const backTo = (service: string): string => `${service} back`;

/** Measures the finished visits of a day; `opensAt` in ms. */
export function measureVisits({ day, entries }: PlayedDay, opensAt: number): VisitMeasure[] {
  return visitsOf(entries, day.clinic).flatMap((visit) => {
    const ticket = day.tickets.get(visit.ticket);
    if (!ticket || visit.endedAt === null) return [];
    const labs = new Set(visit.stops.map(({ service }) => service).filter((id) => isLab(day, id))).size;
    const from = Math.max(visit.issuedAt, opensAt);
    const minutes = (visit.endedAt - from) / MINUTE;
    const { target } = visitClock(day, ticket, visit.endedAt);
    return [{ priority: visit.priority, labs, minutes, target, waits: waitsOf(visit, opensAt) }];
  });
}

const isLab = (day: PlayedDay['day'], id: string): boolean => day.services.get(id)?.kind === 'lab';

function waitsOf(visit: VisitRecord, opensAt: number): { stage: string; minutes: number }[] {
  return visit.stops.map(({ service, readyAt, calledAt }, index) => {
    const again = visit.stops.slice(0, index).some((before) => before.service === service);
    const minutes = Math.max(0, calledAt - Math.max(readyAt, opensAt)) / MINUTE;
    return { stage: again ? backTo(service) : service, minutes };
  });
}

/** All visits together; `exam` is the service whose waiting is told by class. */
export function figuresOf(rule: string, visits: readonly VisitMeasure[], exam: string): VisitFigures {
  const stages = groupBy(
    visits.flatMap(({ waits }) => waits),
    ({ stage }) => stage,
  );
  const examWaits = visits.flatMap(({ priority, waits }) =>
    waits.filter(({ stage }) => stage === exam).map(({ minutes }) => ({ priority, minutes })),
  );
  const minutesOf = (list: readonly { minutes: number }[]): number[] => list.map(({ minutes }) => minutes);
  const byLabs = [...groupBy(visits, ({ labs }) => labs)].sort(([a], [b]) => a - b);
  return {
    rule,
    visits: visits.length,
    byLabs: byLabs.map(([labs, some]) => ({
      labs,
      target: some[0]!.target,
      inTime: shareOf(some, inTime),
      ...spreadOf(minutesOf(some)),
    })),
    inTime: shareOf(visits, inTime),
    visit: spreadOf(minutesOf(visits)),
    longestVisit: longest(minutesOf(visits)),
    stages: Object.fromEntries([...stages].map(([stage, waits]) => [stage, spreadOf(minutesOf(waits))])),
    examByClass: Object.fromEntries(
      [...groupBy(examWaits, ({ priority }) => priority)].map(([priority, waits]) => [
        priority,
        spreadOf(minutesOf(waits)),
      ]),
    ),
    longestExamWait: longest(minutesOf(examWaits)),
  };
}

const inTime = ({ minutes, target }: VisitMeasure): boolean => minutes < target;
const longest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);
