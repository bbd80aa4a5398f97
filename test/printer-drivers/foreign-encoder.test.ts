import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { describe, expect, it } from 'vitest';
import { encodeCommands } from '../../printer-drivers/encode.ts';
import { stretchesOf } from '../../printer-drivers/script.ts';
import { VIETNAMESE_LETTERS } from '../../printer-drivers/warm-up.ts';
import { differences } from './decoding.ts';
import { StrictDecoder } from './strict-decoder.ts';
import { TICKET } from './tickets.ts';

/** Another house's encoder, which knows other printers than we do and shares nothing with ours. */
const foreign = (imageMode: 'raster' | 'column'): ReceiptPrinterEncoder =>
  new ReceiptPrinterEncoder({ language: 'esc-pos', codepageMapping: 'epson', imageMode });

const hexOf = (bytes: Uint8Array | readonly number[]): string => Buffer.from(bytes).toString('hex');

describe('an encoder of another house', () => {
  it.each([
    [TICKET.url, 5],
    [`${TICKET.url}/${'z'.repeat(60)}`, 4],
  ] as const)('asks a printer for the code of %s with the same bytes', (ascii, module) => {
    const theirs = foreign('raster').qrcode(ascii, { model: 2, size: module, errorlevel: 'm' }).encode();
    expect(hexOf(theirs)).toContain(hexOf(encodeCommands([{ kind: 'qr', ascii, module }]).bytes));
  });

  it.each([
    ['small letters', 'tcvn3', 30, VIETNAMESE_LETTERS.slice(0, 67)],
    ['capitals', 'tcvn3capitals', 31, VIETNAMESE_LETTERS.slice(67)],
  ] as const)(
    'has the 67 %s of TCVN-3 at the same bytes, and selects the same table',
    (_, name, page, all) => {
      // No more than a line of its paper.
      for (const letters of [all.slice(0, 34).join(''), all.slice(34).join('')]) {
        const [ours] = stretchesOf(letters, 'tcvn3');
        // Its table has the Icelandic letter that looks like Đ in the place of Đ.
        const theirs = foreign('raster').codepage(name).text(letters.replace('Đ', '\u00d0')).encode();
        expect(hexOf(theirs)).toContain(hexOf([0x1b, 0x74, page, ...(ours?.bytes ?? [])]));
      }
    },
  );

  it.each(['raster', 'column'] as const)(
    'sends %s pictures that the strict decoder draws as they were',
    (mode) => {
      const [width, height] = [384, 240];
      const black = (x: number, y: number): boolean => (x * 7 + y * 13 + ((x * y) >> 3)) % 5 < 2;
      const data = new Uint8ClampedArray(width * height * 4).fill(255);
      const rows = Array.from({ length: height }, (_, y) =>
        Uint8Array.from({ length: width }, (__, x) => {
          if (black(x, y)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
          return black(x, y) ? 1 : 0;
        }),
      );
      const picture = { width, height, data, colorSpace: 'srgb' } as ImageData;
      const bytes = foreign(mode).image(picture, width, height, 'threshold', 128).encode();
      const paper = new StrictDecoder(width, 203).decode(bytes);
      // It does not look for real-time commands in its pictures, and was not asked to cut.
      expect(paper.failures.filter((failure) => !/^(real-time|no cut)/.test(failure))).toEqual([]);
      expect(differences(paper.rows.slice(0, height), rows)).toEqual([0, 0]);
    },
  );
});
