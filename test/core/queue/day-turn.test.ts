import { describe, expect, it } from 'vitest';
import { emptyDay } from '../../../core/queue/day.ts';
import { dueNow } from '../../../core/queue/decide.ts';
import { evolve } from '../../../core/queue/evolve.ts';
import { hospital } from './hospital.ts';
import { portrait } from './portrait.ts';
import { clinicOf, faultCode, HOUR, MINUTE, TestDay } from './test-day.ts';

const DAY = 24 * HOUR;
const MIDNIGHT = Date.UTC(2026, 10, 22, 17, 0); // 00:00 of 23 November at the hospital

/** A day whose clock stands at `now`, with one patient of that moment. */
function dayAt(now: number, parts: Record<string, unknown>): TestDay {
  const day = new TestDay(clinicOf(parts));
  day.now = now;
  day.comes({ visitor: 'bình' });
  return day;
}

describe('the business day', () => {
  it('is opened by the first command of all', () => {
    const day = dayAt(MIDNIGHT, {});
    expect(day.entries[0]!.happening).toEqual({ type: 'day-opened', businessDay: '2026-11-23' });
  });

  it('turns at midnight of the hospital, not of the server', () => {
    const day = dayAt(MIDNIGHT - 1, {});
    expect(day.day.businessDay).toBe('2026-11-22');
    expect(dueNow(day.day, MIDNIGHT - 1)).toBe(null);
    expect(dueNow(day.day, MIDNIGHT)).toMatchObject({ type: 'day-opened', businessDay: '2026-11-23' });
    // Midnight in UTC is seven in the morning here, and nothing turns.
    const morning = dayAt(MIDNIGHT + 7 * HOUR - 1, {});
    expect(dueNow(morning.day, MIDNIGHT + 7 * HOUR)).toBe(null);
  });

  it('turns at the configured time, so that a night clinic keeps its queue', () => {
    const day = dayAt(MIDNIGHT - HOUR, { dayStartsAt: '03:30' });
    expect(day.day.businessDay).toBe('2026-11-22');
    day.later(4 * HOUR);
    expect(day.askIn({ visitor: 'bình' })).toMatchObject({ outcome: { kind: 'repeat' } });
    expect(dueNow(day.day, MIDNIGHT + 3.5 * HOUR - 1)).toBe(null);
    expect(dueNow(day.day, MIDNIGHT + 3.5 * HOUR)).toMatchObject({ businessDay: '2026-11-23' });
  });

  it('begins with empty lines and rooms and with number one, and forgets who came yesterday', () => {
    const day = dayAt(MIDNIGHT - HOUR, {});
    day.comes({ priority: 'priority', visitor: 'an' });
    const inside = day.next('pk1')!;
    day.move('hold', inside);
    day.move('start', day.next('pk1')!);
    day.comes({ priority: 'priority' });
    day.comes({});
    day.next('pk2');
    expect(day.day.streaks.get('noi')).toBe(1);
    day.later(HOUR);
    expect(faultCode(day.askMove('finish', inside, {}))).toBe('unknown-ticket');
    const fresh = new TestDay(clinicOf({}));
    fresh.now = day.now;
    fresh.write({ type: 'day-opened', businessDay: '2026-11-23' });
    const { seq } = day.day;
    // What the house has learned of its services is all that the new day knows of the old.
    const { paces } = portrait(day.day);
    expect(portrait(day.day)).toEqual({ ...portrait(fresh.day), seq, paces });
    expect(day.ticket(day.comes({ visitor: 'an' })).code).toBe('A001');
  });

  it('never goes back: not with a clock two minutes or three days behind', () => {
    const day = dayAt(MIDNIGHT + MINUTE, {});
    expect(dueNow(day.day, MIDNIGHT - MINUTE)).toBe(null);
    expect(dueNow(day.day, MIDNIGHT - 3 * DAY)).toBe(null);
    day.later(-3 * DAY);
    expect(day.ticket(day.comes({})).code).toBe('A002');
    expect(day.day.businessDay).toBe('2026-11-23');
    expect(day.entries.map(({ at }) => at)).toEqual([...day.entries.map(({ at }) => at)].sort());
  });

  it('passes over days on which nobody came', () => {
    const day = dayAt(MIDNIGHT, {});
    day.later(3 * DAY).comes({});
    expect(day.day.businessDay).toBe('2026-11-26');
  });
});

