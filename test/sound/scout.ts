import { createFourier, type Fourier } from './fourier.ts';

/** A place where a clip could begin: its index in the list of clips, the sample. */
export type Place = { readonly clip: number; readonly at: number };

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

/** Height of the curve through three neighbours: between two samples a vowel's best period looks like the next one. */
function crest(before: number, top: number, after: number): number {
  const bend = before - 2 * top + after;
  return bend < 0 ? top - (before - after) ** 2 / (8 * bend) : top;
}

/** Maxima of one clip's normalised correlation over a block, at least half its length apart. */
function peaksIn({ index, samples, energy }: Clip, correlation: Float32Array, block: Block): Place[] {
  const { offset, lags, sums, threshold } = block;
  const places: Place[] = [];
  const floor = SILENT_POWER * samples.length;
  const bar = threshold * threshold * energy;
  const last = sums.length - 1;
  let [at, score] = [-1, 0];
  for (let lag = 0; lag < lags; lag++) {
    const found = correlation[lag]!;
    if (found <= 0) continue;
    const before = lag > 0 ? correlation[lag - 1]! : found;
    const after = correlation[lag + 1] ?? found;
    if (before > found || after > found) continue;
    const begin = offset + lag;
    const under = sums[Math.min(last, begin + samples.length)]! - sums[begin]!;
    const top = crest(before, found, after);
    if (under < floor || top * top < bar * under) continue;
    if (at >= 0 && begin - at >= samples.length / 2) {
      places.push({ clip: index, at });
      score = 0;
    }
    const fit = (top * top) / under;
    if (fit > score) [at, score] = [begin, fit];
  }
  if (at >= 0) places.push({ clip: index, at });
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
