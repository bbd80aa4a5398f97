import { describe, expect, it } from 'vitest';
import { toFloat } from '../../../server/speech/assembly.ts';
import { CHIME_MS, chime } from '../../../server/speech/chime.ts';
import { levelSpeech } from '../../../server/speech/level.ts';
import { integratedLoudness } from '../../../server/speech/loudness.ts';
import { truePeak } from '../../../server/speech/true-peak.ts';
import { SPEECH_RATE } from '../../../server/speech/wav.ts';
import { silences, sine } from './listening.ts';

const decibel = (db: number): number => 10 ** (db / 20);
const joined = (...parts: Float32Array[]): Float32Array =>
  Float32Array.from(parts.flatMap((part) => [...part]));

describe('The loudness meter (ITU-R BS.1770-4)', () => {
  it.each([48_000, 44_100, SPEECH_RATE])(
    'hears a full-scale sine of 997 Hz at %i Hz as −3.01 LUFS',
    (rate) => {
      expect(integratedLoudness(sine(997, 1, 3, rate), rate)).toBeCloseTo(-3.01, 1);
    },
  );

  it('goes decibel by decibel with the level', () => {
    expect(integratedLoudness(sine(997, decibel(-23), 3, 48_000), 48_000)).toBeCloseTo(-26.01, 1);
  });

  it('hears low tones weaker and high ones stronger than the middle', () => {
    const at = (hz: number): number => integratedLoudness(sine(hz, 1, 2, 48_000), 48_000) ?? 0;
    expect(at(40)).toBeLessThan(at(997) - 4);
    expect(at(4000)).toBeGreaterThan(at(997) + 2);
  });

  it('leaves pauses and whispers out of the measure', () => {
    const rate = SPEECH_RATE;
    const speech = sine(997, decibel(-20), 4, rate);
    const alone = integratedLoudness(speech, rate) ?? 0;
    const silence = new Float32Array(4 * rate);
    const whisper = sine(997, decibel(-36), 4, rate);
    expect(integratedLoudness(joined(silence, speech, silence), rate)).toBeCloseTo(alone, 0);
    expect(integratedLoudness(joined(whisper, speech, whisper), rate)).toBeCloseTo(alone, 0);
  });

  it('says nothing of silence and of less than 400 ms', () => {
    expect(integratedLoudness(new Float32Array(SPEECH_RATE), SPEECH_RATE)).toBeNull();
    expect(integratedLoudness(sine(997, 1, 0.39, SPEECH_RATE), SPEECH_RATE)).toBeNull();
    expect(integratedLoudness(new Float32Array(0), SPEECH_RATE)).toBeNull();
  });
});

describe('The peak meter', () => {
  it('finds the top of a wave between its samples', () => {
    const wave = Float32Array.from(
      { length: 4000 },
      (_, i) => 0.5 * Math.sin((Math.PI * i) / 2 + Math.PI / 4),
    );
    expect(Math.max(...wave)).toBeCloseTo(0.354, 3);
    expect(truePeak(wave)).toBeGreaterThan(-6.3);
    expect(truePeak(wave)).toBeLessThan(-5.7);
  });

  it('does not overstate a slow wave, and silence has no peak', () => {
    expect(truePeak(sine(200, 0.25, 0.5, SPEECH_RATE))).toBeCloseTo(-12.04, 1);
    expect(truePeak(new Float32Array(100))).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('Levelled speech', () => {
  const rate = SPEECH_RATE;
  /* Like a formant voice: a train of sharp pulses, whose peaks stand far above their loudness. */
  const spiky = (peak: number, decay: number): Float32Array =>
    Float32Array.from(
      { length: 2 * rate },
      (_, i) => peak * Math.exp(-(i % 180) / decay) * Math.cos((i % 180) / 3),
    );

  it.each([0.02, 0.3, 0.9999])('is −16 LUFS and below −1 dBTP from peaks of %d', async (peak) => {
    const before = spiky(peak, 35);
    const after = await levelSpeech(before, rate);
    expect(integratedLoudness(after, rate)).toBeGreaterThan(-17);
    expect(integratedLoudness(after, rate)).toBeLessThan(-15);
    expect(truePeak(after)).toBeLessThan(-1.3);
    expect(after).toHaveLength(before.length);
  });

  it('does not swell and sink between two pulses of a voice', async () => {
    const before = spiky(0.9, 12);
    const after = await levelSpeech(before, rate);
    const gains = [...after.subarray(rate / 2, rate)].flatMap((sample, i) => {
      const was = before[rate / 2 + i]!;
      return Math.abs(was) > 0.01 ? [sample / was] : [];
    });
    expect(Math.max(...gains) / Math.min(...gains)).toBeLessThan(1.2);
  });

  it('leaves silence alone', async () => {
    expect(Math.max(...(await levelSpeech(new Float32Array(rate), rate)))).toBe(0);
  });
});

describe('A chime', () => {
  it.each(['normal', 'priority', 'emergency'] as const)(
    '%s: 0.8 s at −24 LUFS, begins and ends without a click',
    (kind) => {
      const samples = toFloat(chime(kind, SPEECH_RATE));
      expect(samples).toHaveLength((CHIME_MS / 1000) * SPEECH_RATE);
      expect(integratedLoudness(samples, SPEECH_RATE)).toBeCloseTo(-24, 1);
      expect(Math.abs(samples[0]!)).toBeLessThan(0.001);
      expect(Math.abs(samples.at(-1)!)).toBeLessThan(0.001);
      expect(silences(samples, SPEECH_RATE)).toEqual([]);
    },
  );

  it('the normal one rises from 660 to 880 Hz', () => {
    const samples = chime('normal', SPEECH_RATE);
    const crossings = (fromMs: number): number => {
      const part = samples.slice((fromMs / 1000) * SPEECH_RATE, ((fromMs + 200) / 1000) * SPEECH_RATE);
      return part.filter((sample, i) => i > 0 && sample >= 0 && part[i - 1]! < 0).length * 5;
    };
    expect(Math.abs(crossings(50) - 660)).toBeLessThan(15);
    expect(Math.abs(crossings(550) - 880)).toBeLessThan(15);
  });

  it('each kind is another sound', () => {
    const kinds = (['normal', 'priority', 'emergency'] as const).map((kind) =>
      chime(kind, SPEECH_RATE).join(),
    );
    expect(new Set(kinds).size).toBe(3);
  });
});
