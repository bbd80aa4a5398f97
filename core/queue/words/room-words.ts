import { LETTERS } from './letter-table.ts';
import { digitPieces, numberPieces } from './number-words.ts';
import { PHRASE_CLIPS, ROMAN, ROMAN_AT_END, VI_ABBREVIATIONS, VI_HEAD_LETTERS } from './room-word-table.ts';
import {
  type Lang,
  type Piece,
  type Pieces,
  phrase,
  refuse,
  type Spoken,
  spoken,
  wordsOf,
} from './sentence.ts';
import { letterPieces, naturalPieces, parseCode } from './ticket-code.ts';

const LONGEST_LABEL = 80;
/* After NFC: letters of the Latin script, ASCII digits and the punctuation of door signs. Control signs,
   mark-up, emoji and full-width digits are none of them. */
const LABEL = /^[\p{Script=Latin}0-9 \u00a0\-–—.,:;()/&+#_'’]+$/u;
const SPELLED_WITH_HYPHEN: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})x[-–.\u00a0 ]*quang(?!\p{L})/giu, 'ích quang'],
];
/* Shape of a Vietnamese syllable without its marks; what does not fit it and stands in capitals is spelled. */
const SYLLABLE =
  /^(?:ngh?|ch|gh|gi|kh|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/;

type Sign = { readonly lang: Lang; readonly shouted: boolean };
type Run = {
  readonly text: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly byDigit: boolean;
};

const isCapital = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();
const bare = (word: string): string => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Up to two digits as a number, three or more one by one: room 12 is "mười hai", 105 "một không năm". */
function roomDigits(digits: string, lang: Lang): Piece[] {
  return digits.length <= 2 ? naturalPieces(digits, lang, 'north') : digitPieces(digits, lang);
}

/** The pieces of a room or counter number, which has the grammar of a ticket code; else `code_unreadable`. */
export function roomPieces(room: string | number, lang: Lang): Pieces {
  const parts = parseCode(String(room));
  if (parts?.kiosk !== '') return refuse('code_unreadable');
  const { letters, digits, suffix } = parts;
  return {
    ok: true,
    pieces: [...letterPieces(letters, lang), ...roomDigits(digits, lang), ...letterPieces(suffix, lang)],
  };
}

/**
 * A room or counter number in words: as a number up to 99, digit by digit from three digits on, letters by
 * name. North and south do not differ below one hundred. Outside the grammar: `code_unreadable`.
 */
export function readRoom(room: string | number, lang: Lang): Spoken {
  return spoken(roomPieces(room, lang));
}

function romanOf(text: string, last: boolean): number | null {
  return ROMAN[text] ?? (last ? ROMAN_AT_END[text] : undefined) ?? null;
}

function isSpelled({ text, byDigit }: Run, { lang, shouted }: Sign): boolean {
  if (byDigit && text.length <= 2) return true;
  if (!/[aeiouy]/.test(bare(text))) return true;
  if (!isCapital(text)) return false;
  return lang === 'vi' ? !SYLLABLE.test(bare(text)) : !shouted && text.length <= 4;
}

/** One run of letters: an abbreviation, a Roman numeral, letters to be spelled, or simply a word. */
function wordPieces(run: Run, sign: Sign): Piece[] | null {
  const { text, first, last, byDigit } = run;
  const upper = text.toUpperCase();
  if (isCapital(text)) {
    const roman = byDigit ? null : romanOf(text, last && !first);
    if (roman !== null) return numberPieces(roman, sign.lang, 'north');
    const whole = sign.lang === 'vi' ? VI_ABBREVIATIONS[text] : undefined;
    if (whole) return [phrase(whole)];
  }
  const head = first && !last && sign.lang === 'vi' ? VI_HEAD_LETTERS[upper] : undefined;
  if (head) return [phrase(head)];
  if (!isSpelled(run, sign)) return [phrase(text.toLowerCase())];
  return [...upper].every((letter) => LETTERS[letter]) ? letterPieces(upper, sign.lang) : null;
}

function runsOf(label: string): Run[] {
  const found = [...label.matchAll(/\p{L}+|[0-9]+|[&+]/gu)];
  return found.map((match, i) => {
    const before = label.charAt(match.index - 1);
    const after = label.charAt(match.index + match[0].length);
    return {
      text: match[0],
      first: i === 0,
      last: i === found.length - 1,
      byDigit: /[0-9]/.test(before) || /[0-9]/.test(after),
    };
  });
}

function runPieces(run: Run, sign: Sign): Piece[] | null {
  if (run.text === '&' || run.text === '+') return [phrase(sign.lang === 'vi' ? 'và' : 'and')];
  if (!/^[0-9]/.test(run.text)) return wordPieces(run, sign);
  return run.text.length <= 6 ? roomDigits(run.text, sign.lang) : null;
}

/** Neighbouring words without clips of their own become one phrase; a whole that has a clip becomes that. */
function joinPhrases(pieces: readonly Piece[]): Piece[] {
  const whole = wordsOf(pieces);
  const clip = PHRASE_CLIPS[whole];
  if (clip) return [{ token: clip, words: whole }];
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const both = before?.token.startsWith('say:') && piece.token.startsWith('say:');
    if (before && both) joined[joined.length - 1] = phrase(`${before.words} ${piece.words}`);
    else joined.push(piece);
  }
  return joined;
}

/** The pieces of a door sign; faults as `spokenRoom`. */
export function labelPieces(label: string, lang: Lang): Pieces {
  const sign = label.normalize('NFC').trim();
  if (sign === '') return refuse('label_empty');
  if (sign.length > LONGEST_LABEL) return refuse('label_too_long');
  if (!LABEL.test(sign)) return refuse('label_unreadable');
  const worded =
    lang === 'vi' ? SPELLED_WITH_HYPHEN.reduce((text, [from, to]) => text.replace(from, to), sign) : sign;
  const runs = runsOf(worded);
  const pieces = runs.map((run) => runPieces(run, { lang, shouted: isCapital(sign) }));
  if (runs.length === 0 || pieces.includes(null)) return refuse('label_unreadable');
  return { ok: true, pieces: joinPhrases(pieces.flatMap((some) => some ?? [])) };
}

/**
 * The label of a room as it stands in the clinic file, in words only: `Phòng khám 12` → "phòng khám mười
 * hai", `Phòng X-quang` → "phòng ích quang", `P.101` → "phòng một không một", `Phòng TMH` → "phòng tai mũi
 * họng". Faults: `label_empty`, `label_too_long` (80 characters), `label_unreadable` (signs, mark-up, more
 * than six digits in a row).
 */
export function spokenRoom(label: string, lang: Lang): Spoken {
  return spoken(labelPieces(label, lang));
}
