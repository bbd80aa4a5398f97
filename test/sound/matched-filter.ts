import { resample } from '../../core/speaker/resample.ts';
import { bestSet, type Found, withoutGhosts } from './best-set.ts';
import { createScout, type Scout } from './scout.ts';

/** A recording or a clip: one channel, −1..1, samples a second. */
export type Sound = { readonly samples: Float32Array; readonly rate: number };

/** One clip found: where it begins, how well it fits (−1..1), how loud it is against the clip itself. */
export type Heard = Omit<Found, 'explained'>;

type Clip = { readonly token: string; readonly samples: Float32Array; readonly energy: number };

/** Clips as they are looked for; made once for a pack. */
export type Vocabulary = {
  readonly clips: readonly Clip[];
  readonly scout: Scout;
  /** Of the longest clip, in seconds. */
  readonly longest: number;
};

/** Everything is heard at telephone width: all that speakers, codecs and paging lines have in common. */
const EAR_RATE = 8000;
/* Where a clip could be is found at half that width, which is four times as fast; how well it fits, at the whole. */
const SCOUT_RATE = 4000;
const THRESHOLD = 0.55;
const SCOUT_THRESHOLD = 0.5;
const WINDOW_S = 60;
/* Places between two samples at which a fit is tried: half a sample away the upper band is lost already. */
const FINE = 8;
const REACH = 8;
/* A clip that fits less well than this is disturbed by something, which may be another call. */
const DISTURBED = 0.9;
const AS_LOUD = 0.5;
const CLEAR = 0.7;

/** Prepares the clips that may be heard, by token. It is never told which of them were said. */
export function createVocabulary(sounds: ReadonlyMap<string, Sound>): Vocabulary {
  const clips = [...sounds].map(([token, { samples, rate }]): Clip => {
    const heard = resample(samples, rate, EAR_RATE);
    return { token, samples: heard, energy: heard.reduce((sum, sample) => sum + sample * sample, 0) };
  });
  const narrow = clips.map(({ samples }) => resample(samples, EAR_RATE, SCOUT_RATE));
  const longest = Math.max(0, ...clips.map(({ samples }) => samples.length)) / EAR_RATE;
  return { clips, scout: createScout(narrow), longest };
}

/** Sum of products of a clip with a recording from `at` on; beyond the ends there is silence. */
function product(recording: Float32Array, clip: Float32Array, at: number): number {
  const from = Math.max(0, -at);
  const to = Math.min(clip.length, recording.length - at);
  let sum = 0;
  for (let i = from; i < to; i++) sum += clip[i]! * recording[at + i]!;
  return sum;
}

const KERNELS = Array.from({ length: FINE }, (_, step) =>
  Float64Array.from({ length: 2 * REACH }, (_each, k) => {
    const x = k - (REACH - 1) - step / FINE;
    return x === 0
      ? 1
      : (Math.sin(Math.PI * x) / (Math.PI * x)) * (0.5 + 0.5 * Math.cos((Math.PI * x) / REACH));
  }),
);

/** The largest product near `at`, between samples too: products at whole places, joined by a band-limited curve. */
function bestProduct(recording: Float32Array, clip: Float32Array, at: number): { at: number; found: number } {
  const first = at - REACH - 2;
  const products = Float64Array.from({ length: 2 * REACH + 5 }, (_, i) =>
    product(recording, clip, first + i),
  );
  let best = { at, found: Number.NEGATIVE_INFINITY };
  for (let whole = REACH - 1; whole + REACH < products.length; whole++)
    for (const [step, kernel] of KERNELS.entries()) {
      let found = 0;
      for (let k = 0; k < kernel.length; k++) found += kernel[k]! * products[whole - (REACH - 1) + k]!;
      if (found > best.found) best = { at: first + whole + step / FINE, found };
    }
  return best;
}

function energyUnder(recording: Float32Array, at: number, length: number): number {
  let sum = 0;
  const end = Math.min(recording.length, at + length);
  for (let i = Math.max(0, at); i < end; i++) sum += recording[i]! * recording[i]!;
  return sum;
}

/** How well a clip fits where the scout has seen it, at full width; null when it does not. */
function look(clip: Clip, recording: Float32Array, near: number): Found | null {
  const { samples, energy, token } = clip;
  const under = energyUnder(recording, near, samples.length);
  const scoreOf = (found: number): number => found / Math.sqrt(energy * under);
  const rough = [near - 1, near, near + 1].map((at) => product(recording, samples, at));
  const best = rough.indexOf(Math.max(...rough));
  if (under === 0 || scoreOf(rough[best]!) < THRESHOLD / 2) return null;
  const { at, found } = bestProduct(recording, samples, near - 1 + best);
  if (scoreOf(found) < THRESHOLD) return null;
  const startMs = (1000 * at) / EAR_RATE;
  return {
    token,
    startMs,
    endMs: startMs + (1000 * samples.length) / EAR_RATE,
    score: Math.min(1, scoreOf(found)),
    gain: found / energy,
    explained: found ** 2 / energy,
  };
}

