import { describe, expect, it } from 'vitest';
import type { Step } from '../../../core/queue/ticket.ts';
import { hospital } from './hospital.ts';
import { standings } from './portrait.ts';
import { faultCode, MINUTE, TestDay } from './test-day.ts';

const newDay = () => new TestDay(hospital());
const words = (step: Step) => `${step.service}:${step.state}${step.room ? `@${step.room}` : ''}`;
/** The visit as one line: stages with `|` between them. */
function way(day: TestDay, id: string): string {
  const { steps } = day.ticket(id);
  return steps
    .map((step, i) => (i === 0 ? '' : step.stage === steps[i - 1]!.stage ? ' + ' : ' | ') + words(step))
    .join('');
}
const ahead = (day: TestDay, id: string) =>
  day
    .ticket(id)
    .steps.filter(({ state }) => state === 'ahead')
    .map(({ service, stage }) => [service, stage]);
const linesOf = (day: TestDay, id: string) =>
  standings(day.day)
    .filter((each) => each.id === id)
    .map(({ service, bound, line }) => `${service} ${bound} ${line}`);
/** Somebody sits with the doctor in pk1 at once. */
function withDoctor(day: TestDay): string {
  const id = day.comes({ service: 'noi' });
  day.next('pk1');
  return day.move('start', id).id;
}

describe('a whole visit', () => {
  it('keeps one number from reception to pharmacy, through two labs and back to the same doctor', () => {
    const day = newDay();
    const id = day.comes({ service: 'don' });
    const arrival = day.now;
    expect(way(day, id)).toBe(
      'don:ahead | noi:ahead | xn:ahead + sa:ahead | noi:ahead | tien:ahead | thuoc:ahead',
    );
    expect(day.later(5 * MINUTE).next('q1')).toBe(id);
    expect(day.later(MINUTE).move('finish', id)).toMatchObject({ state: 'waiting', service: 'noi' });
    expect(day.next('pk2')).toBe(id);
    day.later(7 * MINUTE).move('finish', id);
    expect(linesOf(day, id)).toEqual(['xn  normal', 'sa  normal']);
    expect(day.next('lab')).toBe(id);
    expect(linesOf(day, id)).toEqual([]);
    const taken = day.later(3 * MINUTE).now;
    expect(day.move('finish', id)).toMatchObject({ state: 'waiting', service: 'sa' });
    expect(day.next('sieu-am')).toBe(id);
    day.later(9 * MINUTE).move('finish', id);
    // The blood is not ready before half an hour, whatever was done meanwhile.
    expect(day.ticket(id)).toMatchObject({ state: 'away', until: taken + 30 * MINUTE, service: 'noi' });
    expect(day.next('pk2')).toBe(null);
    day.later(21 * MINUTE).catchUp();
    expect(linesOf(day, id)).toEqual(['noi pk2 return']);
    expect(day.next('pk1')).toBe(null);
    expect(day.next('pk2')).toBe(id);
    day.move('finish', id);
    expect([day.next('quay'), day.next('quay')]).toEqual([id, null]);
    expect([day.next('quay'), day.next('quay')]).toEqual([id, null]);
    expect(day.ticket(id)).toMatchObject({
      state: 'done',
      code: 'L001',
      arrivedAt: arrival,
      issuedAt: arrival,
    });
  });

  it('is called by whichever side by side service is free first', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.move('order', id, { services: ['xn', 'sa'] });
    day.move('finish', id);
    expect(day.next('sieu-am')).toBe(id);
    expect(day.next('lab')).toBe(null);
    day.move('finish', id);
    expect(day.next('lab')).toBe(id);
  });

  it('goes on at once when the lab with the results was first and long ago', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.move('order', id, { services: ['xn', 'sa'] });
    day.move('finish', id);
    day.next('lab');
    day.move('finish', id);
    day.later(40 * MINUTE).next('sieu-am');
    expect(day.move('finish', id)).toMatchObject({ state: 'waiting', service: 'noi' });
  });

  it('returns by its own target, from when the results were in, and not behind those who came meanwhile', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.move('order', id, { services: ['sa'] });
    day.move('finish', id);
    const others = [0, 1].map(() => day.later(MINUTE).comes({ service: 'noi' }));
    day.later(MINUTE).next('sieu-am');
    day.move('finish', id);
    day.later(10 * MINUTE);
    const decision = day.askNext('pk1', null);
    expect(decision).toMatchObject({
      outcome: { ticket: id, reason: { priority: 'return', wait: 10, target: 15 } },
    });
    expect(day.callAll('pk1')).toEqual(others);
  });

  it('is any room’s when the room that sent has closed or serves something else', () => {
    const closed = newDay();
    const id = withDoctor(closed);
    closed.move('order', id, { services: ['sa'] });
    closed.move('finish', id);
    closed.next('sieu-am');
    closed.move('finish', id);
    expect(closed.next('pk2')).toBe(null);
    closed.room('pk1', 'paused');
    expect(closed.next('pk2')).toBe(null);
    closed.room('pk1', 'closed');
    expect(closed.next('pk2')).toBe(id);
    closed.move('undo', id);
    closed.room('pk1', 'open');
    closed.ask({ type: 'serve', room: 'pk1', services: ['mat'] });
    expect(closed.next('pk2')).toBe(id);
  });

  it('of an emergency stays one: no class of its own for the way back', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', priority: 'urgent' });
    day.next('pk1');
    day.move('order', id, { services: ['sa'] });
    day.move('finish', id);
    day.next('sieu-am');
    day.move('finish', id);
    expect(linesOf(day, id)).toEqual(['noi pk1 urgent']);
  });
});

