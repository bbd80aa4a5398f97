import { describe, expect, it } from 'vitest';
import { linesFor } from '../../../core/queue/day.ts';
import { hospital } from './hospital.ts';
import { portrait } from './portrait.ts';
import { callsOf, clinicOf, faultCode, MINUTE, room, SECOND, service, TestDay } from './test-day.ts';

const newDay = () => new TestDay(clinicOf({}));
const stateOf = (day: TestDay, id: string) => day.day.roomStates.get(id) ?? 'open';

describe('a room', () => {
  it('on a break keeps its line and its patient, and says since when and why', () => {
    const day = newDay();
    const [inside, waiting] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.later(MINUTE).room('pk1', 'paused', 'ăn trưa');
    expect(stateOf(day, 'pk1')).toEqual({ to: 'paused', reason: 'ăn trưa', since: day.now });
    expect(day.state(inside)).toBe('called');
    expect(day.next('pk2')).toBe(waiting);
  });

  it('on a break is open again with the next press, even when nobody waits', () => {
    const day = newDay();
    const id = day.comes({});
    day.room('pk1', 'paused');
    expect(day.next('pk1')).toBe(id);
    expect(stateOf(day, 'pk1')).toBe('open');
    // An undo takes back the call; whoever pressed is at the desk, and the break stays over.
    expect(day.move('undo', id).state).toBe('waiting');
    expect(stateOf(day, 'pk1')).toBe('open');
    day.room('pk3', 'paused');
    expect(day.next('pk3')).toBe(null);
    expect(stateOf(day, 'pk3')).toBe('open');
  });

  it('on a break stays so when the press was meant for somebody else', () => {
    const day = newDay();
    day.comes({});
    day.room('pk1', 'paused');
    expect(faultCode(day.askNext('pk1', 't9'))).toBe('expected-mismatch');
    expect(stateOf(day, 'pk1')).toMatchObject({ to: 'paused' });
  });

  it('that is closed calls nobody, neither the next nor by name, and invites nobody', () => {
    const day = newDay();
    const id = day.comes({});
    day.room('pk1', 'closed', null);
    const before = portrait(day.day);
    expect(faultCode(day.askNext('pk1', null))).toBe('room-closed');
    expect(faultCode(day.askCall('pk1', id))).toBe('room-closed');
    expect(faultCode(day.ask({ type: 'invite', room: 'pk1', count: 2, call: 'c' }))).toBe('room-closed');
    expect(portrait(day.day)).toEqual(before);
    day.room('pk1', 'open');
    expect(day.next('pk1')).toBe(id);
  });

  it('closes only when nobody is inside, and nobody is put back into it by an undo', () => {
    const day = newDay();
    const id = day.comes({});
    day.next('pk1');
    expect(faultCode(day.room('pk1', 'closed'))).toBe('room-occupied');
    day.move('finish', id);
    expect(faultCode(day.room('pk1', 'closed'))).toBe(null);
    const before = portrait(day.day);
    expect(faultCode(day.askMove('undo', id, {}))).toBe('room-closed');
    expect(portrait(day.day)).toEqual(before);
    day.room('pk1', 'open');
    expect(day.move('undo', id).state).toBe('called');
  });

  it('told what it is already writes nothing, and told another reason writes that', () => {
    const day = newDay();
    expect(day.room('pk1', 'open')).toMatchObject({ ok: true, happenings: [] });
    day.room('pk1', 'paused', 'họp');
    expect(day.room('pk1', 'paused', 'họp')).toMatchObject({ happenings: [] });
    day.room('pk1', 'paused', 'ăn trưa');
    expect(stateOf(day, 'pk1')).toMatchObject({ reason: 'ăn trưa' });
    expect(faultCode(day.room('pk9', 'open'))).toBe('unknown-room');
  });

  it('serves other services for the rest of the day, and by the clinic file again when told', () => {
    const day = newDay();
    const id = day.comes({ service: 'nhi' });
    const serve = (services: string[] | null) => day.ask({ type: 'serve', room: 'pk1', services });
    serve(['nhi', 'noi', 'nhi']);
    expect(day.day.roomServices.get('pk1')).toEqual(['nhi', 'noi']);
    expect(day.next('pk1')).toBe(id);
    expect(serve(['noi', 'nhi'])).toMatchObject({ happenings: [] });
    serve(null);
    expect(day.day.roomServices.size).toBe(0);
    expect(faultCode(serve(['mổ']))).toBe('unknown-service');
    expect(faultCode(day.ask({ type: 'serve', room: 'pk9', services: null }))).toBe('unknown-room');
  });

  it('of two services calls the one that counts more there sooner', () => {
    const services = [service('noi', 'A', { policy: 'fifo' }), service('mat', 'M', { policy: 'fifo' })];
    const weighted = { ...room('pk1', ['noi', 'mat']), weights: { mat: 3 } };
    const called = (rooms: Record<string, unknown>[]) => {
      const day = new TestDay(clinicOf({ services, rooms, boards: [], speakers: [] }));
      day.comes({ service: 'noi' });
      day.later(10 * MINUTE).comes({ service: 'mat' });
      day.later(10 * MINUTE);
      return day.callAll('pk1').map((id) => day.ticket(id).service);
    };
    expect(called([room('pk1', ['noi', 'mat'])])).toEqual(['noi', 'mat']);
    expect(called([weighted])).toEqual(['mat', 'noi']);
  });

  it('sees the line of its services and of its own patients, and not of those of another room', () => {
    const day = new TestDay(hospital());
    const id = day.comes({ service: 'noi' });
    day.next('pk1');
    day.move('order', id, { services: ['sa'] });
    day.move('finish', id);
    day.next('sieu-am');
    day.move('finish', id);
    const sizes = (name: string) => linesFor(day.day, day.day.rooms.get(name)!).map(({ line }) => line.size);
    expect([sizes('pk1'), sizes('pk2')]).toEqual([[1], []]);
  });
});

