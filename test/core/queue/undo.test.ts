import { describe, expect, it } from 'vitest';
import { portrait, recoverable } from './portrait.ts';
import { callsOf, clinicOf, faultCode, MINUTE, SECOND, service, TestDay } from './test-day.ts';

const newDay = () => new TestDay(clinicOf({}));
const shown = (day: TestDay, rooms: string[]) => callsOf(day.day, rooms).map(({ code, rev }) => [code, rev]);

describe('undo of a next', () => {
  it('brings back both: who was finished is in the room again, who was called waits at the old place', () => {
    const day = newDay();
    const [first, second, third] = [day.comes({}), day.comes({}), day.comes({})];
    day.next('pk1');
    day.move('start', first);
    const before = portrait(day.day);
    day.later(MINUTE).next('pk1');
    expect(shown(day, ['pk1'])).toEqual([
      ['A002', 1],
      ['A001', 1],
    ]);
    day.later(5 * SECOND).move('undo', second);
    expect(recoverable(portrait(day.day))).toEqual(recoverable(before));
    expect([first, second, third].map((id) => day.state(id))).toEqual(['serving', 'waiting', 'waiting']);
    expect(shown(day, ['pk1'])).toEqual([['A001', 1]]);
    expect(day.next('pk1')).toBe(second);
  });

  it('may be asked of either ticket, and finishes nobody when the room was empty', () => {
    const day = newDay();
    const [first, second] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.next('pk1');
    day.move('undo', first);
    expect([day.state(first), day.state(second)]).toEqual(['called', 'waiting']);
    const alone = newDay();
    const only = alone.comes({});
    alone.next('pk1');
    alone.next('pk1');
    expect(alone.move('undo', only).state).toBe('called');
  });

  it('does not take back a finish that was pressed by itself in the same millisecond', () => {
    const day = newDay();
    const [first, second] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.move('finish', first);
    day.next('pk1');
    day.move('undo', second);
    expect([day.state(first), day.state(second)]).toEqual(['done', 'waiting']);
    day.move('undo', first);
    expect(day.state(first)).toBe('called');
  });

  it('is refused when the finished one has come for a new ticket meanwhile', () => {
    const day = newDay();
    const first = day.comes({ visitor: 'bình' });
    const second = day.comes({});
    day.next('pk1');
    day.next('pk1');
    const again = day.comes({ visitor: 'bình' });
    const before = portrait(day.day);
    expect(faultCode(day.askMove('undo', second, {}))).toBe('already-waiting-there');
    expect(portrait(day.day)).toEqual(before);
    expect([day.state(first), day.state(again)]).toEqual(['done', 'waiting']);
  });

  it('gives the boards back a call that ten newer ones had pushed out', () => {
    const day = newDay();
    for (let i = 0; i < 11; i += 1) day.comes({});
    for (let i = 0; i < 10; i += 1) day.next('pk1');
    const before = shown(day, ['pk1']);
    expect(before.at(-1)).toEqual(['A001', 1]);
    day.move('undo', day.next('pk1')!);
    expect(shown(day, ['pk1'])).toEqual(before);
  });

  it('leaves the calls of other rooms alone', () => {
    const day = newDay();
    day.comes({});
    day.comes({ service: 'nhi' });
    const [mine, other] = [day.next('pk1')!, day.later(1).next('pk3')!];
    day.move('undo', mine);
    expect(shown(day, ['pk1', 'pk3'])).toEqual([['H001', 1]]);
    day.move('undo', other);
    expect(shown(day, ['pk1', 'pk3'])).toEqual([]);
  });

  it('takes its own call out of the streak and leaves the calls of other rooms in it', () => {
    const day = newDay();
    for (let i = 0; i < 4; i += 1) day.comes({ priority: 'priority' });
    day.comes({});
    const mine = day.later(MINUTE).next('pk1')!;
    day.next('pk2');
    expect(day.day.streaks.get('noi')).toBe(2);
    day.move('undo', mine);
    expect(day.day.streaks.get('noi')).toBe(1);
    day.move('start', day.next('pk1')!);
    day.next('pk2');
    expect(day.day.streaks.get('noi')).toBe(3);
    day.move('undo', mine);
    expect(day.day.streaks.get('noi')).toBe(3);
  });

  it('keeps what other rooms called after somebody normal in the streak', () => {
    const day = newDay();
    for (let i = 0; i < 4; i += 1) day.comes({ priority: 'priority' });
    const normals = [day.comes({}), day.comes({})];
    const mine = day.later(MINUTE).next('pk1')!;
    day.call('pk2', normals[0]!);
    day.next('pk2');
    expect(day.day.streaks.get('noi')).toBe(1);
    day.move('undo', mine);
    expect(day.day.streaks.get('noi')).toBe(1);
  });
});

