import { describe, expect, it } from 'vitest';
import { ServiceRule } from '../../../core/queue/clinic-file.ts';
import { deskState } from '../../../core/queue/desk-view.ts';
import { houseState } from '../../../core/queue/house-view.ts';
import { visitClock } from '../../../core/queue/visit-clock.ts';
import { hospital } from './hospital.ts';
import { HOUR, MINUTE, MORNING, TestDay } from './test-day.ts';

const newDay = () => new TestDay(hospital());
const house = (day: TestDay) => houseState(day.day, day.now);
const serviceOf = (day: TestDay, id: string) => house(day).services.find((each) => each.id === id);
const roomOf = (day: TestDay, id: string) => house(day).rooms.find((each) => each.id === id);

describe('the supervisor', () => {
  it('sees of each service who waits, who waits too long, and which rooms are open', () => {
    const day = newDay();
    day.comes({ service: 'noi', priority: 'priority' });
    day.comes({ service: 'noi' });
    day.room('pk2', 'closed');
    day.later(20 * MINUTE);
    const noi = { waiting: 2, late: 0, oldestMinutes: 20, done: 0, roomsOpen: 1, rooms: 2, changed: false };
    expect(serviceOf(day, 'noi')).toMatchObject(noi);
    day.later(1);
    expect(serviceOf(day, 'noi')).toMatchObject({ ...noi, late: 1 });
    expect(serviceOf(day, 'mat')).toMatchObject({ waiting: 0, late: 0, oldestMinutes: 0, policy: 'strict' });
    day.ask({ type: 'rule', service: 'mat', rule: ServiceRule.parse({ policy: 'fifo' }) });
    expect(serviceOf(day, 'mat')).toMatchObject({ policy: 'fifo', changed: true });
  });

  it('sees how long people stand at the station at hand, not how long they have been in the house', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', journey: 'ngan' });
    day.later(50 * MINUTE).next('pk1');
    day.later(10 * MINUTE).move('finish', id);
    day.later(7 * MINUTE);
    expect(serviceOf(day, 'thuoc')).toMatchObject({ oldestMinutes: 7, late: 0 });
    const desk = deskState(day.day, day.day.rooms.get('quay')!, day.now);
    expect(desk.oldestMinutes).toBe(7);
    expect(desk.next[0]).toMatchObject({ waitedMinutes: 7, visitMinutes: 67 });
  });

  it('counts what is done by service, also of visits that go on', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', journey: 'ngan' });
    day.next('pk1');
    day.move('finish', id);
    expect([serviceOf(day, 'noi')!.done, serviceOf(day, 'thuoc')!.done]).toEqual([1, 0]);
    expect(serviceOf(day, 'thuoc')!.waiting).toBe(1);
  });

  it('sees who is in each room and for how long, and why one is not open', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi' });
    day.next('pk1');
    day.later(8 * MINUTE).room('pk2', 'paused', 'họp');
    expect(roomOf(day, 'pk1')).toMatchObject({
      state: 'open',
      now: { id, code: 'A001', state: 'called', minutes: 8 },
    });
    expect(roomOf(day, 'pk2')).toMatchObject({ state: 'paused', reason: 'họp', now: null });
  });

  it('sees how the visits go and how many of the booked have come', () => {
    const day = newDay();
    const slot = MORNING + HOUR;
    const booked = (id: string) => ({ id, service: 'noi', slot, visitor: null });
    day.comes({ service: 'mat' });
    day.book('2026-11-23', [booked('h1'), booked('h2')]);
    const id = day.comes({ service: 'noi', appointment: 'h1' });
    day.next('pk1');
    day.later(30 * MINUTE).move('finish', id);
    day.move('cancel', day.comes({ service: 'noi' }));
    day.later(91 * MINUTE);
    expect(house(day)).toMatchObject({
      businessDay: '2026-11-23',
      visits: { open: 1, done: 1, over: 1, longestMinutes: 121 },
      bookings: { expected: 1, come: 1 },
    });
  });
});

describe('the clock of a visit', () => {
  const clock = (day: TestDay, id: string) => visitClock(day.day, day.ticket(id), day.now);

  it('allows two hours for an examination, three with one kind of lab work, three and a half with two', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi' });
    expect(clock(day, id).target).toBe(120);
    day.move('order', id, { services: ['xn'] });
    expect(clock(day, id).target).toBe(180);
    day.move('order', id, { services: ['sa'] });
    expect(clock(day, id).target).toBe(210);
    day.move('skip', id, { service: 'xn' });
    expect(clock(day, id).target).toBe(180);
    // The cashier is no lab work, and the same lab twice is one kind.
    day.move('order', id, { services: ['tien'] });
    expect(clock(day, id).target).toBe(180);
  });

  it('allows four hours with three kinds or more', () => {
    const day = newDay();
    for (const lab of ['noi', 'mat']) day.day.services.get(lab)!.kind = 'lab';
    const id = day.comes({ service: 'noi' });
    day.move('order', id, { services: ['xn', 'sa'] });
    expect(clock(day, id).target).toBe(240);
    day.move('order', id, { services: ['mat'] });
    expect(clock(day, id).target).toBe(240);
  });

  it('runs from the first arrival to the end of the visit, and stands still then', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi' });
    day.later(59_999);
    expect(clock(day, id).minutes).toBe(0);
    day.later(41 * MINUTE).next('pk1');
    day.move('finish', id);
    day.later(HOUR);
    expect(clock(day, id).minutes).toBe(41);
  });
});
