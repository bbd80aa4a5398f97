import type { Sentence } from '../../core/queue/words/sentence.ts';
import type { SpeechFaultCode } from './speech-engine.ts';

const LONGEST_TEXT = 600;

export type EngineText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: { readonly code: SpeechFaultCode } };

const refuse = (code: SpeechFaultCode): EngineText => ({ ok: false, fault: { code } });

/**
 * Text as it may reach a synthesiser: words and the marks of a sentence. All other signs are dropped, among them
 * `[[`, which espeak-ng takes for phonemes, mark-up, and control characters. Digits are refused, because
 * engines read them wrongly (15 as "mười năm"): whoever writes them has passed by the reader of numbers.
 */
export function engineText({ text }: Sentence): EngineText {
  if (text.length > LONGEST_TEXT) return refuse('text_too_long');
  if (/\p{N}/u.test(text)) return refuse('text_not_words');
  const words = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{M},.;:!?'’-]+/gu, ' ')
    .trim();
  return /\p{L}/u.test(words) ? { ok: true, text: words } : refuse('text_empty');
}
