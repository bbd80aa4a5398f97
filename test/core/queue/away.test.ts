import { describe, expect, it } from 'vitest';
import { dueNow } from '../../../core/queue/decide.ts';
import { hospital } from './hospital.ts';
import { portrait } from './portrait.ts';
import { clinicOf, faultCode, MINUTE, SECOND, TestDay } from './test-day.ts';

const newDay = () => new TestDay(clinicOf({}));

describe('somebody who is sent away for some minutes', () => {
  it('is back in the line by the clock alone, at the old place', () => {
    const day = newDay();
    const [id, other] = [day.comes({}), day.later(MINUTE).comes({})];
    day.move('away', id, { minutes: 10, reason: 'uống nước' });
    expect(day.ticket(id)).toMatchObject({
      state: 'away',
      until: day.now + 10 * MINUTE,
      reason: 'uống nước',
    });
    expect(dueNow(day.day, day.now + 10 * MINUTE - 1)).toBe(null);
    expect(dueNow(day.day, day.now + 10 * MINUTE)).toEqual({ type: 'ticket-returned', ticket: id });
    day.later(10 * MINUTE);
    expect(day.catchUp().callAll('pk1')).toEqual([id, other]);
  });

  it('without a time stays away until somebody says so', () => {
    const day = newDay();
    const id = day.comes({});
    day.move('away', id);
    expect(dueNow(day.day, day.now + 10 * 60 * MINUTE)).toBe(null);
    expect(day.move('return', id).state).toBe('waiting');
  });

  it('does not wait for results on the way to the cashier', () => {
    const way = { id: 'lay-mau', name: { vi: 'Lấy máu' }, stages: [['xn'], ['tien']] };
    const json = hospital();
    const day = new TestDay({ ...json, journeys: [...json.journeys, way] });
    const id = day.comes({ service: 'xn', journey: 'lay-mau' });
    expect(day.next('lab')).toBe(id);
    expect(day.move('finish', id)).toMatchObject({ state: 'waiting', service: 'tien' });
  });

  it('comes back one at a time when several are due, and nothing is due then', () => {
    const day = newDay();
    const ids = [day.comes({}), day.comes({})];
    for (const id of ids) day.move('away', id, { minutes: 5 });
    const before = day.later(5 * MINUTE).entries.length;
    day.catchUp();
    expect(day.entries.length).toBe(before + 2);
    expect(ids.map((id) => day.state(id))).toEqual(['waiting', 'waiting']);
    expect(dueNow(day.day, day.now)).toBe(null);
  });

  it('leaves the room free for the next', () => {
    const day = newDay();
    const [id, next] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.move('away', id, { minutes: 5 });
    expect(day.next('pk1')).toBe(next);
  });

  it('to the laboratory is not back before the results, also with a clock two minutes behind', () => {
    const day = new TestDay(hospital());
    const id = day.comes({ service: 'cc', journey: 'dem' });
    day.next('cc1');
    day.move('finish', id);
    day.next('lab');
    day.move('finish', id);
    expect(dueNow(day.day, day.now + 30 * MINUTE - 1)).toBe(null);
    expect(dueNow(day.day, day.now - 2 * MINUTE)).toBe(null);
    expect(dueNow(day.day, day.now + 30 * MINUTE)).toMatchObject({ type: 'ticket-returned' });
  });
});

describe('a change of priority', () => {
  it('moves somebody into the other line at the place of the arrival, with the reason in the log', () => {
    const day = newDay();
    const [early, id] = [day.comes({ priority: 'priority' }), day.later(MINUTE).comes({})];
    const late = day.later(MINUTE).comes({ priority: 'priority' });
    day.later(MINUTE).move('priority', id, { priority: 'priority', reason: 'có thai' });
    expect(day.entries.at(-1)!.happening).toEqual({
      type: 'priority-changed',
      ticket: id,
      from: 'normal',
      to: 'priority',
      reason: 'có thai',
    });
    expect(day.callAll('pk1')).toEqual([early, id, late]);
  });

  it('to an emergency goes before everybody, and the undo puts back the line', () => {
    const day = newDay();
    const [first, id] = [day.comes({ priority: 'priority' }), day.comes({})];
    const before = portrait(day.day).lines;
    day.move('priority', id, { priority: 'urgent' });
    expect(day.next('pk1')).toBe(id);
    day.move('undo', id);
    day.later(SECOND);
    expect(faultCode(day.askMove('undo', id, {}))).toBe('nothing-to-undo');
    day.move('priority', id, { priority: 'normal' });
    expect(portrait(day.day).lines).toEqual(before);
    expect(day.next('pk1')).toBe(first);
  });

  it('of somebody in a room changes nothing but the class', () => {
    const day = newDay();
    const id = day.comes({});
    day.next('pk1');
    const before = day.ticket(id);
    const after = day.move('priority', id, { priority: 'priority' });
    expect(after).toEqual({ ...before, priority: 'priority', seq: day.day.seq });
  });

  it('to the same is refused', () => {
    const day = newDay();
    const id = day.comes({ priority: 'urgent' });
    expect(faultCode(day.askMove('priority', id, { priority: 'urgent' }))).toBe('same-priority');
  });
});
