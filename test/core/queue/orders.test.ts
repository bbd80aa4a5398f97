import { describe, expect, it } from 'vitest';
import { faultCode, MINUTE } from './test-day.ts';
import { ahead, linesOf, newDay, way, withDoctor } from './visit-words.ts';

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

  it('gives up the service: who scans for it later gets a ticket of its own', () => {
    const day = newDay();
    const id = day.comes({ service: 'don', visitor: 'bình' });
    expect(day.comes({ service: 'xn', visitor: 'bình' })).toBe(id);
    day.move('skip', id, { service: 'xn' });
    expect(day.comes({ service: 'xn', visitor: 'bình' })).not.toBe(id);
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
