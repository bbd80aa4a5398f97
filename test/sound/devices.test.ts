import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWav } from '../../core/speaker/wave.ts';
import { openAplay } from '../../speaker/aplay.ts';
import { openAxisOutput } from '../../speaker/axis-output.ts';
import { type Pcm, pcmFrom } from '../../speaker/pcm.ts';
import { openRtpOutput } from '../../speaker/rtp-output.ts';
import { FakeAxis } from '../speaker/fake-axis.ts';
import { PagingReceiver } from '../speaker/paging-receiver.ts';
import { type SpokenCall, SpokenCalls } from './call-voice.ts';
import { RECORDED_RATE, SoundRoom } from './sound-room.ts';

let calls: SpokenCalls;
beforeAll(async () => {
  calls = await SpokenCalls.open();
}, 120_000);
afterAll(() => calls?.close());

const CODES = [
  ['A105', 12],
  ['H045', 3],
] as const;
const spoken = (): Promise<SpokenCall[]> => Promise.all(CODES.map(([code, room]) => calls.call(code, room)));
const soundOf = ({ wav, audio }: SpokenCall): Pcm => pcmFrom(wav, audio.sha256)!;
const wordsOf = (all: readonly SpokenCall[]): string[] => all.map(({ tokens }) => tokens.join(' '));
const floats = (samples: Int16Array): Float32Array => Float32Array.from(samples, (sample) => sample / 32_768);

describe.concurrent('what a device without a browser says', () => {
  it('is understood word by word at the end of an IP paging line', async () => {
    const receiver = await PagingReceiver.open('239.66.7.9');
    const output = openRtpOutput({ address: '239.66.7.9', port: receiver.port, ttl: 1, via: '127.0.0.1' });
    const said = await spoken();
    for (const call of said) expect(await output.play(soundOf(call))).toBe('heard');
    await receiver.close();
    expect(calls.heardIn({ samples: floats(receiver.samples()), rate: 8_000 })).toEqual(wordsOf(said));
  });

  it('is understood word by word in the clips of a network loudspeaker', async () => {
    const axis = await FakeAxis.open();
    const credentials = { user: axis.user, password: axis.password };
    const output = openAxisOutput({ origin: axis.origin, playOptions: {}, credentials }, () => undefined);
    const said = await spoken();
    for (const call of said) expect(await output.play(soundOf(call))).toBe('heard');
    await output.close();
    await axis.close();
    const heard = axis.played.flatMap(({ wave }) => {
      const parsed = parseWav(wave);
      return parsed.ok ? calls.heardIn({ samples: floats(parsed.samples), rate: parsed.rate }) : [];
    });
    expect(heard).toEqual(wordsOf(said));
  });

  it('is understood word by word behind a sound card that keeps real time', { retry: 2 }, async () => {
    const room = await SoundRoom.open(['hall']);
    process.env.ALSA_CONFIG_PATH = room.alsaConfiguration(['hall']);
    const output = openAplay('hall', () => undefined);
    const recording = await room.record('hall');
    const said = await spoken();
    const from = performance.now();
    for (const call of said) expect(await output.play(soundOf(call))).toBe('heard');
    const lasted = performance.now() - from;
    await new Promise((done) => setTimeout(done, 800));
    const samples = recording.stop();
    delete process.env.ALSA_CONFIG_PATH;
    await room.close();
    expect(calls.heardIn({ samples, rate: RECORDED_RATE })).toEqual(wordsOf(said));
    const whole = said.reduce((sum, { audio }) => sum + audio.ms, 0);
    expect(lasted).toBeGreaterThan(whole * 0.9);
  });
});
