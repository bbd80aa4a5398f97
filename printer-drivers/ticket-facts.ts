/** Words in the two languages of a ticket; Vietnamese always, the second language when the clinic has it. */
export type Bilingual = { readonly vi: string; readonly en: string | null };

/**
 * The name on a ticket, always a masked one (`N.V. Bình`). Beside a sensitive service no name can be written
 * down at all: together they would tell an illness to whoever finds the paper.
 */
export type NameOnPaper =
  | { readonly maskedName: string | null; readonly sensitive?: false }
  | { readonly maskedName: null; readonly sensitive: true };

/**
 * What a ticket says. No name but a masked one, no card number, no birth date: Law 91/2025/QH15 allows only
 * what is needed on the way to the room. `ahead`: people before this one. `window`: expected times as shown
 * (`09:30`), null without data. `url`: the ticket's own page, ≤ 40 characters for the clearest code.
 * `reprint`: 0 for the first print, else the n of "IN LẠI lần n". `instructions`: most important first, at
 * most 4 are printed and fewer where the paper would get too long.
 */
export type TicketFacts = NameOnPaper & {
  readonly facility: string;
  /** A kiosk gave the number while it was cut off: no `ahead`, no `window`, no `url`, and the paper says so. */
  readonly offline?: boolean;
  readonly code: string;
  readonly serviceName: Bilingual;
  readonly place: Bilingual;
  readonly priority: boolean;
  readonly ahead: number;
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly url: string;
  readonly issuedAt: string;
  readonly kiosk: string;
  readonly reprint: number;
  readonly instructions: readonly string[];
};

/** Initials with a dot before one last name, with a year of birth at most: `N.V. Bình`, `N. T. Hằng – 1950`. */
const MASKED = /^(?:\p{Lu}\p{M}*\.\s*)+\p{L}[\p{L}\p{M}'’-]*(?:\s*[–-]\s*\d{4})?$/u;
/** First names in full and the last one as an initial: `Nguyễn Thị H.` */
const MASKED_LAST = /^(?:\p{L}[\p{L}\p{M}'’-]*\s+)+\p{Lu}\p{M}*\.(?:\s*[–-]\s*\d{4})?$/u;

/**
 * The name as it may stand on paper, or null. Data from another program need not keep to our types, so a
 * sensitive service and a name that is not masked are looked for once more: then nothing is printed.
 */
export function nameOnPaper(ticket: NameOnPaper): string | null {
  const { maskedName, sensitive } = ticket;
  if (sensitive === true || maskedName === null) return null;
  const name = maskedName.normalize('NFC').trim();
  return MASKED.test(name) || MASKED_LAST.test(name) ? name : null;
}

/** A personal number (12 digits), or an insurance number as printed on cards (2 letters, 13 digits). */
const CARD_NUMBER = /(?<![0-9])(?:\d{12}|[A-Z]{2}\d{13})(?![0-9])/g;

/** A text of a ticket without the card numbers that should never have been in it; the last three figures stay. */
export function withoutCardNumbers(text: string): string {
  return text.replace(CARD_NUMBER, (number) => `…${number.slice(-3)}`);
}
