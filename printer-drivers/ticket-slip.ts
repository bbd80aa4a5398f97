import { ALL_RASTER, layoutSlip } from './layout.ts';
import { type Slip, type SlipPart, type TextPart, textPart } from './slip.ts';

/** Words in the two languages of a ticket; Vietnamese always, the second language when the clinic has it. */
export type Bilingual = { readonly vi: string; readonly en: string | null };

/**
 * What a ticket says. No name but a masked one, no card number, no birth date: Law 91/2025/QH15 allows only
 * what is needed on the way to the room. `ahead`: people before this one. `window`: expected times as shown
 * (`09:30`), null without data. `url`: the ticket's own page, ≤ 40 characters for the clearest code.
 * `reprint`: 0 for the first print, else the n of "IN LẠI lần n". `instructions`: most important first, at
 * most 4 are printed and fewer where the paper would get too long.
 */
export type TicketFacts = {
  readonly facility: string;
  readonly code: string;
  readonly serviceName: Bilingual;
  readonly place: Bilingual;
  readonly priority: boolean;
  readonly maskedName: string | null;
  readonly ahead: number;
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly url: string;
  readonly issuedAt: string;
  readonly kiosk: string;
  readonly reprint: number;
  readonly instructions: readonly string[];
};

/** Printable dots of one line: 576 on 80 mm rolls, 384 on 58 mm rolls at 203 dpi. */
export type Paper = { readonly dotsPerLine: number };

/**
 * Sizes in dots, 8 to a millimetre, and the longest paper. Three sets: other paper is laid out anew, not scaled.
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
  readonly longest: number;
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
  longest: 640,
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
  longest: 560,
};
/** 512 dots: 80 mm rolls at 180 dpi, where 7 dots are a millimetre. */
const COARSE: Sizes = {
  number: 130,
  place: 40,
  service: 28,
  person: 26,
  waiting: 26,
  small: 22,
  module: 4,
  gap: 10,
  longest: 566,
};
/** The compact ticket against the whole one: 60 mm of 80 or 70. */
const COMPACT = 0.75;
/** Version 3 at level M: 42 bytes. A longer address makes more and so smaller modules. */
const CLEAR_ADDRESS = 42;

/**
 * What is said, and less and less of it when long names would make the paper too long. `tight`: a smaller
 * room name and one line for the facility.
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
];

/**
 * The whole ticket: number, room, priority, name, waiting, code, instructions, time, facility. At most 80 mm
 * of an 80 mm roll and 70 mm of a 58 mm roll; with long names it says less, never smaller.
 */
export function ticketSlip(ticket: TicketFacts, paper: Paper): Slip {
  const s = sizesFor(paper);
  return shortEnough(paper, s.longest, (fullness) => [
    ...heading(ticket, s, fullness),
    ...guidance(ticket, s, fullness),
    ...origin(ticket, s, fullness),
  ]);
}

/** The ticket on at most 60 mm of paper: number, room, priority, waiting, time. No name, no code. */
export function compactTicketSlip(ticket: TicketFacts, paper: Paper): Slip {
  const s = sizesFor(paper);
  return shortEnough(paper, s.longest * COMPACT, (fullness) => [
    ...heading({ ...ticket, maskedName: null }, s, fullness),
    given(waiting(ticket).join(' · '), s.waiting, { bold: true, smallest: 22, lines: 2 }),
    ...origin(ticket, s, fullness),
  ]);
}

function sizesFor(paper: Paper): Sizes {
  if (paper.dotsPerLine < 450) return NARROW;
  return paper.dotsPerLine < 540 ? COARSE : WIDE;
}

function shortEnough(paper: Paper, longest: number, parts: (fullness: Fullness) => SlipPart[]): Slip {
  const build = (fullness: Fullness): Slip => ({
    dotsPerLine: paper.dotsPerLine,
    parts: [...parts(fullness), { kind: 'cut' }],
  });
  let slip = build(FULLEST);
  for (const fullness of LEANER) {
    if (lengthOf(slip) <= longest) break;
    slip = build(fullness);
  }
  return slip;
}

/** Dots from the first to the last part. A slip with a fault has none: the fault is named when it is printed. */
function lengthOf(slip: Slip): number {
  const laid = layoutSlip(slip, ALL_RASTER);
  if (!laid.ok) return 0;
  return laid.page.blocks.reduce((sum, block) => sum + (block.kind === 'picture' ? block.height : 0), 0);
}

const space = (dots: number): SlipPart => ({ kind: 'space', dots });

function given(text: string, size: number, change: Partial<TextPart>): TextPart {
  return textPart(text, size, { data: true, ...change });
}

function heading(ticket: TicketFacts, s: Sizes, fullness: Fullness): SlipPart[] {
  const reprint =
    ticket.reprint > 0 ? [textPart(`IN LẠI lần ${ticket.reprint} · BẢN SAO`, 24, { bold: true })] : [];
  const second = [ticket.place.en, ticket.serviceName.en].filter((words) => words !== null);
  const english = (s === NARROW ? second.slice(0, 1) : second).join(' · ');
  return [
    ...reprint,
    { kind: 'big', text: ticket.code, height: s.number },
    space(s.gap),
    given(ticket.place.vi, fullness.tight ? 36 : s.place, { bold: true, smallest: 30, lines: 2 }),
    given(ticket.serviceName.vi, s.service, { smallest: 22 }),
    ...(fullness.english && english !== '' ? [given(english, s.small, { lines: 2 })] : []),
    space(s.gap / 2),
    ...person(ticket, s, fullness),
  ];
}

/** The black bar with the priority mark and the name; without priority a thin line and the name under it. */
function person(ticket: TicketFacts, s: Sizes, fullness: Fullness): SlipPart[] {
  const name = fullness.name && ticket.maskedName ? [ticket.maskedName] : [];
  if (!ticket.priority) {
    const below = name.map((words) => given(words, s.person, { smallest: 22 }));
    return [{ kind: 'rule', thickness: 2 }, space(s.gap / 2), ...below];
  }
  const words = ['ƯU TIÊN', ...name].join(' · ');
  return [given(words, s.person, { bold: true, bar: true, smallest: 22 }), space(s.gap / 2)];
}

function waiting(ticket: TicketFacts): string[] {
  const ahead = ticket.ahead === 0 ? 'Bạn là người tiếp theo' : `Trước bạn ${ticket.ahead} người`;
  return [ahead, ...(ticket.window ? [`Dự kiến ${ticket.window.from}–${ticket.window.to}`] : [])];
}

function guidance(ticket: TicketFacts, s: Sizes, fullness: Fullness): SlipPart[] {
  const module = ticket.url.length <= CLEAR_ADDRESS ? s.module : 4;
  const qr = { kind: 'qr', text: ticket.url, module } as const;
  const left = { align: 'left', lines: 2 } as const;
  const wait = waiting(ticket).map((line) => given(line, s.waiting, { ...left, bold: true, smallest: 22 }));
  const words = ticket.instructions.slice(0, fullness.instructions).map((line) => given(line, s.small, left));
  return [{ kind: 'columns', qr, gap: 0, beside: [...wait, ...words] }, space(s.gap / 2)];
}

function origin(ticket: TicketFacts, s: Sizes, fullness: Fullness): SlipPart[] {
  return [
    given(`${ticket.issuedAt} · ${ticket.kiosk}`, s.small, {}),
    given(ticket.facility, s.small, { bold: true, lines: fullness.tight ? 1 : 2 }),
  ];
}
