import { describe, expect, it } from 'vitest';
import { parsePrinterAddress } from '../../printer-drivers/printer-address.ts';
import { stretchesOf, writable } from '../../printer-drivers/script.ts';
import { type Slip, textPart } from '../../printer-drivers/slip.ts';
import { COMPACT_LAYOUT, USUAL_LAYOUT } from '../../printer-drivers/ticket-layout.ts';
import { VIETNAMESE_LETTERS } from '../../printer-drivers/warm-up.ts';
import { linesOn, printed, profileNamed, ticketOn } from './decoding.ts';
import { LONGEST_TICKET, TICKET } from './tickets.ts';

const EPSON = profileNamed('epson-tm-t20iii');
const PRINTERS = ['generic-80', 'generic-58', 'xprinter-80', 'epson-tm-t20iii', 'citizen-cts', 'bixolon-srp'];

const hexOf = (text: string): string =>
  stretchesOf(text, 'tcvn3')
    .map(({ page, bytes }) => `${page} ${Buffer.from(bytes).toString('hex')}`)
    .join(' · ');

describe('the letters of TCVN-3', () => {
  it('are where the manual has them', () => {
    expect(hexOf('ễ')).toBe('lower d4');
    expect(hexOf('Ư')).toBe('upper ad');
    expect(hexOf('Đ')).toBe('upper a7');
    expect(hexOf('\u00d0')).toBe('upper a7');
    expect(hexOf('Ắ ằ ẵ Ễ ộ ợ ự Đ')).toBe(
      'upper be20 · lower bb20bd20 · upper d420 · lower e920ee20f920 · upper a7',
    );
  });

  it('all 134 come out of a proven printer as they went in', () => {
    const parts = [0, 45, 90].map((at) => VIETNAMESE_LETTERS.slice(at, at + 45).join(''));
    const slip: Slip = { dotsPerLine: 576, parts: parts.map((text) => textPart(text, 24, { lines: 2 })) };
    const { paper } = printed(slip, EPSON, 'text');
    expect(paper.failures).toEqual([]);
    expect(linesOn(paper).join('')).toBe(VIETNAMESE_LETTERS.join(''));
  });

  it('a name typed on a Mac is the same name', () => {
    const name = 'Nguyễn Thị Hằng';
    expect(hexOf(name.normalize('NFD'))).toBe(hexOf(name));
    expect(writable(name, 'tcvn3')).toBe(name);
  });

  it('what a table lacks loses its marks, and what has nothing left is a question mark', () => {
    expect(writable('Müller · 王 – “Đặng”…', 'tcvn3')).toBe('Muller - ? - "Đặng"...');
    expect(writable('Đặng Thị Ẩn', 'ascii')).toBe('Dang Thi An');
  });
});

describe('a ticket in the printer’s own letters', () => {
  it('says in text mode what the drawn one says, on less than a kilobyte', () => {
    const slip = ticketOn(EPSON.id, { ...TICKET, instructions: [] }, USUAL_LAYOUT, 'text');
    const { job, paper } = printed(slip, EPSON, 'text');
    expect(paper.failures).toEqual([]);
    expect(linesOn(paper)).toEqual([
      'A027',
      'Phòng khám 1 - Tầng 2',
      'Khám Nội',
      'Room 1, 2nd floor - Internal medicine',
      ' * ƯU TIÊN - N.V. Bình * ',
      'Trước bạn 12 người',
      'Dự kiến 09:30-10:00',
      '08:12 22/11/2026 - Kiosk 1',
      'Bệnh viện Đa khoa Minh Họa',
    ]);
    expect(paper.events).toContainEqual(expect.objectContaining({ kind: 'text', text: 'A027', scale: 8 }));
    expect(paper.events).toContainEqual({ kind: 'qr', text: TICKET.url, module: 5, level: 49 });
    expect(job.millimetres).toBeCloseTo(paper.millimetres, 0);
  });

  it.each(PRINTERS)('on %s the emergency text is plain ASCII with a large number', (id) => {
    for (const ticket of [TICKET, LONGEST_TICKET]) {
      const profile = profileNamed(id);
      const { job, paper } = printed(ticketOn(id, ticket, USUAL_LAYOUT, 'ascii'), profile, 'ascii');
      expect(paper.failures).toEqual([]);
      expect(linesOn(paper).join('')).toMatch(/Phong kham/);
      const { code } = ticket;
      const number = paper.events.find((event) => event.kind === 'text' && event.text === code);
      expect(number).toMatchObject({ scale: profile.bigDigits ? expect.any(Number) : 2 });
      expect(Math.max(...job.bytes.filter((byte) => byte > 0x7e), 0)).toBeLessThanOrEqual(0xcb);
      expect(linesOn(paper).every((line) => /^[\x20-\x7e]*$/.test(line))).toBe(true);
    }
  });

  it('is at most 1 kB, 80 mm, 70 mm and compact 60 mm long in every mode', () => {
    for (const id of PRINTERS) {
      const profile = profileNamed(id);
      for (const mode of ['text', 'ascii'] as const) {
        if (mode === 'text' && !profile.text) continue;
        for (const ticket of [TICKET, LONGEST_TICKET]) {
          const { job, paper } = printed(ticketOn(id, ticket, USUAL_LAYOUT, mode), profile, mode);
          expect(paper.failures).toEqual([]);
          expect(job.bytes.length, `${id} ${mode}`).toBeLessThanOrEqual(1000);
          expect(paper.millimetres).toBeLessThanOrEqual(profile.dotsPerLine < 450 ? 70 : 80);
          const short = printed(ticketOn(id, ticket, COMPACT_LAYOUT, mode), profile, mode);
          expect(short.paper.millimetres).toBeLessThanOrEqual(60);
        }
      }
    }
  });

  it('without a code of its own the printer writes the address out', () => {
    const citizen = profileNamed('citizen-cts');
    const { paper } = printed(ticketOn(citizen.id, TICKET, USUAL_LAYOUT, 'text'), citizen, 'text');
    expect(linesOn(paper)).toContain(TICKET.url);
  });

  it('a printer without tables gets pictures in text mode too: no high byte leaves', () => {
    const generic = profileNamed('generic-80');
    const { paper } = printed(ticketOn(generic.id, TICKET, USUAL_LAYOUT, 'text'), generic, 'text');
    expect(paper.failures).toEqual([]);
    expect(linesOn(paper)).toEqual([]);
    expect(paper.rows.length).toBeGreaterThan(400);
  });
});

describe('text mode', () => {
  it('is refused until somebody has seen the sample come out right', () => {
    const named = parsePrinterAddress('tcp://host?profile=epson-tm-t20iii&mode=text');
    expect(named).toMatchObject({ ok: false, fault: { code: 'address_option' } });
    const seen = parsePrinterAddress('tcp://host?profile=generic-80&mode=text&pages=30/31');
    expect(seen).toMatchObject({
      ok: true,
      mode: 'text',
      profile: { text: { lower: 30, upper: 31 }, proven: { text: 'probed' } },
    });
    for (const pages of ['30', '30/256', 'tcvn', '-1/2'])
      expect(parsePrinterAddress(`tcp://host?mode=text&pages=${pages}`)).toMatchObject({ ok: false });
  });
});
