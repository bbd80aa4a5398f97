import { createHash } from 'node:crypto';
import type { Sentence } from '../../core/queue/words/sentence.ts';
import type { ChimeKind } from './chime.ts';
import type { Voice } from './speech-engine.ts';

/** One announcement: what is said, first language first, and how. The lead-in is 0..2000 ms. */
export type Order = {
  readonly sentences: readonly Sentence[];
  readonly voice: Voice;
  readonly leadMs: number;
  readonly chime: ChimeKind | 'none';
};
export type OrderFault = { readonly code: 'lead_out_of_range' | 'nothing_to_say' };

/** Lead-in of a usual hall: HDMI sets swallow the first half second of what they play. */
export const USUAL_LEAD_MS = 600;
const MOST_LEAD_MS = 2000;

/* To be raised when the same order begins to sound otherwise: old files must not be taken for new ones. */
const MAKE = 2;

/** What keeps an order from being made, or null. */
export function checkOrder({ sentences, leadMs, chime }: Order): OrderFault | null {
  if (!Number.isInteger(leadMs) || leadMs < 0 || leadMs > MOST_LEAD_MS) return { code: 'lead_out_of_range' };
  return sentences.length === 0 && chime === 'none' ? { code: 'nothing_to_say' } : null;
}

/** Who says a sentence, for the key: other clips or another program are another sound. */
export type Speaker = { readonly engine: string; readonly version: string | null };

/** The key under which the audio of an order is kept: 64 hex characters over all that can be heard in it. */
export function keyOf(
  { sentences, voice, leadMs, chime }: Order,
  speakers: readonly (Speaker | null)[],
): string {
  const texts = sentences.map(({ lang, text }, i) => [
    lang,
    text,
    speakers[i]?.engine ?? null,
    speakers[i]?.version ?? null,
  ]);
  const speech = texts.length > 0 ? [voice.region, voice.timbre, texts] : null;
  return createHash('sha256')
    .update(JSON.stringify([MAKE, leadMs, chime, speech]))
    .digest('hex');
}
