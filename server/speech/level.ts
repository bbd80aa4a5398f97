import { setImmediate as otherWork } from 'node:timers/promises';
import { integratedLoudness } from './loudness.ts';
import { peakEnvelope } from './true-peak.ts';

/** Loudness of every sentence, in LUFS, measured without the chime. */
export const SENTENCE_LUFS = -16;
/* Half a decibel below the −1 dBTP that is promised: rounding to 16 bits and the gain's own movement. */
const CEILING_DBTP = -1.5;
/* A recording that needs more than this is no speech. */
const MOST_GAIN_DB = 40;
const ATTACK_S = 0.005;
const RELEASE_S = 0.12;

const ratio = (db: number): number => 10 ** (db / 20);

/**
 * Gain with a limiter that looks ahead: where `envelope · gain` would pass the ceiling the gain is already
 * down, falling by a straight line before the peak and rising by a slower one after it.
 */
function limit(samples: Float32Array, envelope: Float32Array, gain: number, rate: number): Float32Array {
  const ceiling = ratio(CEILING_DBTP);
  const [fall, rise] = [gain / (ATTACK_S * rate), gain / (RELEASE_S * rate)];
  const gains = envelope.map((peak) => (peak * gain > ceiling ? ceiling / peak : gain));
  for (let i = gains.length - 2; i >= 0; i--) gains[i] = Math.min(gains[i]!, gains[i + 1]! + fall);
  for (let i = 1; i < gains.length; i++) gains[i] = Math.min(gains[i]!, gains[i - 1]! + rise);
  return samples.map((sample, i) => sample * gains[i]!);
}

/** How loudness is measured, in LUFS; null for silence. */
export type Meter = (samples: Float32Array, rate: number) => number | null;

/**
 * Speech brought to −16 LUFS with a true peak of at most −1 dBTP. A formant voice peaks at full scale with
 * −19 LUFS, so gain alone cannot do it; the limiter costs loudness and the gain is raised until it is there.
 * Silence comes back as it is. Samples −1..1. Some 15 ms of arithmetic for a sentence, in steps that let the
 * server do other work between them.
 */
export function levelSpeech(samples: Float32Array, rate: number): Promise<Float32Array> {
  return levelTo(SENTENCE_LUFS, integratedLoudness, samples, rate);
}

/** The same to any loudness by any meter. */
export async function levelTo(
  lufs: number,
  meter: Meter,
  samples: Float32Array,
  rate: number,
): Promise<Float32Array> {
  const before = meter(samples, rate);
  if (before === null) return samples;
  const envelope = peakEnvelope(samples);
  let db = lufs - before;
  let levelled = samples;
  for (let turn = 0; turn < 6; turn++) {
    await otherWork();
    levelled = limit(samples, envelope, ratio(Math.min(db, MOST_GAIN_DB)), rate);
    const short = lufs - (meter(levelled, rate) ?? lufs);
    if (Math.abs(short) < 0.1) break;
    db += short;
  }
  return levelled;
}

/** Samples with the one gain that brings them to `lufs`, for sounds made so that they stay far from clipping. */
export function scaleTo(samples: Float32Array, rate: number, lufs: number): Float32Array {
  const before = integratedLoudness(samples, rate);
  if (before === null) return samples;
  const gain = ratio(lufs - before);
  return samples.map((sample) => sample * gain);
}
