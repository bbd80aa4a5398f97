import { describe, expect, it } from 'vitest';
import { deskState } from '../../../core/queue/desk-view.ts';
import { hospital } from './hospital.ts';
import { clinicOf, MINUTE, SECOND, TestDay } from './test-day.ts';

const newDay = () => new TestDay(clinicOf({}));
const desk = (day: TestDay, id: string) => deskState(day.day, day.day.rooms.get(id)!, day.now);

describe('a desk', () => {
  it('shows who is inside and why the next ones are next', () => {
    const day = newDay();
    const first = day.comes({ visitor: 'bình' });
    day.later(MINUTE).comes({ priority: 'priority' });
    day.next('pk1');
    day.move('start', first);
    day.later(9 * MINUTE + 59 * SECOND);
    expect(desk(day, 'pk1')).toMatchObject({
      room: { id: 'pk1', label: 'Phòng pk1' },
      businessDay: '2026-11-23',
      now: { id: first, state: 'serving', serviceName: 'Khám noi', waitedMinutes: 10 },
      next: [
        {
          code: 'A002',
          waitedMinutes: 9,
          grounds: ['NCT'],
          reason: 'ưu tiên, chờ 9/20 phút; 0 lượt ưu tiên trước',
        },
      ],
      waiting: 1,
      oldestMinutes: 9,
      held: [],
      missed: [],
      services: [
        { id: 'noi', name: 'Khám noi' },
        { id: 'nhi', name: 'Khám nhi' },
        { id: 'mat', name: 'Khám mat' },
      ],
    });
  });

  it('of an empty room is empty', () => {
    expect(desk(newDay(), 'pk1')).toMatchObject({ now: null, next: [], waiting: 0, oldestMinutes: 0 });
  });

  it('lists the held and the absent of its services, and no others', () => {
    const day = newDay();
    const [held, missed] = [day.comes({}), day.comes({})];
    day.move('hold', day.comes({ service: 'nhi' }));
    day.move('hold', held);
    day.next('pk2');
    day.move('no-show', missed);
    expect(desk(day, 'pk1')).toMatchObject({ held: [{ id: held }], missed: [{ id: missed }] });
    expect(desk(day, 'pk3').missed).toEqual([]);
  });

  it('offers the undo of its last move for ten seconds, and says by which ticket', () => {
    const day = newDay();
    const [first, second] = [day.comes({}), day.comes({})];
    const undo = () => {
      const { undoUntil, undoTicket } = desk(day, 'pk1');
      return [undoUntil, undoTicket];
    };
    expect(undo()).toEqual([null, null]);
    day.next('pk1');
    day.next('pk1');
    expect(undo()).toEqual([day.now + 10 * SECOND, second]);
    day.move('finish', second);
    expect(undo()).toEqual([day.now + 10 * SECOND, second]);
    expect(desk(day, 'pk3').undoUntil).toBe(null);
    day.later(10 * SECOND);
    expect(undo()).toEqual([day.now, second]);
    expect(day.later(1) && undo()).toEqual([null, null]);
    expect(first).not.toBe(second);
  });

  it('offers no undo that would be refused', () => {
    const day = newDay();
    day.comes({});
    const id = day.next('pk1')!;
    day.move('start', id);
    day.move('undo', id);
    expect(desk(day, 'pk1')).toMatchObject({ undoUntil: null, undoTicket: null });
    day.move('no-show', id);
    day.move('return', id);
    expect(desk(day, 'pk1').undoUntil).toBe(null);
  });
});

describe('a desk on a journey', () => {
  it('shows the way of the visit: done, here, open, ahead, and how long each took', () => {
    const day = new TestDay(hospital());
    const id = day.comes({ service: 'don' });
    day.later(4 * MINUTE).next('q1');
    day.move('finish', id);
    day.later(6 * MINUTE).next('pk1');
    const { now } = desk(day, 'pk1');
    expect(now!.steps.map(({ service, state, minutes }) => [service, state, minutes])).toEqual([
      ['don', 'done', 4],
      ['noi', 'here', 6],
      ['xn', 'ahead', null],
      ['sa', 'ahead', null],
      ['noi', 'ahead', null],
      ['tien', 'ahead', null],
      ['thuoc', 'ahead', null],
    ]);
    expect(now).toMatchObject({ visitMinutes: 10, visitTarget: 210, recalls: 0, callId: expect.any(String) });
    day.move('finish', id);
    const steps = desk(day, 'lab').next[0]!.steps;
    expect(steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'open',
      'open',
      'ahead',
      'ahead',
      'ahead',
    ]);
    expect(steps[4]).toMatchObject({ service: 'noi', room: 'Phòng pk1' });
  });

  it('lists who is away at the desk that is next, and the one who comes back says so', () => {
    const day = new TestDay(hospital());
    const id = day.comes({ service: 'noi' });
    day.next('pk1');
    day.move('order', id, { services: ['xn'] });
    day.move('finish', id);
    day.next('lab');
    day.move('finish', id);
    expect(desk(day, 'lab').away).toEqual([]);
    expect(desk(day, 'pk1').away).toMatchObject([{ id, state: 'away', service: 'noi' }]);
    day.later(33 * MINUTE).catchUp();
    day.later(3 * MINUTE);
    expect(desk(day, 'pk1').next).toMatchObject([
      { id, reason: 'quay lại, chờ 3/15 phút; 0 lượt ưu tiên trước' },
    ]);
  });

  it('says why somebody is kept aside', () => {
    const day = newDay();
    const id = day.comes({});
    day.ask({ type: 'move', ticket: id, move: 'hold', reason: 'hỏi người bệnh có phiếu không' });
    expect(desk(day, 'pk1').held).toMatchObject([{ id, reason: 'hỏi người bệnh có phiếu không' }]);
  });

  it('says whether the room is open, what it serves today, and how often somebody was called', () => {
    const day = new TestDay(hospital());
    const id = day.comes({ service: 'noi' });
    day.next('pk1');
    day.later(MINUTE).move('recall', id);
    day.room('pk1', 'paused', 'họp');
    day.ask({ type: 'serve', room: 'pk1', services: ['mat'] });
    expect(desk(day, 'pk1')).toMatchObject({
      room: { state: 'paused', reason: 'họp', services: ['mat'] },
      now: { id, recalls: 1 },
    });
  });
});
