import { beforeAll, describe, expect, it } from 'vitest';
import type { CalledRoom } from '../../core/queue/words/call-sentence.ts';
import { sayCall } from '../../core/queue/words/call-sentence.ts';
import { toFloat } from '../../server/speech/assembly.ts';
import type { Pack, Step } from '../../server/speech/pack/pack.ts';
import { stepsOf } from '../../server/speech/pack/pack.ts';
import { joinClips } from '../../server/speech/pack/pack-join.ts';
import { joinSamples, SPEECH_RATE } from '../../server/speech/wav.ts';
import { defaultPack, vocabularyOf } from './default-voice.ts';
import { decode, sentencesOf, type Vocabulary } from './matched-filter.ts';

let pack: Pack;
let vocabulary: Vocabulary;
beforeAll(async () => {
  pack = await defaultPack('vi', 'north');
  vocabulary = vocabularyOf(pack);
}, 120_000);

function stepsFor(code: string, room: CalledRoom): readonly Step[] {
  const said = sayCall({ code, room, lang: 'vi', region: 'north', priority: false, recall: false });
  const found = said.ok ? stepsOf(pack, said) : null;
  if (!found?.ok) throw new Error(`cannot be said: ${code}`);
  return found.steps;
}
const clip = (token: string): Step => ({ clip: pack.clips.get(token)!, pause: false });
const tokensOf = (steps: readonly Step[]): string[] => steps.map(({ clip: { token } }) => token);
const heardIn = (samples: Float32Array): string[] =>
  decode(vocabulary, { samples, rate: SPEECH_RATE }).map(({ token }) => token);
const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * SPEECH_RATE));
const joined = (...parts: readonly Float32Array[]): Float32Array => {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const soundOf = (steps: readonly Step[]): Float32Array => toFloat(joinSamples(joinClips(steps)));
const call = (): readonly Step[] => stepsFor('A105', { kind: 'exam', number: 12 });
const A105 = 'p_moi lA n1 n0 n5 p_den n10 n2'.split(' ');

describe('The blind decoder', () => {
  it('hears a call word by word, with its times', () => {
    const steps = call();
    const heard = decode(vocabulary, { samples: joined(silence(0.61), soundOf(steps)), rate: SPEECH_RATE });
    expect(heard.map(({ token }) => token)).toEqual(A105);
    expect(heard[0]?.startMs).toBeGreaterThan(605);
    expect(heard[0]?.startMs).toBeLessThan(615);
    for (const { score } of heard) expect(score).toBeGreaterThan(0.97);
    const letter = heard[1]!;
    expect(
      Math.abs(letter.endMs - letter.startMs - (1000 * steps[1]!.clip.samples.length) / SPEECH_RATE),
    ).toBeLessThan(3);
  });

  it('tells from the right call each of seven wrong ones', () => {
    const steps = call();
    const [moi, letter, one, zero, five, den, ten, two] = steps as [
      Step,
      Step,
      Step,
      Step,
      Step,
      Step,
      Step,
      Step,
    ];
    const other = soundOf(stepsFor('B024', { kind: 'counter', number: 3 }));
    const right = soundOf(steps);
    const over = joined(right, silence(1));
    other.forEach((sample, i) => {
      over[i + SPEECH_RATE]! += sample;
    });
    const wrong: Record<string, Float32Array> = {
      'a digit replaced': soundOf([moi, letter, one, zero, clip('n6'), den, ten, two]),
      'two digits swapped': soundOf([moi, letter, zero, one, five, den, ten, two]),
      'a digit dropped': soundOf([moi, letter, one, five, den, ten, two]),
      'a digit said twice': soundOf([moi, letter, one, zero, zero, five, den, ten, two]),
      'another room': soundOf([moi, letter, one, zero, five, den, ten, clip('n3')]),
      'two calls at once': over,
      'the first half second lost': right.subarray(SPEECH_RATE / 2),
    };
    for (const [what, samples] of Object.entries(wrong))
      expect([what, heardIn(samples).join(' ')]).not.toEqual([what, A105.join(' ')]);
    expect(heardIn(wrong['a digit replaced']!).join(' ')).toBe('p_moi lA n1 n0 n6 p_den n10 n2');
    expect(heardIn(wrong['a digit said twice']!).join(' ')).toBe('p_moi lA n1 n0 n0 n5 p_den n10 n2');
    expect(heardIn(wrong['the first half second lost']!)).not.toContain('p_moi');
  });

  it('hears nothing in silence, noise or a tone', () => {
    const noise = silence(3).map((_, i) => Math.sin(i * i * 0.37) * 0.3);
    const tone = silence(3).map((_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / SPEECH_RATE));
    expect(heardIn(silence(3))).toEqual([]);
    expect(heardIn(noise)).toEqual([]);
    expect(heardIn(tone)).toEqual([]);
    expect(heardIn(new Float32Array(0))).toEqual([]);
  });

  it('a weak echo of a word is no second word, a word said twice is two', () => {
    const eight = toFloat(clip('n8').clip.samples);
    const echo = joined(
      eight,
      silence(0.03),
      eight.map((sample) => 0.3 * sample),
    );
    expect(heardIn(echo)).toEqual(['n8']);
    expect(heardIn(joined(eight, silence(0.03), eight))).toEqual(['n8', 'n8']);
  });

  it('finds calls in a recording of minutes, also over the seams of its windows', () => {
    const calls = ['A001', 'H245', 'S660', 'X999'].map((code, n) =>
      stepsFor(code, { kind: 'exam', number: n + 1 }),
    );
    // The seam of the first window lies at 60 s, inside the second call.
    const samples = joined(
      silence(5),
      soundOf(calls[0]!),
      silence(60 - 5 - 2 - soundOf(calls[0]!).length / SPEECH_RATE),
      soundOf(calls[1]!),
      silence(3),
      soundOf(calls[2]!),
      silence(70),
      soundOf(calls[3]!),
    );
    const heard = sentencesOf(decode(vocabulary, { samples, rate: SPEECH_RATE }), 600);
    expect(heard.map((one) => one.map(({ token }) => token))).toEqual(calls.map(tokensOf));
    expect(Math.abs(heard[1]![0]!.startMs - 58_000)).toBeLessThan(5);
  });
});
