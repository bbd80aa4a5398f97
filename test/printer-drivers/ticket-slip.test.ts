import { describe, expect, it } from 'vitest';
import type { SlipPart, TextPart } from '../../printer-drivers/slip.ts';
import { compactTicketSlip, type TicketFacts, ticketSlip } from '../../printer-drivers/ticket-slip.ts';
import { printed, profileNamed } from './decoding.ts';
import { LONGEST_TICKET, TICKET } from './tickets.ts';

const WIDE = profileNamed('generic-80');
const NARROW = profileNamed('generic-58');
const COARSE = profileNamed('epson-tm-t88-180dpi-512');

function textsOf(parts: readonly SlipPart[]): TextPart[] {
  return parts.flatMap((part) =>
    part.kind === 'text' ? [part] : part.kind === 'columns' ? textsOf(part.beside) : [],
  );
}

const wordsOf = (ticket: TicketFacts): string[] =>
  textsOf(ticketSlip(ticket, WIDE).parts).map(({ text }) => text);

describe('the order of a ticket', () => {
  it('is number, room, service, priority with name, waiting, instructions, time, facility', () => {
    const { parts } = ticketSlip(TICKET, WIDE);
    expect(parts[0]).toMatchObject({ kind: 'big', text: 'A027' });
    expect(wordsOf(TICKET)).toEqual([
      'Phòng khám 1 · Tầng 2',
      'Khám Nội',
      'Room 1, 2nd floor · Internal medicine',
      'ƯU TIÊN · N.V. Bình',
      'Trước bạn 12 người',
      'Dự kiến 09:30–10:00',
      ...TICKET.instructions,
      '08:12 22/11/2026 · Kiosk 1',
      'Bệnh viện Đa khoa Minh Họa',
    ]);
    expect(parts.at(-1)).toEqual({ kind: 'cut' });
  });

  it('without priority, name, second language and estimate nothing stands in their place', () => {
    const plain = {
      ...TICKET,
      priority: false,
      maskedName: null,
      window: null,
      ahead: 0,
      place: { vi: 'Phòng khám 1', en: null },
      serviceName: { vi: 'Khám Nội', en: null },
      instructions: [],
    };
    expect(wordsOf(plain)).toEqual([
      'Phòng khám 1',
      'Khám Nội',
      'Bạn là người tiếp theo',
      '08:12 22/11/2026 · Kiosk 1',
      'Bệnh viện Đa khoa Minh Họa',
    ]);
  });

  it('Vietnamese and the second language never share a line, and the second is smaller', () => {
    const texts = textsOf(ticketSlip(TICKET, NARROW).parts);
    const english = texts.filter(({ text }) => /Room|medicine/.test(text));
    expect(english.map(({ text }) => text)).toEqual(['Room 1, 2nd floor']);
    expect(english[0]?.size).toBeLessThan(texts[1]?.size ?? 0);
  });

  it('a reprint says so above the same number; a first print does not', () => {
    expect(wordsOf({ ...TICKET, reprint: 2 })[0]).toBe('IN LẠI lần 2 · BẢN SAO');
    expect(wordsOf(TICKET).join()).not.toContain('IN LẠI');
  });

  it('the compact ticket has neither name nor code', () => {
    const { parts } = compactTicketSlip(TICKET, WIDE);
    expect(textsOf(parts).some(({ text }) => text.includes('Bình'))).toBe(false);
    expect(parts.some((part) => part.kind === 'columns' || part.kind === 'qr')).toBe(false);
  });

  it('nothing is smaller than 22 dots', () => {
    for (const paper of [WIDE, NARROW, COARSE]) {
      for (const slip of [ticketSlip(LONGEST_TICKET, paper), compactTicketSlip(LONGEST_TICKET, paper)]) {
        expect(Math.min(...textsOf(slip.parts).map((part) => part.smallest))).toBeGreaterThanOrEqual(22);
      }
    }
  });
});

/** Rows from the top that belong to the number: up to the first white stretch. */
function numberRows(rows: readonly Uint8Array[]): Uint8Array[] {
  const end = rows.findIndex((row) => row.every((dot) => dot === 0));
  return rows.slice(0, end);
}

describe('lengths on paper', () => {
  it.each([
    ['an ordinary ticket', TICKET],
    ['the longest ticket', LONGEST_TICKET],
    ['a ticket of 300 wide letters', { ...TICKET, maskedName: '王'.repeat(300), facility: '王'.repeat(300) }],
  ])('%s: at most 80 mm on 80 mm paper, 70 mm on 58 mm paper, 60 mm compact', (_, ticket) => {
    for (const [profile, full] of [
      [WIDE, 80],
      [NARROW, 70],
      [COARSE, 80],
    ] as const) {
      expect(printed(ticketSlip(ticket, profile), profile, 'raster').paper.millimetres).toBeLessThanOrEqual(
        full,
      );
      expect(
        printed(compactTicketSlip(ticket, profile), profile, 'raster').paper.millimetres,
      ).toBeLessThanOrEqual(60);
    }
  });

  it('a ticket in the hybrid way is not longer than 80 mm either', () => {
    const profile = profileNamed('epson-tm-t20iii');
    expect(printed(ticketSlip(TICKET, profile), profile, 'hybrid').job.millimetres).toBeLessThanOrEqual(80);
  });

  it.each([
    ['A027', WIDE, 18],
    ['A1027', WIDE, 18],
    ['AB1027', WIDE, 18],
    ['A027', NARROW, 14],
    ['A1027', NARROW, 14],
    ['A027', COARSE, 18],
  ] as const)('%s is high enough and wholly on the paper', (code, profile, millimetres) => {
    const { paper } = printed(ticketSlip({ ...TICKET, code }, profile), profile, 'raster');
    const rows = numberRows(paper.rows);
    expect((rows.length / profile.dpi) * 25.4).toBeGreaterThanOrEqual(millimetres);
    // A clipped number is black along the edge for many rows; a whole one at most touches it.
    for (const edge of [0, profile.dotsPerLine - 1]) {
      expect(rows.filter((row) => row[edge] === 1).length).toBeLessThan(rows.length / 4);
    }
  });

  it('no row of dots is so black that the head would pale', () => {
    for (const profile of [WIDE, NARROW]) {
      const { rows } = printed(ticketSlip(TICKET, profile), profile, 'raster').paper;
      const blackest = Math.max(...rows.map((row) => row.reduce((sum, dot) => sum + dot, 0)));
      expect(blackest / profile.dotsPerLine).toBeLessThan(0.7);
    }
  });
});
