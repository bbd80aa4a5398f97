import type { TicketAnswer } from '../core/wire/api.ts';

const MOST_FOUND = 12;

/**
 * Tickets of today that a typed text means: a whole code (`A012`, `a12`, `K3-001`, `k3-1`) or its number alone
 * (`12`). A visit with two papers is found by each of them. Those of this room's services come first, then open
 * ones, then by code; at most twelve.
 */
export function findTickets(
  tickets: readonly TicketAnswer[],
  text: string,
  ownServices: readonly string[],
): TicketAnswer[] {
  const wanted = partsOf(text.trim());
  if (!wanted) return [];
  const rank = (ticket: TicketAnswer): number =>
    (ownServices.includes(ticket.service) ? 0 : 2) + (isOver(ticket) ? 1 : 0);
  const means = (code: string): boolean => {
    const parts = partsOf(code);
    return parts?.number === wanted.number && (wanted.series === '' || parts.series === wanted.series);
  };
  return tickets
    .filter(({ code, also = [] }) => [code, ...also].some(means))
    .sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code))
    .slice(0, MOST_FOUND);
}

/** Letters and digits before the hyphen of a kiosk's own number are its series: K3 is not K. */
function partsOf(code: string): { series: string; number: number } | null {
  const found = /^(?:([a-z]\d{1,5})\s*-|([a-z]{0,2}))\s*0*(\d{1,6})$/i.exec(code);
  return found && { series: (found[1] ?? found[2] ?? '').toUpperCase(), number: Number(found[3]) };
}

function isOver({ state }: TicketAnswer): boolean {
  return state === 'done' || state === 'cancelled';
}
