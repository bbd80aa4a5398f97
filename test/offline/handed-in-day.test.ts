import { describe, expect, it } from 'vitest';
import type { HandInCommand } from '../../core/queue/command.ts';
import { twinReason } from '../../core/queue/decide-hand-in.ts';
import { papersOf, twinNumbers } from '../../core/queue/handed-in.ts';
import { readCode } from '../../core/queue/words/ticket-code.ts';
import { clinicOf, HOUR, MINUTE, MORNING, room, service, TestDay } from '../core/queue/test-day.ts';

/** What a kiosk hands in, given out so many minutes after the morning began. */
function paper(number: number, minutes: number, change: Partial<HandInCommand>): HandInCommand {
  const code = `K3-${String(number).padStart(3, '0')}`;
  return {
    type: 'hand-in',
    handedIn: `2026-11-23 ${code}`,
    proof: `proof of ${code}`,
    businessDay: '2026-11-23',
    series: 'K3',
    number,
    code,
    service: 'noi',
    arrivedAt: MORNING + minutes * MINUTE,
    ticket: `k${number}`,
    token: `token-k${number}`,
    visitor: null,
    priority: 'normal',
    grounds: [],
    language: 'vi',
    same: null,
    ...change,
  };
}

const called = (day: TestDay, place: string, expected: string | null): string => {
  const answer = day.askNext(place, expected);
  return (answer.ok && answer.outcome.kind === 'called' && answer.outcome.ticket) || '';
};

