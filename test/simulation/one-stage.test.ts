import { beforeAll, describe, expect, it } from 'vitest';
import { bars } from '../../simulation/bar-table.ts';
import type { DeskRule } from '../../simulation/desk.ts';
import { drawDay, loads, type Patient, SEED_STEP } from '../../simulation/one-stage-day.ts';
import { drawMornings, measureRule, type RuleFigures } from '../../simulation/one-stage-figures.ts';
import { playMorning } from '../../simulation/one-stage-play.ts';
import { productDesk } from '../../simulation/product-desk.ts';
import { defaultRule, guardRules, productRules, rivalRules, shipped } from '../../simulation/rule-table.ts';
import { publishedFigures, publishedGuards, publishedOrders } from './published-figures-table.ts';

const rules = [...productRules, ...guardRules, ...rivalRules];
const ruleNamed = (name: string): DeskRule => rules.find((rule) => rule.name === name)!;

describe('the first morning', () => {
  it.each(publishedOrders)('is called as published under "%s"', (name, first, mean, longest, hash) => {
    const calls = playMorning(drawDay(SEED_STEP, 0.95), ruleNamed(name).open());
    const waits = calls.map(({ patient, start }) => start - Math.max(0, patient.arrival));
    const ids = calls.map(({ patient }) => patient.id);
    expect(ids.slice(0, 10).join(' ')).toBe(first);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeCloseTo(mean, 6);
    expect(Math.max(...waits)).toBeCloseTo(longest, 6);
    expect(ids.reduce((sum, id) => (sum * 31 + id) % 1_000_003, 0)).toBe(hash);
  });
});

describe('the product’s ratio', () => {
  it('calls the first morning as the published ratio does when appointments count from arrival', () => {
    const morning = drawDay(SEED_STEP, 0.95);
    const desk = productDesk({ ...shipped, policy: 'ratio', appointmentsFrom: 'arrival' });
    const published = playMorning(morning, ruleNamed('ratio 2:1 by arrival').open());
    expect(playMorning(morning, desk)).toEqual(published);
  });
});

describe('two hundred mornings', () => {
  const figures = new Map<string, RuleFigures>();
  const at = (load: number, rule: string): RuleFigures => figures.get(`${load} ${rule}`)!;
  const row = ({ classes, mean, longest, late, beyond90, overtaken20 }: RuleFigures): string => {
    const spreads = Object.values(classes).map(({ p50, p95 }) => `${p50.toFixed(0)}/${p95.toFixed(0)}`);
    const shares = [late, beyond90, overtaken20].map((share) => (share * 100).toFixed(1));
    return [...spreads, mean.toFixed(1), longest.toFixed(0), ...shares].join(' ');
  };
  const mornings = new Map<number, Patient[][]>();

  beforeAll(() => {
    const wanted = new Set([...Object.keys(publishedFigures['0.95']!), defaultRule.name]);
    for (const load of loads) {
      mornings.set(load, drawMornings(load, 200, 1));
      for (const name of wanted)
        figures.set(`${load} ${name}`, measureRule(ruleNamed(name), mornings.get(load)!));
    }
  });

  it('see as many patients as published', () => {
    expect(loads.map((load) => mornings.get(load)!.flat().length)).toEqual([38_361, 42_834, 47_318]);
  });

  it.each(loads)('give the published table at load %s', (load) => {
    const published = publishedFigures[load]!;
    const own = Object.fromEntries(Object.keys(published).map((rule) => [rule, row(at(load, rule))]));
    expect(own).toEqual(published);
  });

  it('price every guard as published', () => {
    const own = publishedGuards.map(([name]) => {
      const found = figures.get(`0.95 ${name}`) ?? measureRule(ruleNamed(name), mornings.get(0.95)!);
      const { classes, longest, overtaken20 } = found;
      const ends = [classes.priority.p95, classes.appointment.p95, classes.normal.p95, longest];
      return [name, [...ends, overtaken20 * 100].map((figure) => figure.toFixed(2)).join(' ')];
    });
    expect(own).toEqual(publishedGuards);
  });

  it('find the default on every bar, and better on one at least', () => {
    const own = at(0.95, defaultRule.name);
    expect(bars.filter((bar) => bar.of(own) > bar.most)).toEqual([]);
    expect(bars.some((bar) => bar.of(own) < bar.most)).toBe(true);
    expect(own.overtaken20).toBeLessThan(at(0.95, 'target, no guard').overtaken20);
  });

  it.each([0.85, 1.05])('find the default nowhere worse than no guard at load %s', (load) => {
    const own = bars.map((bar) => bar.of(at(load, defaultRule.name)));
    const other = bars.map((bar) => bar.of(at(load, 'target, no guard')));
    expect(own.filter((figure, index) => figure > other[index]!)).toEqual([]);
  });

  it('call emergencies within three and a half minutes wherever they go first, and lose no time', () => {
    for (const load of loads) {
      const fifo = at(load, 'fifo, no class first');
      for (const [key, each] of figures) {
        if (!key.startsWith(`${load} `)) continue;
        expect(Math.abs(each.mean - fifo.mean)).toBeLessThan(0.2);
        if (each.rule !== fifo.rule) expect(each.classes.urgent.p95).toBeLessThanOrEqual(3.5);
      }
    }
  });
});

describe('a desk', () => {
  const patient = (
    id: number,
    line: Patient['line'],
    arrival: number,
    slot: number | null = null,
  ): Patient => ({
    id,
    line,
    arrival,
    slot,
    service: 7,
  });
  const order = (desk: ReturnType<typeof productDesk>, now: number, people: readonly Patient[]): number[] => {
    for (const each of people) desk.come(each);
    return people.map(() => desk.call(now)!.id);
  };

  it('calls nobody when nobody waits', () => {
    expect(productDesk(shipped).call(5)).toBeNull();
  });

  it('calls somebody without priority after four others in a row', () => {
    const people = [1, 2, 3, 4, 5, 6].map((id) => patient(id, 'priority', id));
    expect(order(productDesk(shipped), 30, [...people, patient(7, 'normal', 6)])).toEqual([
      1, 2, 3, 4, 7, 5, 6,
    ]);
  });

  it('calls every second time somebody without priority whom enough later comers have passed', () => {
    const people = [1, 2, 3, 4, 5].map((id) => patient(id, 'priority', id));
    const desk = productDesk({ ...shipped, overtakeCap: 2, streak: 50 });
    expect(order(desk, 12, [patient(8, 'normal', 0), patient(9, 'normal', 0.5), ...people])).toEqual([
      1, 2, 8, 3, 9, 4, 5,
    ]);
  });

  it('lets an appointment before its time go only when nobody else waits', () => {
    const early = patient(1, 'appointment', 0, 60);
    expect(order(productDesk(shipped), 5, [early, patient(2, 'normal', 5)])).toEqual([2, 1]);
  });
});
