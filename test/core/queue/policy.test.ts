import { describe, expect, it } from 'vitest';
import { type CallReason, reasonWords } from '../../../core/queue/call-reason.ts';
import type { PriorityClass } from '../../../core/queue/line-class.ts';
import { type Candidate, chooseNext, type Rule, streakAfter } from '../../../core/queue/policy.ts';
import { clinicOf, MINUTE, room, service, TestDay } from './test-day.ts';

type Somebody = { priority: PriorityClass; waits: number; name: string };
const p = (name: string, priority: PriorityClass, waits: number): Somebody => ({ name, priority, waits });

/** Calls everybody of a small line one after another, a minute apart; returns the names in order. */
function order(policy: string, people: Somebody[], parts: Record<string, unknown> = {}): string {
  const clinic = clinicOf({
    services: [service('noi', 'A', { policy, ...parts })],
    rooms: [room('pk1', ['noi'])],
    boards: [],
    speakers: [],
  });
  const day = new TestDay(clinic);
  const start = day.now;
  const names = new Map<string, string>();
  for (const { name, priority, waits } of [...people].sort((a, b) => b.waits - a.waits)) {
    day.now = start + 180 * MINUTE - waits * MINUTE;
    names.set(day.comes({ priority }), name);
  }
  day.now = start + 180 * MINUTE;
  const called: string[] = [];
  for (let id = day.next('pk1'); id; id = day.later(MINUTE).next('pk1')) called.push(names.get(id)!);
  return called.join(' ');
}

const line = [
  p('thường60', 'normal', 60),
  p('thường50', 'normal', 50),
  p('hẹn30', 'appointment', 30),
  p('ưu20', 'priority', 20),
  p('ưu10', 'priority', 10),
  p('ưu5', 'priority', 5),
  p('cấp1', 'urgent', 1),
];

describe('who is next', () => {
  it('by fifo: first come, first called, but an emergency before all', () => {
    expect(order('fifo', line)).toBe('cấp1 thường60 thường50 hẹn30 ưu20 ưu10 ưu5');
  });

  it('by strict: class by class', () => {
    expect(order('strict', line)).toBe('cấp1 ưu20 ưu10 ưu5 hẹn30 thường60 thường50');
  });

  it('by ratio: two with priority or appointment, then one without', () => {
    expect(order('ratio', line)).toBe('cấp1 hẹn30 ưu20 thường60 ưu10 ưu5 thường50');
  });

  it('by accumulating: waiting counts double with priority, one and a half with an appointment', () => {
    const people = [
      p('thường41', 'normal', 41),
      p('hẹn27', 'appointment', 27),
      p('ưu20', 'priority', 20),
      p('thường39', 'normal', 39),
    ];
    expect(order('accumulating', people)).toBe('thường41 hẹn27 ưu20 thường39');
  });

  it('by target: whoever has used up most of their own target', () => {
    // 61/60, 31/30, 20/20, 10/20 and 25/60, a minute more of each at every call.
    const people = [
      p('thường61', 'normal', 61),
      p('hẹn31', 'appointment', 31),
      p('ưu20', 'priority', 20),
      p('thường25', 'normal', 25),
      p('ưu10', 'priority', 10),
    ];
    const targets = { priority: 20, appointment: 30, normal: 60 };
    expect(order('target', people, { targets })).toBe('hẹn31 ưu20 thường61 ưu10 thường25');
  });

  it('puts emergencies in their own order of arrival', () => {
    const people = [p('a', 'urgent', 1), p('b', 'urgent', 2), p('c', 'priority', 90)];
    for (const policy of ['fifo', 'strict', 'ratio', 'accumulating', 'target'])
      expect(order(policy, people)).toBe('b a c');
  });
});

describe('the streak guard', () => {
  const crowd = [
    ...[9, 8, 7, 6, 5, 4].map((waits) => p(`ưu${waits}`, 'priority', waits)),
    p('thường3', 'normal', 3),
    p('thường2', 'normal', 2),
  ];

  it('lets somebody without priority in after as many calls as the service says', () => {
    expect(order('target', crowd, { streak: 2 })).toBe('ưu9 ưu8 thường3 ưu7 ưu6 thường2 ưu5 ưu4');
    expect(order('target', crowd, { streak: 4 })).toBe('ưu9 ưu8 ưu7 ưu6 thường3 ưu5 ưu4 thường2');
  });

  it('is not counted or held up by an emergency', () => {
    const people = [...crowd, p('cấp1', 'urgent', 1)];
    expect(order('target', people, { streak: 1 })).toBe('cấp1 ưu9 thường3 ưu8 thường2 ưu7 ưu6 ưu5 ưu4');
    expect(streakAfter(3, 'urgent', true)).toBe(3);
  });

  it('counts only while somebody without priority waits, and begins anew after a call of one', () => {
    expect(streakAfter(3, 'priority', true)).toBe(4);
    expect(streakAfter(3, 'appointment', true)).toBe(4);
    expect(streakAfter(3, 'priority', false)).toBe(0);
    expect(streakAfter(3, 'normal', true)).toBe(0);
  });

  it('does not bind the rules that have none', () => {
    expect(order('strict', crowd, { streak: 1 })).toBe('ưu9 ưu8 ưu7 ưu6 ưu5 ưu4 thường3 thường2');
  });
});

