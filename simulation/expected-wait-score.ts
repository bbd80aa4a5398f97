import { type PriorityClass, priorityClasses } from '../core/queue/line-class.ts';
import { type Pace, priorPace } from '../core/queue/pace.ts';
import { type Break, playWithBreaks } from './break-play.ts';
import { drawDay, MEAN_SERVICE, type Patient, ROOMS, SEED_STEP } from './one-stage-day.ts';
import { type ProductSettings, productDesk } from './product-desk.ts';
import { shipped } from './rule-table.ts';
import { askedWaits, type WaitAnswer } from './wait-question.ts';

/** The circumstances in which the expected wait is judged. */
export type WaitTrial = {
  rule: ProductSettings;
  /** `days`: each day begins with what those before taught. `file`: each day with the clinic file alone. */
  knows: 'days' | 'file';
  /** Minutes of a patient in the clinic file; the model's own are 7. */
  minutes: number;
  /** Sigma of the lognormal service times; the model's own is 0.5. */
  sigma: number;
  /** Half-hour breaks, one room after the other from minute 90 on; announced ones are known while they last. */
  breaks: 'none' | 'announced' | 'unannounced';
};

/** The model as it is, with what earlier days taught. */
export const plainTrial: WaitTrial = {
  rule: shipped,
  knows: 'days',
  minutes: MEAN_SERVICE,
  sigma: 0.5,
  breaks: 'none',
};

/** The days on which the constants were chosen, and those on which they are judged. */
export const tuningDays: readonly number[] = Array.from({ length: 100 }, (_, day) => day + 1);
export const judgedDays: readonly number[] = Array.from({ length: 100 }, (_, day) => day + 101);

/** One line of the table. Shares between 0 and 1; errors are mean absolute errors in minutes. */
export type WaitScore = {
  of: PriorityClass | 'all' | 'arrival' | 'half-way';
  asked: number;
  /** Calls that fell into the range, and into the range as people read it. */
  held: number;
  heldShown: number;
  /** Mean width of what people read, in minutes. */
  width: number;
  error: number;
  /** People ahead × mean service time / rooms, which knows the true mean and all rooms. */
  naive: number;
  /** The same without the rooms. */
  naiveWorded: number;
};

/**
 * Plays days of the model (by their numbers, in this order) under the trial's rule, asks for every patient's wait
 * on arrival and half-way, and holds the answers against what came true. `load` as in `drawDay`.
 */
export function waitScore(days: readonly number[], load: number, trial: WaitTrial): WaitScore[] {
  const answers: WaitAnswer[] = [];
  let past: Pace | null = null;
  for (const day of days) {
    const patients = drawDay(day * SEED_STEP, load).map((patient) => stretched(patient, trial.sigma));
    const breaks = trial.breaks === 'none' ? [] : halfHours();
    const calls = playWithBreaks(patients, productDesk(trial.rule), breaks);
    const known = trial.breaks === 'announced' ? breaks : [];
    const asked = askedWaits(calls, known, trial.rule, priorPace(trial.minutes, past));
    answers.push(...asked.answers);
    if (trial.knows === 'days') past = asked.pace;
  }
  const kinds = ['all', ...priorityClasses, 'arrival', 'half-way'] as const;
  return kinds.map((kind) =>
    scoreOf(
      kind,
      answers.filter(({ line, asked }) => kind === 'all' || line === kind || asked === kind),
    ),
  );
}

/** The same patient where service times spread otherwise about the same mean. */
function stretched(patient: Patient, sigma: number): Patient {
  if (sigma === plainTrial.sigma) return patient;
  const normal = (Math.log(patient.service / MEAN_SERVICE) + plainTrial.sigma ** 2 / 2) / plainTrial.sigma;
  return { ...patient, service: MEAN_SERVICE * Math.exp(sigma * normal - sigma ** 2 / 2) };
}

const BREAK = 30;
const FIRST_BREAK = 90;

function halfHours(): Break[] {
  return Array.from({ length: ROOMS }, (_, room) => {
    const from = FIRST_BREAK + BREAK * room;
    return { room, from, to: from + BREAK };
  });
}

function scoreOf(of: WaitScore['of'], answers: readonly WaitAnswer[]): WaitScore {
  const mean = (value: (answer: WaitAnswer) => number): number =>
    answers.reduce((sum, answer) => sum + value(answer), 0) / answers.length;
  const within = (waited: number, { from, to }: { from: number; to: number }): number =>
    from <= waited && waited <= to ? 1 : 0;
  return {
    of,
    asked: answers.length,
    held: mean(({ waited, range }) => within(waited, range)),
    heldShown: mean(({ waited, shown }) => within(waited, shown)),
    width: mean(({ shown }) => shown.to - shown.from),
    error: mean(({ waited, range }) => Math.abs(waited - range.middle)),
    naive: mean(({ waited, naive }) => Math.abs(waited - naive.rooms)),
    naiveWorded: mean(({ waited, naive }) => Math.abs(waited - naive.worded)),
  };
}
