import type { Line, Tongue } from '../../../../core/queue/words/vocabulary.ts';
import { toFloat } from '../../../../server/speech/assembly.ts';
import { createEspeak, USUAL_ESPEAK } from '../../../../server/speech/espeak.ts';
import { SPEECH_RATE } from '../../../../server/speech/wav.ts';
import { chance } from '../../../sound/random-calls.ts';

export type Take = { readonly samples: Float32Array; readonly rate: number };

const engine = createEspeak({ ...USUAL_ESPEAK, timeoutMs: 60_000 });

/**
 * A line as somebody records it: half a second of a quiet room, the words, half a second. The voice is the man of
 * the synthesiser, so it is another one than that of the product's pack.
 */
export async function readAloud({ words }: Line, { lang, region }: Tongue, noise = 0.0005): Promise<Take> {
  const speech = await engine.speak({ lang, text: words, tokens: [] }, { region, timbre: 'male' });
  if (!speech.ok || !speech.samples) throw new Error('no voice');
  const voice = toFloat(speech.samples);
  const pause = SPEECH_RATE / 2;
  const random = chance(words.length);
  const samples = new Float32Array(voice.length + 2 * pause).map(() => noise * (2 * random() - 1));
  voice.forEach((sample, i) => {
    samples[pause + i]! += 0.4 * sample;
  });
  return { samples, rate: SPEECH_RATE };
}

export type WavKind = { readonly bits: 16 | 24 | 32; readonly float: boolean; readonly channels: 1 | 2 };
export const USUAL_WAV: WavKind = { bits: 16, float: false, channels: 1 };

/** A WAV file as recorders write it. */
export function wavFile({ samples, rate }: Take, { bits, float, channels }: WavKind = USUAL_WAV): Buffer {
  const bytes = bits / 8;
  const data = Buffer.alloc(samples.length * channels * bytes);
  samples.forEach((sample, i) => {
    for (let c = 0; c < channels; c++) {
      const at = (i * channels + c) * bytes;
      const whole = Math.round(Math.max(-1, Math.min(1, sample)) * (2 ** (bits - 1) - 1));
      if (float) data.writeFloatLE(sample, at);
      else data.writeIntLE(whole, at, bytes);
    }
  });
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(float ? 3 : 1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels * bytes, 28);
  head.writeUInt16LE(channels * bytes, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
