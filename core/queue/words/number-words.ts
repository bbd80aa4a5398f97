import { EN_SMALL, EN_TENS, NUMBER_CLIPS } from './number-table.ts';
import { type Lang, type Piece, phrase, type Region, refuse, type Spoken, wordsOf } from './sentence.ts';

/** The largest number that is read out; a six-digit code is the longest the grammar of tickets allows. */
export const LARGEST_NUMBER = 999_999;

const clip = (token: string, region: Region): Piece => ({ token, words: NUMBER_CLIPS[token]![region] });

/** What follows a ten: mười một but hai mươi mốt, mười bốn but hai mươi tư, always lăm. */
function unitAfterTen(ten: number, unit: number): string[] {
  if (unit === 0) return [];
  if (unit === 5) return ['n5b'];
  if (ten > 1 && (unit === 1 || unit === 4)) return [`n${unit}b`];
  return [`n${unit}`];
}

/** Three digits; `inside` a larger number the hundreds are said even when they are "không trăm". */
function triple(n: number, inside: boolean): string[] {
  const hundred = Math.floor(n / 100);
  const ten = Math.floor(n / 10) % 10;
  const unit = n % 10;
  const said = hundred > 0 || inside ? [`n${hundred}`, 'n100'] : [];
  if (ten === 0) {
    if (unit > 0) return said.length > 0 ? [...said, 'nlinh', `n${unit}`] : [`n${unit}`];
    return said.length > 0 ? said : ['n0'];
  }
  const tens = ten === 1 ? ['n10'] : [`n${ten}`, 'ntens'];
  return [...said, ...tens, ...unitAfterTen(ten, unit)];
}

function vietnamese(n: number): string[] {
  if (n < 1000) return triple(n, false);
  const rest = n % 1000;
  return [...triple(Math.floor(n / 1000), false), 'n1000', ...(rest > 0 ? triple(rest, true) : [])];
}

function below100(n: number): string {
  if (n < 20) return EN_SMALL[n]!;
  const unit = n % 10;
  return EN_TENS[Math.floor(n / 10)]! + (unit > 0 ? `-${EN_SMALL[unit]}` : '');
}

function below1000(n: number): string[] {
  if (n < 100) return [below100(n)];
  const rest = n % 100;
  return [EN_SMALL[Math.floor(n / 100)]!, 'hundred', ...(rest > 0 ? ['and', below100(rest)] : [])];
}

function english(n: number): string[] {
  if (n < 1000) return below1000(n);
  const rest = n % 1000;
  const thousands = [...below1000(Math.floor(n / 1000)), 'thousand'];
  if (rest === 0) return thousands;
  return [...thousands, ...(rest < 100 ? ['and'] : []), ...below1000(rest)];
}

/** The pieces of a whole number 0..999,999, which the caller has checked. */
export function numberPieces(n: number, lang: Lang, region: Region): Piece[] {
  return lang === 'vi' ? vietnamese(n).map((token) => clip(token, region)) : english(n).map(phrase);
}

/** The pieces of a row of ASCII digits, said one by one; the same in north and south. */
export function digitPieces(digits: string, lang: Lang): Piece[] {
  return [...digits].map((digit) =>
    lang === 'vi' ? clip(`n${digit}`, 'north') : phrase(EN_SMALL[Number(digit)]!),
  );
}

const readable = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= LARGEST_NUMBER;

/**
 * A whole number 0..999,999 in Vietnamese words, lower case, one space between words: 105 is "một trăm linh
 * năm" in the north and "một trăm lẻ năm" in the south. Anything else: `number_out_of_range`.
 */
export function readNumber(n: number, region: Region): Spoken {
  if (!readable(n)) return refuse('number_out_of_range');
  return { ok: true, words: wordsOf(numberPieces(n, 'vi', region)) };
}

/** A whole number 0..999,999 in British English words ("one hundred and five"), else `number_out_of_range`. */
export function readEnglishNumber(n: number): Spoken {
  if (!readable(n)) return refuse('number_out_of_range');
  return { ok: true, words: wordsOf(numberPieces(n, 'en', 'north')) };
}
