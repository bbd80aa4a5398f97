import { resample } from '../../../core/speaker/resample.ts';
import { isClipped, isSilent, lengthFault } from '../pack/clip-check.ts';
import { levelClip } from '../pack/clip-level.ts';
import type { Recording } from './recording.ts';

/** The rate of imported packs, Hz. */
export const PACK_RATE = 24_000;

export type CleanFault =
  | 'clip_silent'
  | 'clip_clipped'
  | 'clip_too_short'
  | 'clip_too_long'
  | 'clip_noisy'
  | 'clip_cut_at_start'
  | 'clip_cut_at_end';
export type CleanClip = {
  /** Trimmed, filtered, levelled, at `PACK_RATE`; null when there is no speech in it. */
  readonly samples: Float32Array | null;
  readonly ms: number;
  /** Speech over the noise around it, dB; null when the recording has no pause to measure it in. */
  readonly snrDb: number | null;
  readonly faults: readonly CleanFault[];
};

const HIGH_PASS_HZ = 80;
const LEAST_SNR_DB = 25;
const FRAME = PACK_RATE / 100;
const MARGIN_FRAMES = 3;
/* Softer than this against the loudest part is no longer the word, unless the room itself is louder. */
const SPEECH_BELOW_PEAK_DB = 34;
const OVER_NOISE_DB = 8;
const BELOW_PEAK_DB = 6;

/** Second-order Butterworth high-pass: hum of the mains, steps, wind. */
function highPass(samples: Float32Array, rate: number): Float32Array {
  const k = Math.tan((Math.PI * HIGH_PASS_HZ) / rate);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const [a1, a2] = [2 * (k * k - 1) * norm, (1 - Math.SQRT2 * k + k * k) * norm];
  const filtered = new Float32Array(samples.length);
  let [s1, s2] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i]!;
    const y = norm * x + s1;
    s1 = -2 * norm * x - a1 * y + s2;
    s2 = norm * x - a2 * y;
    filtered[i] = y;
  }
  return filtered;
}

/** Loudness of every 10 ms in dB below full scale. */
function frameLevels(samples: Float32Array): number[] {
  return Array.from({ length: Math.floor(samples.length / FRAME) }, (_, n) => {
    const frame = samples.subarray(n * FRAME, (n + 1) * FRAME);
    const power = frame.reduce((sum, sample) => sum + sample * sample, 0) / FRAME;
    return 10 * Math.log10(power + 1e-12);
  });
}

const meanPowerDb = (levels: readonly number[]): number =>
  10 * Math.log10(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0) / levels.length);

type Span = { readonly first: number; readonly last: number };

function speechIn(levels: readonly number[]): Span {
  const peak = levels.reduce((most, level) => Math.max(most, level), -120);
  const floor = levels.toSorted((a, b) => a - b)[Math.floor(levels.length / 10)] ?? -120;
  // In a recording without a pause the quietest frames are speech as well; the peak is above them all the same.
  const bar = Math.min(Math.max(peak - SPEECH_BELOW_PEAK_DB, floor + OVER_NOISE_DB), peak - BELOW_PEAK_DB);
  return {
    first: levels.findIndex((level) => level > bar),
    last: levels.findLastIndex((level) => level > bar),
  };
}

/**
 * A recording of one line made into a clip: 80 Hz high-pass, silence cut off at both ends, brought to the loudness of
 * all clips. `faults` say why it must be recorded again: silence, cut off at the top of the scale, shorter than
 * 0.15 s or longer than 3 s, less than 25 dB over the noise, begun too late or stopped too early.
 */
export async function cleanClip({ samples, rate }: Recording, words: string): Promise<CleanClip> {
  if (isSilent(samples)) return { samples: null, ms: 0, snrDb: null, faults: ['clip_silent'] };
  const sound = highPass(resample(samples, rate, PACK_RATE), PACK_RATE);
  const levels = frameLevels(sound);
  const { first, last } = speechIn(levels);
  const begin = Math.max(0, first - MARGIN_FRAMES);
  const cut = sound.slice(begin * FRAME, Math.min(sound.length, (last + 1 + MARGIN_FRAMES) * FRAME));
  const ms = Math.round((1000 * cut.length) / PACK_RATE);
  const around = [...levels.slice(0, Math.max(0, first - 2)), ...levels.slice(last + 3)];
  const snrDb = around.length >= 5 ? meanPowerDb(levels.slice(first, last + 1)) - meanPowerDb(around) : null;
  const length = lengthFault(ms, words);
  const faults: CleanFault[] = [
    ...(isClipped(samples) ? (['clip_clipped'] as const) : []),
    ...(length ? [length] : []),
    ...(snrDb !== null && snrDb < LEAST_SNR_DB ? (['clip_noisy'] as const) : []),
    ...(first <= 0 ? (['clip_cut_at_start'] as const) : []),
    ...(last >= levels.length - 1 ? (['clip_cut_at_end'] as const) : []),
  ];
  return { samples: await levelClip(cut, PACK_RATE), ms, snrDb, faults };
}
