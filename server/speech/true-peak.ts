const PHASES = [0.25, 0.5, 0.75] as const;
const REACH = 8;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Weights of the 16 samples around a point that lies `offset` after sample i, unity at DC. */
function interpolator(offset: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * REACH }, (_, k) => {
    const distance = k - (REACH - 1) - offset;
    return sinc(distance) * Math.cos((Math.PI * distance) / (2 * (REACH + 0.5))) ** 2;
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

const INTERPOLATORS = PHASES.map(interpolator);

/** Largest size between sample i and the next, at three points (four-fold oversampling). */
function between(padded: Float32Array, i: number): number {
  let largest = 0;
  for (const weights of INTERPOLATORS) {
    let sum = 0;
    for (let k = 0; k < 2 * REACH; k++) sum += weights[k]! * padded[i + k + 1]!;
    largest = Math.max(largest, Math.abs(sum));
  }
  return largest;
}

/**
 * For every sample the largest size the wave takes there and on the way to its neighbours, so that a gain put
 * on that sample is known to hold. Scales with the signal.
 */
export function peakEnvelope(samples: Float32Array): Float32Array {
  const padded = new Float32Array(samples.length + 2 * REACH);
  padded.set(samples, REACH);
  const envelope = samples.map(Math.abs);
  for (let i = 0; i < samples.length; i++) {
    const peak = between(padded, i);
    if (peak > envelope[i]!) envelope[i] = peak;
    if (i + 1 < samples.length && peak > envelope[i + 1]!) envelope[i + 1] = peak;
  }
  return envelope;
}

/** True peak in dBTP (ITU-R BS.1770-4, annex 2, four-fold oversampling); −Infinity for silence. */
export function truePeak(samples: Float32Array): number {
  return 20 * Math.log10(peakEnvelope(samples).reduce((largest, peak) => Math.max(largest, peak), 0));
}
