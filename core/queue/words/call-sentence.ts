import { LETTERS } from './letter-table.ts';
import { PHRASE_CLIPS } from './room-word-table.ts';
import { labelPieces, roomPieces } from './room-words.ts';
import {
  type Lang,
  type Piece,
  type Pieces,
  phrase,
  type Refusal,
  type Region,
  type Sentence,
  wordsOf,
} from './sentence.ts';
import { joinWay } from './template.ts';
import { TEMPLATES, type TemplateKey, type Templates } from './template-table.ts';
import { codePieces, type ReadingMode } from './ticket-code.ts';

/** Where the patient shall go: a numbered examination room or counter, or a place by the label on its door. */
export type CalledRoom =
  | { readonly kind: 'exam' | 'counter'; readonly number: string | number }
  | { readonly kind: 'named'; readonly name: string };

export type Destination = {
  readonly code: string;
  readonly room: CalledRoom;
  readonly lang: Lang;
  readonly region: Region;
};
export type Call = Destination & { readonly priority: boolean; readonly recall: boolean };

/** What makes this call different: the first one, one of a priority patient, the second, the last. */
export type Occasion = 'first' | 'priority' | 'recall' | 'last';

/** A hospital's way of calling: how codes are read, its sentences, and its own Vietnamese names of letters. */
export type CallStyle = {
  readonly mode: ReadingMode;
  readonly templates: Readonly<Record<Lang, Templates>>;
  /** By letter of a code: `{ B: 'bờ' }` where people say the sound and not the name. */
  readonly letters: Readonly<Record<string, string>>;
};
export const USUAL_STYLE: CallStyle = { mode: 'auto', templates: TEMPLATES, letters: {} };

export type SaidCall = ({ readonly ok: true } & Sentence) | Refusal;

const OPENINGS: Readonly<Record<Exclude<Occasion, 'first'>, TemplateKey>> = {
  priority: 'call.priority',
  recall: 'recall',
  last: 'lastCall',
};

function wayPieces(room: CalledRoom, lang: Lang): Pieces {
  return room.kind === 'named' ? labelPieces(room.name, lang) : roomPieces(room.number, lang);
}

/** Pieces with a hospital's own names of letters; English names stay. */
function named(pieces: readonly Piece[], { letters }: CallStyle): readonly Piece[] {
  const own = new Map(Object.entries(letters).map(([letter, name]) => [LETTERS[letter]?.token, name]));
  return pieces.map((piece) => ({ ...piece, words: own.get(piece.token) ?? piece.words }));
}

/** The words between placeholders as a piece, punctuation at their ends left off; null when there are none. */
function literalPiece(text: string): Piece | null {
  const words = text.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (words === '') return null;
  const token = PHRASE_CLIPS[words];
  return token ? { token, words } : phrase(words);
}

function fill(template: string, lang: Lang, filling: Readonly<Record<string, readonly Piece[]>>): Sentence {
  const segments = template.split(/(\{[^{}]*\})/).map((text) => {
    const pieces = filling[text];
    if (pieces) return { text: wordsOf(pieces), tokens: pieces.map((piece) => piece.token) };
    const piece = literalPiece(text);
    return { text, tokens: piece ? [piece.token] : [] };
  });
  return {
    lang,
    text: segments
      .map((segment) => segment.text)
      .join('')
      .normalize('NFC'),
    tokens: segments.flatMap((segment) => segment.tokens),
  };
}

/** A call in a hospital's own style; faults as `sayCall`. */
export function composeCall(style: CallStyle, occasion: Occasion, to: Destination): SaidCall {
  const { lang, region, room } = to;
  const code = codePieces(to.code, { lang, region, mode: style.mode });
  if (!code.ok) return code;
  const way = wayPieces(room, lang);
  if (!way.ok) return way;
  const templates = style.templates[lang];
  const call = templates[`call.${room.kind}`];
  const template = occasion === 'first' ? call : joinWay(templates[OPENINGS[occasion]], call);
  const place = named(way.pieces, style);
  const filling = {
    '{code}': named(code.pieces, style),
    '{room}': place,
    '{counter}': place,
    '{roomClip}': place,
  };
  return { ok: true, ...fill(template, lang, filling) };
}

/**
 * The sentence that calls a ticket: words only, and the clip names that say the same. A recall is worded as
 * a recall whoever is called. Faults: `code_unreadable` (ticket code or room number outside the grammar),
 * `label_empty`, `label_too_long`, `label_unreadable` (room name).
 */
export function sayCall(call: Call): SaidCall {
  return sayStyledCall(USUAL_STYLE, call);
}

/** The same in a hospital's own style. */
export function sayStyledCall(style: CallStyle, call: Call): SaidCall {
  const occasion = call.recall ? 'recall' : call.priority ? 'priority' : 'first';
  return composeCall(style, occasion, call);
}

/**
 * The sentence that asks people with several numbers to come near a room, from the first to the last of them; one
 * number alone is asked for by itself. Faults as `sayCall`.
 */
export function sayInvitation(
  style: CallStyle,
  from: string,
  to: string,
  where: Omit<Destination, 'code'>,
): SaidCall {
  const { lang, region, room } = where;
  const [first, last] = [from, to].map((code) => codePieces(code, { lang, region, mode: style.mode }));
  if (!first!.ok) return first!;
  if (!last!.ok) return last!;
  const way = wayPieces(room, lang);
  if (!way.ok) return way;
  const template = style.templates[lang][from === to ? 'invite.one' : 'invite.many'];
  const filling = {
    '{from}': named(first!.pieces, style),
    '{to}': named(last!.pieces, style),
    '{roomClip}': named(placePieces(room, lang, way.pieces), style),
  };
  return { ok: true, ...fill(template, lang, filling) };
}

/** The shortest call, for when many wait, by the hospital's own template `short`. Faults as `sayCall`. */
export function sayShort(style: CallStyle, to: Destination): SaidCall {
  const { lang, region, room } = to;
  const code = codePieces(to.code, { lang, region, mode: style.mode });
  if (!code.ok) return code;
  const way = wayPieces(room, lang);
  if (!way.ok) return way;
  const filling = {
    '{code}': named(code.pieces, style),
    '{roomClip}': named(placePieces(room, lang, way.pieces), style),
  };
  return { ok: true, ...fill(style.templates[lang].short, lang, filling) };
}

/** A numbered room is named with its kind: "quầy số 3". */
function placePieces(room: CalledRoom, lang: Lang, way: readonly Piece[]): readonly Piece[] {
  if (room.kind === 'named') return way;
  const kinds = {
    vi: { exam: 'phòng khám số', counter: 'quầy số' },
    en: { exam: 'examination room', counter: 'counter' },
  };
  return [literalPiece(kinds[lang][room.kind])!, ...way];
}

/** The sentence by which a speaker is tried out. */
export function sayTest(style: CallStyle, lang: Lang): Sentence {
  return fill(style.templates[lang].test, lang, {});
}