describe('an order', () => {
  it('of two labs comes right after the doctor, side by side, and then the way back to the room', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', journey: 'ngan' });
    day.next('pk1');
    expect(day.move('order', id, { services: ['xn', 'sa'] })).toMatchObject({ state: 'called', step: 0 });
    expect(way(day, id)).toBe('noi:ahead | xn:ahead + sa:ahead | noi:ahead@pk1 | thuoc:ahead');
  });

  it('joins the first of the same sitting, and makes no second way back', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.move('order', id, { services: ['xn'] });
    day.move('order', id, { services: ['sa'] });
    expect(way(day, id)).toBe('noi:ahead | xn:ahead + sa:ahead | noi:ahead@pk1');
    expect(faultCode(day.askMove('order', id, { services: ['sa'] }))).toBe('same-service');
    expect(faultCode(day.askMove('order', id, { services: ['noi'] }))).toBe('same-service');
    expect(faultCode(day.askMove('order', id, { services: ['tien', 'tien'] }))).toBe('same-service');
    expect(faultCode(day.askMove('order', id, { services: ['mổ'] }))).toBe('unknown-service');
  });

  it('joins those of a journey that leads back by itself', () => {
    const day = newDay();
    const id = day.comes({ service: 'cc', journey: 'dem' });
    day.next('cc1');
    day.move('order', id, { services: ['sa'] });
    expect(way(day, id)).toBe('cc:ahead | xn:ahead + sa:ahead | cc:ahead');
  });

  it('without a way back goes before what follows, and the visit does not return', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', journey: 'ngan' });
    day.next('pk1');
    day.move('order', id, { services: ['tien'], back: false });
    expect(way(day, id)).toBe('noi:ahead | tien:ahead | thuoc:ahead');
  });

  it('on the second visit to the doctor is a new sitting with a new way back', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.move('order', id, { services: ['sa'] });
    day.move('finish', id);
    day.next('sieu-am');
    day.move('finish', id);
    day.next('pk1');
    day.move('order', id, { services: ['sa'] });
    expect(ahead(day, id)).toEqual([
      ['noi', 2],
      ['sa', 3],
      ['noi', 4],
    ]);
  });

  it('after the end of the visit opens it again, with the way back to the room that was last', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.later(7 * MINUTE).move('finish', id);
    expect(day.state(id)).toBe('done');
    expect(day.move('order', id, { services: ['sa'] })).toMatchObject({ state: 'waiting', service: 'sa' });
    expect(way(day, id)).toBe('noi:done | sa:ahead | noi:ahead@pk1');
    expect(day.move('undo', id).state).toBe('done');
    day.move('order', id, { services: ['sa'], back: false });
    expect(way(day, id)).toBe('noi:done | sa:ahead');
    day.move('undo', id);
    expect(faultCode(day.askMove('order', id, { services: ['noi'] }))).toBe('same-service');
    expect(day.move('order', id, { services: ['noi'], back: false }).state).toBe('waiting');
  });

  it('for somebody who waits or is held is side by side with what is open', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi' });
    day.move('order', id, { services: ['sa'] });
    expect(way(day, id)).toBe('noi:ahead + sa:ahead');
    expect(linesOf(day, id)).toEqual(['noi  normal', 'sa  normal']);
    day.move('hold', id);
    day.move('order', id, { services: ['xn'] });
    expect(linesOf(day, id)).toEqual([]);
    day.move('return', id);
    expect(linesOf(day, id)).toHaveLength(3);
  });

  it('is refused to who has another ticket there already', () => {
    const day = newDay();
    day.comes({ service: 'sa', visitor: 'bình' });
    const id = day.comes({ service: 'noi', visitor: 'bình' });
    expect(faultCode(day.askMove('order', id, { services: ['sa'] }))).toBe('already-waiting-there');
  });
});

