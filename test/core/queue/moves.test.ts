import { describe, expect, it } from 'vitest';
import type { Ticket, TicketState } from '../../../core/queue/ticket.ts';
import { type Move, moves, moveTable } from './move-table.ts';
import { portrait, recoverable } from './portrait.ts';
import { clinicOf, type Extra, faultCode, MINUTE, SECOND, TestDay } from './test-day.ts';

/** How a ticket gets into each state. */
const ways: Record<TicketState, (day: TestDay, id: string) => void> = {
  waiting: () => {},
  called: (day) => void day.next('pk1'),
  serving: (day, id) => {
    day.next('pk1');
    day.move('start', id);
  },
  held: (day, id) => void day.move('hold', id),
  away: (day, id) => void day.move('away', id),
  done: (day, id) => {
    day.next('pk1');
    day.move('finish', id);
    day.next('pk3');
    day.move('finish', id);
  },
  'no-show': (day, id) => {
    day.next('pk1');
    day.move('no-show', id);
  },
  cancelled: (day, id) => void day.move('cancel', id),
};
const states = Object.keys(ways) as TicketState[];
const pairs = states.flatMap((state) => moves.map((move) => ({ state, move })));
const allowed = pairs.filter(({ state, move }) => moveTable[move].from.includes(state));
const refused = pairs.filter(({ state, move }) => !moveTable[move].from.includes(state));

/** What each move is asked with: a step that is ahead to be skipped, another service to be sent to. */
const extras: Partial<Record<Move, Extra>> = {
  transfer: { service: 'mat' },
  order: { services: ['mat'] },
  skip: { service: 'nhi' },
};

/** Where a move leads the visit below: the doctor is done, the children's doctor is ahead. */
function stateAfter(move: Move, state: TicketState): TicketState {
  if (move === 'finish') return 'waiting';
  if (move === 'order') return state === 'done' ? 'waiting' : state;
  const [to] = moveTable[move].to;
  return to === 'stays' || to === undefined ? state : to;
}

/** Somebody in the middle of the line on the way noi → nhi, in that state, half a minute ago. */
function somebody(state: TicketState): { day: TestDay; id: string } {
  const journeys = [{ id: 'kham', name: { vi: 'Khám' }, stages: [['noi'], ['nhi']] }];
  const day = new TestDay(clinicOf({ journeys }));
  const id = day.comes({ visitor: 'bình', priority: 'priority', journey: 'kham' });
  day.later(MINUTE).comes({});
  day.later(20 * MINUTE);
  ways[state](day, id);
  day.later(30 * SECOND);
  return { day, id };
}

describe('a move that the table allows', () => {
  it.each(allowed)('$move of somebody who is $state', ({ state, move }) => {
    const { day, id } = somebody(state);
    const before = day.ticket(id);
    const after = day.move(move, id, extras[move]);
    expect(after.state).toBe(stateAfter(move, state));
    const { code, number, series, arrivedAt, issuedAt, visitor, token } = before;
    expect(after).toMatchObject({ code, number, series, arrivedAt, issuedAt, visitor, token });
    expect(after.priority).toBe(move === 'priority' ? 'urgent' : 'priority');
    expect(after.seq).toBe(day.day.seq);
    expect(day.day.inRoom.get('pk1')).toBe(['called', 'serving'].includes(after.state) ? id : undefined);
  });

  it.each(allowed)('$move of somebody who is $state can be undone, and everything is as before', (pair) => {
    const { day, id } = somebody(pair.state);
    const before = portrait(day.day);
    day.move(pair.move, id, extras[pair.move]);
    expect(recoverable(portrait(day.day))).not.toEqual(recoverable(before));
    day.later(10 * SECOND).move('undo', id);
    expect(recoverable(portrait(day.day))).toEqual(recoverable(before));
  });

  it('finish ends the visit when nothing is ahead, and goes on to the next step when something is', () => {
    const { day, id } = somebody('serving');
    expect(day.move('finish', id)).toMatchObject({ state: 'waiting', service: 'nhi' });
    expect(day.next('pk3')).toBe(id);
    expect(day.move('finish', id)).toMatchObject({ state: 'done', room: 'pk3', doneAt: day.now });
  });
});