describe('undo of a recall', () => {
  it('puts the board back, and the next recall is a new one that speakers have not heard', () => {
    const day = newDay();
    day.comes({});
    day.comes({});
    const [first] = [day.next('pk1')!, day.later(SECOND).next('pk2')!];
    day.later(MINUTE).move('recall', first);
    expect(shown(day, ['pk1', 'pk2'])).toEqual([
      ['A001', 2],
      ['A002', 1],
    ]);
    day.move('undo', first);
    expect(shown(day, ['pk1', 'pk2'])).toEqual([
      ['A002', 1],
      ['A001', 1],
    ]);
    expect(day.ticket(first)).toMatchObject({ state: 'called', repeatedAt: null });
    expect(day.move('recall', first)).toMatchObject({ rev: 3 });
    expect(shown(day, ['pk1'])).toEqual([['A001', 3]]);
  });

  it('does not give more than three recalls', () => {
    const day = newDay();
    const id = day.comes({});
    day.next('pk1');
    for (let i = 0; i < 3; i += 1) {
      day.later(MINUTE).move('recall', id);
      day.move('undo', id);
    }
    expect(faultCode(day.later(MINUTE).askMove('recall', id, {}))).toBe('recall-limit');
  });
});

describe('what cannot be undone any more', () => {
  it('a move of more than ten seconds ago', () => {
    const day = newDay();
    const id = day.comes({});
    day.next('pk1');
    const before = portrait(day.day);
    day.later(10 * SECOND + 1);
    expect(faultCode(day.askMove('undo', id, {}))).toBe('nothing-to-undo');
    expect(portrait(day.day)).toEqual(before);
    day.later(-1);
    expect(day.move('undo', id).state).toBe('waiting');
  });

  it('a check-in, or a ticket that nobody has moved', () => {
    const day = newDay();
    expect(faultCode(day.askMove('undo', day.comes({}), {}))).toBe('nothing-to-undo');
  });

  it('an undo: the second press finds nothing', () => {
    const day = newDay();
    const id = day.comes({});
    day.next('pk1');
    day.move('start', id);
    expect(day.move('undo', id).state).toBe('called');
    expect(faultCode(day.askMove('undo', id, {}))).toBe('nothing-to-undo');
  });

  it('a move of a ticket that somebody else has moved since: only theirs can be', () => {
    const day = newDay();
    const [first, second] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.next('pk1');
    day.move('no-show', second);
    day.move('return', second);
    expect(day.next('pk2')).toBe(second);
    // Asked of the first, it is the first room's press; that patient stands at another door now.
    expect(faultCode(day.askMove('undo', first, {}))).toBe('nothing-to-undo');
    expect(day.move('undo', second)).toMatchObject({ state: 'waiting' });
    expect(faultCode(day.askMove('undo', first, {}))).toBe('nothing-to-undo');
  });

  it('a move that is not the last of its room', () => {
    const day = newDay();
    const [first, second] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.move('no-show', first);
    day.next('pk1');
    const before = portrait(day.day);
    expect(faultCode(day.askMove('undo', first, {}))).toBe('nothing-to-undo');
    expect(portrait(day.day)).toEqual(before);
    day.move('undo', second);
    expect(day.move('undo', first)).toMatchObject({ state: 'called', room: 'pk1', missed: 0 });
  });

  it('a transfer, when the person has come again for the service it left', () => {
    const day = newDay();
    const id = day.comes({ visitor: 'bình' });
    day.move('transfer', id, { service: 'nhi' });
    const again = day.comes({ visitor: 'bình' });
    expect(faultCode(day.askMove('undo', id, {}))).toBe('already-waiting-there');
    day.move('cancel', again);
    expect(day.move('undo', id).service).toBe('noi');
    expect(day.comes({ visitor: 'bình' })).toBe(id);
  });

  it('anything of yesterday', () => {
    const day = new TestDay(clinicOf({ dayStartsAt: '07:00' })).later(-SECOND);
    const id = day.comes({});
    day.next('pk1');
    expect(faultCode(day.later(SECOND).askMove('undo', id, {}))).toBe('unknown-ticket');
  });
});

describe('a move of somebody who has left the room', () => {
  it('is not the last move of that room', () => {
    const day = newDay();
    const [absent, present] = [day.comes({}), day.comes({})];
    day.next('pk1');
    day.move('no-show', absent);
    day.next('pk1');
    day.move('cancel', absent);
    expect(day.move('undo', present).state).toBe('waiting');
    expect(day.move('undo', absent).state).toBe('no-show');
  });
});

describe('a reprint after a move', () => {
  it('does not stand in the way of the undo, and stays counted', () => {
    const day = newDay();
    const id = day.comes({});
    day.next('pk1');
    day.ask({ type: 'print', ticket: id, paperFor: 'desk' });
    expect(day.move('undo', id)).toMatchObject({ state: 'waiting', slips: 1 });
  });
});

describe('a busy house', () => {
  it('can undo in one room while a hundred moves are made in others', () => {
    const day = new TestDay(
      clinicOf({ services: [service('noi', 'A', {}), service('nhi', 'H', {}), service('mat', 'M', {})] }),
    );
    for (let i = 0; i < 100; i += 1) day.comes({ service: 'nhi' });
    const id = day.comes({});
    day.next('pk1');
    for (let i = 0; i < 100; i += 1) day.later(50).next('pk3');
    expect(day.move('undo', id).state).toBe('waiting');
  });
});
