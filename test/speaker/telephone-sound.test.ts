import { describe, expect, it } from 'vitest';
import { muLaw, resampled } from '../../speaker/telephone-sound.ts';
import { linear } from './paging-receiver.ts';
import { decibels, strength, toneOf } from './tones.ts';

describe('sound for the telephone band', () => {
  it.each([300, 1_000, 2_000, 3_000])('keeps a tone of %i Hz within half a decibel', (hertz) => {
    for (const rate of [16_000, 22_050, 24_000, 48_000]) {
      const small = resampled(toneOf(hertz, 0.5, rate, 0.5), 8_000);
      expect(small.length).toBe(4_000);
      const middle = small.subarray(400, 3_600);
      expect(Math.abs(decibels(strength(middle, 8_000, hertz) / 0.5))).toBeLessThan(0.5);
    }
  });

  it.each([4_700, 5_500, 7_000, 9_500])('keeps a hiss of %i Hz from folding down into the words', (hertz) => {
    const small = resampled(toneOf(hertz, 0.5, 22_050, 0.5), 8_000);
    const middle = small.subarray(400, 3_600);
    expect(decibels(strength(middle, 8_000, Math.abs(8_000 - hertz)))).toBeLessThan(-46);
    expect(decibels(Math.max(...middle) / 32_767)).toBeLessThan(-46);
  });

  it('leaves a sound of the right rate as it is, goes up as well as down, and clips rather than turns over', () => {
    const tone = toneOf(1_000, 0.1, 8_000, 1);
    expect(resampled(tone, 8_000)).toBe(tone.samples);
    expect(decibels(strength(resampled(tone, 16_000).subarray(200, 1_400), 16_000, 1_000))).toBeGreaterThan(
      -0.5,
    );
    const square = {
      ...tone,
      rate: 22_050,
      samples: tone.samples.map((each) => (each < 0 ? -32_768 : 32_767)),
    };
    const small = resampled(square, 8_000);
    small.forEach((each, i) => {
      const near = square.samples[Math.round((i * 22_050) / 8_000)]!;
      if (Math.abs(each) > 30_000) expect(Math.sign(each)).toBe(Math.sign(near));
    });
  });
});

describe('µ-law', () => {
  it('gives back each of its 256 codes, and silence is 0xff', () => {
    for (let code = 0; code < 256; code += 1) {
      // 0x7f is minus nothing: it comes back as nothing.
      expect(muLaw(linear(code))).toBe(code === 0x7f ? 0xff : code);
    }
    expect(muLaw(0)).toBe(0xff);
  });

  it('takes every sample to the nearest code, within half a step of its own size', () => {
    for (let sample = -32_768; sample <= 32_767; sample += 1) {
      const back = linear(muLaw(sample));
      const step = Math.max(2, (Math.abs(back) + 132) / 16);
      const off = Math.abs(back - Math.max(-32_635, Math.min(32_635, sample)));
      if (off > step / 2 + 8) expect.fail(`${sample} came back as ${back}`);
    }
  });
});
