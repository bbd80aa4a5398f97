import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breaches, type Event, History, type Outcome } from './history.ts';

const given = (op: string, ticket: string, code: string): Event => ({
  phase: 'ok',
  client: 0,
  op,
  what: 'check-in',
  ticket,
  code,
});
const called = (op: string, ticket: string | null, desk: string): Event => ({
  phase: 'ok',
  client: 1,
  op,
  what: 'next',
  ticket,
  desk,
});
const log: Outcome = {
  issued: [
    { ticket: 't1', code: 'A001' },
    { ticket: 't2', code: 'A002' },
    { ticket: 't3', code: 'M001' },
  ],
  called: [
    { ticket: 't1', desk: 'pk1' },
    { ticket: 't3', desk: 'pk2' },
  ],
};
const good: Event[] = [
  { ...given('a', 't1', 'A001'), phase: 'invoke', ticket: null } as Event,
  given('a', 't1', 'A001'),
  given('a', 't1', 'A001'),
  // Nobody knows of this one; the log may hold it or not.
  { ...given('b', 't2', 'A002'), phase: 'info', ticket: null } as Event,
  { ...given('c', 'gone', 'A009'), phase: 'fail' } as Event,
  called('d', 't1', 'pk1'),
  called('e', null, 'pk2'),
];

describe('the checker of histories', () => {
  it('finds nothing wrong with a history that its log bears out', () => {
    expect(breaches(good, log)).toEqual([]);
  });

  // Each is what a broken product would leave behind: a checker that stays silent here proves nothing.
  it.each<[string, Event[], Partial<Outcome>, RegExp]>([
    ['a number that was acknowledged and is lost', [given('x', 't9', 'A003')], {}, /^lost: A003/],
    ['a number that is another in the log', [given('x', 't2', 'A001')], {}, /^changed: A001/],
    ['a retry that was answered otherwise', [given('a', 't2', 'A002')], {}, /^two answers to a/],
    ['one ticket for two people', [given('x', 't1', 'A001')], {}, /^duplicate: check-in t1/],
    ['one patient given to two desks', [called('x', 't1', 'pk1')], {}, /^duplicate: next t1/],
    ['a call that was acknowledged and is lost', [called('x', 't2', 'pk1')], {}, /^lost: t2/],
    ['a call that went to another desk', [called('x', 't3', 'pk1')], {}, /^changed: t3/],
    [
      'a code that stands twice',
      [],
      { issued: [...log.issued, { ticket: 't4', code: 'A002' }] },
      /^duplicate: A2/,
    ],
    ['a gap in a series', [], { issued: [...log.issued, { ticket: 't4', code: 'A004' }] }, /^gap: before A4/],
    [
      'a series that does not begin at one',
      [],
      { issued: [{ ticket: 't1', code: 'A002' }], called: [] },
      /gap: before A2/,
    ],
    ['a ticket called twice', [], { called: [...log.called, { ticket: 't1', desk: 'pk2' }] }, /^twice: t1/],
    ['a call of nobody', [], { called: [...log.called, { ticket: 't8', desk: 'pk2' }] }, /^unexpected: t8/],
  ])('sees %s', (_what, events, wrong, line) => {
    const found = breaches([...good, ...events], { ...log, ...wrong });
    expect(found.length).toBeGreaterThan(0);
    expect(found.some((each) => line.test(each))).toBe(true);
  });

  it('reads back what was written line by line', () => {
    const dir = mkdtempSync(join(tmpdir(), 'tiepdon-history-'));
    const history = new History(join(dir, 'history.jsonl'));
    for (const event of good) history.note(event);
    expect(History.read(join(dir, 'history.jsonl'))).toEqual(good);
    rmSync(dir, { recursive: true });
  });
});
