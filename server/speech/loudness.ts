/** One second-order filter, normalised so that a0 is 1. */
type Biquad = { readonly b: readonly [number, number, number]; readonly a: readonly [number, number] };

/* The two filters of ITU-R BS.1770, given there for 48 kHz, computed for any rate from their analogue form. */
function shelf(rate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rate);
  const q = k / 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + q + k * k;
  return {
    b: [(high + band * q + k * k) / a0, (2 * (k * k - high)) / a0, (high - band * q + k * k) / a0],
    a: [(2 * (k * k - 1)) / a0, (1 - q + k * k) / a0],
  };
}

function highPass(rate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rate);
  const q = k / 0.5003270373238773;
  const a0 = 1 + q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - q + k * k) / a0] };
}

/** Power of the K-weighted signal at every sample. */
function weightedPower(samples: Float32Array, rate: number): Float32Array {
  const [first, second] = [shelf(rate), highPass(rate)];
  const [b0, b1, b2] = first.b;
  const [a1, a2] = first.a;
  const [c1, c2] = second.a;
  const power = new Float32Array(samples.length);
  let [s1, s2, t1, t2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    const z = y + t1;
    t1 = -2 * y - c1 * z + t2;
    t2 = y - c2 * z;
    power[i] = z * z;
  }
  return power;
}

const meanOf = (power: Float32Array): number => power.reduce((sum, value) => sum + value, 0) / power.length;

/** Energy of the K-weighted signal in steps of 100 ms; a rest shorter than a step is left out. */
function stepEnergies(samples: Float32Array, rate: number): number[] {
  const power = weightedPower(samples, rate);
  const step = Math.round(rate / 10);
  return Array.from({ length: Math.floor(power.length / step) }, (_, i) =>
    meanOf(power.subarray(i * step, (i + 1) * step)),
  );
}

const toLufs = (energy: number): number => -0.691 + 10 * Math.log10(energy);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Integrated loudness of one channel in LUFS after ITU-R BS.1770-4: blocks of 400 ms every 100 ms, gates at
 * −70 LUFS and at 10 LU below the mean of what passed. `samples` are −1..1. Null for silence and for less
 * than 400 ms.
 */
export function integratedLoudness(samples: Float32Array, rate: number): number | null {
  const steps = stepEnergies(samples, rate);
  const blocks = steps.slice(3).map((_, i) => mean(steps.slice(i, i + 4)));
  const audible = blocks.filter((block) => toLufs(block) > -70);
  if (audible.length === 0) return null;
  const gate = toLufs(mean(audible)) - 10;
  return toLufs(mean(audible.filter((block) => toLufs(block) > gate)));
}

/**
 * Loudness of one clip in LUFS: the same weighting, without blocks and gates, which a single syllable of 200 ms is
 * too short for. Null for silence.
 */
export function clipLoudness(samples: Float32Array, rate: number): number | null {
  const lufs = samples.length > 0 ? toLufs(meanOf(weightedPower(samples, rate))) : Number.NEGATIVE_INFINITY;
  return lufs > -70 ? lufs : null;
}
