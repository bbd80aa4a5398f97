import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groundsOf, soundWords } from '../../console/desk-words.ts';
import { openPressGuard } from '../../console/press-guard.ts';
import { findTickets } from '../../console/ticket-search.ts';
import { chosen, pageCount, transferPage } from '../../console/transfer.ts';
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
  const services = Array.from({ length: 21 }, (_, index) => ({ id: `s${index}`, name: `Dịch vụ ${index}` }));

  it('offers every other service once, nine to a page, by its digit', () => {
    const pages = [0, 1, 2].map((page) => transferPage(services, 's4', page));
    expect(pageCount(services, 's4')).toBe(3);
    expect(pages.map(({ length }) => length)).toEqual([9, 9, 2]);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(20);
    expect(chosen(services, 's4', 0, 5)?.id).toBe('s5');
    expect(chosen(services, 's4', 2, 9)).toBeNull();
    expect(transferPage(services, 's4', 3)).toEqual(pages[0]);
  });

  it('has one empty page where there is nothing else', () => {
    expect([pageCount([services[0]!], 's0'), transferPage([services[0]!], 's0', 0)]).toEqual([1, []]);
  });
});

describe('what the desk says', () => {
  it('of the speaker: heard with its time, or silent in plain words', () => {
    const at = new Date(2026, 10, 22, 10, 42, 7).getTime();
    expect(soundWords({ callId: 'c', phase: 'started', at }, true)).toEqual({
      text: 'Loa đã phát 10:42:07',
      silent: false,
    });
    for (const phase of ['silent', 'failed', 'dropped'] as const) {
      expect(soundWords({ callId: 'c', phase, at }, true).silent).toBe(true);
    }
    expect(soundWords(null, true)).toEqual({ text: 'Đang báo loa', silent: false });
  });

  it('of priority: which class, and what was only declared', () => {
    expect(groundsOf(['NCT', 'TH?'])).toBe('từ 75 tuổi, mang thai (xem giấy tờ)');
    expect(groundsOf(['XX'])).toBe('XX');
  });
});
