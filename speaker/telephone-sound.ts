import { resample } from '../core/speaker/resample.ts';
import type { Pcm } from './pcm.ts';

/**
 * The sound at another sample rate. What the new rate cannot carry is taken away first: sibilants folded down into the
 * words made them hard to understand.
 */
export function resampled({ samples, rate }: Pcm, toRate: number): Int16Array {
  if (rate === toRate) return samples;
  const clip = (sample: number): number => Math.max(-32_768, Math.min(32_767, Math.round(sample)));
  return Int16Array.from(resample(Float32Array.from(samples), rate, toRate), clip);
}

const BIAS = 132;
const CLIP = 32_635;

/** A 16-bit sample as G.711 µ-law (ITU-T G.711, table 2a): sign, exponent and four bits, all turned over. */
export function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const biased = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 24 - Math.clz32(biased);
  const mantissa = (biased >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
