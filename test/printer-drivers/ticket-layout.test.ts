import { PNG } from 'pngjs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { SlipPart } from '../../printer-drivers/slip.ts';
import { nameOnPaper, type TicketFacts } from '../../printer-drivers/ticket-facts.ts';
import {
  COMPACT_LAYOUT,
  checkTicketLayout,
  ONE_LANGUAGE_LAYOUT,
  type TicketLayout,
  USUAL_LAYOUT,
} from '../../printer-drivers/ticket-layout.ts';
import { previewTicket } from '../../printer-drivers/ticket-preview.ts';
import { printed, profileNamed, ticketOn } from './decoding.ts';
import { LONGEST_TICKET, TICKET } from './tickets.ts';

function wordsIn(parts: readonly SlipPart[]): string[] {
  return parts.flatMap((part) =>
    part.kind === 'text' ? [part.text] : part.kind === 'columns' ? wordsIn(part.beside) : [],
  );
}

const wordsOf = (ticket: TicketFacts, layout: TicketLayout): string[] =>
  wordsIn(ticketOn('generic-80', ticket, layout, 'raster').parts);

/** Every part there is, in one ticket. */
const EVERYTHING: TicketLayout = {
  ...USUAL_LAYOUT,
  parts: [
    ...['number', 'place', 'service', 'second', 'person', 'waiting', 'instructions', 'issued', 'facility'],
    { code: [] },
  ] as TicketLayout['parts'],
  longestMm: { wide: 110, narrow: 110 },
};

describe('a layout', () => {
  it('puts the parts in the order the hospital chose, in its own words', () => {
    const checked = checkTicketLayout({
      parts: ['number', 'place', 'waiting', { code: ['instructions'] }, 'facility'],
      facility: 'Phòng khám Đa khoa Minh Họa',
      instructions: ['Ngồi chờ trước phòng.'],
      words: { ahead: 'Còn {n} người nữa', window: 'Khoảng {from} đến {to}' },
    });
    expect(checked.ok && wordsOf(TICKET, checked.layout)).toEqual([
      'Phòng khám 1 · Tầng 2',
      'Còn 12 người nữa · Khoảng 09:30 đến 10:00',
      'Ngồi chờ trước phòng.',
      'Phòng khám Đa khoa Minh Họa',
    ]);
  });

  it('of one language has no word of the second', () => {
    expect(wordsOf(TICKET, ONE_LANGUAGE_LAYOUT).join()).not.toMatch(/Room|medicine/);
    expect(wordsOf(TICKET, USUAL_LAYOUT).join()).toMatch(/Room/);
  });

  it('that is empty is the usual one', () => {
    expect(checkTicketLayout({})).toEqual({ ok: true, layout: USUAL_LAYOUT });
    expect(checkTicketLayout(JSON.parse(JSON.stringify(COMPACT_LAYOUT)))).toEqual({
      ok: true,
      layout: COMPACT_LAYOUT,
    });
  });

  it.each([
    [null, ''],
    [[], ''],
    [{ part: [] }, 'part'],
    [{ parts: 'number' }, 'parts'],
    [{ parts: ['number', 'place', 'fullName'] }, 'parts'],
    [{ parts: ['number', 'place', 'cardNumber'] }, 'parts'],
    [{ parts: ['number', 'place', 'place'] }, 'parts'],
    [{ parts: ['number', 'place', 'waiting', { code: ['waiting'] }] }, 'parts'],
    [{ parts: ['number', 'place', { code: ['person'] }] }, 'parts'],
    [{ parts: ['place', 'number'] }, 'parts'],
    [{ parts: ['number'] }, 'parts'],
    [{ parts: ['number', 'place', 'person', 'priority'] }, 'parts'],
    [{ facility: '' }, 'facility'],
    [{ facility: 'Bệnh viện → Minh Họa' }, 'facility'],
    [{ facility: 'Bệnh viện\u001b@' }, 'facility'],
    [{ facility: 7 }, 'facility'],
    [{ instructions: ['a', 'b', 'c', 'd', 'e'] }, 'instructions'],
    [{ instructions: ['Giữ phiếu.', 'x'.repeat(61)] }, 'instructions[1]'],
    [{ words: { ahead: 'Chờ một lát' } }, 'words.ahead'],
    [{ words: { window: 'Dự kiến {from}' } }, 'words.window'],
    [{ words: { reprint: '' } }, 'words.reprint'],
    [{ longestMm: { wide: 20 } }, 'longestMm'],
    [{ longestMm: 80 }, 'longestMm'],
  ])('%j is refused with its key and what it should be', (value, key) => {
    const checked = checkTicketLayout(value);
    expect(checked).toMatchObject({ ok: false, fault: { code: 'layout', key } });
    expect(checked.ok ? '' : checked.fault.detail).not.toBe('');
  });

  it('is shown as a picture before anything is printed', () => {
    for (const id of ['generic-80', 'generic-58']) {
      const profile = profileNamed(id);
      const answer = previewTicket(TICKET, USUAL_LAYOUT, profile);
      if (!answer.ok) throw new Error(answer.fault.code);
      const { rows } = printed(ticketOn(id, TICKET, USUAL_LAYOUT, 'raster'), profile, 'raster').paper;
      expect(PNG.sync.read(Buffer.from(answer.preview.png)).height).toBe(rows.length + 64);
    }
  });

  it('with an address that makes no code is a named fault, not a ticket without one', () => {
    const answer = previewTicket(
      { ...TICKET, url: 'x'.repeat(200) },
      USUAL_LAYOUT,
      profileNamed('generic-80'),
    );
    expect(answer).toEqual({ ok: false, fault: { code: 'qr_too_long', length: 200 } });
  });
});

