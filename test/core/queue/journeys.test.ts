import { describe, expect, it } from 'vitest';
import { faultCode, MINUTE } from './test-day.ts';
import { linesOf, newDay, way, withDoctor } from './visit-words.ts';

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