describe('a skip', () => {
  it('leaves out one step ahead, and the rest goes on', () => {
    const day = newDay();
    const id = day.comes({ service: 'don' });
    day.move('skip', id, { service: 'xn' });
    expect(way(day, id)).toBe(
      'don:ahead | noi:ahead | xn:skipped + sa:ahead | noi:ahead | tien:ahead | thuoc:ahead',
    );
    expect(day.move('skip', id, { service: 'don' })).toMatchObject({ state: 'waiting', service: 'noi' });
    expect(faultCode(day.askMove('skip', id, { service: 'xn' }))).toBe('no-such-step');
    expect(faultCode(day.askMove('skip', id, { service: 'mổ' }))).toBe('no-such-step');
  });

  it('of the last step is refused, since that is a cancelled visit', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', journey: 'ngan' });
    day.move('skip', id, { service: 'thuoc' });
    expect(faultCode(day.askMove('skip', id, { service: 'noi' }))).toBe('last-step');
  });

  it('does not take away what is being done, and may take all that follows', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', journey: 'ngan' });
    day.next('pk1');
    expect(faultCode(day.askMove('skip', id, { service: 'noi' }))).toBe('no-such-step');
    day.move('skip', id, { service: 'thuoc' });
    expect(day.move('finish', id).state).toBe('done');
  });

  it('of the last lab still waits for the results of the other', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.move('order', id, { services: ['xn', 'sa'] });
    day.move('finish', id);
    day.next('lab');
    const taken = day.now;
    day.move('finish', id);
    expect(day.later(MINUTE).move('skip', id, { service: 'sa' })).toMatchObject({
      state: 'away',
      until: taken + 30 * MINUTE,
    });
    expect(
      day
        .later(29 * MINUTE)
        .catchUp()
        .state(id),
    ).toBe('waiting');
  });

  it('of somebody who is held shows the service that is next then', () => {
    const day = newDay();
    const id = day.comes({ service: 'noi', journey: 'ngan' });
    day.move('hold', id);
    expect(day.move('skip', id, { service: 'noi' })).toMatchObject({ state: 'held', service: 'thuoc' });
  });
});

describe('a transfer on a journey', () => {
  it('takes the way back along, to whichever room of the other service', () => {
    const day = newDay();
    const id = withDoctor(day);
    day.move('order', id, { services: ['sa'] });
    day.move('transfer', id, { service: 'mat' });
    expect(way(day, id)).toBe('mat:ahead | sa:ahead | mat:ahead');
  });

  it('to the next station of the way is not done twice', () => {
    const day = newDay();
    const id = day.comes({ service: 'don' });
    day.move('transfer', id, { service: 'noi' });
    expect(ahead(day, id).map(([service]) => service)).toEqual(['noi', 'xn', 'sa', 'noi', 'tien', 'thuoc']);
  });
});

describe('a journey at check-in', () => {
  it('is that of the service, or the one that is named and begins there', () => {
    const day = newDay();
    expect(way(day, day.comes({ service: 'noi' }))).toBe('noi:ahead');
    expect(way(day, day.comes({ service: 'noi', journey: 'ngan' }))).toBe('noi:ahead | thuoc:ahead');
    expect(faultCode(day.askIn({ service: 'mat', journey: 'ngan' }))).toBe('unknown-journey');
    expect(faultCode(day.askIn({ service: 'noi', journey: 'lạ' }))).toBe('unknown-journey');
  });

  it('is found again by a scan for any service on it, and two visits may meet at the cashier', () => {
    const day = newDay();
    const first = day.comes({ service: 'don', visitor: 'bình' });
    expect(day.comes({ service: 'tien', visitor: 'bình' })).toBe(first);
    const other = day.comes({ service: 'cc', visitor: 'bình', journey: 'dem' });
    expect(other).not.toBe(first);
    expect(day.comes({ service: 'xn', visitor: 'bình' })).toBe(first);
    // The undo of one visit's move is not in the way of the other, which had its laboratory before.
    day.move('hold', first);
    day.move('hold', other);
    expect(day.move('undo', first).state).toBe('waiting');
    day.move('cancel', first);
    expect(day.comes({ service: 'xn', visitor: 'bình' })).toBe(other);
  });
});
