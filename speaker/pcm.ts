import { parseWav } from '../core/speaker/wave.ts';

/** One channel of 16-bit sound in memory. Two of the same `key` are the same sound. */
export type Pcm = { readonly rate: number; readonly samples: Int16Array; readonly key: string };

/** The most that a sample may be after amplifying: −1 dBFS, so that no amplifier behind it clips. */
const CEILING = 32_767 * 10 ** (-1 / 20);
const SLOWEST = 4_000;

/** The sound of a WAV file with the given hash; null when it is none that can be played here. */
export function pcmFrom(file: Uint8Array, sha256: string): Pcm | null {
  const parsed = parseWav(file);
  if (!parsed.ok || parsed.rate < SLOWEST || parsed.samples.length === 0) return null;
  return { rate: parsed.rate, samples: parsed.samples, key: sha256 };
}

/** How long it lasts. */
export function secondsOf({ rate, samples }: Pcm): number {
  return samples.length / rate;
}

/** Gain in software; one that would drive the loudest sample over −1 dBFS is taken only as far as that. */
export function amplified(sound: Pcm, gainDb: number): Pcm {
  if (gainDb === 0) return sound;
  let peak = 1;
  for (const sample of sound.samples) peak = Math.max(peak, Math.abs(sample));
  const wanted = 10 ** (gainDb / 20);
  const factor = wanted > 1 ? Math.max(1, Math.min(wanted, CEILING / peak)) : wanted;
  const samples = sound.samples.map((sample) => Math.round(sample * factor));
  return { rate: sound.rate, samples, key: `${sound.key} ${gainDb} dB` };
}
