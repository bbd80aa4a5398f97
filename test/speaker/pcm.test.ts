import { describe, expect, it } from 'vitest';
import { buildWave } from '../../core/speaker/wave.ts';
import { amplified, pcmFrom, secondsOf } from '../../speaker/pcm.ts';
import { decibels, toneOf } from './tones.ts';

const peakOf = (samples: Int16Array): number => decibels(Math.max(...samples.map(Math.abs)) / 32_767);

describe('a sound in memory', () => {
  it('comes from a WAV file, and from nothing else', () => {
    const tone = toneOf(500, 0.5, 22_050, 0.5);
    const pcm = pcmFrom(buildWave(tone.samples, 22_050), 'hash')!;
    expect(pcm.samples).toEqual(tone.samples);
    expect(secondsOf(pcm)).toBe(0.5);
    expect(pcmFrom(Buffer.from('ID3 mp3'), 'hash')).toBeNull();
    expect(pcmFrom(buildWave(new Int16Array(0), 22_050), 'hash')).toBeNull();
  });

  it('gets louder or softer by as many decibels as were asked for', () => {
    const tone = toneOf(500, 0.5, 22_050, 0.1);
    expect(amplified(tone, 0)).toBe(tone);
    for (const gain of [-30, -6, 6, 12]) {
      const changed = amplified(tone, gain);
      expect(peakOf(changed.samples) - peakOf(tone.samples)).toBeCloseTo(gain, 1);
      expect(changed.key).not.toBe(tone.key);
    }
  });

  it('is never driven over −1 dBFS, nor made softer by a wish for more', () => {
    expect(peakOf(amplified(toneOf(500, 0.5, 22_050, 0.5), 20).samples)).toBeCloseTo(-1, 1);
    const loud = toneOf(500, 0.5, 22_050, 1);
    expect(peakOf(amplified(loud, 20).samples)).toBeCloseTo(peakOf(loud.samples), 1);
  });
});