describe('ties', () => {
  const targets = { return: 15, priority: 20, appointment: 20, normal: 60 };
  const rule: Rule = { policy: 'target', streak: 4, targets, overtakeCap: undefined, version: 0 };
  const candidate = (id: string, number: number, minutes: number, priority: PriorityClass): Candidate => ({
    id,
    service: 'noi',
    line: priority,
    since: -minutes * MINUTE,
    number,
    overtaken: 0,
  });
  const chosen = (candidates: Candidate[]) =>
    chooseNext(candidates, { ruleOf: () => rule, weightOf: () => 1, streaks: new Map(), now: 0 })?.candidate
      .id ?? null;

  it('go to the earlier arrival, then to the lower number, in whatever order they are looked at', () => {
    const [early, late] = [candidate('early', 9, 60, 'normal'), candidate('late', 1, 20, 'priority')];
    expect([chosen([early, late]), chosen([late, early])]).toEqual(['early', 'early']);
    const [low, high] = [candidate('low', 1, 20, 'priority'), candidate('high', 2, 20, 'appointment')];
    expect([chosen([low, high]), chosen([high, low])]).toEqual(['low', 'low']);
  });

  it('are no matter when nobody waits', () => {
    expect(chosen([])).toBe(null);
  });
});

describe('a room of several services', () => {
  const clinic = (policies: [string, string]) =>
    clinicOf({
      services: [
        service('noi', 'A', { policy: policies[0] }),
        service('mat', 'M', { policy: policies[1], targets: { normal: 30 } }),
      ],
      rooms: [room('pk1', ['noi', 'mat'])],
      boards: [],
      speakers: [],
    });

  it('of one rule calls by the score over all of them', () => {
    const day = new TestDay(clinic(['target', 'target']));
    const noi = day.comes({});
    const mat = day.later(10 * MINUTE).comes({ service: 'mat' });
    day.later(30 * MINUTE);
    expect(day.callAll('pk1')).toEqual([mat, noi]);
  });

  it.each([
    ['fifo', 'strict'],
    ['strict', 'target'],
    ['target', 'fifo'],
  ] as [string, string][])('of %s and %s lets neither service starve', (one, other) => {
    const day = new TestDay(clinic([one, other]));
    const called: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      day.comes({ service: 'noi', priority: 'priority' });
      day.later(MINUTE).comes({ service: 'mat' });
      called.push(day.ticket(day.later(MINUTE).next('pk1')!).service);
    }
    expect(called.filter((each) => each === 'noi').length).toBe(10);
  });
});

describe('the reason in words', () => {
  const reason: CallReason = {
    policy: 'target',
    kind: 'score',
    priority: 'priority',
    wait: 34,
    target: 20,
    before: 2,
    passed: 0,
    among: 3,
    rule: 0,
  };

  it('says the class, the wait against the target, and the calls before', () => {
    expect(reasonWords(reason)).toBe('ưu tiên, chờ 34/20 phút; 2 lượt ưu tiên trước');
    expect(reasonWords({ ...reason, priority: 'appointment', target: null })).toBe(
      'hẹn trước, chờ 34 phút; 2 lượt ưu tiên trước',
    );
    expect(reasonWords({ ...reason, kind: 'streak-guard', priority: 'normal', target: 60 })).toBe(
      'thường, chờ 34/60 phút; đến lượt thường',
    );
    expect(reasonWords({ ...reason, kind: 'urgent', priority: 'urgent', target: null })).toBe(
      'cấp cứu, gọi trước mọi lượt; chờ 34 phút',
    );
    expect(reasonWords({ ...reason, kind: 'manual' })).toBe('gọi đích danh, chờ 34 phút');
  });

  it('is that of the call: which rule, which guard, full minutes waited', () => {
    const day = new TestDay(clinicOf({}));
    for (let i = 0; i < 4; i += 1) day.comes({ priority: 'priority' });
    day.later(MINUTE).comes({});
    day.later(4 * MINUTE + 59_000);
    const reasons = [1, 2, 3, 4, 5].map(() => {
      day.next('pk1');
      const { happening } = day.entries.at(-1)!;
      return happening.type === 'ticket-called' ? reasonWords(happening.reason) : '';
    });
    expect(reasons).toEqual([
      'ưu tiên, chờ 5/20 phút; 0 lượt ưu tiên trước',
      'ưu tiên, chờ 5/20 phút; 1 lượt ưu tiên trước',
      'ưu tiên, chờ 5/20 phút; 2 lượt ưu tiên trước',
      'ưu tiên, chờ 5/20 phút; 3 lượt ưu tiên trước',
      'thường, chờ 4/60 phút; đến lượt thường',
    ]);
    day.comes({ priority: 'urgent' });
    expect(day.askNext('pk2', null)).toMatchObject({
      outcome: { reason: { policy: 'target', kind: 'urgent', wait: 0, target: null, before: 0 } },
    });
  });
});
