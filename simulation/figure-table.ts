import { lineClasses, priorityClasses } from '../core/queue/line-class.ts';

import { bars } from './bar-table.ts';
import type { RuleFigures } from './one-stage-figures.ts';
import type { Spread } from './percentile.ts';
import type { VariantFigures } from './replay.ts';
import type { VisitFigures } from './visit-figures.ts';

/** A table as Markdown with aligned columns, the first to the left and the others to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => [...(row[column] ?? '')].length)),
  );
  const pad = (cell: string, column: number): string => {
    const room = ' '.repeat(widths[column]! - [...cell].length);
    return column === 0 ? cell + room : room + cell;
  };
  const lined = (row: readonly string[]): string => `| ${row.map(pad).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [lined(head), lined(rule), ...rows.map(lined)].join('\n');
}

/** `16 / 34`, whole minutes. */
export function spreadWords({ p50, p95 }: Spread): string {
  return `${p50.toFixed(0)} / ${p95.toFixed(0)}`;
}

/** `17.3` of 0.173. */
export function percentWords(share: number): string {
  return (share * 100).toFixed(1);
}

/** Rules of one load, a row each: minutes as p50 / p95 by class, shares in %. */
export function ruleTable(rules: readonly RuleFigures[]): string {
  const head = ['rule', 'urgent', 'priority', 'appointment', 'normal', 'mean', 'longest'];
  const shares = ['prio + appt > 30', 'normal > 90', 'overtaken > 20'];
  return markdownTable(
    [...head, ...shares],
    rules.map(({ rule, classes, mean, longest, late, beyond90, overtaken20 }) => [
      rule,
      ...[classes.urgent, classes.priority, classes.appointment, classes.normal].map(spreadWords),
      mean.toFixed(1),
      longest.toFixed(0),
      ...[late, beyond90, overtaken20].map(percentWords),
    ]),
  );
}

/** The default rule against the bars, and against the same rule without guards. */
export function barTable(own: RuleFigures, unguarded: RuleFigures): string {
  return markdownTable(
    ['figure at load 0.95', 'at most', 'default', 'no guard', 'met'],
    bars.map((bar) => {
      const met = bar.of(own) <= bar.most ? 'yes' : 'no';
      return [bar.what, `${bar.most} ${bar.unit}`, `${bar.of(own)}`, `${bar.of(unguarded)}`, met];
    }),
  );
}

const labWords = (count: number): string => (count === 1 ? '1 lab' : `${count} labs`);

/** Whole visits, a row a rule: the share within the limit in %, and minutes as p50 / p95. */
export function visitTable(rules: readonly VisitFigures[]): string {
  const labs = rules[0]?.byLabs ?? [];
  const kinds = labs.map(({ labs: count, target }) => `${labWords(count)} < ${target / 60} h`);
  return markdownTable(
    [
      'rule',
      'visits in time',
      ...kinds,
      'visit',
      ...labs.map((each) => `visit, ${labWords(each.labs)}`),
      'longest',
    ],
    rules.map(({ rule, inTime, byLabs, visit, longestVisit }) => [
      rule,
      percentWords(inTime),
      ...byLabs.map((each) => percentWords(each.inTime)),
      spreadWords(visit),
      ...byLabs.map(spreadWords),
      longestVisit.toFixed(0),
    ]),
  );
}

/** Waiting of whole visits stage by stage, and for the doctor by class; minutes as p50 / p95. */
export function stageTable(rules: readonly VisitFigures[], exam: string): string {
  const stages = Object.keys(rules[0]?.stages ?? {});
  const others = stages.filter((stage) => stage !== exam);
  const classes = priorityClasses.filter((each) => rules[0]?.examByClass[each]);
  return markdownTable(
    ['waiting for', ...classes.map((each) => `${exam}, ${each}`), `${exam}, longest`, ...others],
    rules.map(({ rule, stages: waits, examByClass, longestExamWait }) => [
      rule,
      ...classes.map((each) => spreadCell(examByClass[each])),
      longestExamWait.toFixed(0),
      ...others.map((stage) => spreadCell(waits[stage])),
    ]),
  );
}

/** A day under its variants, a row a variant; minutes as p50 / p95, shares in %. */
export function variantTable(variants: readonly VariantFigures[]): string {
  const lines = lineClasses.filter((each) => variants.some(({ classes }) => classes[each]));
  return markdownTable(
    ['variant', ...lines, 'longest', 'visit', 'in time', 'end of work', 'rooms in use', 'not served'],
    variants.map(({ name, classes, longest, visit, inTime, endOfWork, use, unserved }) => [
      name,
      ...lines.map((each) => spreadCell(classes[each])),
      longest.toFixed(0),
      spreadWords(visit),
      percentWords(inTime),
      clockWords(endOfWork),
      percentWords(use),
      String(unserved),
    ]),
  );
}

/** `07:05` of minutes since midnight. */
export function clockWords(minute: number): string {
  const whole = Math.round(minute);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

const spreadCell = (spread: Spread | undefined): string => (spread ? spreadWords(spread) : '–');
