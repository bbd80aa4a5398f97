import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../core/queue/place.ts';
import { boardRoom, ticketView, waitingAt } from '../../../core/queue/views.ts';
import { callsOf, clinicOf, MINUTE, room, SECOND, service, TestDay } from './test-day.ts';

const newDay = () => new TestDay(clinicOf({}));
const roomOf = (day: TestDay, id: string) => day.day.rooms.get(id)!;
const board = (day: TestDay, id: string) => boardRoom(day.day, roomOf(day, id), day.now);

describe('a ticket as others see it', () => {
  it('has no room and no call before it is called, and times with the offset of the hospital', () => {
    const day = newDay();
    day.comes({});
    const id = day.later(1).comes({ priority: 'normal', visitor: 'bình' });
    expect(ticketView(day.day, day.ticket(id), day.now)).toEqual({
      id,
      code: 'A002',
      number: 2,
      service: 'noi',
      room: null,
      state: 'waiting',
      priority: 'normal',
      ahead: 1,
      businessDay: '2026-11-23',
      issuedAt: '2026-11-23T07:00:00+07:00',
      calledAt: null,
      url: '/t/token-2',
      wait: { from: expect.any(Number), to: expect.any(Number) },
    });
  });

  it('names the room and the time of the call from the call on, and none after coming back', () => {
    const day = newDay();
    const id = day.comes({});
    day.later(90 * SECOND).next('pk2');
    const called = { room: 'pk2', calledAt: '2026-11-23T07:01:30+07:00' };
    const view = () => ticketView(day.day, day.ticket(id), day.now);
    expect(view()).toMatchObject({ state: 'called', ...called });
    day.later(20 * SECOND).move('recall', id);
    expect(view()).toMatchObject({ state: 'called', ...called });
    day.move('start', id);
    expect(view()).toMatchObject({ state: 'serving', ...called });
    day.move('finish', id);
    expect(view()).toMatchObject({ state: 'done', ...called });
    const other = day.comes({});
    day.next('pk1');
    day.move('no-show', other);
    expect(ticketView(day.day, day.ticket(other), day.now)).toMatchObject({ state: 'no-show', room: 'pk1' });
    expect(ticketView(day.day, day.move('return', other), day.now)).toMatchObject({
      room: null,
      calledAt: null,
    });
  });
});

describe('a board', () => {
  it('shows who is in the room, the next five in their order, and how many wait', () => {
    const day = newDay();
    for (let i = 0; i < 7; i += 1) day.comes({});
    expect(board(day, 'pk1')).toEqual({
      id: 'pk1',
      label: { vi: 'Phòng pk1' },
      arrow: 'none',
      now: null,
      next: ['A001', 'A002', 'A003', 'A004', 'A005'],
      waiting: 7,
      status: 'open',
      wait: { from: expect.any(Number), to: expect.any(Number) },
      kind: 'exam',
      missed: [],
    });
    day.later(MINUTE).next('pk1');
    day.comes({ priority: 'urgent' });
    expect(board(day, 'pk1')).toMatchObject({
      now: { code: 'A001', state: 'called', calledAt: '2026-11-23T07:01:00+07:00' },
      next: ['A008', 'A002', 'A003', 'A004', 'A005'],
      waiting: 7,
    });
    expect(board(day, 'pk3')).toMatchObject({ now: null, next: [], waiting: 0 });
  });

  it('counts those of all services of a room', () => {
    const day = newDay();
    for (const service of ['noi', 'mat', 'mat', 'nhi']) day.comes({ service });
    expect(waitingAt(day.day, roomOf(day, 'pk2'))).toBe(3);
    expect(waitingAt(day.day, roomOf(day, 'pk1'))).toBe(1);
  });

  it('lists the calls of its rooms, the newest first, also within one millisecond', () => {
    const day = newDay();
    for (const service of ['noi', 'nhi', 'noi']) day.comes({ service });
    for (const id of ['pk2', 'pk3', 'pk1']) day.next(id);
    const rows = callsOf(day.day, ['pk1', 'pk2', 'pk3']);
    expect(rows.map(({ code, room }) => [code, room])).toEqual([
      ['A002', 'pk1'],
      ['H001', 'pk3'],
      ['A001', 'pk2'],
    ]);
    expect(rows[0]).toEqual({
      callId: expect.any(String),
      rev: 1,
      code: 'A002',
      room: 'pk1',
      at: '2026-11-23T07:00:00+07:00',
      priority: false,
      name: null,
    });
    expect(callsOf(day.day, ['pk3']).map(({ code }) => code)).toEqual(['H001']);
  });

  it('puts a recalled patient on top, with a higher rev and the same call', () => {
    const day = newDay();
    day.comes({});
    day.comes({ service: 'nhi' });
    const first = day.next('pk1')!;
    day.next('pk3');
    const rows = () => callsOf(day.day, ['pk1', 'pk3']);
    const { callId } = rows()[1]!;
    day.later(MINUTE).move('recall', first);
    expect(rows()).toMatchObject([
      { callId, code: 'A001', rev: 2, at: '2026-11-23T07:01:00+07:00' },
      { code: 'H001', rev: 1 },
    ]);
  });

  it('keeps its ten calls however much is called elsewhere', () => {
    const day = newDay();
    for (let i = 0; i < 12; i += 1) day.comes({});
    for (let i = 0; i < 30; i += 1) day.comes({ service: 'nhi' });
    for (let i = 0; i < 12; i += 1) day.next('pk1');
    for (let i = 0; i < 30; i += 1) day.next('pk3');
    const codes = callsOf(day.day, ['pk1']).map(({ code }) => code);
    expect(codes).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((n) => `A${String(n).padStart(3, '0')}`));
    expect(callsOf(day.day, ['pk1', 'pk3'])).toHaveLength(10);
  });
});

describe('where to wait', () => {
  const place = { vi: 'Tầng 1, nhà A', en: 'Floor 1, block A' };
  const labelled = (n: number, parts: Record<string, unknown>) => ({
    ...room(`pk${n}`, ['noi']),
    label: { vi: `Phòng khám ${n}`, en: `Room ${n}` },
    ...parts,
  });
  const placeIn = (rooms: Record<string, unknown>[]) =>
    placeOf(clinicOf({ services: [service('noi', 'A', {})], rooms, boards: [], speakers: [] }), 'noi');

  it('is the rooms of the service, and the way there when it is the same for all', () => {
    expect(placeIn([labelled(1, { place }), labelled(2, { place })])).toEqual({
      vi: 'Phòng khám 1, Phòng khám 2 – Tầng 1, nhà A',
      en: 'Room 1, Room 2 – Floor 1, block A',
    });
    expect(placeIn([labelled(1, { place }), labelled(2, {})]).vi).toBe('Phòng khám 1, Phòng khám 2');
  });

  it('names three rooms at most, and English only where every room has it', () => {
    const four = [1, 2, 3, 4].map((n) => labelled(n, n === 4 ? { label: { vi: 'Phòng khám 4' } } : {}));
    expect(placeIn(four)).toEqual({ vi: 'Phòng khám 1, Phòng khám 2, Phòng khám 3…', en: null });
  });

  it('is nowhere for a service that is gone', () => {
    expect(placeOf(clinicOf({}), 'rang')).toEqual({ vi: '', en: null });
  });
});
