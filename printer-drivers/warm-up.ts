import { setImmediate as breathe } from 'node:timers/promises';
import type { Capabilities } from './capability.ts';
import { type Slip, textPart } from './slip.ts';
import { slipJob } from './slip-job.ts';
import { type TicketFacts, ticketSlip } from './ticket-slip.ts';

const VOWELS = 'aăâeêioôơuưy';
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const LOWER = [...[...VOWELS].flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))), 'đ'];

/** The letters that Vietnamese has beyond ASCII: 67 small ones and their 67 capitals. */
export const VIETNAMESE_LETTERS: readonly string[] = [
  ...LOWER,
  ...LOWER.map((letter) => letter.toUpperCase()),
].filter((letter) => letter > '\x7f');

const ASCII = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));

const SAMPLE: TicketFacts = {
  facility: 'Bệnh viện',
  code: 'A0123456789',
  serviceName: { vi: 'Khám', en: 'Examination' },
  place: { vi: 'Phòng khám', en: 'Room' },
  priority: true,
  maskedName: 'N.V. Bình',
  ahead: 1,
  window: { from: '09:30', to: '10:00' },
  url: 'https://example.vn/t/0123456789abcdef',
  issuedAt: '08:00',
  kiosk: 'Kiosk',
  reprint: 1,
  instructions: ['Giữ phiếu.'],
};

/** Sizes that tickets use most: small text regular and bold, waiting, service and room. */
const SIZES: readonly (readonly [number, boolean])[] = [
  [22, false],
  [22, true],
  [28, false],
  [30, true],
  [32, false],
];

/** Papers that are warm or getting warm: a second printer in the same process finds the letters drawn. */
const warmed = new Set<number>();

/**
 * Reads the fonts and draws the letters of the alphabet once, in small steps between which other work runs,
 * so that the first patient does not pay for it. Whoever prints before it is done only waits a little longer.
 */
export async function warmUp(printer: Capabilities): Promise<void> {
  if (warmed.has(printer.dotsPerLine)) return;
  warmed.add(printer.dotsPerLine);
  const letters = [...ASCII, ...VIETNAMESE_LETTERS];
  for (const [size, bold] of SIZES) {
    for (let i = 0; i < letters.length; i += 20) {
      const text = textPart(letters.slice(i, i + 20).join(' '), size, { bold, lines: 4, data: true });
      const slip: Slip = { dotsPerLine: printer.dotsPerLine, parts: [text] };
      slipJob(slip, printer, 'raster');
      await breathe();
    }
  }
  for (let i = 0; i < 10; i++) {
    slipJob(ticketSlip({ ...SAMPLE, ahead: i }, printer), printer, 'raster');
    await breathe();
  }
}
