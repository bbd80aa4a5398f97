import { describe, expect, it } from 'vitest';
import { type PolicyName, ServiceRule } from '../../../core/queue/clinic-file.ts';
import { ruleOf } from '../../../core/queue/day.ts';
import { ruleWords } from '../../../core/queue/rule-words.ts';
import { clinicOf, faultCode, HOUR, MINUTE, TestDay } from './test-day.ts';

const newDay = () => new TestDay(clinicOf({}));
const rule = (policy: PolicyName, parts: Partial<ServiceRule> = {}): ServiceRule => ({
  ...ServiceRule.parse({ policy }),
  ...parts,
});
const setRule = (day: TestDay, to: ServiceRule | null, service = 'noi') =>
  day.ask({ type: 'rule', service, rule: to });

describe('a rule that staff change', () => {
  it('holds from the next call on, and each call says by which it was made', () => {
    const day = newDay();
    for (const priority of ['normal', 'priority', 'normal'] as const) day.later(MINUTE).comes({ priority });
    day.later(30 * MINUTE);
    expect(day.askNext('pk1', null)).toMatchObject({
      outcome: { ticket: 't2', reason: { policy: 'target', rule: 0 } },
    });
    day.comes({ priority: 'priority' });
    setRule(day, rule('fifo'));
    const version = day.day.seq;
    expect(day.askNext('pk2', null)).toMatchObject({
      outcome: { ticket: 't1', reason: { policy: 'fifo', rule: version, target: null } },
    });
    setRule(day, null);
    expect(ruleOf(day.day, 'noi')).toMatchObject({ policy: 'target', version: 0 });
  });

  it('stands over the night with its version, and back to the file is written once', () => {
    const day = newDay();
    day.comes({});
    setRule(day, rule('strict'));
    const version = day.day.seq;
    day.later(24 * HOUR).comes({});
    expect(ruleOf(day.day, 'noi')).toMatchObject({ policy: 'strict', version });
    expect(setRule(day, null).ok).toBe(true);
    expect(setRule(day, null)).toMatchObject({ ok: true, happenings: [] });
  });

  it('is of a service that exists', () => {
    expect(faultCode(setRule(newDay(), rule('fifo'), 'mổ'))).toBe('unknown-service');
  });

  it('with fewer calls in a row lets somebody normal in at once', () => {
    const day = newDay();
    for (let i = 0; i < 5; i += 1) day.comes({ priority: 'priority' });
    const normal = day.comes({});
    day.later(MINUTE);
    for (let i = 0; i < 2; i += 1) day.next('pk1');
    setRule(day, rule('target', { streak: 2 }));
    expect(day.askNext('pk2', null)).toMatchObject({
      outcome: { ticket: normal, reason: { kind: 'streak-guard', before: 2 } },
    });
  });

  it('with a cap calls who was passed too often after at most one other', () => {
    const day = newDay();
    setRule(day, rule('strict', { overtakeCap: 2 }));
    const normal = day.comes({});
    for (let i = 0; i < 5; i += 1) day.later(MINUTE).comes({ priority: 'priority' });
    const kinds = ['pk1', 'pk1', 'pk1'].map((room) => {
      day.next(room);
      const { happening } = day.entries.at(-1)!;
      return happening.type === 'ticket-called' ? [happening.ticket, happening.reason.kind] : [];
    });
    expect(kinds).toEqual([
      ['t2', 'score'],
      ['t3', 'score'],
      [normal, 'overtake-guard'],
    ]);
  });
});

describe('the rule on the wall', () => {
  const words = (policy: PolicyName, parts: Partial<ServiceRule> = {}): string[] =>
    ruleWords(
      { ...rule(policy, parts), version: 0 },
      {
        appointments: { earlyMinutes: 10, lateMinutes: 15 },
      },
    );
  const all = ['fifo', 'strict', 'ratio', 'accumulating', 'target'] as const;

  it.each(all)('(%s) begins with emergencies and ends with who comes back, in plain sentences', (policy) => {
    const lines = words(policy);
    expect(lines[0]).toBe('Người cấp cứu được gọi trước mọi người.');
    expect(lines.at(-1)).toContain('xếp lại đúng chỗ cũ');
    for (const line of lines) {
      expect(line).toMatch(/^\p{Lu}.*\.$/u);
      expect(line).not.toMatch(/undefined|NaN|policy|score|streak/);
    }
  });

  it('says what the rule does, with its figures', () => {
    expect(words('fifo')).toContain('Ai đến trước được gọi trước.');
    expect(words('strict').join(' ')).toContain('Người ưu tiên được gọi trước, rồi đến người hẹn trước');
    expect(words('ratio').join(' ')).toContain('Cứ hai lượt ưu tiên hoặc hẹn trước thì đến một lượt thường');
    expect(words('accumulating').join(' ')).toContain('tính gấp đôi, của người hẹn trước gấp rưỡi');
    const target = words('target', { streak: 3, overtakeCap: 30 }).join(' ');
    for (const figure of ['20 phút', '60 phút', 'nhiều nhất 3 lượt', 'nhường 30 lượt'])
      expect(target).toContain(figure);
    expect(words('target').join(' ')).not.toContain('nhường');
  });

  it('tells booked people when their slot lapses, where slots count', () => {
    expect(words('strict').join(' ')).toContain('đến trễ quá 15 phút thì chờ như người không hẹn');
    expect(words('fifo').join(' ')).not.toContain('hẹn');
  });
});