function foundIn({ clips, scout }: Vocabulary, recording: Float32Array): Found[] {
  const narrow = resample(recording, EAR_RATE, SCOUT_RATE);
  return scout.places(narrow, SCOUT_THRESHOLD).flatMap(({ clip, at }) => {
    const looks = at.map((place) => look(clips[clip]!, recording, (place * EAR_RATE) / SCOUT_RATE));
    const found = looks.filter((each) => each !== null).sort((a, b) => b.score - a.score);
    return found.slice(0, 1);
  });
}

/** Takes a clip that was heard out of a recording, to the eighth of a sample. */
function takeOut(recording: Float32Array, clip: Clip, { startMs, gain }: Found): void {
  const at = (startMs / 1000) * EAR_RATE;
  const whole = Math.ceil(at);
  const kernel = KERNELS[Math.round((whole - at) * FINE) % FINE]!;
  for (let n = 0; n < clip.samples.length; n++) {
    let sample = 0;
    for (let k = 0; k < kernel.length; k++) sample += kernel[k]! * (clip.samples[n + k - (REACH - 1)] ?? 0);
    const place = whole + n;
    if (place >= 0 && place < recording.length) recording[place]! -= gain * sample;
  }
}

/**
 * What sounds underneath: a clip that does not fit well may have another call under it. The chosen ones are taken
 * out, and what is then found as loud as they were was said at the same time.
 */
function underneath(vocabulary: Vocabulary, recording: Float32Array, chosen: readonly Found[]): Found[] {
  if (!chosen.some(({ score }) => score < DISTURBED)) return [];
  const rest = recording.slice();
  for (const one of chosen) takeOut(rest, vocabulary.clips.find(({ token }) => token === one.token)!, one);
  const loud = Math.max(...chosen.map(({ gain }) => gain)) * AS_LOUD;
  const found = foundIn(vocabulary, rest).filter(({ gain, score }) => gain > loud && score > CLEAR);
  return withoutGhosts(bestSet(found));
}

type Window = { readonly recording: Float32Array; readonly startMs: number };

/** The recording at the decoder's rate, a minute at a time, each with the beginning of the next. */
function* windowsOf({ samples, rate }: Sound, longest: number): Generator<Window> {
  const step = WINDOW_S * rate;
  const more = Math.ceil((longest + 0.1) * rate);
  for (let start = 0; start < samples.length; start += step)
    yield {
      recording: resample(samples.subarray(start, start + step + more), rate, EAR_RATE),
      startMs: (1000 * start) / rate,
    };
}

const later = (found: readonly Found[], ms: number): Found[] =>
  found.map((one) => ({ ...one, startMs: one.startMs + ms, endMs: one.endMs + ms }));
const startsInside = ({ startMs }: Found): boolean => startMs < 1000 * WINDOW_S;

/**
 * What was said in a recording of any length, in order of time. Normalised cross-correlation with every clip of
 * the vocabulary, then the best set of clips that do not overlap (20 ms allowed), then once more for what sounds
 * underneath them. Proves which clips sounded, when, whole and in which order; not that a clip says what its name
 * says. Two calls at once come out mixed, in order of time.
 */
export function decode(vocabulary: Vocabulary, sound: Sound): Heard[] {
  const found: Found[] = [];
  for (const { recording, startMs } of windowsOf(sound, vocabulary.longest))
    found.push(...later(foundIn(vocabulary, recording).filter(startsInside), startMs));
  const chosen = withoutGhosts(bestSet(found));
  const under: Found[] = [];
  if (chosen.some(({ score }) => score < DISTURBED))
    for (const { recording, startMs } of windowsOf(sound, vocabulary.longest)) {
      const here = later(chosen, -startMs).filter(
        (one) => one.endMs > 0 && one.startMs < (1000 * recording.length) / EAR_RATE,
      );
      under.push(...later(underneath(vocabulary, recording, here).filter(startsInside), startMs));
    }
  return [...chosen, ...under]
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ token, startMs, endMs, score, gain }) => ({
      ...{ token, score, gain },
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
    }));
}

/** Heard clips as sentences: a silence of `pauseMs` or more lies between two. The longest pause inside one is 220 ms. */
export function sentencesOf(heard: readonly Heard[], pauseMs: number): Heard[][] {
  const sentences: Heard[][] = [];
  for (const one of heard) {
    const before = sentences.at(-1)?.at(-1);
    if (before && one.startMs - before.endMs < pauseMs) sentences.at(-1)!.push(one);
    else sentences.push([one]);
  }
  return sentences;
}
