import { describe, expect, it } from 'vitest';
import { playWithBreaks } from '../../simulation/break-play.ts';
import {
  judgedDays,
  plainTrial,
  type WaitScore,
  type WaitTrial,
  waitScore,
} from '../../simulation/expected-wait-score.ts';
import { drawDay, loads, SEED_STEP } from '../../simulation/one-stage-day.ts';
import { playMorning } from '../../simulation/one-stage-play.ts';
import { productDesk } from '../../simulation/product-desk.ts';
import { shipped } from '../../simulation/rule-table.ts';

/** Days on which no constant was chosen; thirty of the hundred keep the test short. */
const days = judgedDays.slice(0, 30);
const judged = (load: number, change: Partial<WaitTrial>): Record<WaitScore['of'], WaitScore> => {
  const rows = waitScore(days, load, { ...plainTrial, ...change });
  return Object.fromEntries(rows.map((row) => [row.of, row])) as Record<WaitScore['of'], WaitScore>;
};

/** Shares of calls within the range, as it was reckoned and as it was read. */
function expectHeld({ held, heldShown }: WaitScore, least: number, most: number): void {
  for (const share of [held, heldShown]) {
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  }
}

describe('what patients were told', () => {
  it.each(loads)('holds for 80 to 90 of 100 at load %d, and its middle beats counting heads', (load) => {
    const { all, urgent, priority, appointment, normal, arrival } = judged(load, {});
    expect(all.asked).toBeGreaterThan(10_000);
    expectHeld(all, 0.8, 0.9);
    for (const each of [priority, appointment, normal, arrival]) expectHeld(each, 0.75, 0.92);
    expectHeld(urgent, 0.8, 1);
    expect(all.error).toBeLessThan(0.6 * all.naive);
    expect(all.error).toBeLessThan(0.1 * all.naiveWorded);
    for (const each of [priority, appointment, normal]) expect(each.error).toBeLessThan(0.75 * each.naive);
  });

  it('is right to about a minute and a half for those who go first', () => {
    const { priority, appointment } = judged(0.95, {});
    expect(priority.error).toBeLessThan(0.25 * priority.naive);
    expect(appointment.error).toBeLessThan(0.19 * appointment.naive);
  });

  it('is of use on the very first day, with a clinic file that is a third wrong', () => {
    for (const minutes of [4.9, 7, 9.1]) {
      const { all, priority, appointment, normal } = judged(0.95, { knows: 'file', minutes });
      expectHeld(all, 0.75, 0.9);
      for (const each of [priority, appointment, normal]) expectHeld(each, 0.7, 0.9);
      expect(all.error).toBeLessThan(0.75 * all.naive);
    }
  });

  it('holds where consultations are more alike, or much less', () => {
    for (const sigma of [0.2936, 0.703]) {
      const { all } = judged(0.95, { sigma });
      expectHeld(all, 0.8, 0.9);
      expect(all.error).toBeLessThan(0.75 * all.naive);
    }
  });

  it('holds when rooms take breaks that are said, and nearly when they are not', () => {
    expectHeld(judged(0.95, { breaks: 'announced' }).all, 0.78, 0.9);
    expectHeld(judged(0.95, { breaks: 'unannounced' }).all, 0.7, 0.9);
  });

  it.each(['fifo', 'strict', 'ratio', 'accumulating'] as const)('holds under the rule %s', (policy) => {
    const { all, priority, appointment, normal } = judged(0.95, { rule: { ...shipped, policy } });
    expectHeld(all, 0.8, 0.93);
    for (const each of [priority, appointment, normal]) expectHeld(each, 0.75, 0.99);
    expect(all.error).toBeLessThan(0.75 * all.naive);
  });
});

describe('a morning with breaks', () => {
  const patients = drawDay(SEED_STEP, 0.95);

  it('is the published morning when nobody takes one', () => {
    const calls = playWithBreaks(patients, productDesk(shipped), []);
    const published = playMorning(patients, productDesk(shipped));
    expect(calls.map(({ patient, start }) => ({ patient, start }))).toEqual(published);
  });

  it('has no call by a room on its break, and serves everybody', () => {
    const breaks = [{ room: 2, from: 60, to: 90 }];
    const calls = playWithBreaks(patients, productDesk(shipped), breaks);
    expect(calls.filter(({ room, start }) => room === 2 && start >= 60 && start < 90)).toEqual([]);
    expect(calls.some(({ room, start }) => room === 2 && start === 90)).toBe(true);
    expect(new Set(calls.map(({ patient }) => patient.id)).size).toBe(patients.length);
  });
});
