import type { Region, Sentence } from '../../core/queue/words/sentence.ts';

export type Voice = { readonly region: Region; readonly timbre: 'male' | 'female' };

export type SpeechFaultCode =
  | 'engine_missing'
  | 'engine_failed'
  | 'engine_timeout'
  | 'engine_garbage'
  | 'text_empty'
  | 'text_too_long'
  | 'text_not_words';
export type SpeechFault = { readonly code: SpeechFaultCode };

/** Samples at `SPEECH_RATE`, mono, at whatever level the engine has; or why there are none. */
export type Speech =
  | { readonly ok: true; readonly samples: Int16Array }
  | { readonly ok: false; readonly fault: SpeechFault };

/**
 * Something that can say a sentence: a pack of recorded clips by its tokens, a synthesiser by its text. It
 * never throws; the same sentence, voice and version give the same samples.
 */
export interface SpeechEngine {
  readonly name: string;
  /** What the engine is now, for the key of the cache; null while it is missing. */
  version(): Promise<string | null>;
  speak(sentence: Sentence, voice: Voice): Promise<Speech>;
}
