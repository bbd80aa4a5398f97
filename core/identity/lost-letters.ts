import { abbreviations, onsets, rhymes } from './syllable-table.ts';

/**
 * Finds Vietnamese text whose letters were dropped or stripped on the way although every letter left is a
 * lawful one ("Nguyn Vn Bình"). Scanners and drivers do this when their character set is narrower than
 * Vietnamese; nothing in the text itself is then wrong, only too little is there.
 */

const VOWEL = /[aăâeêioôơuưy]/;
const SYLLABLE = /^(?:ngh?|[ckgnpt]h|gi|qu|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]+(?:ch|nh|ng|[cmnpt])?$/;
const STOPPED = /(?:ch|[cpt])$/;

/** Huyền, sắc, ngã, hỏi, nặng. */
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
/** A syllable closed by c, ch, p or t has one of these two. */
const STOPPED_TONES = ['\u0301', '\u0323'];

/** More words than this do without a letter of U+1EA0-1EF9 on no address met so far. */
const MOST_PLAIN_WORDS = 10;
/** The same for text without a single tone mark. */
const MOST_TONELESS_WORDS = 7;

/** The words of a text without the single letters of `H'Linh`, `Q. 3` and the like. */
function wordsOf(text: string): string[] {
  const bare = text.replace(/(?<!\p{L})\p{L}['\u2019.]/gu, ' ');
  return bare.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '');
}

/** The word in lower case without its tone marks, and how many of which it had. */
function toneless(word: string): { plain: string; tones: readonly string[] } {
  const signs = Array.from(word.toLowerCase().normalize('NFD'));
  const plain = signs.filter((sign) => !TONES.includes(sign)).join('');
  return { plain: plain.normalize('NFC'), tones: signs.filter((sign) => TONES.includes(sign)) };
}

function isSpelt(plain: string): boolean {
  return [0, 1, 2, 3].some((cut) => onsets.has(plain.slice(0, cut)) && rhymes.has(plain.slice(cut)));
}

/**
 * A word that looks Vietnamese and cannot be: no vowel, two tones, a stopped syllable without its tone, a
 * capital inside, an unknown rhyme. Words of another build (Kpă, Bhăm, Pleiku) are left alone.
 */
function isBroken(word: string): boolean {
  const { plain, tones } = toneless(word);
  if (!VOWEL.test(plain) || /\p{Ll}\p{Lu}/u.test(word) || tones.length > 1) return true;
  if (!SYLLABLE.test(plain)) return false;
  return !isSpelt(plain) || (STOPPED.test(plain) && !STOPPED_TONES.includes(tones[0] ?? ''));
}

/** Addresses are full of them (TP, KĐT, II); names are not. */
function isAbbreviation(word: string): boolean {
  return (
    (word.length > 1 && word.length < 4 && word === word.toUpperCase()) ||
    abbreviations.has(word.toLowerCase())
  );
}

/**
 * Whether letters are missing from the texts of a citizen card.
 *
 * - No letter beyond ASCII in name, sex and address: a whole address without one diacritic practically does
 *   not exist.
 * - A word of the name has no vowel.
 * - No letter of the block U+1EA0-1EF9 (ạ … ỹ), and either a word that cannot be spelt so or more words than
 *   go without such a letter or without a tone: the mark of a Latin-1 or windows-1258 filter.
 */
export function hasLostLetters(name: string, sex: string, address: string): boolean {
  const all = `${name} ${sex} ${address}`;
  if (!/[\u00c0-\u1ef9]/.test(all)) return true;
  const nameWords = wordsOf(name);
  if (nameWords.some((word) => word.length > 1 && !VOWEL.test(toneless(word).plain))) return true;
  if (/[\u1ea0-\u1ef9]/.test(all)) return false;
  const addressWords = wordsOf(address);
  const hasTone = toneless(all).tones.length > 0;
  const most = hasTone ? MOST_PLAIN_WORDS : MOST_TONELESS_WORDS;
  if (nameWords.length + addressWords.length > most) return true;
  return nameWords.some(isBroken) || addressWords.some((word) => !isAbbreviation(word) && isBroken(word));
}