describe('numbers of a kiosk that was cut off, in the day', () => {
  it('are called by when their people came, among those who came to other kiosks', () => {
    const day = new TestDay(clinicOf({}));
    const first = day.comes({});
    day.later(20 * MINUTE);
    const late = day.comes({});
    day.later(10 * MINUTE).ask(paper(1, 10, {}));
    const order = [called(day, 'pk1', null)];
    for (let each = 0; each < 2; each += 1) order.push(called(day, 'pk1', order.at(-1)!));
    expect(order).toEqual([first, 'k1', late]);
    expect(day.day.tickets.get('k1')).toMatchObject({ code: 'K3-001', series: 'K3', number: 1 });
  });

  it('are one ticket however often they are handed in, and leave the numbers of the house alone', () => {
    const day = new TestDay(clinicOf({}));
    day.later(HOUR).ask(paper(1, 5, {}));
    const again = day.ask(paper(1, 5, { ticket: 'other' }));
    expect(again).toMatchObject({ ok: true, happenings: [], outcome: { kind: 'repeat', ticket: 'k1' } });
    expect(day.day.tickets.get(day.comes({}))!.code).toBe('A001');
    expect(day.day.tickets.size).toBe(2);
  });

  it('are taken although the service is full, closed or no longer in the clinic file', () => {
    const full = service('noi', 'A', { dailyLimit: 1, hours: [{ from: '07:00', to: '08:00' }] });
    const day = new TestDay(
      clinicOf({ services: [full], rooms: [room('pk1', ['noi'])], boards: [], speakers: [] }),
    );
    day.comes({});
    day.later(3 * HOUR);
    for (const [number, id] of [
      [1, 'noi'],
      [2, 'gone'],
    ] as const)
      expect(day.ask(paper(number, 30, { service: id }))).toMatchObject({
        ok: true,
        outcome: { kind: 'issued' },
      });
  });

  it('of a day that is over change nothing, but for a service that stays open over night', () => {
    const open = service('nhi', 'H', { overnight: true });
    const day = new TestDay(
      clinicOf({
        services: [service('noi', 'A', {}), open],
        rooms: [room('pk1', ['noi', 'nhi'])],
        boards: [],
        speakers: [],
      }),
    );
    day.later(20 * HOUR);
    expect(day.ask(paper(1, 10, {}))).toMatchObject({
      ok: true,
      happenings: [],
      outcome: { kind: 'nothing' },
    });
    expect(day.ask(paper(2, 16 * 60, { service: 'nhi' }))).toMatchObject({ outcome: { kind: 'issued' } });
    // Days later nobody knows whether it was called and finished meanwhile: nobody is called a second time.
    day.later(48 * HOUR);
    expect(day.ask(paper(3, 16 * 60, { service: 'nhi' }))).toMatchObject({ outcome: { kind: 'nothing' } });
  });

  it('of somebody who had a ticket are the same visit, in its old place, called by the newer paper', () => {
    const day = new TestDay(clinicOf({}));
    const mine = day.comes({ visitor: 'huong' });
    const other = day.later(MINUTE).comes({});
    day.later(HOUR).ask(paper(1, 30, { visitor: 'huong' }));
    const ticket = day.day.tickets.get(mine)!;
    expect([ticket.code, ticket.also, day.day.tickets.size]).toEqual(['K3-001', ['A001'], 2]);
    expect(called(day, 'pk1', null)).toBe(mine);
    expect(called(day, 'pk1', mine)).toBe(other);
    expect(day.day.tickets.get(mine)).toMatchObject({ state: 'done', code: 'K3-001', also: ['A001'] });
  });

  it('leave the number of somebody who stands in a room just now, and only lead to it', () => {
    const day = new TestDay(clinicOf({}));
    const mine = day.comes({ visitor: 'huong' });
    called(day, 'pk1', null);
    day.ask(paper(1, 0, { visitor: 'huong' }));
    expect(day.day.tickets.get(mine)).toMatchObject({ state: 'called', code: 'A001', also: ['K3-001'] });
    expect(day.ask({ type: 'move', ticket: mine, move: 'undo' })).toMatchObject({ ok: false });
  });

  it('bring back whoever was called by a number that never reached them', () => {
    const day = new TestDay(clinicOf({}));
    const mine = day.comes({});
    called(day, 'pk1', null);
    day.ask({ type: 'move', ticket: mine, move: 'no-show' });
    day.ask(paper(1, 0, { same: mine }));
    expect(day.day.tickets.get(mine)).toMatchObject({ state: 'waiting', code: 'K3-001', also: ['A001'] });
    expect(called(day, 'pk1', null)).toBe(mine);
  });

  it('are kept aside when nobody knows whether the paper came out, until somebody shows the card again', () => {
    const day = new TestDay(clinicOf({}));
    day.later(HOUR).ask(paper(1, 30, {}));
    day.ask({ type: 'doubt', handedIn: '2026-11-23 K3-001', doubt: true });
    expect(day.day.tickets.get('k1')!.state).toBe('held');
    expect(called(day, 'pk1', null)).toBe('');
    day.ask({ type: 'doubt', handedIn: '2026-11-23 K3-001', doubt: false });
    expect(called(day, 'pk1', null)).toBe('k1');
  });

  it('are said letter by letter and digit by digit', () => {
    const said = (code: string, lang: 'vi' | 'en'): unknown =>
      readCode(code, { lang, region: 'north', mode: 'auto' });
    expect(said('K3-001', 'vi')).toEqual({ ok: true, words: 'ca ba không không một' });
    expect(said('K12-017', 'vi')).toEqual({ ok: true, words: 'ca một hai không một bảy' });
    expect(said('K3-001', 'en')).toMatchObject({ ok: true, words: 'K three zero zero one' });
    for (const code of ['K3-01', 'K03-001', 'KK3-001', 'K3001A1', 'K3–001'])
      expect(said(code, 'vi')).toMatchObject({ ok: false });
  });
});

