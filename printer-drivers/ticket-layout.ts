import { cleanField } from './clean-text.ts';
import { unprintableCharacters } from './font.ts';

/** What may stand beside the QR code. */
export type BesidePart = 'waiting' | 'instructions';

/**
 * A part of a ticket. `second`: room and service in the second language. `person`: the priority bar with the
 * masked name; `priority`: the bar alone. `{ code }`: the QR code, with lines beside it.
 */
export type LayoutPart =
  | 'number'
  | 'place'
  | 'service'
  | 'second'
  | 'person'
  | 'priority'
  | 'waiting'
  | 'instructions'
  | 'issued'
  | 'facility'
  | { readonly code: readonly BesidePart[] };

/** The ticket's own words. `{n}`, `{from}` and `{to}` stand where the figures come. */
export type TicketWords = {
  readonly ahead: string;
  readonly next: string;
  readonly window: string;
  readonly priority: string;
};

/**
 * How tickets look, as data that a hospital may edit (JSON): which parts, in which order. `facility` and
 * `instructions` replace those of the clinic file; null: those stand. `longestMm`: the paper a ticket may take
 * on rolls of 80 and 58 mm; with long names it says less. There is nothing to choose about privacy or the mark of a
 * reprint: a full name, a card number, a name beside a sensitive service are in no part.
 */
export type TicketLayout = {
  readonly parts: readonly LayoutPart[];
  readonly facility: string | null;
  readonly instructions: readonly string[] | null;
  readonly words: TicketWords;
  readonly longestMm: { readonly wide: number; readonly narrow: number };
};

const WORDS: TicketWords = {
  ahead: 'Trước bạn {n} người',
  next: 'Bạn là người tiếp theo',
  window: 'Dự kiến {from}–{to}',
  priority: 'ƯU TIÊN',
};

/** The whole ticket: at most 80 mm of an 80 mm roll, 70 mm of a 58 mm roll. */
export const USUAL_LAYOUT: TicketLayout = {
  parts: [
    'number',
    'place',
    'service',
    'second',
    'person',
    { code: ['waiting', 'instructions'] },
    'issued',
    'facility',
  ],
  facility: null,
  instructions: null,
  words: WORDS,
  longestMm: { wide: 80, narrow: 70 },
};

/** On at most 60 mm of paper: number, room, priority, waiting, time. No name, no code. */
export const COMPACT_LAYOUT: TicketLayout = {
  ...USUAL_LAYOUT,
  parts: ['number', 'place', 'service', 'second', 'priority', 'waiting', 'issued', 'facility'],
  longestMm: { wide: 60, narrow: 60 },
};

/** Vietnamese alone: the usual ticket without the second language. */
export const ONE_LANGUAGE_LAYOUT: TicketLayout = {
  ...USUAL_LAYOUT,
  parts: USUAL_LAYOUT.parts.filter((part) => part !== 'second'),
};

/** The layouts a printer address can name. */
export const LAYOUTS = {
  full: USUAL_LAYOUT,
  compact: COMPACT_LAYOUT,
  vietnamese: ONE_LANGUAGE_LAYOUT,
} as const satisfies Record<string, TicketLayout>;

/** What is wrong with a layout: the key, and what it should be. */
export type LayoutFault = { readonly code: 'layout'; readonly key: string; readonly detail: string };

type Checked =
  | { readonly ok: true; readonly layout: TicketLayout }
  | { readonly ok: false; readonly fault: LayoutFault };

const PLAIN_PARTS: readonly unknown[] = [
  ...['number', 'place', 'service', 'second', 'person', 'priority'],
  ...['waiting', 'instructions', 'issued', 'facility'],
];
const BESIDE: readonly unknown[] = ['waiting', 'instructions'];
const HOLES: Record<keyof TicketWords, readonly string[]> = {
  ahead: ['{n}'],
  next: [],
  window: ['{from}', '{to}'],
  priority: [],
};
const MOST_INSTRUCTIONS = 4;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Checks a layout that came from a file or a page. Keys left out are those of the usual ticket; an unknown key is
 * refused, as it is a slip of the pen as a rule. Fault: `layout`, with the key and what it should be.
 */
