import { describe, expect, it } from 'vitest';
import { ticketCode } from '../../../core/queue/ticket.ts';
import { clinicOf, faultCode, HOUR, MINUTE, room, service, TestDay } from './test-day.ts';

const oneService = (parts: Record<string, unknown>) =>
  clinicOf({
    services: [service('noi', 'A', parts)],
    rooms: [room('pk1', ['noi'])],
    boards: [],
    speakers: [],
  });

describe('a number at check-in', () => {
  it('starts at A001 and goes up by one in each series by itself', () => {
    const day = new TestDay(clinicOf({}));
    const ids = ['noi', 'noi', 'nhi', 'noi'].map((service) => day.comes({ service }));
    expect(ids.map((id) => day.ticket(id).code)).toEqual(['A001', 'A002', 'H001', 'A003']);
    expect(ids.map((id) => day.ticket(id).number)).toEqual([1, 2, 1, 3]);
  });

  it('is padded to the digits of the service, and overflows into one more digit, never into another letter', () => {
    expect(ticketCode('A', 7, 3)).toBe('A007');
    expect(ticketCode('A', 999, 3)).toBe('A999');
    expect(ticketCode('A', 1000, 3)).toBe('A1000');
    expect(ticketCode('KB', 7, 4)).toBe('KB0007');
    const day = new TestDay(oneService({ digits: 2 }));
    const codes = Array.from({ length: 100 }, () => day.ticket(day.comes({})).code);
    expect(codes.slice(97)).toEqual(['A98', 'A99', 'A100']);
  });

  it('is never given again, whatever became of the one who had it', () => {
    const day = new TestDay(clinicOf({}));
    day.move('cancel', day.comes({}));
    day.comes({});
    day.next('pk1');
    day.next('pk1');
    expect(day.ticket(day.comes({})).code).toBe('A003');
  });

  it('keeps who it was given to: class, grounds, arrival, paper', () => {
    const day = new TestDay(clinicOf({}));
    const id = day.comes({ visitor: 'bình', priority: 'priority' });
    expect(day.ticket(id)).toEqual({
      id: 't1',
      token: 'token-1',
      language: 'vi',
      code: 'A001',
      number: 1,
      series: 'A',
      service: 'noi',
      priority: 'priority',
      grounds: ['NCT'],
      visitor: 'bình',
      issuedAt: day.now,
      arrivedAt: day.now,
      slot: null,
      steps: [
        {
          service: 'noi',
          stage: 0,
          room: null,
          state: 'ahead',
          openAt: day.now,
          calledAt: null,
          doneAt: null,
        },
      ],
      missed: 0,
      slips: 0,
      paper: null,
      paperFor: null,
      seq: 2,
      state: 'waiting',
    });
    expect(day.day.tokens.get('token-1')).toBe('t1');
  });

  it('counts the slip of a kiosk and each reprint, and a reprint moves nobody', () => {
    const day = new TestDay(clinicOf({}));
    const somebody = {
      token: 'x',
      visitor: null,
      priority: 'normal',
      journey: null,
      appointment: null,
    } as const;
    day.ask({ type: 'check-in', service: 'noi', ticket: 'p1', ...somebody, grounds: [], paperFor: 'kiosk' });
    expect(day.ticket('p1').slips).toBe(1);
    expect(day.ask({ type: 'print', ticket: 'p1', paperFor: 'kiosk' }).ok).toBe(true);
    expect(day.ticket('p1')).toMatchObject({ slips: 2, state: 'waiting' });
    expect(day.next('pk1')).toBe('p1');
    expect(faultCode(day.ask({ type: 'print', ticket: 'nobody', paperFor: 'k' }))).toBe('unknown-ticket');
  });
});

describe('the paper of a ticket', () => {
  const asked = (day: TestDay, id: string) => {
    day.ask({ type: 'print', ticket: id, paperFor: 'kiosk' });
    return day.ticket(id).paper;
  };
  const told = (day: TestDay, ticket: string, slip: number, state: 'confirmed' | 'failed') =>
    day.ask({ type: 'slip', ticket, slip, state, printer: 'kiosk-1' });

  it('is asked for, then printed or not, and the same news twice writes nothing', () => {
    const day = new TestDay(clinicOf({}));
    const id = day.comes({});
    expect(asked(day, id)).toEqual({ slip: 1, state: 'asked', printer: null, at: day.now });
    told(day.later(MINUTE), id, 1, 'failed');
    expect(day.ticket(id).paper).toEqual({ slip: 1, state: 'failed', printer: 'kiosk-1', at: day.now });
    expect(told(day, id, 1, 'failed')).toMatchObject({ ok: true, happenings: [] });
  });

  it('of an older slip than the last one asked for is no news', () => {
    const day = new TestDay(clinicOf({}));
    const id = day.comes({});
    asked(day, id);
    asked(day, id);
    expect(told(day, id, 1, 'confirmed')).toMatchObject({ ok: true, happenings: [] });
    expect(day.ticket(id).paper).toMatchObject({ slip: 2, state: 'asked' });
    expect(faultCode(told(day, 'nobody', 1, 'confirmed'))).toBe('unknown-ticket');
  });

  it('is not taken back with a move', () => {
    const day = new TestDay(clinicOf({}));
    const id = day.comes({});
    day.next('pk1');
    asked(day, id);
    told(day, id, 1, 'confirmed');
    expect(day.move('undo', id)).toMatchObject({ state: 'waiting', slips: 1, paper: { state: 'confirmed' } });
  });
});

