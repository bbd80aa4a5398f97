import { clipLoudness } from '../loudness.ts';
import { truePeak } from '../true-peak.ts';

/** Rates that recordings come in, Hz. Below 16 kHz "s" and "x" are lost. */
export const SMALLEST_RATE = 16_000;
export const LARGEST_RATE = 48_000;

export type ClipFaultCode =
  | 'clip_missing'
  | 'clip_not_wav'
  | 'clip_damaged'
  | 'clip_wrong_rate'
  | 'clip_ms_wrong'
  | 'clip_lufs_wrong'
  | 'clip_silent'
  | 'clip_clipped'
  | 'clip_too_short'
  | 'clip_too_long'
  | 'clip_too_quiet'
  | 'clip_too_loud';

const SHORTEST_MS = 150;
const LONGEST_MS = 3000;
/* A hospital's own sentence may be longer than the usual ones. */
const LONGEST_MS_A_WORD = 500;
/* Joined clips make a sentence of −16 ± 2 LUFS; a clip beyond this would stand out of it. */
const QUIETEST_LUFS = -20;
const LOUDEST_LUFS = -12;
const MOST_DBTP = -1;
const SILENT = 0.003;
/* Three samples in a row at the end of the scale: a recording that was cut off there. */
const CUT_OFF = 0.999;
const CUT_OFF_RUN = 3;

/** Whether the wave stands at the end of the scale for three samples or more. */
export function isClipped(samples: Float32Array): boolean {
  let run = 0;
  for (const sample of samples) {
    run = Math.abs(sample) >= CUT_OFF ? run + 1 : 0;
    if (run >= CUT_OFF_RUN) return true;
  }
  return false;
}

export const isSilent = (samples: Float32Array): boolean =>
  !samples.some((sample) => Math.abs(sample) > SILENT);

/** What is wrong with the length of a clip that says `words`, or null. */
export function lengthFault(ms: number, words: string): 'clip_too_short' | 'clip_too_long' | null {
  if (ms < SHORTEST_MS) return 'clip_too_short';
  return ms > Math.max(LONGEST_MS, LONGEST_MS_A_WORD * words.split(/\s+/).length) ? 'clip_too_long' : null;
}

/** What is wrong with the sound of a finished clip, samples −1..1, or null. */
export function clipFault(samples: Float32Array, rate: number, words: string): ClipFaultCode | null {
  if (isSilent(samples)) return 'clip_silent';
  const length = lengthFault((1000 * samples.length) / rate, words);
  if (length) return length;
  if (isClipped(samples)) return 'clip_clipped';
  const lufs = clipLoudness(samples, rate) ?? -70;
  if (lufs < QUIETEST_LUFS) return 'clip_too_quiet';
  return lufs > LOUDEST_LUFS || truePeak(samples) > MOST_DBTP ? 'clip_too_loud' : null;
}
