import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallReason } from '../../../core/queue/call-reason.ts';
import { type PriorityClass, priorityClasses } from '../../../core/queue/line-class.ts';
import { aheadOf, upcoming } from '../../../core/queue/line-up.ts';
import { WaitingLine } from '../../../core/queue/waiting-line.ts';
import { clinicOf, MINUTE, room, service, TestDay } from './test-day.ts';

const SEED = 20261123;
const policies = ['fifo', 'strict', 'ratio', 'accumulating', 'target'] as const;
type Arrival = { gap: number; priority: PriorityClass; sentOver: boolean };

/** Arrivals, some in the same millisecond, some sent over from another service with numbers of its own. */
const arrivals = fc.array(
  fc.record<Arrival>({
    gap: fc.constantFrom(0, 0, 1, MINUTE, 7 * MINUTE, 25 * MINUTE),
    priority: fc.constantFrom(...priorityClasses, 'normal'),
    sentOver: fc.boolean(),
  }),
  { maxLength: 30, size: 'max' },
);

/** One line of one rule with these people in it, and one room that serves it. */
function fill(policy: string, people: readonly Arrival[]): TestDay {
  const day = new TestDay(
    clinicOf({
      services: [service('noi', 'A', { policy, streak: 3 }), service('nhi', 'H', {})],
      rooms: [room('pk1', ['noi'])],
      boards: [],
      speakers: [],
    }),
  );
  for (const { gap, priority, sentOver } of people) {
    const id = day.later(gap).comes({ service: sentOver ? 'nhi' : 'noi', priority });
    if (sentOver) day.move('transfer', id, { service: 'noi' });
  }
  return day;
}

const forecast = (day: TestDay, count: number) =>
  upcoming(day.day, day.day.rooms.get('pk1')!, day.now, count);
/** What was foretold of a call; how many were passed and stood by is known at the call itself. */
const seenNow = ({ passed: _passed, among: _among, ...reason }: CallReason) => reason;
const holds = (property: (policy: string, people: Arrival[]) => void) =>
  fc.assert(fc.property(fc.constantFrom(...policies), arrivals, property), { seed: SEED, numRuns: 100 });

describe(`a line (seed ${SEED})`, () => {
  it('is called exactly in the order that was shown before, with the reasons that were shown', () => {
    holds((policy, people) => {
      const day = fill(policy, people).later(MINUTE);
      const shown = forecast(day, 100);
      expect(shown.length).toBe(people.length);
      for (const { ticket, service, reason } of shown) {
        expect(forecast(day, 1)).toMatchObject([{ ticket, service, reason: seenNow(reason) }]);
        expect(day.next('pk1')).toBe(ticket.id);
        expect(day.entries.at(-1)!.happening).toMatchObject({ reason: seenNow(reason) });
      }
      expect(day.next('pk1')).toBe(null);
    });
  });

  it('shows no more than were asked for, and none of an empty service', () => {
    const day = fill('target', []);
    expect(forecast(day, 5)).toEqual([]);
    for (let i = 0; i < 7; i += 1) day.comes({});
    expect(forecast(day, 5).map(({ ticket }) => ticket.number)).toEqual([1, 2, 3, 4, 5]);
  });

  it('lets nobody wait behind more calls in a row than the guard allows', () => {
    const guard: Record<string, number> = { target: 3, ratio: 2 };
    holds((policy, people) => {
      const day = fill(policy, people).later(MINUTE);
      let streak = 0;
      for (let id = day.next('pk1'); id; id = day.next('pk1')) {
        const { priority } = day.ticket(id);
        const waits = [...day.day.tickets.values()].some(
          (t) => t.state === 'waiting' && t.priority === 'normal',
        );
        if (priority !== 'urgent') streak = priority === 'normal' || !waits ? 0 : streak + 1;
        expect(streak).toBeLessThanOrEqual(guard[policy] ?? Number.POSITIVE_INFINITY);
      }
    });
  });
});

describe(`people ahead (seed ${SEED})`, () => {
  it('are the place in the line, where the rule fixes it once for all', () => {
    holds((policy, people) => {
      if (policy !== 'fifo' && policy !== 'strict') return;
      const day = fill(policy, people);
      expect(forecast(day, 100).map(({ ticket }) => aheadOf(day.day, ticket))).toEqual(
        people.map((_, i) => i),
      );
    });
  });

  it('are never more than wait, grow within a class, and count each emergency', () => {
    holds((policy, people) => {
      const day = fill(policy, people);
      const waiting = forecast(day, 100).map(({ ticket }) => ticket);
      for (const priority of priorityClasses) {
        const ahead = waiting.filter((t) => t.priority === priority).map((t) => aheadOf(day.day, t));
        const urgent = priority === 'urgent' ? 0 : waiting.filter((t) => t.priority === 'urgent').length;
        for (const [index, each] of ahead.entries()) {
          expect(each).toBeGreaterThanOrEqual(urgent + index);
          expect(each).toBeGreaterThan(ahead[index - 1] ?? -1);
          expect(each).toBeLessThan(waiting.length);
        }
      }
    });
  });

  it('are nobody for the first emergency and one for the second', () => {
    const day = fill('target', []);
    day.comes({});
    const [first, second] = [day.comes({ priority: 'urgent' }), day.comes({ priority: 'urgent' })];
    expect(aheadOf(day.day, day.ticket(first))).toBe(0);
    expect(aheadOf(day.day, day.ticket(second))).toBe(1);
  });

  it('by target are those whose time comes first', () => {
    const day = fill('target', []);
    const early = day.comes({});
    const priority = day.later(30 * MINUTE).comes({ priority: 'priority' });
    const late = day.later(20 * MINUTE).comes({ priority: 'priority' });
    const ahead = [early, priority, late].map((id) => aheadOf(day.day, day.ticket(id)));
    // Due at 60, 50 and 70 minutes.
    expect(ahead).toEqual([1, 0, 2]);
  });

  it('are nobody for somebody who does not wait', () => {
    const day = fill('fifo', []);
    const [first, second] = [day.comes({}), day.comes({})];
    day.next('pk1');
    expect(aheadOf(day.day, day.ticket(first))).toBe(0);
    expect(aheadOf(day.day, day.ticket(second))).toBe(0);
    expect(aheadOf(day.day, day.move('hold', second))).toBe(0);
  });
});

describe('a waiting line', () => {
  it('gives back the place of somebody who left it, and knows who is not in it', () => {
    const line = new WaitingLine();
    const person = (id: string, since: number, number: number) => ({ id, since, number });
    const [a, b, c] = [person('a', 5, 1), person('b', 5, 2), person('c', 6, 1)];
    for (const each of [c, a, b]) line.add(each, 'normal');
    line.remove(b, 'normal');
    expect(line.line('normal').map(({ id }) => id)).toEqual(['a', 'c']);
    expect(() => line.remove(b, 'normal')).toThrow('b is not in its line');
    expect(() => line.remove(a, 'urgent')).toThrow('a is not in its line');
    line.add(b, 'normal');
    expect(line.line('normal').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(line.size).toBe(3);
  });
});
