import type { BoardCall } from '../core/queue/views.ts';
import { TURN_MS } from './board-idle.ts';
import type { Shape } from './board-shape.ts';
import { callKey } from './hero.ts';

/** A page that was turned to stands so long at least, and so long a call has to stand in its row to have been seen. */
export const SEEN_MS = 3_000;

/**
 * Which page of the list of rooms stands since when (own clock, ms), and since when calls that wait for the large
 * place stand in their rows.
 */
export type Turn = {
  readonly page: number;
  readonly since: number;
  readonly rows: readonly { readonly key: string; readonly since: number }[];
};

export const NO_TURN: Turn = { page: 0, since: 0, rows: [] };

/**
 * Turns the pages at `tick`, each after 10 s. A call that waits for the large place (`waiting`, in the order of their
 * turns) is to be seen nowhere but in the row of its room: its page comes at once, or when the one that came before
 * it has stood for 3 s.
 */
export function turnPage(turn: Turn, shape: Shape, waiting: readonly BoardCall[], tick: number): Turn {
  const pages = shape.kind === 'rooms' ? shape.list.pages : [];
  const last = pages.length > 0 ? turn.page % pages.length : 0;
  const age = tick - turn.since;
  const pageOf = ({ room: id }: BoardCall): number =>
    pages.findIndex((page) => page.some(({ room }) => room.id === id));
  const knownIn = (rows: Turn['rows'], call: BoardCall): Turn['rows'] =>
    rows.filter(({ key }) => key === callKey(call));
  const away = waiting.filter((call) => knownIn(turn.rows, call).length === 0).map(pageOf);
  const [asked] = away.filter((page) => page >= 0 && page !== last);
  const due = age >= TURN_MS && pages.length > 1 ? (last + 1) % pages.length : last;
  const page = asked !== undefined && age >= SEEN_MS ? asked : due;
  // Who was in sight for a moment only has not been seen, and asks for the page again.
  const seen = page === last ? turn.rows : turn.rows.filter(({ since }) => tick - since >= SEEN_MS);
  const rows = waiting.reduce<Turn['rows']>((all, call) => {
    const fresh = pageOf(call) === page ? [{ key: callKey(call), since: tick }] : [];
    const known = knownIn(seen, call);
    return all.concat(known.length > 0 ? known : fresh);
  }, []);
  return { page, since: page === last ? turn.since : tick, rows };
}
