import { type PriorityClass, priorityClasses } from '../core/queue/line-class.ts';
import type { DeskRule } from './desk.ts';
import { drawDay, dueFrom, type Patient, SEED_STEP } from './one-stage-day.ts';
import { type Call, playMorning } from './one-stage-play.ts';
import { type Spread, shareOf, spreadOf } from './percentile.ts';

/**
 * How people waited under one rule, all mornings together; minutes, and shares from 0 to 1. Waiting before the
 * doors open is not counted. An appointment's columns count from its slot; mean and longest count from arrival.
 */
export type RuleFigures = {
  rule: string;
  classes: Record<PriorityClass, Spread>;
  mean: number;
  longest: number;
  /** Priority and appointments that waited more than half an hour. */
  late: number;
  /** Those without priority who waited more than an hour and a half. */
  beyond90: number;
  /** Those without priority who saw more than twenty later comers called before them. */
  overtaken20: number;
};

const LATE = 30;
const VERY_LATE = 90;
const OFTEN = 20;
/** Mornings that one seed may have before it meets those of the next. */
const SEED_SPAN = 1000;

/** The mornings of a load, `seed` 1 being the published ones. */
export function drawMornings(load: number, days: number, seed: number): Patient[][] {
  return Array.from({ length: days }, (_, day) => {
    return drawDay(((seed - 1) * SEED_SPAN + day + 1) * SEED_STEP, load);
  });
}

/** Plays every morning with a fresh desk of the rule and measures all of them together. */
export function measureRule(rule: DeskRule, mornings: readonly Patient[][]): RuleFigures {
  const waits = mornings.flatMap((morning) => waitsOf(playMorning(morning, rule.open())));
  const of = (line: PriorityClass): Wait[] => waits.filter((each) => each.line === line);
  const urged = waits.filter(({ line }) => line === 'priority' || line === 'appointment');
  const normal = of('normal');
  return {
    rule: rule.name,
    classes: Object.fromEntries(
      priorityClasses.map((line) => [line, spreadOf(of(line).map(({ due }) => due))]),
    ) as Record<PriorityClass, Spread>,
    mean: waits.reduce((sum, { wait }) => sum + wait, 0) / waits.length,
    longest: waits.reduce((most, { wait }) => Math.max(most, wait), 0),
    late: shareOf(urged, ({ due }) => due > LATE),
    beyond90: shareOf(normal, ({ wait }) => wait > VERY_LATE),
    overtaken20: shareOf(normal, ({ overtaken }) => overtaken > OFTEN),
  };
}

/** `wait` from arrival, `due` from the slot where there is one; `overtaken` later comers were called before. */
type Wait = { line: PriorityClass; wait: number; due: number; overtaken: number };

function waitsOf(calls: readonly Call[]): Wait[] {
  return calls.map(({ patient, start }, at) => ({
    line: patient.line,
    wait: start - Math.max(0, patient.arrival),
    due: Math.max(0, start - Math.max(0, dueFrom(patient))),
    overtaken:
      patient.line === 'normal'
        ? calls.slice(0, at).filter((before) => before.patient.arrival > patient.arrival).length
        : 0,
  }));
}
