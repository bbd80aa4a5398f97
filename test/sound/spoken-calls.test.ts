import { describe, expect, it } from 'vitest';
import type { Lang, Region } from '../../core/queue/words/sentence.ts';
import { toFloat } from '../../server/speech/assembly.ts';
import { integratedLoudness } from '../../server/speech/loudness.ts';
import { isClipped } from '../../server/speech/pack/clip-check.ts';
import type { Pack } from '../../server/speech/pack/pack.ts';
import { joinClips } from '../../server/speech/pack/pack-join.ts';
import { truePeak } from '../../server/speech/true-peak.ts';
import { joinSamples, SPEECH_RATE } from '../../server/speech/wav.ts';
import { silences } from '../server/speech/listening.ts';
import { clinicSpeaking, defaultPack, vocabularyOf } from './default-voice.ts';
import { decode } from './matched-filter.ts';
import { chance, randomCalls } from './random-calls.ts';
import { announcerFrom, type RenderedCall, renderCall, SENTENCE_AT_MS } from './rendered-call.ts';

/** 1,000 in `npm run torture`. */
const CALLS = Number(process.env.TIEPDON_SPOKEN_CALLS ?? 60);
const TONGUES: readonly (readonly [Lang, Region, number])[] = [
  ['vi', 'north', 0.5],
  ['vi', 'south', 0.3],
  ['en', 'north', 0.2],
];
const MINUTES = 60_000;

/** What holds for every file that goes to a speaker; the names of what does not. */
function blemishes({ sound: { samples }, ms, tokens }: RenderedCall, pack: Pack): string[] {
  const sentence = samples.subarray((SENTENCE_AT_MS / 1000) * SPEECH_RATE);
  const lufs = integratedLoudness(sentence, SPEECH_RATE) ?? -70;
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const parts = tokens.reduce((sum, token) => sum + pack.clips.get(token)!.samples.length, 0);
  const gaps = 45 * (tokens.length - 1);
  const expected = SENTENCE_AT_MS + (1000 * parts) / SPEECH_RATE + gaps + 250;
  const first = (1000 * samples.findIndex((sample) => Math.abs(sample) > 0.003)) / SPEECH_RATE;
  const longest = Math.max(...silences(sentence, SPEECH_RATE).map(([start, end]) => end - start));
  return Object.entries({
    'not −16 ± 2 LUFS': Math.abs(lufs + 16) > 2,
    'above −1 dBTP': truePeak(samples) > -1,
    'cut off': isClipped(samples),
    'off centre': Math.abs(mean) > 0.005,
    // A comma is 175 ms more than a gap; no call has more than one.
    'not as long as its parts': Math.min(Math.abs(ms - expected), Math.abs(ms - expected - 175)) > 20,
    'lead-in': first < 600 || first > 610,
    'a hole': longest > 400,
  }).flatMap(([what, is]) => (is ? [what] : []));
}

describe('Every spoken call', () => {
  it.each(TONGUES)(
    'in %s %s is heard word by word as ordered, as loud as it should be, whole',
    async (lang, region, share) => {
      const pack = await defaultPack(lang, region, clinicSpeaking(lang, region));
      const [vocabulary, announcer] = [vocabularyOf(pack), announcerFrom(pack)];
      const calls = randomCalls(20_261_122, lang, region);
      const wrong: string[] = [];
      let worst = 1;
      for (let n = 0; n < CALLS * share; n++) {
        const sentence = calls.next().value!;
        const call = await renderCall(announcer, sentence, region);
        const heard = decode(vocabulary, call.sound);
        worst = Math.min(worst, ...heard.map(({ score }) => score));
        const words = heard.map(({ token }) => token).join(' ');
        if (words !== call.tokens.join(' ')) wrong.push(`${sentence.text}: ${words}`);
        wrong.push(...blemishes(call, pack).map((what) => `${sentence.text}: ${what}`));
      }
      expect(wrong).toEqual([]);
      expect(worst).toBeGreaterThan(0.9);
    },
    30 * MINUTES,
  );

  it(
    'any word may follow any other and both are heard',
    async () => {
      const pack = await defaultPack('vi', 'north');
      const vocabulary = vocabularyOf(pack);
      const words = [...pack.clips.keys()].filter((token) => /^n|^l[AHBSMXLCKN]$/.test(token));
      const pairs = words.flatMap((first) => words.map((second) => [first, second] as const));
      const random = chance(7);
      const some = pairs.filter(() => random() < CALLS / 1000);
      expect(pairs.length).toBeGreaterThan(700);
      const wrong: string[] = [];
      // Five pairs a recording, half a second apart.
      for (let at = 0; at < some.length; at += 5) {
        const part = some.slice(at, at + 5);
        const sounds = part.map((pair) =>
          toFloat(
            joinSamples(joinClips(pair.map((token) => ({ clip: pack.clips.get(token)!, pause: false })))),
          ),
        );
        const gap = SPEECH_RATE / 2;
        const samples = new Float32Array(sounds.reduce((sum, sound) => sum + sound.length + gap, 0));
        let place = 0;
        for (const sound of sounds) {
          samples.set(sound, place);
          place += sound.length + gap;
        }
        const heard = decode(vocabulary, { samples, rate: SPEECH_RATE })
          .map(({ token }) => token)
          .join(' ');
        if (heard !== part.flat().join(' ')) wrong.push(`${part.flat().join(' ')}: ${heard}`);
      }
      expect(wrong).toEqual([]);
    },
    30 * MINUTES,
  );
});
