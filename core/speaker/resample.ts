/* Zero crossings on each side of the low-pass filter: 60 dB down at the border, speech below it untouched. */
const CROSSINGS = 24;
/* Share of the narrower band that passes; the rest is the filter's slope. */
const PASSED = 0.92;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

type Filter = {
  readonly up: number;
  readonly down: number;
  readonly reach: number;
  readonly phases: Float32Array[];
};
const filters = new Map<string, Filter>();

/** Weights of the low-pass filter at each of the `up` places a wanted sample can have between two given ones. */
function makeFilter(from: number, to: number): Filter {
  const shared = gcd(from, to);
  const [up, down] = [to / shared, from / shared];
  const cut = PASSED * Math.min(1, to / from);
  const reach = Math.ceil(CROSSINGS / cut);
  const phases = Array.from({ length: up }, (_, phase) => {
    const weights = Float32Array.from({ length: 2 * reach }, (_, k) => {
      const x = k - (reach - 1) - phase / up;
      const sinc = x === 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
      return sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
    });
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  return { up, down, reach, phases };
}

function filterOf(from: number, to: number): Filter {
  const name = `${from} ${to}`;
  const filter = filters.get(name) ?? makeFilter(from, to);
  filters.set(name, filter);
  return filter;
}

/**
 * Samples at another rate, low-pass filtered (windowed sinc, polyphase). Both rates in Hz, whole numbers. The
 * first sample stays at the same time; the same rate gives the same array back.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const { up, down, reach, phases } = filterOf(from, to);
  const padded = new Float32Array(samples.length + 2 * reach);
  padded.set(samples, reach);
  const made = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let n = 0; n < made.length; n++) {
    const at = n * down;
    const first = Math.floor(at / up) + 1;
    const weights = phases[at % up]!;
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * padded[first + k]!;
    made[n] = sum;
  }
  return made;
}
