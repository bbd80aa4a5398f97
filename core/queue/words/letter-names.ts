import { LETTERS } from './letter-table.ts';

export type LetterFault = {
  readonly code: 'letter_unknown' | 'letter_not_words' | 'letter_doubled';
  readonly letter: string;
};

const NAME = /^\p{Ll}+(?: \p{Ll}+)*$/u;

/**
 * What is wrong with a hospital's own names of letters (`{ B: 'bờ' }`), or null: a letter that no code has, a
 * name that is not one or more words in lower case, a name that another letter has already.
 */
export function checkLetterNames(own: Readonly<Record<string, string>>): LetterFault | null {
  const names = new Map<string, string>();
  for (const [letter, { name }] of Object.entries(LETTERS))
    names.set(letter, Object.hasOwn(own, letter) ? own[letter]!.normalize('NFC') : name);
  for (const [letter, name] of Object.entries(own)) {
    if (!Object.hasOwn(LETTERS, letter)) return { code: 'letter_unknown', letter };
    if (!NAME.test(name.normalize('NFC'))) return { code: 'letter_not_words', letter };
    const same = [...names].some(([other, theirs]) => other !== letter && theirs === name.normalize('NFC'));
    if (same) return { code: 'letter_doubled', letter };
  }
  return null;
}
