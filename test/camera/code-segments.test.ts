import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfCode, type Level } from '../../kiosk/screen/camera/code-segments.ts';
import { byteSymbol, mixedSymbol } from './qr-symbol.ts';

/** A stream of [value, bits] in a symbol of that many codewords. */
function codewords(size: number, ...parts: [value: number, bits: number][]): Uint8Array {
  const bits = parts.map(([value, count]) => value.toString(2).padStart(count, '0')).join('');
  const out = new Uint8Array(size);
  for (let at = 0; at < size; at += 1)
    out[at] = Number.parseInt(bits.slice(at * 8, at * 8 + 8).padEnd(8, '0'), 2);
  return out;
}

const hex = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('hex');
const ascii = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('latin1');

describe('what stands in a code', () => {
  it('is its bytes as they are, UTF-8 or not', () => {
    const stream = codewords(19, [4, 4], [3, 8], [0xe1, 8], [0xbb, 8], [0x85, 8], [0, 4]);
    expect(hex(bytesOfCode(stream, 'L'))).toBe('e1bb85');
  });

  it('is ASCII where digits and capitals have segments of their own', () => {
    const digits = codewords(19, [1, 4], [8, 10], [12, 10], [345, 10], [67, 7], [0, 4]);
    expect(ascii(bytesOfCode(digits, 'L'))).toBe('01234567');
    const capitals = codewords(19, [2, 4], [3, 9], [10 * 45 + 44, 11], [36, 6], [0, 4]);
    expect(ascii(bytesOfCode(capitals, 'L'))).toBe('A: ');
  });

  it('is Shift_JIS where it says kanji', () => {
    const kanji = codewords(19, [8, 4], [2, 8], [0x0d9f, 13], [0x1aaa, 13], [0, 4]);
    expect(hex(bytesOfCode(kanji, 'L'))).toBe('935fe4aa');
  });

  it('is not changed by an announced character set, by FNC1 or by being part of a series', () => {
    const byte: [number, number][] = [
      [4, 4],
      [1, 8],
      [0x41, 8],
    ];
    const eci: [number, number][] = [
      [7, 4],
      [26, 8],
      ...byte,
      [7, 4],
      [0x8123, 16],
      ...byte,
      [7, 4],
      [0xc12345, 24],
      ...byte,
    ];
    const marks: [number, number][] = [[3, 4], [0x0155, 16], [5, 4], [9, 4], [7, 8], ...byte, [0, 4]];
    expect(ascii(bytesOfCode(codewords(44, ...eci, ...marks), 'L'))).toBe('AAAA');
  });

  it('is counted with wider numbers in larger symbols', () => {
    const wider: [size: number, level: Level, bits: number][] = [
      [232, 'L', 8],
      [274, 'L', 16],
      [182, 'M', 8],
      [216, 'M', 16],
      [100, 'H', 8],
      [122, 'H', 16],
      [132, 'Q', 8],
      [154, 'Q', 16],
    ];
    for (const [size, level, bits] of wider) {
      const stream = codewords(size, [4, 4], [2, bits], [0x56, 8], [0x4e, 8], [0, 4]);
      expect(ascii(bytesOfCode(stream, level))).toBe('VN');
    }
    const huge = codewords(1465, [1, 4], [2, 14], [42, 7], [0, 4]);
    expect(ascii(bytesOfCode(huge, 'L'))).toBe('42');
  });

  it('is nothing when the stream ends inside a segment or what stands there cannot be', () => {
    expect(bytesOfCode(codewords(3, [4, 4], [9, 8]), 'L')).toBeNull();
    expect(bytesOfCode(codewords(1, [1, 4]), 'L')).toBeNull();
    expect(bytesOfCode(codewords(19, [13, 4], [1, 8]), 'L')).toBeNull();
    expect(bytesOfCode(codewords(19, [2, 4], [2, 9], [2047, 11]), 'L')).toBeNull();
    expect(bytesOfCode(codewords(19, [1, 4], [3, 10], [1023, 10]), 'L')).toBeNull();
  });

  it('ends where the symbol ends when it is full to the last bit', () => {
    expect(ascii(bytesOfCode(codewords(3, [4, 4], [1, 8], [0x41, 8], [0, 4]), 'L'))).toBe('A');
    expect(ascii(bytesOfCode(codewords(2, [4, 4], [0, 8], [2, 4]), 'L'))).toBeNull();
  });

  it('is read out of any bytes at all without a crash', () => {
    const level = fc.constantFrom<Level>('L', 'M', 'Q', 'H');
    const any = fc.property(fc.uint8Array({ maxLength: 400 }), level, (bytes, of) => {
      const read = bytesOfCode(bytes, of);
      expect(read === null || read.length <= bytes.length * 3).toBe(true);
    });
    fc.assert(any, { seed: 18_004, numRuns: 2_000 });
  });
});

describe('the symbols of the tests', () => {
  it('take less room with segments for their digits', () => {
    const text =
      '024085001234|123456789|Nguyễn Văn Bình|15031985|Nam|Thôn Hạ, Tân Mỹ, Tân Yên, Bắc Giang|25042021';
    expect(mixedSymbol(text, 'M').version).toBeLessThan(byteSymbol(text, 'M').version);
  });
});
