import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAppointments } from '../../console/appointments.ts';
import { callSound, type SoundNews } from '../../console/call-sound.ts';
import { groundsOf, spanWords } from '../../console/desk-words.ts';
import { openPressGuard } from '../../console/press-guard.ts';
import { orderTargets, pageCount, pageOf, transferTargets } from '../../console/service-choice.ts';
import { findTickets } from '../../console/ticket-search.ts';
import type { DeskStep } from '../../core/queue/desk-view.ts';
import type { TicketAnswer } from '../../core/wire/api.ts';
import { issuedTicket } from '../kiosk-screen/people.ts';

describe('a nervous hand', () => {
  it('pressing the same twice within 700 ms does it once', () => {
    const guard = openPressGuard();
    expect([1_000, 1_699, 1_700].map((at) => guard.accepts('next', at))).toEqual([true, false, true]);
  });

  it('that drums on the key gets one action in 700 ms all the same, and other keys are free', () => {
    const guard = openPressGuard();
    const drummed = Array.from({ length: 15 }, (_, index) => guard.accepts('next', index * 100));
    expect(drummed.filter(Boolean)).toHaveLength(3);
    expect(guard.accepts('recall', 1_401)).toBe(true);
  });
});

describe('looking a number up', () => {
  const ticket = (code: string, service: string, state: TicketAnswer['state'] = 'waiting'): TicketAnswer => ({
    ...issuedTicket(code).ticket,
    number: Number(code.replace(/\D/g, '')),
    service,
    state,
  });
  const day = [
    ticket('H012', 'nhi'),
    ticket('A012', 'noi', 'done'),
    ticket('A112', 'noi'),
    ticket('S012', 'san', 'done'),
    ticket('AB012', 'ngoai'),
  ];
  const found = (text: string) => findTickets(day, text, ['noi']).map(({ code }) => code);

  it('finds the number in every series, the own services first, then those still open', () => {
    expect(found('12')).toEqual(['A012', 'AB012', 'H012', 'S012']);
    expect(found(' 0012 ')).toEqual(found('12'));
  });

  it('finds a code however it is typed', () => {
    expect([found('A012'), found('a12'), found('ab 12')]).toEqual([['A012'], ['A012'], ['AB012']]);
  });

  it('finds nothing for anything else, without complaint', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(findTickets(day, text, []))));
    expect([found(''), found('A'), found('999'), found('12; 13')]).toEqual([[], [], [], []]);
  });
});

describe('sending a patient on', () => {
  const services = Array.from({ length: 21 }, (_, index) => ({
    id: `s${index}`,
    name: `Dịch vụ ${index}`,
    kind: index > 17 ? 'lab' : 'exam',
  }));
  const step = (service: string, state: DeskStep['state']): DeskStep => ({
    service,
    name: service,
    stage: 0,
    state,
    room: null,
    minutes: null,
  });

  it('offers every other service once, nine to a page, round and round', () => {
    const targets = transferTargets(services, [step('s4', 'here')]);
    expect(targets).toHaveLength(20);
    const pages = [0, 1, 2].map((page) => pageOf(targets, page));
    expect(pages.map(({ length }) => length)).toEqual([9, 9, 2]);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(20);
    expect(pageOf(targets, 3)).toEqual(pages[0]);
    expect([pageCount(20), pageCount(9), pageCount(0)]).toEqual([3, 1, 1]);
  });

  it('orders lab work first, and nothing that is on the way already', () => {
    const way = [step('s0', 'here'), step('s19', 'ahead'), step('s3', 'done')];
    const offered = orderTargets(services, way).map(({ id }) => id);
    expect(offered.slice(0, 3)).toEqual(['s18', 's20', 's1']);
    expect(offered).not.toContain('s19');
    expect(offered).not.toContain('s0');
    expect(offered).toContain('s3');
  });
});

