/**
 * English letters that espeak-ng 1.51 does not say by name when they stand alone: "Ticket A one" is read with
 * the article, "Ơ" by its number in a character table. Written as words that it does say; "ay" is none of them, it sounds like the letter I.
 */
export const ENGLISH_SPELLINGS: Readonly<Record<string, string>> = {
  A: 'eigh',
  Ă: 'eigh breve',
  Â: 'eigh circumflex',
  Đ: 'dee stroke',
  Ê: 'ee circumflex',
  Ô: 'oh circumflex',
  Ơ: 'oh horn',
  Ư: 'you horn',
};
