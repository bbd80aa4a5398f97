import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf, stripsOf } from '../../printer-drivers/bands.ts';
import { encodeCommands } from '../../printer-drivers/encode.ts';
import type { Command } from '../../printer-drivers/escpos-commands.ts';
import { createBitmap } from '../../printer-drivers/raster/bitmap.ts';
import { scrubRealTime } from '../../printer-drivers/scrub.ts';
import { differences, dotsOf } from './decoding.ts';
import { StrictDecoder } from './strict-decoder.ts';

/** Bytes that make trouble stand close together. */
const wicked = fc.constantFrom(0x10, 0x10, 0x04, 0x05, 0x14, 0x00, 0x01, 0x02, 0xff);
const picture = fc
  .record({
    stride: fc.integer({ min: 1, max: 72 }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 1500 }),
    spots: fc.array(wicked, { minLength: 1500, maxLength: 1500 }),
    mix: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ stride, bytes, spots, mix }) => {
    const height = Math.ceil(bytes.length / stride);
    const sheet = createBitmap(stride * 8, height);
    sheet.data.set(bytes.map((byte, i) => (i % mix === 0 ? (spots[i] ?? 0) : byte)));
    return sheet;
  });

const CUT: Command = { kind: 'cut', how: 'gsv66', feed: 16 };

function decode(commands: Command[], width: number) {
  const { bytes, scrubbed } = encodeCommands([{ kind: 'init' }, ...commands, CUT]);
  return { paper: new StrictDecoder(width, 203).decode(bytes), scrubbed };
}

describe('real-time commands', () => {
  it('never stand in the stream of any picture, whatever its bands, and no black dot is lost for it', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 255 }), fc.boolean(), (sheet, bandRows, centred) => {
        const { paper, scrubbed } = decode(bandsOf(sheet, bandRows, centred), sheet.width);
        expect(paper.failures).toEqual([]);
        expect(differences(paper.rows, dotsOf(sheet))).toEqual([scrubbed, 0]);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('nor in columns of 24 dots', () => {
    fc.assert(
      fc.property(picture, (sheet) => {
        const { paper, scrubbed } = decode(stripsOf(sheet), sheet.width);
        expect(paper.failures).toEqual([]);
        expect(differences(paper.rows, dotsOf(sheet))[1]).toBe(0);
        expect(differences(paper.rows, dotsOf(sheet))[0]).toBeLessThanOrEqual(scrubbed);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it('are taken out at each of the three borders: inside, before and after a picture', () => {
    const at = (bytes: number[], image: number[]) => {
      const stream = { bytes: Uint8Array.from(bytes), image: Uint8Array.from(image) };
      return [scrubRealTime(stream), [...stream.bytes]];
    };
    expect(at([0x10, 0x05, 0x02], [1, 1, 1])).toEqual([1, [0x11, 0x05, 0x02]]);
    expect(at([0x10, 0x04, 0x01], [1, 0, 0])).toEqual([1, [0x11, 0x04, 0x01]]);
    expect(at([0x10, 0x14, 0x01], [0, 1, 1])).toEqual([1, [0x10, 0x94, 0x01]]);
    expect(at([0x10, 0x10, 0x04], [1, 1, 1])).toEqual([1, [0x10, 0x11, 0x04]]);
  });

  it('that are meant stay', () => {
    expect([...encodeCommands([{ kind: 'status', n: 4 }]).bytes]).toEqual([0x10, 0x04, 0x04]);
    expect([...encodeCommands([{ kind: 'recover' }]).bytes]).toEqual([0x10, 0x05, 0x02]);
  });
});

describe('commands', () => {
  const hexOf = (command: Command): string => Buffer.from(encodeCommands([command]).bytes).toString('hex');

  it.each([
    [{ kind: 'init' }, '1b40'],
    [{ kind: 'align', to: 'center' }, '1b6101'],
    [{ kind: 'align', to: 'left' }, '1b6100'],
    [{ kind: 'size', scale: 8 }, '1d2177'],
    [{ kind: 'size', scale: 1 }, '1d2100'],
    [{ kind: 'line', ascii: 'A027' }, '413032370a'],
    [{ kind: 'feed', dots: 300 }, '1b4aff1b4a2d'],
    [{ kind: 'asb', on: true }, '1d610f'],
    [{ kind: 'fence' }, '1d7201'],
    [{ kind: 'processId', id: 'a1~ ' }, '1d28480600303061317e20'],
    [{ kind: 'identify', what: 'model' }, '1d4943'],
    [{ kind: 'drawer', pin: 0, onMs: 50, offMs: 500 }, '1b700019fa'],
    [{ kind: 'motionUnits', dpi: 203 }, '1d50cbcb'],
    [{ kind: 'drawer', pin: 1, onMs: 32, offMs: 8 }, '1b70011104'],
    [{ kind: 'buzz', how: 'escB', times: 2, ms: 200 }, '1b420204'],
    [{ kind: 'buzz', how: 'escParenA', times: 3, ms: 500 }, '1b28410500616403' + '0505'],
    [{ kind: 'buzz', how: 'drawer', times: 2, ms: 200 }, '1b70006464' + '1b70006464'],
    [{ kind: 'bold', on: true }, '1b4501'],
    [{ kind: 'inverse', on: true }, '1d4201'],
    [{ kind: 'double', on: true }, '1b2130'],
    [{ kind: 'codePage', page: 30 }, '1b741e'],
    [{ kind: 'cancelKanji' }, '1c2e'],
    [{ kind: 'cut', how: 'gsv66', feed: 300 }, '1d5642ff'],
  ] as [Command, string][])('%j is %s', (command, hex) => {
    expect(hexOf(command)).toBe(hex);
  });

  it('Vietnamese handed to the printer itself is a bug and stops', () => {
    expect(() => encodeCommands([{ kind: 'line', ascii: 'Số 7' }])).toThrow('printable ASCII');
    expect(() => encodeCommands([{ kind: 'qr', ascii: 'a\nb', module: 4 }])).toThrow('printable ASCII');
  });
});
