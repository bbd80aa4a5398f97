import { stageTable, visitTable } from '../simulation/figure-table.ts';
import { drawVisits } from '../simulation/rule-picture.ts';
import { EXAM, playVisits, policyRules, returnRules } from '../simulation/visit-model.ts';
import type { Outcome } from './simulate-outcome.ts';

/** The load of the doctors at which visits are played. */
const LOAD = 0.95;

/** Whole visits under every policy, and the ways to count those who come back from the lab. */
export function simulateVisits({ days, seed }: { days: number; seed: number }): Outcome {
  const play = (rules: typeof policyRules) =>
    rules.map((rule) => playVisits(rule, { days, seed, load: LOAD }));
  const policies = play(policyRules);
  const returns = play(returnRules);
  const lead = `Whole visits through the core: reception, six doctors, three labs, back to the doctor, cashier, pharmacy.
Load of the doctors ${LOAD}, ${days} mornings, seed ${seed}, ${policies[0]?.visits ?? 0} visits. Minutes as p50 / p95, shares in %.`;
  const sections = [
    `## Policies\n\n${visitTable(policies)}\n\n${stageTable(policies, EXAM)}`,
    `## Back from the lab\n\n${visitTable(returns)}\n\n${stageTable(returns, EXAM)}`,
  ];
  return {
    text: [lead, ...sections].join('\n\n'),
    data: { model: 'visits', load: LOAD, days, seed, policies, returns },
    picture: drawVisits(LOAD, policies, returns),
  };
}
