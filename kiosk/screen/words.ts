import { kioskVi } from '../../core/queue/words/kiosk-word-table.ts';
import { wordsOf, wordsWith } from '../../web/words.ts';
import type { Kiosk, Language } from './visit.ts';
import { kioskEn } from './words-en-table.ts';

export const words = wordsOf(kioskVi, kioskEn);
export type Say = (typeof words)['vi'];

/** The language in which the screen is written: the chosen one, or Vietnamese when that is only spoken. */
export function written({ language, packs }: Pick<Kiosk, 'language' | 'packs'>): Language {
  return language === 'en' || Object.hasOwn(packs, language) ? language : 'vi';
}

/** The words of the screen in the chosen language. */
export function sayOf(kiosk: Pick<Kiosk, 'language' | 'packs'>): Say {
  const language = written(kiosk);
  const texts = kiosk.packs[language];
  if (texts) return wordsWith(kioskVi, texts);
  return language === 'en' ? words.en : words.vi;
}

/** Words of a thing that the hospital named itself: the chosen language, or Vietnamese where it has no other. */
export function named(thing: { vi: string; en?: string | null | undefined }, language: Language): string {
  return (language === 'en' ? thing.en : null) ?? thing.vi;
}

/** The same thing in the other language, for the smaller line; null when there is none. */
export function alsoNamed(
  thing: { vi: string; en?: string | null | undefined },
  language: Language,
): string | null {
  const other = language === 'en' ? thing.vi : thing.en;
  return other && other !== named(thing, language) ? other : null;
}
