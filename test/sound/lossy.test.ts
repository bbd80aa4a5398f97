import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Pack } from '../../server/speech/pack/pack.ts';
import { parseWav } from '../../server/speech/wav.ts';
import { freshFolder } from '../server/speech/fake-engine.ts';
import { samplesOf } from '../server/speech/listening.ts';
import { defaultPack, vocabularyOf } from './default-voice.ts';
import { decode, type Sound, type Vocabulary } from './matched-filter.ts';
import { chance, randomCalls } from './random-calls.ts';
import { announcerFrom, type RenderedCall, renderCall } from './rendered-call.ts';

/** 30 of each in `npm run torture`. */
const CALLS = Number(process.env.TIEPDON_LOSSY_CALLS ?? 3);
const MINUTES = 60_000;

let pack: Pack;
let vocabulary: Vocabulary;
let folder: string;
beforeAll(async () => {
  pack = await defaultPack('vi', 'north');
  vocabulary = vocabularyOf(pack);
  folder = freshFolder();
}, 2 * MINUTES);

const path = (name: string): string => join(folder, name);
const run = (program: string, ...args: string[]): void =>
  void execFileSync(program, args, { stdio: 'ignore' });
function read(name: string): Sound {
  const wav = readFileSync(path(name));
  const parsed = parseWav(wav);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return { samples: samplesOf(wav), rate: parsed.rate };
}

/** The ways a call takes to the ear: file → sound. */
const WAYS: Readonly<Record<string, (call: RenderedCall) => Sound>> = {
  'MP3 of 48 kbit/s': () => {
    run('lame', '--quiet', '-b', '48', '-m', 'm', path('call.wav'), path('call.mp3'));
    run('lame', '--quiet', '--decode', path('call.mp3'), path('back.wav'));
    return read('back.wav');
  },
  'Opus of 16 kbit/s': () => {
    run('opusenc', '--quiet', '--bitrate', '16', path('call.wav'), path('call.opus'));
    run('opusdec', '--quiet', '--rate', '24000', path('call.opus'), path('back.wav'));
    return read('back.wav');
  },
  'G.711 µ-law of 8 kHz': () => {
    run('sox', path('call.wav'), '-r', '8000', '-e', 'mu-law', path('call-8k.wav'));
    run('sox', path('call-8k.wav'), '-e', 'signed-integer', '-b', '16', path('back.wav'));
    return read('back.wav');
  },
  '44.1 kHz at −12 dB': () => {
    run('sox', path('call.wav'), '-r', '44100', path('back.wav'), 'gain', '-12');
    return read('back.wav');
  },
  'white noise as loud as the voice': ({ sound }) => {
    const random = chance(sound.samples.length);
    const power = sound.samples.reduce((sum, sample) => sum + sample * sample, 0) / sound.samples.length;
    // Of uniform noise −a..a the power is a²/3.
    const size = Math.sqrt(3 * power);
    return { ...sound, samples: sound.samples.map((sample) => sample + size * (2 * random() - 1)) };
  },
};

describe('A call is still understood word by word after', () => {
  it.each(Object.keys(WAYS))(
    '%s',
    async (way) => {
      const announcer = announcerFrom(pack);
      const calls = randomCalls(way.length, 'vi', 'north');
      const wrong: string[] = [];
      for (let n = 0; n < CALLS; n++) {
        const sentence = calls.next().value!;
        const call = await renderCall(announcer, sentence);
        writeFileSync(path('call.wav'), call.wav);
        const heard = decode(vocabulary, WAYS[way]!(call))
          .map(({ token }) => token)
          .join(' ');
        if (heard !== call.tokens.join(' ')) wrong.push(`${call.tokens.join(' ')}: ${heard}`);
      }
      expect(wrong).toEqual([]);
    },
    10 * MINUTES,
  );

  it(
    'the echo of a hall, most of the time',
    async () => {
      const announcer = announcerFrom(pack);
      const calls = randomCalls(4, 'vi', 'north');
      let right = 0;
      for (let n = 0; n < CALLS; n++) {
        const call = await renderCall(announcer, calls.next().value!);
        writeFileSync(path('call.wav'), call.wav);
        run('sox', path('call.wav'), path('back.wav'), 'gain', '-3', 'reverb', '40', '50', '60');
        const heard = decode(vocabulary, read('back.wav'))
          .map(({ token }) => token)
          .join(' ');
        if (heard === call.tokens.join(' ')) right += 1;
      }
      expect(right / CALLS).toBeGreaterThanOrEqual(0.8);
    },
    10 * MINUTES,
  );
});
