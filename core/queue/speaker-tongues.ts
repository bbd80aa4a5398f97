import type { ClinicSpeaker } from './clinic-file.ts';
import type { Lang } from './words/sentence.ts';

type Tongues = Pick<ClinicSpeaker, 'languages' | 'english'>;

/** When a speaker says English: in every call, where the patient took the number in English, or never. */
export function englishOf({ languages, english }: Tongues): 'always' | 'asked' | 'never' {
  return english ?? (languages.includes('en') ? 'always' : 'never');
}

/** Whether a speaker ever says that language, so that a voice must have its words. */
export function everSays(speaker: Tongues, lang: Lang): boolean {
  return lang === 'en' ? englishOf(speaker) !== 'never' : speaker.languages.includes('vi');
}

/** The languages of one call, Vietnamese first; `asked`: the patient took the number in English. */
export function tonguesOfCall(speaker: Tongues, asked: boolean): Lang[] {
  const english = englishOf(speaker);
  const withEnglish = english === 'always' || (english === 'asked' && asked);
  return [
    ...(speaker.languages.includes('vi') ? (['vi'] as const) : []),
    ...(withEnglish ? (['en'] as const) : []),
  ];
}
