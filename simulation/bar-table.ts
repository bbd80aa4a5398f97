import type { RuleFigures } from './one-stage-figures.ts';

/** A figure that the default rule must reach at load 0.95. */
export type Bar = { what: string; most: number; unit: 'min' | '%'; of: (figures: RuleFigures) => number };

const minutes = Math.round;
/** A tenth of a percent, rounded against the rule. */
const percent = (share: number): number => Math.ceil(share * 1000) / 10;

/** The bars by which the default rule is judged; minutes are compared after rounding to whole ones. */
export const bars: readonly Bar[] = [
  { what: 'priority p95', most: 34, unit: 'min', of: ({ classes }) => minutes(classes.priority.p95) },
  { what: 'appointment p95', most: 38, unit: 'min', of: ({ classes }) => minutes(classes.appointment.p95) },
  { what: 'normal p95', most: 113, unit: 'min', of: ({ classes }) => minutes(classes.normal.p95) },
  { what: 'overtaken > 20 times', most: 43, unit: '%', of: ({ overtaken20 }) => percent(overtaken20) },
  { what: 'longest wait', most: 140, unit: 'min', of: ({ longest }) => minutes(longest) },
];
