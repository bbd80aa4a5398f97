import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SlipPart } from '../../printer-drivers/slip.ts';
import { textPart } from '../../printer-drivers/slip.ts';
import { slipJob } from '../../printer-drivers/slip-job.ts';
import { COMPACT_LAYOUT, USUAL_LAYOUT } from '../../printer-drivers/ticket-layout.ts';
import { compactTicketSlip, ticketSlip } from '../../printer-drivers/ticket-slip.ts';
import { differences, dotsOf, printed, profileNamed, ticketOn } from './decoding.ts';
import { LETTER_WORDS } from './letter-words-table.ts';
import { decodedPng } from './strict-decoder.ts';
import { LONGEST_TICKET, TICKET } from './tickets.ts';

const WIDE = profileNamed('generic-80');
const NARROW = profileNamed('generic-58');
const EPSON = profileNamed('epson-tm-t20iii');

describe('what a printer makes of the bytes', () => {
  it.each(['generic-80', 'generic-58', 'epson-tm-t20iii', 'epson-tm-t88-180dpi-512', 'bixolon-srp'])(
    'on %s it is the drawn picture, dot by dot, and a cut',
    (id) => {
      const profile = profileNamed(id);
      for (const slip of [
        ticketSlip(TICKET, profile),
        ticketSlip(LONGEST_TICKET, profile),
        compactTicketSlip(TICKET, profile),
      ]) {
        const { job, paper } = printed(slip, profile, 'raster');
        expect(paper.failures).toEqual([]);
        expect(differences(paper.rows, dotsOf(job.picture))).toEqual([job.scrubbed, 0]);
        expect(paper.rows).toHaveLength(job.picture.height);
        expect(paper.events.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
        expect(job.millimetres).toBeCloseTo(paper.millimetres, 5);
      }
    },
  );

  it('a printer without GS v 0 gets the same picture in columns of 24 dots', () => {
    const profile = { ...WIDE, raster: 'escstar' } as const;
    const { job, paper } = printed(ticketSlip(TICKET, profile), profile, 'raster');
    expect(paper.failures).toEqual([]);
    expect(differences(paper.rows, dotsOf(job.picture))).toEqual([job.scrubbed, 0]);
    expect(Buffer.from(job.bytes).includes(Buffer.from('1d7630', 'hex'))).toBe(false);
  });

  it('a printer with small bands gets none that is higher', () => {
    for (const bandRows of [24, 64]) {
      const { job, paper } = printed(ticketSlip(TICKET, WIDE), { ...WIDE, bandRows }, 'raster');
      const heights = job.commands.map((c) => (c.kind === 'band' ? c.band.to - c.band.from : 0));
      expect(Math.max(...heights)).toBeLessThanOrEqual(bandRows);
      expect(differences(paper.rows, dotsOf(job.picture))).toEqual([job.scrubbed, 0]);
    }
  });

  it.each([
    ['gsv66', '1d564210'],
    ['gsv1', '0a0a0a1d5600'],
    ['escm', '1b4a101b6d'],
    ['none', '1b4a10'],
  ] as const)('cuts by %s', (cut, ending) => {
    const made = slipJob(ticketSlip(TICKET, WIDE), { ...WIDE, cut }, 'raster');
    expect(made.ok && Buffer.from(made.job.bytes).toString('hex').endsWith(ending)).toBe(true);
  });

  it('a printer that obeys ESC a is spared the white on both sides, and prints the same picture', () => {
    const slip = ticketSlip(TICKET, WIDE);
    const plain = printed(slip, WIDE, 'raster');
    const spared = printed(slip, { ...WIDE, centredRaster: true }, 'raster');
    expect(spared.paper.failures).toEqual([]);
    expect(differences(spared.paper.rows, dotsOf(plain.job.picture))).toEqual([spared.job.scrubbed, 0]);
    expect(spared.job.bytes.length).toBeLessThan(plain.job.bytes.length * 0.9);
    // A head whose width is no whole number of bytes would centre them half a byte beside their place.
    const odd = { ...WIDE, centredRaster: true, dotsPerLine: 420 };
    const { job, paper } = printed(ticketSlip(TICKET, odd), odd, 'raster');
    expect(differences(paper.rows, dotsOf(job.picture))).toEqual([job.scrubbed, 0]);
  });

  it('a slip that wants to be heard sounds once, and only on a printer that can', () => {
    const slip = { dotsPerLine: 576, parts: [textPart('Mẫu', 30, {}), { kind: 'buzz', times: 2 } as const] };
    const loud = printed(slip, { ...WIDE, buzzer: 'escParenA' }, 'raster');
    expect(loud.paper.events).toContainEqual({
      kind: 'request',
      name: 'ESC ( A',
      bytes: '1b28410500616402' + '0202',
    });
    expect(loud.paper.failures).toEqual([]);
    expect(printed(slip, WIDE, 'raster').paper.events.filter(({ kind }) => kind === 'request')).toEqual([]);
  });

  it('a ticket sounds as it comes out where the address names a buzzer, in pictures and in letters', () => {
    for (const mode of ['raster', 'hybrid', 'ascii'] as const) {
      const slip = ticketOn(WIDE.id, TICKET, COMPACT_LAYOUT, mode);
      const { events, failures } = printed(slip, { ...WIDE, buzzer: 'escB' }, mode).paper;
      expect(failures).toEqual([]);
      expect(events.map(({ kind }) => kind).slice(-2)).toEqual(['request', 'cut']);
      expect(events.at(-2)).toEqual({ kind: 'request', name: 'ESC B', bytes: '1b420104' });
    }
  });

  it('a slip that forgets its cut is cut all the same', () => {
    const slip = { dotsPerLine: 576, parts: [textPart('Mẫu', 30, {})] };
    expect(printed(slip, WIDE, 'raster').paper.failures).toEqual([]);
  });

  it('a slip for wider paper is refused, not clipped', () => {
    const made = slipJob(ticketSlip(TICKET, WIDE), NARROW, 'raster');
    expect(made).toEqual({ ok: false, fault: { code: 'too_wide', dotsPerLine: 384 } });
  });

  it('the same ticket gives the same bytes', () => {
    const once = printed(ticketSlip(TICKET, WIDE), WIDE, 'raster').job.bytes;
    const again = printed(ticketSlip({ ...TICKET }, WIDE), WIDE, 'raster').job.bytes;
    expect(Buffer.compare(once, again)).toBe(0);
  });

  it('no letter of the ticket leaves as text: every printer prints Vietnamese', () => {
    const { paper } = printed(ticketSlip(TICKET, WIDE), WIDE, 'hybrid');
    expect(paper.events.filter(({ kind }) => kind === 'text')).toEqual([]);
  });
});

describe('bytes', () => {
  it('an 80 mm ticket takes at most 30 kB as pictures and 19 kB with native digits, the longest one too', () => {
    for (const ticket of [TICKET, LONGEST_TICKET, { ...LONGEST_TICKET, reprint: 0 }]) {
      const { bytes } = printed(ticketOn(WIDE.id, ticket, USUAL_LAYOUT, 'raster'), WIDE, 'raster').job;
      expect(bytes.length).toBeLessThanOrEqual(30_000);
      const own = printed(ticketOn('epson-tm-t20iii', ticket, USUAL_LAYOUT, 'hybrid'), EPSON, 'hybrid');
      expect(own.job.bytes.length).toBeLessThanOrEqual(19_000);
      // 11,520 bytes a second at 115,200 baud.
      expect(own.job.bytes.length / 11_520).toBeLessThanOrEqual(1.8);
    }
    const hybrid = printed(ticketSlip(TICKET, EPSON), EPSON, 'hybrid');
    expect(hybrid.paper.failures).toEqual([]);
    expect(hybrid.paper.events).toContainEqual({ kind: 'text', text: 'A027', scale: 8, x: 96, y: 0 });
  });

  it('whatever words a hospital has, a ticket keeps to them by saying less', () => {
    const words = fc.array(fc.constantFrom(...LETTER_WORDS.join(' ').split(' '), 'WWWWWWWWWW', 'Nghiêng'), {
      minLength: 1,
      maxLength: 16,
    });
    const line = words.map((list) => list.join(' '));
    const both = fc.record({ vi: line, en: fc.option(line) });
    const ticket = fc.record({
      facility: line,
      code: fc.constantFrom('A1', 'A027', 'M1000', 'HB9999', 'XX10000'),
      serviceName: both,
      place: both,
      priority: fc.boolean(),
      kiosk: line,
      reprint: fc.integer({ min: 0, max: 3 }),
      instructions: fc.array(line, { maxLength: 4 }),
      url: fc.constantFrom(TICKET.url, `${TICKET.url}/${'z'.repeat(60)}`),
    });
    fc.assert(
      fc.property(ticket, (wordy) => {
        for (const [profile, mode, most] of [
          [WIDE, 'raster', 30_000],
          [EPSON, 'raster', 30_000],
          [EPSON, 'hybrid', 19_000],
        ] as const) {
          const slip = ticketOn(profile.id, { ...TICKET, ...wordy }, USUAL_LAYOUT, mode);
          const made = slipJob(slip, profile, mode);
          if (!made.ok) throw new Error(made.fault.code);
          const { job } = made;
          expect(job.bytes.length, JSON.stringify(wordy)).toBeLessThanOrEqual(most);
          expect(job.millimetres).toBeLessThanOrEqual(80);
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it('a 58 mm ticket takes at most 20 kB', () => {
    expect(printed(ticketSlip(TICKET, NARROW), NARROW, 'raster').job.bytes.length).toBeLessThanOrEqual(
      20_000,
    );
  });
});

describe('QR codes', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ticket-pictures-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const onePart = (part: SlipPart) => ({ dotsPerLine: 576, parts: [part] });

  it('a reader finds the address on every decoded ticket, on both papers', () => {
    const addresses = Array.from(
      { length: 20 },
      (_, i) => `https://bv.example.vn/t/${(i * 7919 + 1e6).toString(36)}${'x'.repeat(i % 8)}`,
    );
    const files = [WIDE, NARROW].flatMap((profile) =>
      addresses.map((url, i) => {
        const { paper } = printed(ticketSlip({ ...TICKET, url }, profile), profile, 'raster');
        const file = join(folder, `${profile.id}-${String(i).padStart(2, '0')}.png`);
        writeFileSync(file, decodedPng(paper));
        return file;
      }),
    );
    const read = execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', ...files], { encoding: 'utf8' });
    expect(read.trim().split('\n')).toEqual([...addresses, ...addresses]);
  });

  it('a printer that draws its own gets the text, the size and level M', () => {
    const part: SlipPart = { kind: 'qr', text: TICKET.url, module: 5 };
    const { paper } = printed(onePart(part), EPSON, 'hybrid');
    expect(paper.failures).toEqual([]);
    expect(paper.events).toContainEqual({ kind: 'qr', text: TICKET.url, module: 5, level: 49 });
  });

  it.each([
    ['too long', 'x'.repeat(107), { code: 'qr_too_long', length: 107 }],
    ['with a control byte', 'https://bv.example.vn/\x10\x04\x01', { code: 'qr_unprintable' }],
    ['with Vietnamese letters', 'https://bv.example.vn/Bình', { code: 'qr_unprintable' }],
    ['empty', '', { code: 'qr_unprintable' }],
  ])('an address that is %s is a named fault', (_, text, fault) => {
    for (const mode of ['raster', 'hybrid'] as const) {
      const made = slipJob(onePart({ kind: 'qr', text, module: 5 }), EPSON, mode);
      expect(made).toEqual({ ok: false, fault });
    }
  });

  it('a code wider than the paper is a named fault', () => {
    const made = slipJob(onePart({ kind: 'qr', text: 'x'.repeat(80), module: 20 }), WIDE, 'raster');
    expect(made).toEqual({ ok: false, fault: { code: 'too_wide', dotsPerLine: 576 } });
  });
});