describe('privacy, whatever the layout', () => {
  const layouts = [USUAL_LAYOUT, COMPACT_LAYOUT, ONE_LANGUAGE_LAYOUT, EVERYTHING];

  it('beside a sensitive service no name can be written down', () => {
    type Sensitive = Extract<TicketFacts, { sensitive: true }>;
    expectTypeOf<Sensitive['maskedName']>().toEqualTypeOf<null>();
    // What another program sends need not keep to our types.
    const careless = { ...TICKET, sensitive: true } as unknown as TicketFacts;
    for (const layout of layouts) expect(wordsOf(careless, layout).join()).not.toContain('Bình');
    expect(wordsOf(TICKET, EVERYTHING).join()).toContain('Bình');
  });

  it.each([
    'Nguyễn Văn Bình',
    'NGUYỄN VĂN BÌNH',
    'Bình',
    'N.V. Bình 0123456789',
    'N.V. Nguyễn Văn Bình',
    'N.V. Bình 01/02/1985',
    '024085001234',
    '',
  ])('a name that is not masked (%s) stays off the paper', (maskedName) => {
    for (const layout of layouts)
      expect(wordsOf({ ...TICKET, maskedName }, layout)).toEqual(
        wordsOf({ ...TICKET, maskedName: null }, layout),
      );
  });

  it.each(['N.V. Bình', 'N. T. Hằng – 1950', 'Nguyễn Thị H.', 'Đ.Ư. Ẩn', 'H. Y’Niê'])(
    'a masked name (%s) may be on it, also one written with combining marks',
    (name) => {
      expect(nameOnPaper({ maskedName: name })).toBe(name);
      expect(nameOnPaper({ maskedName: name.normalize('NFD') })).toBe(name);
    },
  );

  it('a card number in any field is cut to its last three figures', () => {
    const both = { vi: 'Khám 024085001234', en: 'Card GD4797913456789' };
    const careless = {
      ...TICKET,
      serviceName: both,
      place: both,
      facility: 'CCCD 024085001234',
      kiosk: 'GD4797913456789',
      instructions: ['BHYT GD4797913456789'],
      url: 'https://bv.example.vn/t/024085001234',
    };
    for (const layout of layouts) {
      const slip = ticketOn('generic-80', careless, layout, 'raster');
      expect(JSON.stringify(slip)).not.toMatch(/024085001|4797913456/);
      expect(wordsIn(slip.parts).join()).toContain('…234');
    }
    // A telephone number is none.
    expect(wordsOf({ ...TICKET, facility: 'ĐT 0281234567' }, USUAL_LAYOUT)).toContain('ĐT 0281234567');
  });

  it('a reprint says so in every layout', () => {
    for (const layout of layouts)
      expect(wordsOf({ ...TICKET, reprint: 1 }, layout)[0]).toContain('IN LẠI lần 1');
  });
});

describe('lengths in every layout and mode', () => {
  const papers = ['generic-80', 'generic-58', 'epson-tm-t20iii', 'epson-tm-t88-180dpi-512', 'citizen-cts'];

  it.each(papers)('%s keeps to 80 mm, 70 mm on a 58 mm roll, and 60 mm compact', (id) => {
    const profile = profileNamed(id);
    const usual = profile.dotsPerLine < 450 ? 70 : 80;
    for (const ticket of [TICKET, LONGEST_TICKET, { ...TICKET, priority: false, code: 'AB1027' }]) {
      for (const mode of ['raster', 'hybrid'] as const) {
        for (const [layout, longest] of [
          [USUAL_LAYOUT, usual],
          [ONE_LANGUAGE_LAYOUT, usual],
          [COMPACT_LAYOUT, 60],
        ] as const) {
          const { job, paper } = printed(ticketOn(id, ticket, layout, mode), profile, mode);
          expect(paper.failures).toEqual([]);
          expect(job.millimetres).toBeLessThanOrEqual(longest);
        }
      }
    }
  });
});