describe('what the desk knows of the sound of a call', () => {
  const at = Date.parse('2026-11-22T10:42:07+07:00');
  const asked: SoundNews = { callId: 'c', askedAt: at, last: null, heard: null, now: at + 1_000 };
  const said = (phase: 'started' | 'received' | 'silent' | 'failed' | 'dropped', callId = 'c') => ({
    callId,
    phase,
    at,
  });

  it('heard, with its time; the last time stays in sight when nobody is called', () => {
    expect(callSound({ ...asked, last: said('started') })).toEqual({
      text: 'Loa đã phát 10:42:07',
      level: 'calm',
      advice: null,
    });
    expect(callSound({ ...asked, callId: null, askedAt: null, heard: said('started') }).text).toBe(
      'Loa đã phát 10:42:07',
    );
  });

  it('not heard: silent, failed, dropped, or taken and never begun', () => {
    for (const phase of ['silent', 'failed', 'dropped'] as const)
      expect(callSound({ ...asked, last: said(phase) }).level).toBe('silent');
    expect(callSound({ ...asked, last: said('received') }).level).toBe('calm');
    expect(callSound({ ...asked, last: said('received'), now: at + 31_000 }).level).toBe('silent');
  });

  it('not heard: why, and what to do about it; whose backup spoke is no alarm', () => {
    const silent = (reason: string) =>
      callSound({ ...asked, last: { ...said('silent'), speaker: 'hall', reason } });
    expect(silent('blocked').advice).toBe('Trình duyệt chặn tiếng: chạm vào màn hình loa hall');
    expect(silent('away').advice).toMatch(/^Loa hall mất kết nối/);
    expect(silent('engine_missing').advice).toBe('Loa chỉ có chuông, không có lời: báo CNTT');
    const backup = callSound({ ...asked, last: { ...said('started'), speaker: 'tang-2', backup: true } });
    expect(backup).toMatchObject({ text: 'Loa dự phòng tang-2 đã phát 10:42:07', level: 'unsure' });
  });

  it('news of another call is none of this one', () => {
    expect(callSound({ ...asked, last: said('silent', 'another') }).text).toBe('Đang báo loa');
    expect(callSound({ ...asked, last: said('started', 'another') }).text).toBe('Đang báo loa');
  });

  it('no speaker says anything: the desk is unsure, not loud, as the room may have none', () => {
    expect(callSound({ ...asked, now: at + 9_000 }).level).toBe('unsure');
    expect(callSound({ ...asked, askedAt: null, now: at + 9_000 }).level).toBe('calm');
  });
});

describe('what the desk says', () => {
  it('of priority: which class, and what was only declared', () => {
    expect(groundsOf(['NCT', 'TH?'])).toBe('từ 75 tuổi, mang thai (xem giấy tờ)');
    expect(groundsOf(['XX'])).toBe('XX');
    expect(groundsOf(['CC?'])).toBe('');
  });

  it('of time, as a nurse says it', () => {
    expect([0, 59, 60, 100, 125, 180].map(spanWords)).toEqual([
      '0 phút',
      '59 phút',
      '1 giờ',
      '1 giờ 40',
      '2 giờ 05',
      '3 giờ',
    ]);
  });
});

describe('looking an appointment up', () => {
  const booked = (id: string, clock: string, service: string, code: string | null) => ({
    id,
    service,
    time: `2026-11-22T${clock}:00+07:00`,
    known: false,
    ticket: code && `t-${code}`,
    code,
  });
  const list = [
    booked('a', '09:30', 'mat', null),
    booked('b', '08:00', 'noi', 'A003'),
    booked('c', '08:30', 'noi', null),
  ];
  const found = (text: string) =>
    findAppointments(list, text, (id) => ({ mat: 'Khám Mắt', noi: 'Khám Nội' })[id] ?? id).shown;

  it('shows who has not come first, by time, in the hospital’s own clock', () => {
    expect(found('').map(({ id, clock }) => `${id} ${clock}`)).toEqual(['c 08:30', 'a 09:30', 'b 08:00']);
  });

  it('finds by time, by service without marks, by the number given', () => {
    expect(found('8:').map(({ id }) => id)).toEqual(['c', 'b']);
    expect(found('kham mat').map(({ id }) => id)).toEqual(['a']);
    expect(found('a003').map(({ id }) => id)).toEqual(['b']);
    expect(found('xyz')).toEqual([]);
  });
});
