import type { Sentence } from '../../core/queue/words/sentence.ts';
import type { Announcer } from '../../server/speech/announcement.ts';
import { createAnnouncer } from '../../server/speech/announcement.ts';
import type { Pack } from '../../server/speech/pack/pack.ts';
import { SPEECH_RATE } from '../../server/speech/wav.ts';
import { freshFolder } from '../server/speech/fake-engine.ts';
import { samplesOf } from '../server/speech/listening.ts';
import { speakingFrom } from './default-voice.ts';
import type { Sound } from './matched-filter.ts';

/** Lead-in 600 ms, chime 800 ms, 250 ms: where the sentence begins, in ms. */
export const SENTENCE_AT_MS = 1650;

/** A finished file, as it goes to the speakers. */
export type RenderedCall = {
  readonly sound: Sound;
  readonly wav: Buffer;
  readonly tokens: readonly string[];
  readonly ms: number;
};

/** The product's maker of announcements, speaking from packs alone. */
export function announcerFrom(...packs: readonly Pack[]): Announcer {
  return createAnnouncer({
    engines: [speakingFrom(...packs)],
    cacheDir: freshFolder(),
    capBytes: 50_000_000,
  });
}

/** Renders one sentence as the house does: lead-in, chime, words. A call without its words ends the test. */
export async function renderCall(
  announcer: Announcer,
  sentence: Sentence,
  region: Pack['region'] = 'north',
): Promise<RenderedCall> {
  const made = await announcer.render({
    sentences: [sentence],
    voice: { region: region ?? 'north', timbre: 'female' },
    leadMs: 600,
    chime: 'normal',
  });
  if (!made.ok || made.engine === 'chime')
    throw new Error(`not said: ${sentence.text} ${JSON.stringify(made)}`);
  const audio = await announcer.readAudio(made.sha256);
  if (!audio.ok) throw new Error(audio.fault.code);
  const sound = { samples: samplesOf(audio.bytes), rate: SPEECH_RATE };
  return { sound, wav: audio.bytes, tokens: made.tokens, ms: made.ms };
}
