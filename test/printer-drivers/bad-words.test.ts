import { describe, expect, it } from 'vitest';
import type { TicketFacts } from '../../printer-drivers/ticket-facts.ts';
import { LAYOUTS } from '../../printer-drivers/ticket-layout.ts';
import { linesOn, printed, profileNamed, ticketOn } from './decoding.ts';
import { TICKET } from './tickets.ts';

/** One bad word in every field of a ticket that holds words, also in the masked name. */
function ticketWith(bad: string, name: string): TicketFacts {
  const both = { vi: bad, en: bad };
  const words = { facility: bad, code: bad, kiosk: bad, issuedAt: bad, maskedName: name };
  return { ...TICKET, ...words, serviceName: both, place: both, instructions: [bad, bad, bad, bad] };
}

const MODES = ['raster', 'hybrid', 'text', 'ascii'] as const;
const PRINTERS = ['generic-80', 'generic-58', 'epson-tm-t20iii'];

/** Every layout, mode and printer; the strict decoder minds each byte that is not a command of ours. */
function everyPaperOf(ticket: TicketFacts, see: (lines: string[]) => void): void {
  for (const id of PRINTERS) {
    for (const layout of Object.values(LAYOUTS)) {
      for (const mode of MODES) {
        const profile = profileNamed(id);
        const { job, paper } = printed(ticketOn(id, ticket, layout, mode), profile, mode);
        expect(paper.failures, `${id} ${mode}`).toEqual([]);
        expect(paper.events.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
        expect(paper.millimetres).toBeLessThanOrEqual(profile.dotsPerLine < 450 ? 70 : 80);
        expect(job.bytes.length).toBeLessThanOrEqual(30_000);
        see(linesOn(paper));
      }
    }
  }
}

describe('P01: each of the 33 control bytes in every field', () => {
  const CONTROLS = [...Array(32).keys(), 127];

  it.each(CONTROLS)('byte %i changes no command of a ticket, in pictures and in letters', (code) => {
    const bad = `A${String.fromCharCode(code)}B`;
    const plain = ticketOn('epson-tm-t20iii', ticketWith('A B', `N.V. A B`), LAYOUTS.compact, 'hybrid');
    const slip = ticketOn('epson-tm-t20iii', ticketWith(bad, `N.V. ${bad}`), LAYOUTS.compact, 'hybrid');
    const epson = profileNamed('epson-tm-t20iii');
    expect(
      Buffer.compare(printed(slip, epson, 'hybrid').job.bytes, printed(plain, epson, 'hybrid').job.bytes),
    ).toBe(0);
  });

  it('all of them together, with commands that would open the drawer, cut or forget the ticket', () => {
    const bad = `${String.fromCharCode(...CONTROLS)}\x10\x14\x01\x00\x05\x1b@\x1dV\x00\x1bp\x00\x19\xfa`;
    everyPaperOf(ticketWith(bad, bad), (lines) => expect(lines.join('')).not.toContain('\x1b'));
  });
});

describe('P03: words that no paper holds', () => {
  it.each([
    ['300 wide letters', '王'.repeat(300)],
    ['300 emoji with joiners', '👩‍⚕️'.repeat(300)],
    ['300 Vietnamese letters without a space', 'Ễ'.repeat(300)],
    ['300 words', 'Nguyễn '.repeat(300)],
    ['letters that the font lacks', '≥→☎ΩЖ一'],
    ['nothing but white', ' \u00a0\u3000\u2003'],
    ['marks without a letter', '\u0301\u0323'.repeat(50)],
    ['half a letter', '\ud83d N \udc69'],
  ])('%s: cut to the paper, and the knife still falls', (_, bad) => {
    everyPaperOf({ ...ticketWith(bad, bad), code: 'A027' }, (lines) => {
      if (lines.length > 0) expect(lines).toContain('A027');
    });
  });
});

describe('marks that turn words around', () => {
  it.each(['\u202e', '\u202d', '\u2066', '\u2067', '\u200f', '\u061c', '\ufeff', '\u200b'])(
    '%j is not printed, and a name with one in it is not taken for a masked name',
    (mark) => {
      const serviceName = { vi: `Khám ${mark}Nội`, en: null };
      const ticket = { ...TICKET, serviceName, maskedName: `N.V. Bì${mark}nh` };
      const turned = ticketOn('citizen-cts', ticket, LAYOUTS.full, 'text');
      const lines = linesOn(printed(turned, profileNamed('citizen-cts'), 'text').paper);
      expect(lines).toContain('Khám Nội');
      expect(lines).toContain(' * ƯU TIÊN * ');
    },
  );
});

describe('P04: a name that reads like a barcode', () => {
  it('stays words: a ticket has no barcode, whatever stands in it', () => {
    // The strict decoder knows no GS k, so one in the stream would be a failure.
    everyPaperOf(ticketWith('{B{A\x1dk\x49\x05{BABC', '{B'), (lines) => {
      if (lines.length > 0) expect(lines.join(' ')).toContain('{B{A');
    });
  });
});
