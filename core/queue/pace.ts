import { type Arrivals, arrivedBetween, towards, withArrival } from './arrivals.ts';
import type { LineClass } from './line-class.ts';

/**
 * What was learned of one service: how long its rooms take from one call to the next, and when people come. A
 * few numbers that are carried in the day and over its turn. Minutes.
 */
export type Pace = {
  readonly mean: number;
  readonly variance: number;
  /** Patients that stand behind the two numbers; older ones fade. */
  readonly weight: number;
  readonly today: Arrivals;
  /** An ordinary day, from those that are over. */
  readonly usual: Arrivals;
  /** Days behind `usual`, at most as many as it remembers. */
  readonly days: number;
};

/** Spread of consultation times, as a share of their mean, while nothing is known. */
const SPREAD = 0.5;
/** Patients that the clinic file's guess is worth, and those that all past days together are worth. */
const FILE_WEIGHT = 5;
const PAST_WEIGHT = 40;
/** Patients that are remembered, so that a doctor who changes is noticed within the morning. */
const MEMORY = 80;
/** Longer than so many means is a pause of the doctor. It counts a little: the mean may be what is wrong. */
const PAUSE = 4;
const PAUSE_WORTH = 0.25;
/** Nobody is served in less; a desk that presses ten times to pass absent people shows this and not zero. */
const SHORTEST = 0.25;
/** Days that an ordinary day is the mean of. */
const DAYS = 10;
/** Patients by which this day must differ before it is taken for a busier or quieter one than usual. */
const DOUBT = 10;
/** Minutes in which a rush fades while no day before tells how it goes on. */
const RUSH = 60;
/** Minutes that are looked back on for the rate of arrivals. */
const LATELY = 45;

/**
 * What a new day believes before its first patient: the past, with limited weight, or else the minutes of the
 * clinic file. `past` is the pace at the end of the day before; a day on which nobody came teaches nothing.
 */
export function priorPace(minutes: number, past: Pace | null): Pace {
  if (!past) {
    const mean = Math.max(SHORTEST, minutes);
    return { mean, variance: (SPREAD * mean) ** 2, weight: FILE_WEIGHT, today: {}, usual: {}, days: 0 };
  }
  const weight = Math.min(past.weight, PAST_WEIGHT);
  if (Object.keys(past.today).length === 0) return { ...past, weight };
  const days = Math.min(past.days + 1, DAYS);
  return { ...past, weight, today: {}, usual: towards(past.usual, past.today, 1 / days), days };
}

/**
 * One cycle more: the minutes from a call to the next call of the same room, where somebody waited all the time.
 * Exponential forgetting; a pause is cut to four means and counts a quarter, so that six lunches do not spoil the
 * afternoon and a clinic file that is far too short is still corrected.
 */
export function notePace(pace: Pace, minutes: number): Pace {
  if (!(minutes >= 0)) return pace;
  const longest = PAUSE * pace.mean;
  const worth = minutes > longest ? PAUSE_WORTH : 1;
  const kept = Math.min(pace.weight, MEMORY - worth);
  const weight = kept + worth;
  const off = Math.max(SHORTEST, Math.min(minutes, longest)) - pace.mean;
  const mean = pace.mean + (worth / weight) * off;
  const variance = (kept * pace.variance + worth * off * off * (kept / weight)) / weight;
  return { ...pace, mean, variance, weight };
}

/** Somebody of a class joined the line of the service at a minute of the business day. */
export function noteArrival(pace: Pace, line: LineClass, minute: number): Pace {
  return { ...pace, today: withArrival(pace.today, line, minute) };
}

/**
 * How many of a class will come between two minutes of the business day, `from` being now. An ordinary day's
 * arrivals, as much busier or quieter as this day has been so far (a gamma-Poisson estimate, so that the first
 * three patients prove nothing); on a first day the rate of the last three quarters of an hour, which fades.
 */
export function comingBetween(pace: Pace, line: LineClass, from: number, to: number): number {
  const { today, usual, days } = pace;
  if (to <= from) return 0;
  if (days === 0) {
    const rate = arrivedBetween(today, line, from - LATELY, from) / LATELY;
    return rate * RUSH * (1 - Math.exp((from - to) / RUSH));
  }
  const busier =
    (arrivedBetween(today, line, 0, from) + DOUBT) / (arrivedBetween(usual, line, 0, from) + DOUBT);
  return busier * arrivedBetween(usual, line, from, to);
}