describe('the same person again', () => {
  it('gets the same ticket for the same service, in whatever open state it is', () => {
    const day = new TestDay(clinicOf({}));
    const id = day.comes({ visitor: 'bình' });
    const repeat = { ok: true, happenings: [], outcome: { kind: 'repeat', ticket: id } };
    expect(day.askIn({ visitor: 'bình' })).toEqual(repeat);
    day.next('pk1');
    expect(day.askIn({ visitor: 'bình' })).toEqual(repeat);
    day.move('no-show', id);
    expect(day.askIn({ visitor: 'bình' })).toEqual(repeat);
    day.move('return', id);
    day.move('hold', id);
    expect(day.askIn({ visitor: 'bình' })).toEqual(repeat);
    expect(day.day.tickets.size).toBe(1);
  });

  it('gets a second ticket for another service, and a new one after the first is done or cancelled', () => {
    const day = new TestDay(clinicOf({}));
    const first = day.comes({ visitor: 'bình' });
    const other = day.comes({ visitor: 'bình', service: 'nhi' });
    expect(day.ticket(other).code).toBe('H001');
    day.next('pk1');
    day.move('finish', first);
    expect(day.ticket(day.comes({ visitor: 'bình' })).code).toBe('A002');
    day.move('cancel', other);
    expect(day.ticket(day.comes({ visitor: 'bình', service: 'nhi' })).code).toBe('H002');
  });

  it('is never taken for another: two without a card get two tickets', () => {
    const day = new TestDay(clinicOf({}));
    expect(day.comes({ visitor: null })).not.toBe(day.comes({ visitor: null }));
  });

  it('who was sent on to another service gets that ticket there, and a new one here', () => {
    const day = new TestDay(clinicOf({}));
    const id = day.comes({ visitor: 'bình' });
    day.move('transfer', id, { service: 'nhi' });
    expect(day.comes({ visitor: 'bình', service: 'nhi' })).toBe(id);
    expect(day.ticket(day.comes({ visitor: 'bình' })).code).toBe('A002');
  });
});

describe('a service that takes nobody', () => {
  it('is refused when it does not exist', () => {
    expect(faultCode(new TestDay(clinicOf({})).askIn({ service: 'mổ' }))).toBe('unknown-service');
  });

  it('is closed outside its hours: open from the first minute, closed from the last', () => {
    const hours = [
      { from: '07:30', to: '11:30' },
      { from: '13:00', to: '24:00' },
    ];
    const day = new TestDay(oneService({ hours }));
    const at = (ms: number) => {
      day.later(ms);
      return faultCode(day.askIn({}));
    };
    expect(at(30 * MINUTE - 1)).toBe('service-closed'); // 07:29
    expect(at(1)).toBe(null); // 07:30
    expect(at(4 * HOUR - 1)).toBe(null); // 11:29
    expect(at(1)).toBe('service-closed'); // 11:30
    expect(at(90 * MINUTE)).toBe(null); // 13:00
    expect(at(11 * HOUR - 1)).toBe(null); // 23:59
  });

  it('still finds the open ticket of somebody who scans again after closing', () => {
    const day = new TestDay(oneService({ hours: [{ from: '07:00', to: '08:00' }] }));
    const id = day.comes({ visitor: 'bình' });
    day.later(2 * HOUR);
    expect(day.comes({ visitor: 'bình' })).toBe(id);
    expect(faultCode(day.askIn({ visitor: 'an' }))).toBe('service-closed');
  });

  it('is full after the last number of the day', () => {
    const day = new TestDay(oneService({ dailyLimit: 2 }));
    const first = day.comes({ visitor: 'bình' });
    day.move('cancel', day.comes({}));
    expect(faultCode(day.askIn({}))).toBe('service-full');
    expect(day.comes({ visitor: 'bình' })).toBe(first);
    day.later(24 * HOUR);
    expect(day.ticket(day.comes({})).code).toBe('A001');
  });
});