describe('a move that the table does not allow', () => {
  it.each(refused)('$move of somebody who is $state is refused and changes nothing', ({ state, move }) => {
    const { day, id } = somebody(state);
    const before = portrait(day.day);
    const decision = day.askMove(move, id, extras[move] ?? {});
    expect(decision).toMatchObject({ ok: false, fault: { code: 'wrong-state', status: 409 } });
    expect(portrait(day.day)).toEqual(before);
  });

  it.each([...moves, 'undo' as const])('%s of a ticket that does not exist is refused', (move) => {
    const { day } = somebody('waiting');
    const before = portrait(day.day);
    const decision = day.askMove(move, 'nobody', {});
    expect(decision).toMatchObject({ ok: false, fault: { code: 'unknown-ticket', status: 404 } });
    expect(portrait(day.day)).toEqual(before);
  });
});

describe('recall', () => {
  it('is heard three times at most, eight seconds apart, and keeps the call', () => {
    const { day, id } = somebody('called');
    const calledAt = day.now - 30 * SECOND;
    const { call } = day.ticket(id) as Extract<Ticket, { state: 'called' }>;
    expect(day.move('recall', id)).toMatchObject({ rev: 2, call, calledAt, repeatedAt: day.now });
    expect(faultCode(day.later(8 * SECOND - 1).askMove('recall', id, {}))).toBe('recall-too-soon');
    expect(day.later(1).move('recall', id)).toMatchObject({ rev: 3, call });
    expect(day.later(8 * SECOND).move('recall', id)).toMatchObject({ rev: 4, call });
    const before = portrait(day.day);
    expect(faultCode(day.later(MINUTE).askMove('recall', id, {}))).toBe('recall-limit');
    expect(portrait(day.day)).toEqual(before);
  });

  it('may start anew after the patient came back and was called again', () => {
    const { day, id } = somebody('called');
    day.move('recall', id);
    day.move('no-show', id);
    day.move('return', id);
    expect(day.next('pk1')).toBe(id);
    expect(day.ticket(id)).toMatchObject({ state: 'called', rev: 1, repeatedAt: null, missed: 1 });
  });
});

describe('coming back', () => {
  it.each(['held', 'no-show'] as const)('from %s leads to the old place, not to the end', (state) => {
    const { day, id } = somebody(state);
    const later = day.comes({ priority: 'priority' });
    day.later(MINUTE).move('return', id);
    expect(day.callAll('pk1').filter((each) => [id, later].includes(each))).toEqual([id, later]);
  });

  it('from a hold after a call forgets the room, and the next room that is free may call', () => {
    const { day, id } = somebody('serving');
    day.move('hold', id, { reason: 'chờ kết quả' });
    expect(day.ticket(id)).toMatchObject({ state: 'held', reason: 'chờ kết quả' });
    expect(day.ticket(id)).not.toHaveProperty('room');
    day.move('return', id);
    expect(day.next('pk2')).toBe(id);
  });
});

describe('transfer', () => {
  it('keeps number, class and first arrival, and so the place among those who came later', () => {
    const { day, id } = somebody('serving');
    const early = day.comes({ service: 'nhi' });
    day.later(MINUTE).move('transfer', id, { service: 'nhi' });
    expect(day.ticket(id)).toMatchObject({ code: 'A001', service: 'nhi', series: 'A', state: 'waiting' });
    expect(day.callAll('pk3')).toEqual([id, early]);
  });

  it('is refused to the same service, to no service, and to one where the person waits already', () => {
    const { day, id } = somebody('called');
    const other = day.comes({ visitor: 'bình', service: 'mat' });
    const before = portrait(day.day);
    expect(faultCode(day.askMove('transfer', id, { service: 'noi' }))).toBe('same-service');
    expect(faultCode(day.askMove('transfer', id, { service: 'mổ' }))).toBe('unknown-service');
    expect(faultCode(day.askMove('transfer', id, { service: 'mat' }))).toBe('already-waiting-there');
    expect(portrait(day.day)).toEqual(before);
    // Both tickets still find their owner.
    expect(day.comes({ visitor: 'bình' })).toBe(id);
    expect(day.comes({ visitor: 'bình', service: 'mat' })).toBe(other);
    day.move('cancel', other);
    expect(day.move('transfer', id, { service: 'mat' }).service).toBe('mat');
  });

  it('of people without a card is never taken for a second ticket', () => {
    const day = new TestDay(clinicOf({}));
    const [a, b] = [day.comes({}), day.comes({ service: 'nhi' })];
    expect(day.move('transfer', a, { service: 'nhi' }).state).toBe('waiting');
    expect(day.callAll('pk3')).toEqual([a, b]);
  });
});
