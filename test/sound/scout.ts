import { createFourier, type Fourier } from './fourier.ts';

/**
 * A place where a clip could begin: its index in the list of clips, and the samples that fit best, a few periods of
 * the voice apart; which of them it is, the whole width of the recording tells.
 */
export type Place = { readonly clip: number; readonly at: readonly number[] };

/** Finds the places at which clips could begin in a recording of the same rate. */
export type Scout = { places(recording: Float32Array, threshold: number): Place[] };

type Clip = {
  readonly index: number;
  readonly samples: Float32Array;
  readonly energy: number;
};
/** Two clips share one transform: the first in its real, the second in its imaginary part. */
type Pair = { readonly clips: readonly Clip[]; readonly re: Float32Array; readonly im: Float32Array };
type Group = { readonly fourier: Fourier; readonly hop: number; readonly pairs: readonly Pair[] };

const SMALL = 16_384;
const LARGE = 65_536;
/* Below −70 dBFS there is no speech, only the rounding of a codec. */
const SILENT_POWER = 1e-7;
const NEARLY = 0.85;
/* A crest between two samples can be twice as high, squared, as at either of them. */
const LOWEST = 0.5;
const MOST_CRESTS = 4;

/**
 * The spectrum of conj(A) + i·conj(B): both clips turned round in time, B as the imaginary part. Multiplied with
 * a recording's spectrum it gives both correlations at once.
 */
function pairOf(fourier: Fourier, clips: readonly Clip[]): Pair {
  const { size } = fourier;
  const parts = [new Float32Array(size), new Float32Array(size)] as const;
  clips.forEach(({ samples }, n) => {
    samples.forEach((sample, i) => {
      parts[n as 0 | 1][(size - i) % size] = sample / size;
    });
  });
  fourier.forward(...parts);
  return { clips, re: parts[0], im: parts[1] };
}

function groupOf(size: number, clips: readonly Clip[]): Group[] {
  if (clips.length === 0) return [];
  const fourier = createFourier(size);
  const pairs: Pair[] = [];
  for (let i = 0; i < clips.length; i += 2) pairs.push(pairOf(fourier, clips.slice(i, i + 2)));
  return [{ fourier, hop: size - Math.max(...clips.map(({ samples }) => samples.length)), pairs }];
}

/** Sums of squares up to each sample, so that the energy under a clip is one subtraction. */
function runningEnergy(samples: Float32Array): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) sums[i + 1] = sums[i]! + samples[i]! * samples[i]!;
  return sums;
}

type Block = {
  readonly offset: number;
  readonly lags: number;
  readonly sums: Float64Array;
  readonly threshold: number;
};

const TAPS = 6;
/* Weights that give the curve a quarter and half a sample before and after a sample. */
const BETWEEN = [-0.5, -0.25, 0.25, 0.5].map((offset) =>
  Float64Array.from({ length: 2 * TAPS + 1 }, (_, k) => {
    const x = k - TAPS - offset;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * (0.5 + 0.5 * Math.cos((Math.PI * x) / (TAPS + 1)));
  }),
);

/** Height of the curve near a sample: between two samples a vowel's best period looks lower than the next one. */
function crest(correlation: Float32Array, lag: number): number {
  let highest = correlation[lag]!;
  if (lag < TAPS || lag + TAPS >= correlation.length) return highest;
  for (const weights of BETWEEN) {
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * correlation[lag - TAPS + k]!;
    highest = Math.max(highest, sum);
  }
  return highest;
}

type Crest = { readonly at: number; readonly fit: number };

function placeOf(clip: number, crests: readonly Crest[]): Place {
  const best = crests.reduce((most, { fit }) => Math.max(most, fit), 0);
  const near = crests.filter(({ fit }) => fit > NEARLY * best).sort((a, b) => b.fit - a.fit);
  return { clip, at: near.slice(0, MOST_CRESTS).map(({ at }) => at) };
}

/** Maxima of one clip's normalised correlation over a block, those of half its length together. */
function peaksIn({ index, samples, energy }: Clip, correlation: Float32Array, block: Block): Place[] {
  const { offset, lags, sums, threshold } = block;
  const places: Place[] = [];
  const floor = SILENT_POWER * samples.length;
  const bar = threshold * threshold * energy;
  const last = sums.length - 1;
  let crests: Crest[] = [];
  for (let lag = 0; lag < lags; lag++) {
    const found = correlation[lag]!;
    if (found <= 0) continue;
    const before = lag > 0 ? correlation[lag - 1]! : found;
    const after = correlation[lag + 1] ?? found;
    if (before > found || after > found) continue;
    const at = offset + lag;
    const under = sums[Math.min(last, at + samples.length)]! - sums[at]!;
    if (under < floor || found * found < bar * under * LOWEST) continue;
    const top = crest(correlation, lag);
    if (top * top < bar * under) continue;
    if (crests.length > 0 && at - crests[0]!.at >= samples.length / 2) {
      places.push(placeOf(index, crests));
      crests = [];
    }
    crests.push({ at, fit: (top * top) / under });
  }
  if (crests.length > 0) places.push(placeOf(index, crests));
  return places;
}

function placesOf(
  { fourier, hop, pairs }: Group,
  recording: Float32Array,
  sums: Float64Array,
  threshold: number,
) {
  const { size } = fourier;
  const places: Place[] = [];
  const [re, im] = [new Float32Array(size), new Float32Array(size)];
  const [workR, workI] = [new Float32Array(size), new Float32Array(size)];
  for (let offset = 0; offset < recording.length; offset += hop) {
    const part = recording.subarray(offset, offset + size);
    if (sums[offset + part.length]! - sums[offset]! < SILENT_POWER * size) continue;
    re.fill(0).set(part);
    im.fill(0);
    fourier.forward(re, im);
    const block = { offset, lags: Math.min(hop, part.length), sums, threshold };
    for (const pair of pairs) {
      for (let i = 0; i < size; i++) {
        workR[i] = re[i]! * pair.re[i]! - im[i]! * pair.im[i]!;
        workI[i] = re[i]! * pair.im[i]! + im[i]! * pair.re[i]!;
      }
      fourier.backward(workR, workI);
      pair.clips.forEach((clip, n) => {
        places.push(...peaksIn(clip, n === 0 ? workR : workI, block));
      });
    }
  }
  return places;
}

/** Prepares the spectra of the clips; long and short ones in transforms of their own size. */
export function createScout(sounds: readonly Float32Array[]): Scout {
  const clips = sounds.map((samples, index) => ({
    index,
    samples,
    energy: samples.reduce((sum, sample) => sum + sample * sample, 0),
  }));
  const border = SMALL / 3;
  const groups = [
    ...groupOf(
      SMALL,
      clips.filter(({ samples }) => samples.length <= border),
    ),
    ...groupOf(
      LARGE,
      clips.filter(({ samples }) => samples.length > border),
    ),
  ];
  return {
    places(recording, threshold) {
      const sums = runningEnergy(recording);
      return groups.flatMap((group) => placesOf(group, recording, sums, threshold));
    },
  };
}
