import type { Pcm } from './pcm.ts';

/** Zero crossings of the filter on each side: enough to keep 3 kHz whole and everything above 4.6 kHz out. */
const LOBES = 24;
/** Where the filter has fallen to one half, as a part of what the lower of the two rates can carry. */
const CUTOFF = 0.9;

/**
 * The sound at another sample rate, by a windowed sinc (Hann) at each new sample's place. What the new rate cannot
 * carry is taken away first: sibilants folded down into the words made them hard to understand.
 */
export function resampled({ samples, rate }: Pcm, toRate: number): Int16Array {
  if (rate === toRate) return samples;
  const divisor = commonDivisor(rate, toRate);
  const [up, down] = [toRate / divisor, rate / divisor];
  const reach = Math.ceil(LOBES / cutOf(rate, toRate));
  const filters = Array.from({ length: up }, (_, phase) => filterAt(phase / up, reach, cutOf(rate, toRate)));
  const made = new Int16Array(Math.floor((samples.length * up) / down));
  for (let i = 0; i < made.length; i += 1) {
    const filter = filters[(i * down) % up]!;
    const first = Math.floor((i * down) / up) - reach + 1;
    let sum = 0;
    const to = Math.min(filter.length, samples.length - first);
    for (let k = Math.max(0, -first); k < to; k += 1) sum += samples[first + k]! * filter[k]!;
    made[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return made;
}

/** The filter's edge in halves of the old rate: what the slower of the two can carry. */
const cutOf = (rate: number, toRate: number): number => CUTOFF * Math.min(1, toRate / rate);

/** Weights of the old samples around a place that lies `fraction` of a sample after the one in the middle. */
function filterAt(fraction: number, reach: number, cut: number): Float64Array {
  return Float64Array.from({ length: 2 * reach }, (_, k) => {
    const distance = k - reach + 1 - fraction;
    const x = Math.PI * distance * cut;
    const sinc = x === 0 ? 1 : Math.sin(x) / x;
    return cut * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach));
  });
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
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
