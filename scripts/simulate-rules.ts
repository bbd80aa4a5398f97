import { barTable, ruleTable } from '../simulation/figure-table.ts';
import { loads } from '../simulation/one-stage-day.ts';
import { drawMornings, measureRule, type RuleFigures } from '../simulation/one-stage-figures.ts';
import { drawRules } from '../simulation/rule-picture.ts';
import { defaultRule, guardRules, productRules, rivalRules, unguarded } from '../simulation/rule-table.ts';
import type { Outcome } from './simulate-outcome.ts';

/** The load at which the default has to reach its bars, and which the picture shows. */
const JUDGED = 0.95;

/** All rules at the three loads, the guards and the bars at the middle one. */
export function simulateRules({ days, seed }: { days: number; seed: number }): Outcome {
  const results = loads.map((load) => {
    const mornings = drawMornings(load, days, seed);
    const measure = (rules: typeof productRules): RuleFigures[] =>
      rules.map((rule) => measureRule(rule, mornings));
    const patients = mornings.reduce((sum, morning) => sum + morning.length, 0);
    return {
      load,
      patients,
      product: measure(productRules),
      guards: measure(guardRules),
      rivals: measure(rivalRules),
    };
  });
  const judged = results.find(({ load }) => load === JUDGED)!;
  const named = (name: string): RuleFigures =>
    [...judged.product, ...judged.guards].find(({ rule }) => rule === name)!;
  const sections = results.map(
    ({ load, patients, product, rivals, guards }) =>
      `## Load ${load.toFixed(2)}, ${patients} patients\n\n${ruleTable([...product, ...guards, ...rivals])}`,
  );
  const lead = `One stage, six rooms, ${days} mornings, seed ${seed}. Minutes as p50 / p95, shares in %.`;
  return {
    text: [lead, ...sections, barTable(named(defaultRule.name), named(unguarded.name))].join('\n\n'),
    data: { model: 'one-stage', days, seed, loads: results },
    picture: drawRules(JUDGED, judged.product, judged.rivals),
  };
}