describe('the queue of a night', () => {
  /** Ten minutes to midnight: somebody waits, one is in the room, one is absent, one is held; others elsewhere. */
  function night() {
    const day = new TestDay(hospital());
    day.now = MIDNIGHT - 10 * MINUTE;
    const [inside, absent, held, over, waiting] = [1, 2, 3, 4, 5].map(() => day.comes({ service: 'cc' }));
    const [doctor] = [day.comes({ service: 'noi' })];
    day.call('cc1', absent!);
    day.move('no-show', absent!);
    day.call('cc1', inside!);
    day.move('hold', held!);
    day.move('cancel', over!);
    day.later(15 * MINUTE).catchUp();
    return {
      day,
      inside: inside!,
      absent: absent!,
      held: held!,
      over: over!,
      waiting: waiting!,
      doctor: doctor!,
    };
  }

  it('goes on over midnight, and the others begin anew', () => {
    const { day, inside, absent, held, waiting } = night();
    expect(day.day.businessDay).toBe('2026-11-23');
    expect([inside, absent, held, waiting].map((id) => day.state(id))).toEqual([
      'called',
      'no-show',
      'held',
      'waiting',
    ]);
    expect(day.day.tickets.size).toBe(4);
    expect(day.day.inRoom.get('cc1')).toBe(inside);
  });

  it('forgets after a day who was absent or held and never came back, and keeps who waits', () => {
    const { day, inside, absent, held, waiting } = night();
    day.later(24 * 60 * MINUTE).catchUp();
    expect(day.day.businessDay).toBe('2026-11-24');
    expect([inside, waiting].map((id) => day.state(id))).toEqual(['called', 'waiting']);
    expect([absent, held].map((id) => day.day.tickets.has(id))).toEqual([false, false]);
  });

  it('is called in the old order, by arrivals of before midnight', () => {
    const { day, held, waiting } = night();
    const late = day.comes({ service: 'cc' });
    day.move('return', held);
    expect(day.callAll('cc1')).toEqual([held, waiting, late]);
  });

  it('gives no number twice: it goes on above those who are still there', () => {
    const { day } = night();
    expect(day.ticket(day.comes({ service: 'cc' })).code).toBe('K006');
    expect(day.ticket(day.comes({ service: 'noi' })).code).toBe('A001');
  });

  it('can be finished, but nothing of yesterday can be undone', () => {
    const { day, inside, held, doctor } = night();
    expect(faultCode(day.askMove('undo', held, {}))).toBe('nothing-to-undo');
    expect(faultCode(day.askMove('finish', doctor, {}))).toBe('unknown-ticket');
    expect(day.move('finish', inside).state).toBe('done');
  });

  it('finds the pages of those who were kept, and is the same day whoever folds the log', () => {
    const { day, waiting } = night();
    expect(day.day.tokens.get(day.ticket(waiting).token)).toBe(waiting);
    const other = emptyDay(day.day.clinic);
    for (const entry of day.entries) evolve(other, entry);
    expect(portrait(other)).toEqual(portrait(day.day));
    // And whoever begins with this day's own entries alone sees the same people.
    const fresh = emptyDay(day.day.clinic);
    const opened = day.entries.findLastIndex(({ happening }) => happening.type === 'day-opened');
    for (const entry of day.entries.slice(opened)) evolve(fresh, entry);
    expect(portrait(fresh)).toEqual(portrait(day.day));
  });
});

describe('the clock', () => {
  it('in UTC at seven in the morning turns nothing', () => {
    const day = dayAt(MIDNIGHT + 7 * HOUR - 1, {});
    day.later(1).comes({});
    expect(day.day.tickets.size).toBe(2);
  });

  it('stepping back two minutes over midnight leaves the new day, and its arrivals in order', () => {
    const day = dayAt(MIDNIGHT + MINUTE, {});
    const early = day.day.at;
    day.later(-2 * MINUTE);
    const id = day.comes({});
    expect(day.ticket(id)).toMatchObject({ code: 'A002', issuedAt: early });
    expect(day.callAll('pk1')).toEqual(['t1', id]);
    expect(day.day.businessDay).toBe('2026-11-23');
  });

  it('jumping ahead a day and back again has turned the day once, and not back', () => {
    const day = dayAt(MIDNIGHT + HOUR, {});
    day.later(DAY).comes({});
    expect(day.day.businessDay).toBe('2026-11-24');
    day.later(-DAY).comes({});
    expect(day.day.businessDay).toBe('2026-11-24');
    expect(day.day.tickets.size).toBe(2);
    expect(day.later(DAY + HOUR) && dueNow(day.day, day.now)).toBe(null);
  });
});

describe('numbers raised after a restore', () => {
  it('are never given again that day', () => {
    const day = dayAt(MIDNIGHT, {});
    day.write({ type: 'numbers-raised', businessDay: '2026-11-23', above: { A: 40, H: 7 } });
    expect(day.ticket(day.comes({})).code).toBe('A041');
    expect(day.ticket(day.comes({ service: 'nhi' })).code).toBe('H008');
  });

  it('never bring a counter down, and say nothing of another day', () => {
    const day = dayAt(MIDNIGHT, {});
    day.comes({});
    day.write({ type: 'numbers-raised', businessDay: '2026-11-23', above: { A: 1 } });
    day.write({ type: 'numbers-raised', businessDay: '2026-11-22', above: { A: 90 } });
    expect(day.ticket(day.comes({})).code).toBe('A003');
  });
});

describe('the log', () => {
  it('gives the same day whoever folds it, and a refused command leaves only its number in it', () => {
    const day = dayAt(MIDNIGHT, {});
    day.comes({});
    day.next('pk1');
    const before = portrait(day.day);
    day.write({ type: 'nothing-changed', command: 'next', code: 'expected-mismatch' });
    expect(portrait(day.day)).toEqual({ ...before, seq: before.seq + 1 });
    const other = emptyDay(day.day.clinic);
    for (const entry of day.entries) evolve(other, entry);
    expect(portrait(other)).toEqual(portrait(day.day));
  });

  it('of a house that still sent people where they waited already keeps both tickets findable', () => {
    const day = dayAt(MIDNIGHT, {});
    const other = day.comes({ visitor: 'bình', service: 'nhi' });
    day.write({ type: 'ticket-transferred', ticket: other, room: null, from: 'nhi', to: 'noi' });
    expect(day.comes({ visitor: 'bình' })).toBe('t1');
    day.move('cancel', 't1');
    expect(day.comes({ visitor: 'bình' })).toBe(other);
    expect(day.day.openByVisitor.size).toBe(1);
  });

  it('that contradicts itself is not folded in silence', () => {
    const day = dayAt(MIDNIGHT, {});
    expect(() => day.write({ type: 'ticket-returned', ticket: 'nobody' })).toThrow('nobody');
    expect(() => day.write({ type: 'service-started', ticket: 't1', room: 'pk1' })).toThrow('was not called');
    expect(() => day.write({ type: 'move-undone', room: null, tickets: ['t1'] })).toThrow('nothing to undo');
  });
});
