import type { TicketAnswer } from '../core/wire/api.ts';

const MOST_FOUND = 12;

/**
 * Tickets of today that a typed text means: a whole code (`A012`, `a12`) or its number alone (`12`). Those of
 * this room's services come first, then open ones, then by code; at most twelve.
 */
export function findTickets(
  tickets: readonly TicketAnswer[],
  text: string,
  ownServices: readonly string[],
): TicketAnswer[] {
  const wanted = /^\s*([a-z]{0,2})\s*0*(\d{1,6})\s*$/i.exec(text);
  if (!wanted) return [];
  const [, letters = '', digits = ''] = wanted;
  const rank = (ticket: TicketAnswer): number =>
    (ownServices.includes(ticket.service) ? 0 : 2) + (isOver(ticket) ? 1 : 0);
  return tickets
    .filter(({ number }) => number === Number(digits))
    .filter(({ code }) => letters === '' || code.replace(/\d+$/, '') === letters.toUpperCase())
    .sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code))
    .slice(0, MOST_FOUND);
}

function isOver({ state }: TicketAnswer): boolean {
  return state === 'done' || state === 'cancelled';
}
