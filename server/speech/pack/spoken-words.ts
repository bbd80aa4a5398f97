/** A word of a sentence or clip, lower case; `pause` tells that a comma or full stop follows it. */
export type SpokenWord = { readonly word: string; readonly pause: boolean };

/** A text word by word; a hyphen parts words, other signs are no sound. */
export function spokenWords(text: string): SpokenWord[] {
  const parts = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s-]+/);
  return parts.flatMap((part) => {
    const word = part.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
    return word === '' ? [] : [{ word, pause: /[,.;:!?…]$/u.test(part) }];
  });
}

/** The words of a text with one space between them: what two texts that sound the same have in common. */
export const soundOf = (text: string): string =>
  spokenWords(text)
    .map(({ word }) => word)
    .join(' ');
