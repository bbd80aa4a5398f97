import { describe, expect, it } from 'vitest';
import { portrait } from './portrait.ts';
import { clinicOf, faultCode, MINUTE, room, service, TestDay } from './test-day.ts';

const newDay = () => new TestDay(clinicOf({}));

describe('next', () => {
  it('calls the first who waits into an empty room', () => {
    const day = newDay();
    const [first, second] = [day.comes({}), day.later(1).comes({})];
    day.later(MINUTE);
    const decision = day.askNext('pk1', null);
    expect(decision).toMatchObject({ ok: true, outcome: { kind: 'called', ticket: first } });
    expect(day.ticket(first)).toMatchObject({
      state: 'called',
      room: 'pk1',
      calledAt: day.now,
      rev: 1,
      repeatedAt: null,
    });
    expect(day.state(second)).toBe('waiting');
  });

  it('finishes who is in the room, called or being served, and calls one in the same press', () => {
    const day = newDay();
    const ids = [day.comes({}), day.comes({}), day.comes({})];
    expect(day.next('pk1')).toBe(ids[0]);
    expect(day.next('pk1')).toBe(ids[1]);
    day.move('start', ids[1]!);
    day.later(MINUTE);
    expect(day.next('pk1')).toBe(ids[2]);
    expect(ids.map((id) => day.state(id))).toEqual(['done', 'done', 'called']);
    expect(day.ticket(ids[1]!)).toMatchObject({ room: 'pk1', calledAt: day.now - MINUTE, doneAt: day.now });
  });

  it('finishes the present one when nobody waits, and is no error in an empty house', () => {
    const day = newDay();
    const only = day.comes({});
    day.next('pk1');
    expect(day.askNext('pk1', only)).toMatchObject({
      ok: true,
      outcome: { kind: 'called', ticket: null, reason: null },
    });
    expect(day.state(only)).toBe('done');
    const before = portrait(day.day);
    expect(day.askNext('pk1', null)).toEqual({
      ok: true,
      happenings: [],
      outcome: { kind: 'called', ticket: null, reason: null },
    });
    expect(portrait(day.day)).toEqual(before);
  });

  it('is refused when the room holds somebody else than expected, and then skips nobody', () => {
    const day = newDay();
    const [first, second, third] = [day.comes({}), day.comes({}), day.comes({})];
    day.next('pk1');
    // Two people at one desk press at the same moment: both believe the first is inside.
    expect(faultCode(day.askNext('pk1', first))).toBe(null);
    const before = portrait(day.day);
    expect(faultCode(day.askNext('pk1', first))).toBe('expected-mismatch');
    expect(faultCode(day.askNext('pk1', null))).toBe('expected-mismatch');
    expect(faultCode(day.askNext('pk1', third))).toBe('expected-mismatch');
    expect(faultCode(day.askNext('pk2', second))).toBe('expected-mismatch');
    expect(portrait(day.day)).toEqual(before);
    expect([first, second, third].map((id) => day.state(id))).toEqual(['done', 'called', 'waiting']);
  });

  it('gives one patient to one of two rooms', () => {
    const day = newDay();
    const [first, second] = [day.comes({}), day.comes({})];
    expect([day.next('pk1'), day.next('pk2')]).toEqual([first, second]);
  });

  it('calls only for the services of the room', () => {
    const day = newDay();
    day.comes({ service: 'nhi' });
    expect(day.next('pk1')).toBe(null);
    expect(faultCode(day.askNext('pk9', null))).toBe('unknown-room');
  });

  it('leaves those on hold and those who were absent where they are', () => {
    const day = newDay();
    day.move('hold', day.comes({}));
    day.comes({});
    day.move('no-show', day.next('pk1')!);
    expect(day.next('pk1')).toBe(null);
  });

  it('keeps the reason with the call', () => {
    const day = newDay();
    day.comes({ priority: 'priority' });
    day.later(34 * MINUTE);
    const reason = { policy: 'target', kind: 'score', priority: 'priority', wait: 34, target: 20, before: 0 };
    expect(day.askNext('pk1', null)).toMatchObject({ outcome: { reason } });
    expect(day.entries.at(-1)!.happening).toMatchObject({ type: 'ticket-called', reason, finished: null });
  });
});

describe('after the clinic file was changed in the middle of a day', () => {
  it('people of a service that is gone keep their ticket and can be sent on or sent home', () => {
    const day = newDay();
    const [sentOn, sentHome] = [day.comes({ service: 'mat' }), day.comes({ service: 'mat' })];
    const after = new TestDay(
      clinicOf({
        services: [service('noi', 'A', {})],
        rooms: [room('pk1', ['noi'])],
        boards: [],
        speakers: [],
      }),
    );
    for (const { happening } of day.entries) after.write(happening);
    expect(after.next('pk1')).toBe(null);
    expect(faultCode(after.askIn({ service: 'mat' }))).toBe('unknown-service');
    after.move('transfer', sentOn, { service: 'noi' });
    after.move('cancel', sentHome);
    expect(after.next('pk1')).toBe(sentOn);
  });

  it('somebody in a room that is gone can still be finished', () => {
    const day = newDay();
    const id = day.comes({ service: 'nhi' });
    day.next('pk3');
    const after = new TestDay(clinicOf({ rooms: [room('pk1', ['noi', 'nhi'])], boards: [], speakers: [] }));
    for (const { happening } of day.entries) after.write(happening);
    expect(faultCode(after.askNext('pk3', id))).toBe('unknown-room');
    expect(after.move('finish', id)).toMatchObject({ state: 'done', room: 'pk3' });
  });
});
