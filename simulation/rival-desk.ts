import type { PriorityClass } from '../core/queue/line-class.ts';
import type { Desk } from './desk.ts';
import { dueFrom, type Patient } from './one-stage-day.ts';

/** Minutes within which each class is wanted by the rules that know targets. */
export type ClassTargets = Record<Exclude<PriorityClass, 'urgent'>, number>;
export const classTargets: ClassTargets = { priority: 20, appointment: 20, normal: 60 };

const ranks: Record<PriorityClass, number> = { urgent: 3, priority: 2, appointment: 1, normal: 0 };
const slotWeights: ClassTargets = { priority: 2, appointment: 2, normal: 1 };

/** Highest first; the first of equals, in the order of arrival. `now` in minutes. */
type Score = (patient: Patient, now: number) => number;

/** Whoever came first, emergencies like everybody. */
export function arrivalDesk(): Desk {
  return scoreDesk((patient) => -patient.arrival, false);
}

/** Newest first inside strict classes, as an open-source queue orders since its release 2.2. */
export function newestFirstDesk(): Desk {
  return scoreDesk((patient) => ranks[patient.line] * 1e6 + patient.arrival, false);
}

/** Waiting weighs double for priority and appointments, whose waiting counts from the slot. */
export function slotWeightDesk(): Desk {
  return scoreDesk((patient, now) => (weigh(patient, slotWeights) ?? 1) * (now - dueFrom(patient)), true);
}

/** Whoever should have been called soonest, by the targets. */
export function earliestDueDesk(): Desk {
  return scoreDesk((patient) => -dueFrom(patient) - (weigh(patient, classTargets) ?? 0), true);
}

/** The share of the target that is used up. */
const usedUp: Score = (patient, now) => (now - dueFrom(patient)) / (weigh(patient, classTargets) ?? 1);

const RATIO = 2;

/**
 * Two of those with priority or an appointment, then one without. The count goes on while nobody without
 * priority waits, which is where it differs from the product's own ratio.
 */
export function ratioDesk(): Desk {
  const waiting: Patient[] = [];
  let count = 0;
  const isNormal = ({ line }: Patient): boolean => line === 'normal';
  return {
    come: (patient) => void waiting.push(patient),
    call: () => {
      const normal = waiting.find(isNormal);
      const other = waiting.find((each) => !isNormal(each));
      const urgent = waiting.find(({ line }) => line === 'urgent');
      const called = urgent ?? (other && (!normal || count < RATIO) ? other : normal);
      if (!called) return null;
      waiting.splice(waiting.indexOf(called), 1);
      if (!urgent) count = isNormal(called) ? 0 : count + 1;
      return called;
    },
  };
}

const GUARDED_AFTER = 12;
const GUARDED_FROM = 90;

/**
 * Targets, and every second call for whoever was overtaken twelve times or waits for an hour and a half, of
 * whatever class: the guard that was tried and found too dear.
 */
export function cappedDesk(): Desk {
  const waiting: Patient[] = [];
  const overtaken = new Map<number, number>();
  let turns = 0;
  const isGuarded = ({ id, arrival }: Patient, now: number): boolean =>
    (overtaken.get(id) ?? 0) >= GUARDED_AFTER || now - arrival >= GUARDED_FROM;
  const choose = (now: number): Patient | null => {
    const guarded = waiting.find((each) => isGuarded(each, now));
    if (guarded) turns += 1;
    return guarded && turns % 2 === 1 ? guarded : highest(waiting, usedUp, now);
  };
  return {
    come: (patient) => void waiting.push(patient),
    call: (now) => {
      const urgent = waiting.find(({ line }) => line === 'urgent');
      const called = urgent ?? choose(now);
      if (!called) return null;
      waiting.splice(waiting.indexOf(called), 1);
      if (urgent) return urgent;
      for (const { id, arrival } of waiting) {
        if (arrival < called.arrival) overtaken.set(id, (overtaken.get(id) ?? 0) + 1);
      }
      return called;
    },
  };
}

function scoreDesk(score: Score, urgentFirst: boolean): Desk {
  const waiting: Patient[] = [];
  return {
    come: (patient) => void waiting.push(patient),
    call: (now) => {
      const urgent = urgentFirst ? waiting.find(({ line }) => line === 'urgent') : undefined;
      const called = urgent ?? highest(waiting, score, now);
      if (called) waiting.splice(waiting.indexOf(called), 1);
      return called;
    },
  };
}

function highest(waiting: readonly Patient[], score: Score, now: number): Patient | null {
  let best: Patient | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const each of waiting) {
    const own = score(each, now);
    if (own > most) [best, most] = [each, own];
  }
  return best;
}

function weigh({ line }: Patient, table: ClassTargets): number | null {
  return line === 'urgent' ? null : table[line];
}