describe('two papers with one number, of a kiosk PC that was copied', () => {
  const twin = { proof: 'another line', ticket: 'twin', token: 'token-twin' };
  const reason = twinReason('K3-001', '07:03');

  it('are two tickets: the second is kept aside, for staff to tell the two people apart', () => {
    const day = new TestDay(clinicOf({}));
    day.later(HOUR).ask(paper(1, 5, {}));
    const second = day.ask(paper(1, 3, { ...twin, priority: 'priority', grounds: ['NCT'] }));
    expect(second).toMatchObject({ ok: true, outcome: { kind: 'issued', ticket: 'twin' } });
    expect(day.day.tickets.get('k1')).toMatchObject({ state: 'waiting', code: 'K3-001' });
    expect(day.day.tickets.get('twin')).toMatchObject({ state: 'held', reason, code: 'K3-001' });
    expect(day.day.tickets.get('twin')).toMatchObject({ priority: 'priority', grounds: ['NCT'] });
    expect(twinNumbers(day.day)).toMatchObject([{ name: '2026-11-23 K3-001' }]);
    // Staff send it back into the line: it has its own place there.
    expect(day.ask({ type: 'move', ticket: 'twin', move: 'return' })).toMatchObject({ ok: true });
    expect([called(day, 'pk1', null), called(day, 'pk1', 'twin')]).toEqual(['twin', 'k1']);
  });

  it('stay two, however often and in whatever order they are handed in again', () => {
    const day = new TestDay(clinicOf({}));
    day.later(HOUR).ask(paper(1, 5, {}));
    day.ask(paper(1, 3, twin));
    for (const [change, ticket] of [[twin, 'twin'] as const, [{}, 'k1'] as const, [twin, 'twin'] as const])
      expect(day.ask(paper(1, 3, { ...change, ticket: 'third' }))).toMatchObject({
        happenings: [],
        outcome: { kind: 'repeat', ticket },
      });
    expect([...day.day.tickets.keys()]).toEqual(['k1', 'twin']);
  });

  it('lead whoever had a ticket to it, kept aside; both of one person are no matter at all', () => {
    const day = new TestDay(clinicOf({}));
    const mine = day.comes({ visitor: 'huong' });
    day.later(HOUR).ask(paper(1, 5, { visitor: 'binh' }));
    day.ask(paper(1, 3, { ...twin, visitor: 'huong' }));
    expect(day.day.tickets.get(mine)).toMatchObject({ state: 'held', reason, also: ['A001'] });
    day.ask(paper(2, 7, { visitor: 'an' }));
    day.ask(paper(2, 8, { ...twin, visitor: 'an' }));
    expect(day.day.tickets.get('k2')).toMatchObject({ state: 'waiting', code: 'K3-002', also: [] });
    expect(day.day.tickets.size).toBe(3);
  });

  it('keep nobody from being called by a doubt of which nobody knows whose it is', () => {
    const day = new TestDay(clinicOf({}));
    const doubt = (is: boolean): unknown =>
      day.ask({ type: 'doubt', handedIn: '2026-11-23 K3-001', doubt: is });
    day.later(HOUR).ask(paper(1, 5, {}));
    doubt(true);
    day.ask(paper(1, 3, twin));
    expect(doubt(false)).toMatchObject({ happenings: [{ type: 'ticket-returned', ticket: 'k1' }] });
    expect(doubt(true)).toMatchObject({ happenings: [] });
    expect(day.day.tickets.get('k1')!.state).toBe('waiting');
    expect(day.day.tickets.get('twin')).toMatchObject({ state: 'held', reason });
  });

  it('cannot be told apart in a log of before, where nothing says which line a number came from', () => {
    const day = new TestDay(clinicOf({}));
    day.later(HOUR).ask(paper(1, 5, {}));
    const old = new TestDay(clinicOf({}));
    old.now = day.now;
    for (const { happening } of day.entries) {
      const { proof: _proof, ...before } = happening as Extract<typeof happening, { type: 'ticket-issued' }>;
      old.write(before);
    }
    expect(papersOf(old.day, '2026-11-23 K3-001')).toMatchObject([{ ticket: 'k1', proof: null }]);
    for (const change of [{}, twin])
      expect(old.ask(paper(1, 5, change))).toMatchObject({ outcome: { kind: 'repeat', ticket: 'k1' } });
  });
});
