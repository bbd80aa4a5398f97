import { LETTERS } from './letter-table.ts';
import { digitPieces, numberPieces } from './number-words.ts';
import {
  type Lang,
  type Piece,
  type Pieces,
  phrase,
  type Region,
  refuse,
  type Spoken,
  spoken,
} from './sentence.ts';

/** `auto`: a bare number 1..99 is said as a number, everything else digit by digit. */
export type ReadingMode = 'auto' | 'digits' | 'natural';
export type Reading = { readonly lang: Lang; readonly region: Region; readonly mode: ReadingMode };

/**
 * A ticket code taken apart: up to two letters, one to six digits, at most one letter behind them. `kiosk` are the
 * digits between letter and hyphen of a number that a kiosk gave out by itself, `3` of `K3-001`; '' for all others.
 */
export type TicketCode = {
  readonly letters: string;
  readonly kiosk: string;
  readonly digits: string;
  readonly suffix: string;
};

/* Both cases are spelled out: upper-casing first would turn "ß1" into SS1 and "ſ1" into S1, a guess. A
   separator stands between a letter and a digit only, else "-5" would become 5 and "1.5" become 15. */
const CODE = /^(?:([A-ZĂÂĐÊÔƠƯ]{1,2})[ \-–._/]*)?([0-9]{1,6})(?:[ \-–._/]*([A-ZĂÂĐÊÔƠƯ]))?$/;
/* Written by one program and by nobody's hand: one letter, a number without leading zeros, a hyphen, three digits. */
const KIOSK_CODE = /^([A-Z])([1-9][0-9]{0,4})-([0-9]{3,6})$/;
const LOWER = /[a-zăâđêôơư]/g;

/** The parts of a ticket code as typed or printed, or null when it is none. Full-width digits are none. */
export function parseCode(code: string): TicketCode | null {
  const text = code
    .normalize('NFC')
    .trim()
    .replace(LOWER, (letter) => letter.toUpperCase());
  const found = CODE.exec(text);
  if (found) return { letters: found[1] ?? '', kiosk: '', digits: found[2]!, suffix: found[3] ?? '' };
  const own = KIOSK_CODE.exec(text);
  return own && { letters: own[1]!, kiosk: own[2]!, digits: own[3]!, suffix: '' };
}

/** Letter names, one piece a letter; every letter must be one of the table. */
export function letterPieces(letters: string, lang: Lang): Piece[] {
  return [...letters].map((letter) => {
    if (lang === 'en') return phrase(letter);
    const { name, token } = LETTERS[letter]!;
    return { token, words: name };
  });
}

/** Leading zeros one by one, then the rest as a number: 007 is "không không bảy". */
export function naturalPieces(digits: string, lang: Lang, region: Region): Piece[] {
  const zeros = /^0*/.exec(digits)![0];
  if (zeros === digits) return digitPieces(digits, lang);
  return [...digitPieces(zeros, lang), ...numberPieces(Number(digits), lang, region)];
}

/* Up to two digits a leading zero needs no rule of its own: 05 is "không năm" either way. */
function isNatural({ letters, digits, suffix }: TicketCode, { lang, mode }: Reading): boolean {
  if (lang === 'en') return false;
  if (mode !== 'auto') return mode === 'natural';
  return letters === '' && suffix === '' && digits.length <= 2;
}

/** The pieces of a ticket code, or `code_unreadable`. */
export function codePieces(code: string, reading: Reading): Pieces {
  const parts = parseCode(code);
  if (!parts) return refuse('code_unreadable');
  const { lang, region } = reading;
  const digits = isNatural(parts, reading)
    ? naturalPieces(parts.digits, lang, region)
    : digitPieces(parts.digits, lang);
  return {
    ok: true,
    pieces: [
      ...letterPieces(parts.letters, lang),
      ...digitPieces(parts.kiosk, lang),
      ...digits,
      ...letterPieces(parts.suffix, lang),
    ],
  };
}

/**
 * A ticket code in words. Digit by digit is the rule because it is the same in every region and the patient
 * compares it sign by sign with the paper; English is always letter by letter and digit by digit.
 * A code outside the grammar is never guessed: `code_unreadable`.
 */
export function readCode(code: string, reading: Reading): Spoken {
  return spoken(codePieces(code, reading));
}
