import type { Region, Sentence } from '../../core/queue/words/sentence.ts';
import type { Pieces } from './assembly.ts';

export type Voice = { readonly region: Region; readonly timbre: 'male' | 'female' };

export type SpeechFaultCode =
  | 'engine_missing'
  | 'engine_failed'
  | 'engine_timeout'
  | 'engine_garbage'
  | 'engine_starting'
  | 'language_missing'
  | 'pack_absent'
  | 'pack_refused'
  | 'words_missing'
  | 'text_empty'
  | 'text_too_long'
  | 'text_not_words';
export type SpeechFault = { readonly code: SpeechFaultCode };

/**
 * Samples at `SPEECH_RATE`, mono: raw, at whatever level and with whatever silence the engine has, or `finished`,
 * levelled and trimmed; or why there are none.
 */
export type Speech =
  | { readonly ok: true; readonly samples: Int16Array; readonly finished: null }
  | { readonly ok: true; readonly samples: null; readonly finished: Pieces }
  | { readonly ok: false; readonly fault: SpeechFault };

/** Whether a sentence can be said, and the names of what will be heard, in order. */
export type Sayable =
  | { readonly ok: true; readonly tokens: readonly string[] }
  | { readonly ok: false; readonly fault: SpeechFault };

/**
 * Something that can say a sentence: a pack of recorded clips by its tokens, a synthesiser by its text. It
 * never throws; the same sentence, voice and version give the same samples.
 */
export interface SpeechEngine {
  readonly name: string;
  /** What the engine is now, for the key of the cache; null while it is missing. */
  version(): Promise<string | null>;
  /** Asked before `speak`, costs nothing; it may still fail then. */
  canSay(sentence: Sentence, voice: Voice): Sayable;
  speak(sentence: Sentence, voice: Voice): Promise<Speech>;
}
