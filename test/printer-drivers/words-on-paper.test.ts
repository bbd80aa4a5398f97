import { describe, expect, it } from 'vitest';
import { cleanField, LONGEST_FIELD } from '../../printer-drivers/clean-text.ts';
import { outlineOf, unprintableCharacters } from '../../printer-drivers/font.ts';
import { ALL_RASTER, layoutSlip } from '../../printer-drivers/layout.ts';
import type { Page } from '../../printer-drivers/page.ts';
import { glyphDrawer } from '../../printer-drivers/raster/glyph-cache.ts';
import { type Slip, type TextPart, textPart } from '../../printer-drivers/slip.ts';
import { VIETNAMESE_LETTERS } from '../../printer-drivers/warm-up.ts';

const slipOf = (...parts: Slip['parts']): Slip => ({ dotsPerLine: 576, parts });

function linesOf(page: Page): string[] {
  return page.blocks.flatMap((block) =>
    block.kind === 'picture' ? block.items.flatMap((item) => (item.kind === 'run' ? [item.text] : [])) : [],
  );
}

function laid(part: TextPart): string[] {
  const answer = layoutSlip(slipOf(part), ALL_RASTER);
  if (!answer.ok) throw new Error(answer.fault.code);
  return linesOf(answer.page);
}

describe('letters', () => {
  it('all 134 Vietnamese letters are in the font, regular and bold', () => {
    expect(new Set(VIETNAMESE_LETTERS).size).toBe(134);
    expect(VIETNAMESE_LETTERS.filter((letter) => !outlineOf(letter, 400) || !outlineOf(letter, 700))).toEqual(
      [],
    );
  });

  it.each([
    [22, 400],
    [22, 700],
    [30, 700],
  ] as const)('all letters look different at %i px, weight %i, with ink in each', (size, weight) => {
    const letters = [
      ...VIETNAMESE_LETTERS,
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
    ];
    const draw = glyphDrawer({ size, weight, squeeze: 1 });
    const pictures = letters.map((letter) => {
      const picture = draw(letter);
      expect(picture?.bitmap.data.some((byte) => byte !== 0)).toBe(true);
      return `${picture?.bitmap.width}x${picture?.top}:${Buffer.from(picture?.bitmap.data ?? []).toString('hex')}`;
    });
    // I and l are the same upright stroke in many faces; in Noto Sans they differ in height.
    expect(new Set(pictures).size).toBe(letters.length);
  });

  it('a name written with combining marks is drawn like the same name in one piece', () => {
    const name = 'Nguyễn Thị Hằng';
    expect(laid(textPart(name.normalize('NFD'), 30, { data: true }))).toEqual([name]);
  });
});

describe('what cannot be printed', () => {
  it('a letter that the font lacks is a named fault in words of ours', () => {
    const answer = layoutSlip(slipOf(textPart('tuổi ≥ 75', 22, {})), ALL_RASTER);
    expect(answer).toEqual({ ok: false, fault: { code: 'missing_glyph', char: '≥' } });
  });

  it('the same letter in a name becomes a question mark', () => {
    expect(laid(textPart('王小明 Bình', 22, { data: true }))).toEqual(['??? Bình']);
  });

  it('a clinic file is told which of its letters cannot be printed', () => {
    expect(unprintableCharacters('Khoa Nội → tầng 2 ≥ 3 →')).toEqual(['→', '≥']);
    expect(unprintableCharacters('Khoa Nội – tầng 2')).toEqual([]);
  });

  it('none of the 33 control bytes of a field reaches the paper', () => {
    for (const code of [...Array(32).keys(), 127]) {
      const char = String.fromCharCode(code);
      expect(laid(textPart(`A${char}B`, 22, { data: true }))).toEqual(['A B']);
    }
  });

  it('a right-to-left mark cannot turn a name around, nor marks pile up on a letter', () => {
    expect(cleanField('N.V. \u202eBình\u200f')).toBe('N.V. Bình');
    expect(cleanField(`Z${'\u0335'.repeat(40)}o`)).toBe('Z\u0335\u0335o');
    expect(cleanField('a\ud800b\ue000c\u00a0d\u3000e')).toBe('a b c d e');
  });

  it('a field of a million letters is cut to sixty at once', () => {
    const cut = cleanField('Ẫ'.normalize('NFD').repeat(1_000_000));
    expect(Array.from(cut)).toHaveLength(LONGEST_FIELD);
    expect(cut.endsWith('…')).toBe(true);
  });
});

describe('lines', () => {
  it('300 wide letters and emoji are cut to the paper and end in dots', () => {
    const [line = '', ...more] = laid(textPart('王👩‍⚕️'.repeat(150), 30, { data: true }));
    expect(more).toEqual([]);
    expect(line).toMatch(/^[? ]+…$/);
  });

  it('a room name is set smaller before it is broken, and broken before it is cut', () => {
    const room = (text: string) => laid(textPart(text, 45, { bold: true, smallest: 30, lines: 2 }));
    expect(room('Phòng khám Tai Mũi Họng 2')).toEqual(['Phòng khám Tai Mũi Họng 2']);
    expect(room('Phòng khám Tai Mũi Họng số 2 – Tầng 3 nhà B')).toHaveLength(2);
    expect(room('Phòng khám Tai Mũi Họng số 2 – Tầng 3 nhà B').join(' ')).not.toContain('…');
  });

  it('lines of a paragraph are about equally long, and no dot is left hanging', () => {
    const lines = laid(textPart('Trước bạn 12 người · Dự kiến 09:30–10:00 · Quầy 1', 34, { lines: 2 }));
    expect(lines).toEqual(['Trước bạn 12 người · Dự', 'kiến 09:30–10:00 · Quầy 1']);
    expect(laid(textPart('Trước bạn 12 người · Dự-kiến-09:30–10:00', 40, { lines: 2 }))[0]).toBe(
      'Trước bạn 12 người',
    );
  });

  it('a word longer than the paper is broken, not lost', () => {
    const word = 'x'.repeat(55);
    const lines = laid(textPart(word, 30, { lines: 3 }));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toBe(word);
    expect(laid(textPart(word, 40, { smallest: 24, lines: 2 })).join('')).toBe(word);
  });

  it('an empty line is a line', () => {
    expect(laid(textPart('', 22, { data: true }))).toEqual(['']);
  });
});
