import { rasterRows } from './layout.ts';
import { type Slip, type SlipPart, type TextPart, textPart } from './slip.ts';
import { nameOnPaper, type TicketFacts, withoutCardNumbers } from './ticket-facts.ts';
import { COMPACT_LAYOUT, type LayoutPart, type TicketLayout, USUAL_LAYOUT } from './ticket-layout.ts';

export type { Bilingual, TicketFacts } from './ticket-facts.ts';

/** Printable dots of one line (576 on 80 mm rolls, 384 on 58 mm rolls) and dots per inch; 203 where it is not said. */
export type Paper = { readonly dotsPerLine: number; readonly dpi?: number };

/**
 * Sizes in dots, of which `perMm` are a millimetre. Three sets: other paper is laid out anew, not scaled.
 * The number is at least 18 mm on 80 mm rolls and 14 mm on 58 mm rolls; no letter is below 22 px.
 */
type Sizes = {
  readonly number: number;
  readonly place: number;
  readonly service: number;
  readonly person: number;
  readonly waiting: number;
  readonly small: number;
  readonly module: number;
  readonly gap: number;
  readonly perMm: number;
  readonly narrow: boolean;
};

const WIDE: Sizes = {
  number: 147,
  place: 45,
  service: 32,
  person: 30,
  waiting: 30,
  small: 22,
  module: 5,
  gap: 10,
  perMm: 7.99,
  narrow: false,
};
const NARROW: Sizes = {
  number: 114,
  place: 38,
  service: 28,
  person: 26,
  waiting: 25,
  small: 22,
  module: 4,
  gap: 8,
  perMm: 7.99,
  narrow: true,
};
/** 80 mm rolls at 180 dpi (512 dots), where 7 dots are a millimetre. */
const COARSE: Sizes = {
  number: 130,
  place: 40,
  service: 28,
  person: 26,
  waiting: 26,
  small: 22,
  module: 4,
  gap: 10,
  perMm: 7.08,
  narrow: false,
};
/** In place of how many wait, which a kiosk that is cut off does not know. */
const OFFLINE_WORDS = 'Số vẫn được gọi như mọi số khác';
/** White between the parts of a ticket that has no room to spare. */
const TIGHT_GAP = 2;
/** Rows of the line that marks a reprint. */
const REPRINT_ROWS = 30;
/** Version 3 at level M: 42 bytes. A longer address makes more and so smaller modules. */
const CLEAR_ADDRESS = 42;

/**
 * What is said, and less and less of it when long names would make the paper too long. `tight`: a smaller
 * room name and service, one line for the facility and less white between the parts.
 */
type Fullness = {
  readonly instructions: number;
  readonly tight: boolean;
  readonly english: boolean;
  readonly name: boolean;
};

const FULLEST: Fullness = { instructions: 4, tight: false, english: true, name: true };
const LEANER: readonly Fullness[] = [
  { ...FULLEST, instructions: 3 },
  { ...FULLEST, instructions: 2 },
  { ...FULLEST, instructions: 2, tight: true },
  { instructions: 2, tight: true, english: false, name: true },
  { instructions: 1, tight: true, english: false, name: true },
  { instructions: 1, tight: true, english: false, name: false },
  { instructions: 0, tight: true, english: false, name: false },
];

/** A ticket being laid out: what it says, how it should look, and the paper it gets. */
type Draft = {
  readonly ticket: TicketFacts;
  readonly layout: TicketLayout;
  readonly sizes: Sizes;
  readonly fullness: Fullness;
};

/**
 * The usual ticket: number, room, priority, name, waiting, code, instructions, time, facility. At most 80 mm
 * of an 80 mm roll and 70 mm of a 58 mm roll; with long names it says less, never smaller.
 */
export function ticketSlip(ticket: TicketFacts, paper: Paper): Slip {
  return layoutTicket(ticket, USUAL_LAYOUT, paper, rasterRows);
}

/** The ticket on at most 60 mm of paper: number, room, priority, waiting, time. No name, no code. */
export function compactTicketSlip(ticket: TicketFacts, paper: Paper): Slip {
  return layoutTicket(ticket, COMPACT_LAYOUT, paper, rasterRows);
}

/**
 * A ticket as a layout has it, on paper of some width. It keeps to the layout's `longestMm` by saying less;
 * `rowsOf` measures a slip as it will be printed (`slipRows`): the printer's own letters are higher than ours, and a
 * slip of too many bytes counts as too long.
 */
export function layoutTicket(
  ticket: TicketFacts,
  layout: TicketLayout,
  paper: Paper,
  rowsOf: (slip: Slip) => number,
): Slip {
  const sizes = sizesFor(paper);
  const longestMm = layout.longestMm[sizes.narrow ? 'narrow' : 'wide'];
  // The mark of a reprint is paid for in words: paper and bytes stay within those of a first print.
  const longest = longestMm * sizes.perMm - (ticket.reprint > 0 ? REPRINT_ROWS : 0);
  const build = (fullness: Fullness): Slip => ({
    dotsPerLine: paper.dotsPerLine,
    parts: [
      ...ticketParts({
        ticket,
        layout,
        sizes: fullness.tight ? { ...sizes, gap: TIGHT_GAP } : sizes,
        fullness,
      }),
      // Heard by whoever did not look at the slot; a printer without a buzzer leaves it out.
      { kind: 'buzz', times: 1 },
      { kind: 'cut' },
    ],
  });
  let slip = build(FULLEST);
  for (const fullness of LEANER) {
    if (rowsOf(slip) <= longest) break;
    slip = build(fullness);
  }
  return slip;
}

