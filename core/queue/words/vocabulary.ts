import type { Clinic } from '../clinic-file.ts';
import { everSays } from '../speaker-tongues.ts';
import {
  type CalledRoom,
  type CallStyle,
  composeCall,
  type Occasion,
  sayInvitation,
  sayShort,
  sayTest,
} from './call-sentence.ts';
import { calledRoom } from './called-room.ts';
import { LETTERS } from './letter-table.ts';
import { EN_SMALL, EN_TENS, NUMBER_CLIPS } from './number-table.ts';
import { PHRASE_CLIPS } from './room-word-table.ts';
import type { Lang, Region } from './sentence.ts';

/** One thing that a voice must be able to say: the name of its clip, and its words. */
export type Line = { readonly token: string; readonly words: string };

/** Which voice is meant: English has one region only and ignores it. */
export type Tongue = { readonly lang: Lang; readonly region: Region };

const OCCASIONS: readonly Occasion[] = ['first', 'priority', 'recall', 'last'];
/* Said of any hospital: rooms and counters by number. */
const NUMBERED: readonly CalledRoom[] = [
  { kind: 'exam', number: 1 },
  { kind: 'counter', number: 1 },
];
/* F, J, W, Z and the vowels with marks are never handed out as a prefix; the synthesiser can say them. */
const CODE_LETTERS = 'ABCDĐEGHIKLMNOPQRSTUVXY';
/* Numbers that a kiosk gives out by itself, without the server: K3-001. */
const KIOSK_LETTER = 'K';
/* Said only when codes above 99 are read as numbers. */
const LARGE: readonly string[] = ['n100', 'nlinh', 'n1000'];

const phraseWords = new Map(Object.entries(PHRASE_CLIPS).map(([words, token]) => [token, words]));
const lettersByToken = new Map(Object.entries(LETTERS).map(([letter, { token }]) => [token, letter]));

/** The words of a piece by its token; a hospital's own name of a letter goes before the usual one. */
function wordsOfToken(token: string, { letters }: CallStyle, region: Region): string {
  if (token.startsWith('say:')) return token.slice('say:'.length);
  const letter = lettersByToken.get(token);
  if (letter) return letters[letter] ?? LETTERS[letter]!.name;
  return NUMBER_CLIPS[token]?.[region] ?? phraseWords.get(token)!;
}

/** Tokens of everything that is said around the numbers, at every occasion, of these rooms. */
function phraseTokens(style: CallStyle, { lang, region }: Tongue, rooms: readonly CalledRoom[]): string[] {
  const said = rooms.flatMap((room) => {
    const to = { code: '1', room, lang, region };
    return [
      ...OCCASIONS.map((occasion) => composeCall(style, occasion, to)),
      sayShort(style, to),
      sayInvitation(style, '1', '1', to),
      sayInvitation(style, '1', '2', to),
    ];
  });
  const tokens = said.flatMap((one) => (one.ok ? one.tokens : []));
  return [...tokens, ...sayTest(style, lang).tokens];
}

function numberTokens(style: CallStyle, lang: Lang, complete: boolean): string[] {
  if (lang === 'en') return [...EN_SMALL, ...EN_TENS.slice(2)].map((words) => `say:${words}`);
  return Object.keys(NUMBER_CLIPS).filter(
    (token) => complete || style.mode === 'natural' || !LARGE.includes(token),
  );
}

const letterTokens = (letters: Iterable<string>, lang: Lang): string[] =>
  [...letters].map((letter) => (lang === 'en' ? `say:${letter}` : LETTERS[letter]!.token));

/* Said digit by digit from the clips of numbers, so that "hai mươi mốt" is no clip of its own. */
const isSpelledFromOthers = (token: string): boolean => /^say:[a-z]+-[a-z]+$/.test(token);

/** Each thing once: what sounds like an earlier line needs no clip of its own. */
function linesOf(tokens: readonly string[], style: CallStyle, region: Region): Line[] {
  const lines = new Map<string, Line>();
  for (const token of tokens.filter((each) => !isSpelledFromOthers(each))) {
    const words = wordsOfToken(token, style, region);
    const key = words.toLowerCase();
    if (!lines.has(key)) lines.set(key, { token, words });
  }
  return [...lines.values()];
}

/** The rooms that a speaker of that language and region calls to. */
function roomsCalled(clinic: Clinic, { lang, region }: Tongue): CalledRoom[] {
  const speakers = clinic.speakers.filter(
    (speaker) => everSays(speaker, lang) && (lang === 'en' || speaker.region === region),
  );
  const ids = new Set(speakers.flatMap(({ rooms }) => rooms));
  return clinic.rooms
    .filter(({ id }) => ids.has(id))
    .map(({ label }) => calledRoom(lang === 'en' ? (label.en ?? label.vi) : label.vi));
}

/**
 * What a voice must be able to say for this hospital as its clinic file stands: the templates in use, the
 * numbers, the letters of its series, its rooms. A recorded pack that lacks one of these is refused.
 */
export function neededLines(clinic: Clinic, style: CallStyle, tongue: Tongue): Line[] {
  const rooms = roomsCalled(clinic, tongue);
  const letters = new Set([...clinic.services.flatMap(({ series }) => [...series]), KIOSK_LETTER]);
  const spelled = rooms.flatMap((room) => (room.kind === 'named' ? [] : [...String(room.number)]));
  const tokens = [
    ...phraseTokens(style, tongue, [...NUMBERED, ...rooms]),
    ...numberTokens(style, tongue.lang, false),
    ...letterTokens(new Set([...letters, ...spelled.filter((sign) => LETTERS[sign])]), tongue.lang),
  ];
  return linesOf(tokens, style, tongue.region);
}

/** What the product's own voice can say at any hospital: every letter of a code, every number, and what this one needs. */
export function completeLines(clinic: Clinic, style: CallStyle, tongue: Tongue): Line[] {
  const tokens = [
    ...(tongue.lang === 'vi' ? Object.values(PHRASE_CLIPS) : []),
    ...phraseTokens(style, tongue, [...NUMBERED, ...roomsCalled(clinic, tongue)]),
    ...numberTokens(style, tongue.lang, true),
    ...letterTokens(CODE_LETTERS, tongue.lang),
  ];
  return linesOf(tokens, style, tongue.region);
}
