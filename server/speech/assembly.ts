/** Silences of an announcement in milliseconds; the lead-in is the hospital's choice. */
export const AFTER_CHIME_MS = 250;
export const BETWEEN_LANGUAGES_MS = 400;
export const TAIL_MS = 250;

/* Below this a sample counts as silence (−50 dBFS); an engine pads its sentences by up to a third of a second. */
const SILENT = 0.003;
const LONGEST_PAUSE_MS = 350;
const MARGIN_MS = 10;
const FADE_MS = 6;

/**
 * 16-bit samples in pieces that follow each other. Pieces are shared by all sounds they are in and never written to:
 * a call of clips is six seconds of sound that were all there before, and copying them over and over made enough
 * garbage to stop the server for a tenth of its time.
 */
export type Pieces = readonly Int16Array[];

export type Parts = {
  readonly leadMs: number;
  readonly chime: Int16Array | null;
  readonly sentences: readonly Pieces[];
};

/** 16-bit samples as −1..1. A loop: `from` with a function takes ten times as long on a whole sentence. */
export function toFloat(samples: Int16Array): Float32Array {
  const floats = new Float32Array(samples);
  for (let i = 0; i < floats.length; i++) floats[i]! /= 32_768;
  return floats;
}

/** Samples −1..1 as 16-bit ones, the too loud ones cut off. */
export function toInt16(samples: Float32Array): Int16Array {
  const whole = new Int16Array(samples.length);
  for (let i = 0; i < whole.length; i++) {
    const sample = 32_768 * samples[i]!;
    whole[i] = sample >= 32_767 ? 32_767 : sample <= -32_768 ? -32_768 : sample + (sample < 0 ? -0.5 : 0.5);
  }
  return whole;
}

const isLoud = (sample: number): boolean => Math.abs(sample) > SILENT;

/** Speech with no pause inside longer than 350 ms: a listener takes a longer one for the end of the call. */
function shortenPauses(samples: Float32Array, rate: number): Float32Array {
  const most = (LONGEST_PAUSE_MS / 1000) * rate;
  const kept = new Float32Array(samples.length);
  let [length, quiet] = [0, 0];
  for (const sample of samples) {
    quiet = isLoud(sample) ? 0 : quiet + 1;
    if (quiet <= most) kept[length++] = sample;
  }
  return kept.subarray(0, length);
}

/** Fades samples in and out over 6 ms, where they lie, so that no edge clicks. */
export function fadeEnds(samples: Float32Array, rate: number): Float32Array {
  const fade = Math.min(samples.length >> 1, Math.round((FADE_MS / 1000) * rate));
  const last = samples.length - 1;
  for (let i = 0; i < fade; i++) {
    samples[i]! *= i / fade;
    samples[last - i]! *= i / fade;
  }
  return samples;
}

/**
 * Speech without the silence at its ends and with no long one inside, faded in and out over 6 ms so that no
 * cut is heard. Silence alone becomes nothing.
 */
export function trimSilence(samples: Float32Array, rate: number): Float32Array {
  const first = samples.findIndex(isLoud);
  if (first < 0) return new Float32Array(0);
  const margin = Math.round((MARGIN_MS / 1000) * rate);
  const last = samples.findLastIndex(isLoud);
  const cut = samples.subarray(Math.max(0, first - margin), last + margin + 1);
  return fadeEnds(shortenPauses(cut, rate), rate);
}

let still = new Int16Array(0);

/** Silence of so many milliseconds. */
export function silence(ms: number, rate: number): Int16Array {
  const length = Math.round((ms / 1000) * rate);
  if (still.length < length) still = new Int16Array(length);
  return still.subarray(0, length);
}

/** One announcement: lead-in, chime, 250 ms, sentence, 400 ms, second sentence, 250 ms. */
export function assemble({ leadMs, chime, sentences }: Parts, rate: number): Pieces {
  const spoken = sentences.flatMap((sentence, i) =>
    i === 0 ? sentence : [silence(BETWEEN_LANGUAGES_MS, rate), ...sentence],
  );
  const opening = chime ? [chime, ...(spoken.length > 0 ? [silence(AFTER_CHIME_MS, rate)] : [])] : [];
  return [silence(leadMs, rate), ...opening, ...spoken, silence(TAIL_MS, rate)];
}