function sizesFor(paper: Paper): Sizes {
  if (paper.dotsPerLine < 450) return NARROW;
  return (paper.dpi ?? 203) < 190 ? COARSE : WIDE;
}

const space = (dots: number): SlipPart => ({ kind: 'space', dots });

function given(text: string, size: number, change: Partial<TextPart>): TextPart {
  return textPart(withoutCardNumbers(text), size, { data: true, ...change });
}

function ticketParts(draft: Draft): SlipPart[] {
  const { reprint, offline } = draft.ticket;
  const copy = reprint > 0 ? [textPart(`IN LẠI lần ${reprint} · BẢN SAO`, 24, { bold: true })] : [];
  const cutOff = offline
    ? [textPart('MẤT KẾT NỐI', 28, { bold: true, bar: true }), space(draft.sizes.gap)]
    : [];
  return [...copy, ...cutOff, ...draft.layout.parts.flatMap((part) => partOf(part, draft))];
}

function partOf(part: LayoutPart, draft: Draft): SlipPart[] {
  if (typeof part === 'object') return code(part.code, draft);
  const { ticket, layout, sizes, fullness } = draft;
  const { small } = sizes;
  const tight = fullness.tight;
  switch (part) {
    case 'number':
      return [{ kind: 'big', text: ticket.code, height: sizes.number }, space(sizes.gap)];
    case 'place':
      return [given(ticket.place.vi, tight ? 34 : sizes.place, { bold: true, smallest: 30, lines: 2 })];
    case 'service':
      return [
        given(ticket.serviceName.vi, tight ? Math.min(sizes.service, 24) : sizes.service, { smallest: 22 }),
      ];
    case 'second':
      return second(draft);
    case 'person':
      return person(draft, fullness.name ? nameOnPaper(ticket) : null);
    case 'priority':
      return person(draft, null);
    case 'waiting':
      return [given(waiting(draft).join(' · '), sizes.waiting, { bold: true, smallest: 22, lines: 2 })];
    case 'instructions':
      return instructions(draft).map((line) => given(line, small, { lines: 2 }));
    case 'issued':
      return [given(`${ticket.issuedAt} · ${ticket.kiosk}`, small, {})];
    case 'facility':
      return [given(layout.facility ?? ticket.facility, small, { bold: true, lines: tight ? 1 : 2 })];
  }
}

/** Room and service in the second language; 58 mm paper has no place for both. */
function second({ ticket, sizes, fullness }: Draft): SlipPart[] {
  const words = [ticket.place.en, ticket.serviceName.en].filter((each) => each !== null);
  const line = (sizes.narrow ? words.slice(0, 1) : words).join(' · ');
  const shown = fullness.english && line !== '' ? [given(line, sizes.small, { lines: 2 })] : [];
  return [...shown, space(sizes.gap / 2)];
}

/** The black bar with the priority mark and the name; without priority a thin line and the name under it. */
function person({ ticket, layout, sizes, fullness }: Draft, maskedName: string | null): SlipPart[] {
  const name = maskedName === null ? [] : [maskedName];
  if (!ticket.priority) {
    const below = name.map((words) => given(words, sizes.person, { smallest: 22 }));
    return [{ kind: 'rule', thickness: 2 }, space(sizes.gap / 2), ...below];
  }
  const words = [layout.words.priority, ...name].join(' · ');
  const size = fullness.tight ? Math.min(sizes.person, 24) : sizes.person;
  return [given(words, size, { bold: true, bar: true, smallest: 22 }), space(sizes.gap / 2)];
}

function waiting({ ticket, layout }: Draft): string[] {
  const { ahead, window, offline } = ticket;
  const { words } = layout;
  if (offline) return [OFFLINE_WORDS];
  const before = ahead === 0 ? words.next : words.ahead.replace('{n}', String(ahead));
  if (!window) return [before];
  return [before, words.window.replace('{from}', window.from).replace('{to}', window.to)];
}

function instructions({ ticket, layout, fullness }: Draft): readonly string[] {
  return (layout.instructions ?? ticket.instructions).slice(0, fullness.instructions);
}

function code(beside: readonly string[], draft: Draft): SlipPart[] {
  const { ticket, sizes } = draft;
  const module = ticket.url.length <= CLEAR_ADDRESS ? sizes.module : 4;
  const qr = { kind: 'qr', text: ticket.url, module } as const;
  const left = { align: 'left', lines: 2 } as const;
  const lines = beside.flatMap((part) =>
    part === 'waiting'
      ? waiting(draft).map((line) => given(line, sizes.waiting, { ...left, bold: true, smallest: 22 }))
      : instructions(draft).map((line) => given(line, sizes.small, left)),
  );
  const gap = space(sizes.gap / 2);
  // An address with a card number in it is no random token: it stays off the paper.
  // And a number of a kiosk that is cut off has no address yet.
  if (ticket.url === '' || withoutCardNumbers(ticket.url) !== ticket.url) return [...lines, gap];
  return lines.length === 0 ? [qr, gap] : [{ kind: 'columns', qr, gap: 0, beside: lines }, gap];
}
