import { wordsOf } from '../../web/words.ts';
import type { Language } from './visit.ts';
import { kioskEn } from './words-en-table.ts';
import { kioskVi } from './words-vi-table.ts';

export const words = wordsOf(kioskVi, kioskEn);
export type Say = (typeof words)['vi'];

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
