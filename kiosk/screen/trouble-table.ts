import type { kioskVi } from '../../core/queue/words/kiosk-word-table.ts';
import type { Card } from './visit.ts';

type Word = Exclude<Extract<keyof typeof kioskVi, `trouble.${string}`>, CodeLine>;
/** The small line with the code: of the card, or of the machine. */
type CodeLine = 'trouble.code' | 'trouble.reason';
type Title = Exclude<Word, `${string}-advice`>;
/** A way out of a trouble; `again` repeats the request, `others` goes back to the choice with the card kept. */
export type Way = 'rescan' | 'keypad' | 'no-card' | 'again' | 'others' | 'home';

/** What a refusal says and which ways it offers, the first one as the main action. */
export type Trouble = { title: Title; advice: Word; code: CodeLine; ways: readonly [Way, ...Way[]] };

const card = { code: 'trouble.code', ways: ['rescan', 'keypad', 'no-card'] } as const;
const unreadable: Trouble = { ...card, title: 'trouble.unreadable', advice: 'trouble.unreadable-advice' };
const unknown: Trouble = { ...card, title: 'trouble.unknown', advice: 'trouble.unknown-advice' };
const cut: Trouble = { ...card, title: 'trouble.cut', advice: 'trouble.cut-advice' };
const closed: Trouble = {
  title: 'trouble.closed',
  advice: 'trouble.closed-advice',
  code: 'trouble.reason',
  ways: ['others', 'no-card', 'home'],
};
const none: Trouble = {
  title: 'trouble.none',
  advice: 'trouble.none-advice',
  code: 'trouble.reason',
  ways: ['home'],
};
const away: Trouble = {
  title: 'trouble.away',
  advice: 'trouble.away-advice',
  code: 'trouble.reason',
  ways: ['again', 'home'],
};
const other: Trouble = {
  title: 'trouble.other',
  advice: 'trouble.other-advice',
  code: 'trouble.reason',
  ways: ['rescan', 'no-card'],
};
const typed: Trouble = {
  title: 'trouble.typed',
  advice: 'trouble.typed-advice',
  code: 'trouble.code',
  ways: ['keypad', 'rescan', 'no-card'],
};

const byCode: { readonly [code: string]: Trouble } = {
  too_few_fields: cut,
  partial: cut,
  overflow: unknown,
  too_many_fields: unreadable,
  too_long: unknown,
  control_char: unreadable,
  no_separator: unknown,
  unknown_format: unknown,
  bad_id: unreadable,
  bad_card_no: unreadable,
  bad_dob: unreadable,
  dob_in_future: unreadable,
  empty_name: unreadable,
  bad_name: unreadable,
  bad_name_hex: unreadable,
  url: { ...card, title: 'trouble.url', advice: 'trouble.card-advice' },
  payment_qr: { ...card, title: 'trouble.payment', advice: 'trouble.card-advice' },
  two_cards: {
    ...card,
    title: 'trouble.two-cards',
    advice: 'trouble.two-cards-advice',
    code: 'trouble.reason',
  },
  'scan-expired': { ...unreadable, code: 'trouble.reason' },
  'scan-rejected': unreadable,
  'service-closed': closed,
  'service-full': closed,
  'unknown-service': closed,
  'no-service': none,
  'server-away': away,
  leaving: away,
  'house-away': away,
  'storage-unavailable': away,
  'internal-error': away,
  'too-many-requests': {
    ...away,
    title: 'trouble.busy',
    advice: 'trouble.busy-advice',
  },
};

/**
 * The words and ways of a refusal code (reason of a card, fault of the queue, or this page's own `server-away`,
 * `no-service`, `two_cards`). Codes of tomorrow get the general advice: nobody is left without a next step.
 */
export function troubleOf(code: string, source: Card['source'] | null): Trouble {
  const found = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (found && source === 'typed' && found.code === 'trouble.code') return typed;
  return found ?? other;
}