describe('a call by name', () => {
  it('takes somebody out of the middle of the line; the others keep their order', () => {
    const day = newDay();
    const [first, named, last] = [day.comes({}), day.comes({}), day.comes({})];
    day.later(12 * MINUTE);
    expect(day.askCall('pk1', named)).toMatchObject({
      outcome: { kind: 'called', ticket: named, reason: { kind: 'manual', policy: 'manual', wait: 12 } },
    });
    expect(day.callAll('pk1')).toEqual([first, last]);
  });

  it('finishes who is inside, and one undo takes both back', () => {
    const day = newDay();
    const [first, named] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.call('pk1', named);
    expect([first, named].map((id) => day.state(id))).toEqual(['done', 'called']);
    day.move('undo', named);
    expect([first, named].map((id) => day.state(id))).toEqual(['called', 'waiting']);
  });

  it.each(['held', 'away', 'no-show'] as const)('reaches somebody who is %s without a detour', (state) => {
    const day = newDay();
    const id = day.comes({});
    if (state === 'no-show') day.next('pk1');
    day.move(state === 'held' ? 'hold' : state, id);
    expect(day.call('pk2', id)).toMatchObject({ state: 'called', room: 'pk2' });
    expect(day.move('undo', id).state).toBe(state);
  });

  it('is refused for a service that the room does not serve, and for who is elsewhere or over', () => {
    const day = newDay();
    const [other, inside, gone] = [day.comes({ service: 'nhi' }), day.comes({}), day.comes({})];
    day.next('pk2');
    day.move('cancel', gone);
    const before = portrait(day.day);
    expect(faultCode(day.askCall('pk1', other))).toBe('not-for-this-room');
    expect(faultCode(day.askCall('pk1', inside))).toBe('wrong-state');
    expect(faultCode(day.askCall('pk2', inside))).toBe('wrong-state');
    expect(faultCode(day.askCall('pk1', gone))).toBe('wrong-state');
    expect(faultCode(day.askCall('pk1', 'nobody'))).toBe('unknown-ticket');
    expect(faultCode(day.askCall('pk9', other))).toBe('unknown-room');
    expect(portrait(day.day)).toEqual(before);
  });

  it('is for who is believed to be in the room', () => {
    const day = newDay();
    const [first, named] = [day.comes({}), day.comes({})];
    day.next('pk1');
    const call = (expected: string | null) =>
      faultCode(day.ask({ type: 'call', room: 'pk1', expected, ticket: named, call: 'c' }));
    expect(call(null)).toBe('expected-mismatch');
    expect(call(first)).toBe(null);
  });
});

describe('an invitation', () => {
  it('stands on the boards as from–to, moves nobody, and each is still called by number', () => {
    const day = newDay();
    const ids = [1, 2, 3, 4].map(() => day.comes({}));
    const before = portrait(day.day).tickets;
    expect(day.invite('pk1', 3)).toEqual(['A001', 'A002', 'A003']);
    expect(portrait(day.day).tickets).toEqual(before);
    const shown = () => callsOf(day.day, ['pk1']).map(({ code, rev }) => [code, rev]);
    expect(shown()).toEqual([['A001 – A003', 1]]);
    expect(day.next('pk1')).toBe(ids[0]);
    expect(shown()).toEqual([
      ['A001', 1],
      ['A001 – A003', 1],
    ]);
  });

  it('of one is a range too, by which boards know it; of nobody writes nothing', () => {
    const day = newDay();
    expect(day.ask({ type: 'invite', room: 'pk1', count: 5, call: 'c' })).toMatchObject({
      ok: true,
      happenings: [],
      outcome: { kind: 'invited', codes: [] },
    });
    day.comes({});
    day.invite('pk1', 5);
    expect(callsOf(day.day, ['pk1'])[0]!.code).toBe('A001 – A001');
    expect(faultCode(day.ask({ type: 'invite', room: 'pk9', count: 5, call: 'c' }))).toBe('unknown-room');
  });

  it('stays on the boards when the call before it is undone', () => {
    const day = newDay();
    for (let i = 0; i < 3; i += 1) day.comes({});
    const id = day.next('pk1')!;
    day.later(2 * SECOND).invite('pk1', 2);
    day.move('undo', id);
    expect(callsOf(day.day, ['pk1']).map(({ code }) => code)).toEqual(['A002 – A003']);
  });
});
