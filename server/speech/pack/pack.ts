import type { Lang, Region, Sentence } from '../../../core/queue/words/sentence.ts';
import { soundOf, spokenWords } from './spoken-words.ts';

export type PackClip = {
  readonly token: string;
  /** Lower case, no punctuation, one space between words. */
  readonly words: string;
  /** At `SPEECH_RATE`, faded in and out: ready to be joined. */
  readonly samples: Int16Array;
};

/** A pack at hand: every clip in memory, so that a disk that dies later silences nobody. */
export type Pack = {
  readonly id: string;
  readonly lang: Lang;
  readonly region: Region | null;
  /** Over everything in it that can be heard. */
  readonly hash: string;
  readonly clips: ReadonlyMap<string, PackClip>;
  readonly byWords: ReadonlyMap<string, PackClip>;
};

/** Language and region of a pack; English has no region. */
export const tongueOf = ({ lang, region }: Pack): { lang: Lang; region: Region } => ({
  lang,
  region: region ?? 'north',
});

/** One clip of a sentence, and whether a comma follows it. */
export type Step = { readonly clip: PackClip; readonly pause: boolean };
export type Steps =
  | { readonly ok: true; readonly steps: readonly Step[] }
  /** `lacks` are words without a clip; null when the clips do not say what the sentence says. */
  | { readonly ok: false; readonly lacks: string | null };

/** Clips that say these words together, the longest first; null when some word is in none. */
function spelled(pack: Pack, words: readonly string[]): PackClip[] | null {
  const found: PackClip[] = [];
  for (let at = 0; at < words.length; ) {
    let end = words.length;
    while (end > at && !pack.byWords.has(words.slice(at, end).join(' '))) end--;
    if (end === at) return null;
    found.push(pack.byWords.get(words.slice(at, end).join(' '))!);
    at = end;
  }
  return found;
}

/** The clips of one piece of a sentence: by its token, or for a piece without one by its words. */
export function clipsOf(pack: Pack, token: string): PackClip[] | null {
  const clip = pack.clips.get(token);
  if (clip) return [clip];
  return token.startsWith('say:') ? spelled(pack, soundOf(token.slice('say:'.length)).split(' ')) : null;
}

/**
 * The clips of a sentence in order. The words of the clips together must be the words of the sentence: a pack
 * never says anything but the text that is shown and logged.
 */
export function stepsOf(pack: Pack, { text, tokens }: Sentence): Steps {
  const words = spokenWords(text);
  const steps: Step[] = [];
  let at = 0;
  for (const token of tokens) {
    const clips = clipsOf(pack, token);
    if (!clips) return { ok: false, lacks: token.replace(/^say:/, '') };
    for (const clip of clips) {
      const count = clip.words.split(' ').length;
      const said = words.slice(at, at + count);
      if (said.map(({ word }) => word).join(' ') !== clip.words) return { ok: false, lacks: null };
      at += count;
      steps.push({ clip, pause: said.at(-1)!.pause && at < words.length });
    }
  }
  return at === words.length && steps.length > 0 ? { ok: true, steps } : { ok: false, lacks: null };
}
