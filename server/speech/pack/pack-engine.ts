import type { Sentence } from '../../../core/queue/words/sentence.ts';
import type { Tongue } from '../../../core/queue/words/vocabulary.ts';
import type { SpeechEngine, Voice } from '../speech-engine.ts';
import { type Pack, stepsOf } from './pack.ts';
import { joinClips } from './pack-join.ts';

/** Packs in use, by `tongueName`; filled and changed while the server runs. */
export type PackShelf = ReadonlyMap<string, Pack>;

/** One word for a language and region: `vi-north`, `vi-south`, `en`. */
export const tongueName = ({ lang, region }: Tongue): string => (lang === 'en' ? 'en' : `vi-${region}`);

/**
 * Recorded clips as an engine. `trouble` tells of a pack that should be there and is not (it was refused when it
 * was read); a shelf that is empty without trouble is simply not in use.
 */
export function createPackEngine(
  name: string,
  shelf: () => PackShelf,
  trouble: (tongue: string) => boolean,
): SpeechEngine {
  const find = (sentence: Sentence, { region }: Voice): Pack | undefined =>
    shelf().get(tongueName({ lang: sentence.lang, region }));
  return {
    name,
    async version() {
      const packs = [...shelf()].map(([tongue, { hash }]) => [tongue, hash]).sort();
      return packs.length > 0 ? JSON.stringify(packs) : null;
    },
    canSay(sentence, voice) {
      const pack = find(sentence, voice);
      const tongue = tongueName({ lang: sentence.lang, region: voice.region });
      if (!pack) return { ok: false, fault: { code: trouble(tongue) ? 'pack_refused' : 'pack_absent' } };
      const found = stepsOf(pack, sentence);
      return found.ok
        ? { ok: true, tokens: found.steps.map(({ clip }) => clip.token) }
        : { ok: false, fault: { code: 'words_missing' } };
    },
    async speak(sentence, voice) {
      const pack = find(sentence, voice);
      const found = pack && stepsOf(pack, sentence);
      if (!found?.ok) return { ok: false, fault: { code: 'words_missing' } };
      return { ok: true, samples: null, finished: joinClips(found.steps) };
    },
  };
}
