/* What a word sounds like, whoever says it and however fast: coarse spectrum over time, compared with stretching. */
const FRAME_S = 0.025;
const HOP_S = 0.01;
const BANDS = 20;
const COEFFICIENTS = 12;
const LOW_HZ = 100;
const HIGH_HZ = 4000;

export type Likeness = readonly Float64Array[];

const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const hertz = (m: number): number => 700 * (10 ** (m / 2595) - 1);

/** Power at one frequency (Goertzel): twenty of them are cheaper than a transform. */
function powerAt(samples: Float32Array, from: number, length: number, hz: number, rate: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [s1, s2] = [0, 0];
  for (let i = 0; i < length; i++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length);
    const s = samples[from + i]! * window + turn * s1 - s2;
    s2 = s1;
    s1 = s;
  }
  return Math.max(0, s1 * s1 + s2 * s2 - turn * s1 * s2);
}

const CENTRES = Array.from({ length: BANDS }, (_, n) =>
  hertz(mel(LOW_HZ) + ((mel(HIGH_HZ) - mel(LOW_HZ)) * n) / (BANDS - 1)),
);

/** Cepstrum of every 10 ms, without its mean over the word: another microphone or voice counts less then. */
export function likenessOf(samples: Float32Array, rate: number): Likeness {
  const [length, hop] = [Math.round(FRAME_S * rate), Math.round(HOP_S * rate)];
  const frames: Float64Array[] = [];
  for (let from = 0; from + length <= samples.length; from += hop) {
    const bands = CENTRES.map((hz) => Math.log(powerAt(samples, from, length, hz, rate) + 1e-6));
    frames.push(
      Float64Array.from({ length: COEFFICIENTS }, (_, c) =>
        bands.reduce((sum, band, n) => sum + band * Math.cos((Math.PI * (c + 1) * (n + 0.5)) / BANDS), 0),
      ),
    );
  }
  const mean = Float64Array.from({ length: COEFFICIENTS }, (_, c) =>
    frames.reduce((sum, frame) => sum + frame[c]! / frames.length, 0),
  );
  return frames.map((frame) => frame.map((value, c) => value - mean[c]!));
}

function apart(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += (a[c]! - b[c]!) ** 2;
  return Math.sqrt(sum);
}

/** How different two words sound, per 10 ms; time may stretch (dynamic time warping). */
export function distance(a: Likeness, b: Likeness): number {
  if (a.length === 0 || b.length === 0) return Number.POSITIVE_INFINITY;
  let row = new Float64Array(b.length + 1).fill(Number.POSITIVE_INFINITY);
  row[0] = 0;
  for (const frame of a) {
    const next = new Float64Array(b.length + 1).fill(Number.POSITIVE_INFINITY);
    for (let j = 1; j <= b.length; j++)
      next[j] = apart(frame, b[j - 1]!) + Math.min(row[j]!, row[j - 1]!, next[j - 1]!);
    row = next;
  }
  return row[b.length]! / (a.length + b.length);
}

export type Suspects = readonly (readonly [string, string])[];

/* A swap is told only when both would fit clearly better the other way round. Of 43 lines of the synthesiser's man
   against its woman, 622 of 634 swaps are told so and no line in its place; human voices were never measured. */
const CLEARLY = 0.9;

/**
 * Pairs of clips that may have changed places, by comparison with another voice that says the same lines. A hint for
 * the ear, no verdict.
 */
export function swapSuspects(
  clips: ReadonlyMap<string, Likeness>,
  others: ReadonlyMap<string, Likeness>,
): Suspects {
  const tokens = [...clips.keys()].filter((token) => others.has(token));
  const far = (a: string, b: string): number => distance(clips.get(a)!, others.get(b)!);
  const own = new Map(tokens.map((token) => [token, far(token, token)]));
  const suspects: [string, string][] = [];
  tokens.forEach((a, i) => {
    for (const b of tokens.slice(i + 1)) {
      const straight = own.get(a)! + own.get(b)!;
      const lengths = clips.get(a)!.length / clips.get(b)!.length;
      // Words of very different length are never taken for each other, and need no comparison.
      if (lengths > 2.5 || lengths < 0.4) continue;
      if (far(a, b) + far(b, a) < CLEARLY * straight) suspects.push([a, b]);
    }
  });
  return suspects;
}
