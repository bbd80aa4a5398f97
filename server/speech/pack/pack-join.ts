import { type Pieces, silence } from '../assembly.ts';
import { SPEECH_RATE } from '../wav.ts';
import type { Step } from './pack.ts';

/** Silence between two clips, and where the sentence has a comma, in milliseconds. */
export const BETWEEN_WORDS_MS = 45;
export const AT_COMMA_MS = 220;

/** Clips one after the other with their pauses. Nothing is copied: the clips are those of the pack. */
export function joinClips(steps: readonly Step[]): Pieces {
  const joined = steps.flatMap(({ clip, pause }) => [
    clip.samples,
    silence(pause ? AT_COMMA_MS : BETWEEN_WORDS_MS, SPEECH_RATE),
  ]);
  return joined.slice(0, -1);
}
