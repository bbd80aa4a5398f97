import { SPEECH_RATE } from '../wav.ts';
import type { Step } from './pack.ts';

/** Silence between two clips, and where the sentence has a comma, in milliseconds. */
export const BETWEEN_WORDS_MS = 45;
export const AT_COMMA_MS = 220;
const FADE = Math.round(0.006 * SPEECH_RATE);

const silence = (ms: number): number => Math.round((ms / 1000) * SPEECH_RATE);

/** How many samples a joined sentence has. */
export function joinedLength(steps: readonly Step[]): number {
  return steps.reduce(
    (length, { clip, pause }, i) =>
      length +
      clip.samples.length +
      (i === steps.length - 1 ? 0 : silence(pause ? AT_COMMA_MS : BETWEEN_WORDS_MS)),
    0,
  );
}

/** Clips one after the other, each faded in and out over 6 ms so that no edge clicks. */
export function joinClips(steps: readonly Step[]): Float32Array {
  const joined = new Float32Array(joinedLength(steps));
  let at = 0;
  for (const { clip, pause } of steps) {
    const { samples } = clip;
    joined.set(samples, at);
    const last = at + samples.length - 1;
    const fade = Math.min(FADE, samples.length >> 1);
    for (let i = 0; i < fade; i++) {
      joined[at + i]! *= i / fade;
      joined[last - i]! *= i / fade;
    }
    at += samples.length + silence(pause ? AT_COMMA_MS : BETWEEN_WORDS_MS);
  }
  return joined;
}