export function checkTicketLayout(value: unknown): Checked {
  const fault = faultIn(value);
  if (fault) return { ok: false, fault: { code: 'layout', ...fault } };
  const wish = value as Partial<TicketLayout>;
  const words = { ...WORDS, ...wish.words };
  const longestMm = { ...USUAL_LAYOUT.longestMm, ...wish.longestMm };
  return { ok: true, layout: { ...USUAL_LAYOUT, ...wish, words, longestMm } };
}

type Trouble = { readonly key: string; readonly detail: string } | null;

function faultIn(value: unknown): Trouble {
  if (!isRecord(value)) return { key: '', detail: 'an object' };
  const unknown = Object.keys(value).find((key) => !(key in USUAL_LAYOUT));
  if (unknown !== undefined)
    return { key: unknown, detail: `one of ${Object.keys(USUAL_LAYOUT).join(', ')}` };
  return (
    partsFault(value.parts) ??
    (value.facility == null ? null : wordsFault('facility', value.facility, [])) ??
    instructionsFault(value.instructions) ??
    ticketWordsFault(value.words) ??
    longestFault(value.longestMm)
  );
}

function partsFault(parts: unknown): Trouble {
  if (parts === undefined) return null;
  const wrong = (detail: string): Trouble => ({ key: 'parts', detail });
  if (!Array.isArray(parts)) return wrong('a list');
  const names: unknown[] = parts.flatMap((part: unknown) =>
    isRecord(part) ? ['code', ...(Array.isArray(part.code) ? part.code : ['?'])] : [part],
  );
  const isKnown = (part: unknown): boolean =>
    PLAIN_PARTS.includes(part) ||
    (isRecord(part) && Array.isArray(part.code) && part.code.every((each) => BESIDE.includes(each)));
  if (!parts.every(isKnown))
    return wrong(`of ${PLAIN_PARTS.join(', ')}, { "code": ["waiting", "instructions"] }`);
  if (new Set(names).size !== names.length) return wrong('each part once');
  if (parts[0] !== 'number' || !parts.includes('place')) return wrong('the number first, and the place');
  if (parts.includes('person') && parts.includes('priority')) return wrong('person or priority, not both');
  return null;
}

function instructionsFault(lines: unknown): Trouble {
  if (lines == null) return null;
  if (!Array.isArray(lines) || lines.length > MOST_INSTRUCTIONS)
    return { key: 'instructions', detail: `at most ${MOST_INSTRUCTIONS} lines` };
  return (
    lines.map((line, i) => wordsFault(`instructions[${i}]`, line, [])).find((each) => each !== null) ?? null
  );
}

function ticketWordsFault(words: unknown): Trouble {
  if (words === undefined) return null;
  if (!isRecord(words)) return { key: 'words', detail: 'an object' };
  const unknown = Object.keys(words).find((key) => !(key in HOLES));
  if (unknown !== undefined)
    return { key: `words.${unknown}`, detail: `one of ${Object.keys(HOLES).join(', ')}` };
  const faults = Object.entries(HOLES).map(([key, holes]) =>
    words[key] === undefined ? null : wordsFault(`words.${key}`, words[key], holes),
  );
  return faults.find((each) => each !== null) ?? null;
}

function wordsFault(key: string, words: unknown, holes: readonly string[]): Trouble {
  if (typeof words !== 'string' || words.trim() === '') return { key, detail: 'words' };
  if (cleanField(words) !== words.normalize('NFC').trim())
    return { key, detail: 'one line of at most 60 letters' };
  const missing = holes.find((hole) => !words.includes(hole));
  if (missing !== undefined) return { key, detail: `words with ${missing} in them` };
  const strange = unprintableCharacters(words);
  return strange.length === 0
    ? null
    : { key, detail: `without ${strange.join(' ')}, which cannot be printed` };
}

function longestFault(longest: unknown): Trouble {
  if (longest === undefined) return null;
  const detail = '{ "wide": 50 to 110, "narrow": 50 to 110 } millimetres';
  if (!isRecord(longest)) return { key: 'longestMm', detail };
  const isRight = Object.entries(longest).every(
    ([key, mm]) => ['wide', 'narrow'].includes(key) && typeof mm === 'number' && mm >= 50 && mm <= 110,
  );
  return isRight ? null : { key: 'longestMm', detail };
}
