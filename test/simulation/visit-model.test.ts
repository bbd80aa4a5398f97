import { describe, expect, it } from 'vitest';
import type { VisitFigures } from '../../simulation/visit-figures.ts';
import { playVisits, policyRules, returnRules } from '../../simulation/visit-model.ts';

const plan = { days: 4, seed: 1, load: 0.95 };
const figures = new Map<string, VisitFigures>();
const played = (name: string): VisitFigures => {
  const rule = [...policyRules, ...returnRules].find((each) => each.name === name)!;
  const known = figures.get(name) ?? playVisits(rule, plan);
  figures.set(name, known);
  return known;
};
const back = (name: string) => played(name).stages['kham back']!;

describe('whole visits', () => {
  it('are measured against the limit for their lab work', () => {
    const { byLabs, visits } = played('target (default)');
    expect(byLabs.map(({ labs, target }) => [labs, target])).toEqual([
      [0, 120],
      [1, 180],
      [2, 210],
      [3, 240],
    ]);
    expect(byLabs.reduce((sum, { count }) => sum + count, 0)).toBe(visits);
    expect(visits).toBe(4 * 169);
  });

  it('take the same people through every rule, so that only the order differs', () => {
    const counts = policyRules.map(({ name }) => played(name).byLabs.map(({ count }) => count));
    expect(new Set(counts.map((each) => each.join())).size).toBe(1);
  });

  it('end within their limit more often by targets than by strict classes', () => {
    expect(played('target (default)').inTime).toBeGreaterThan(played('strict').inTime);
  });
});

describe('the way back from the lab', () => {
  it('answers to its target when it counts from the results', () => {
    const ends = [10, 15, 20, 30].map((minutes) => back(`from results, ${minutes} min`).p95);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends[3]! - ends[0]!).toBeGreaterThan(10);
  });

  it('hardly knows its target when it counts from the first arrival, and is paid for by all others', () => {
    const [short, long] = [back('from arrival, 10 min'), back('from arrival, 30 min')];
    expect(Math.abs(long.p95 - short.p95)).toBeLessThan(3);
    const others = (name: string): number => played(name).examByClass.normal!.p95;
    expect(others('from arrival, 15 min')).toBeGreaterThan(others('from results, 15 min') + 3);
  });
});
