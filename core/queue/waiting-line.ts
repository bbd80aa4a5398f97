import type { PriorityClass, Ticket } from './ticket.ts';

/** What the order inside a line depends on. */
type Place = Pick<Ticket, 'id' | 'arrivedAt' | 'number'>;

/**
 * The one order of people who came: first arrival, then the lower number. Numbers of two series can be equal
 * after a transfer; then the id decides, so that every place has one owner.
 */
export function cameBefore(a: Place, b: Place): boolean {
  if (a.arrivedAt !== b.arrivedAt) return a.arrivedAt < b.arrivedAt;
  return a.number === b.number ? a.id < b.id : a.number < b.number;
}

/**
 * The people of one service, one line a class, each in the order of first arrival. Every policy takes the
 * first of some line, so the choice looks at four tickets and costs the same with three or three thousand.
 * Somebody who comes back enters at the place that the arrival gives, never at the end.
 */
export class WaitingLine {
  readonly #lines: Record<PriorityClass, Place[]> = { urgent: [], priority: [], appointment: [], normal: [] };

  get size(): number {
    const { urgent, priority, appointment, normal } = this.#lines;
    return urgent.length + priority.length + appointment.length + normal.length;
  }

  /** The ids of a class in order of arrival, the first one first. */
  line(priority: PriorityClass): readonly Place[] {
    return this.#lines[priority];
  }

  add(ticket: Place, priority: PriorityClass): void {
    const line = this.#lines[priority];
    line.splice(this.#placeOf(line, ticket), 0, {
      id: ticket.id,
      arrivedAt: ticket.arrivedAt,
      number: ticket.number,
    });
  }

  remove(ticket: Place, priority: PriorityClass): void {
    const line = this.#lines[priority];
    const at = this.#placeOf(line, ticket);
    if (line[at]?.id === ticket.id) line.splice(at, 1);
    else throw new Error(`ticket ${ticket.id} is not in its line`);
  }

  #placeOf(line: readonly Place[], ticket: Place): number {
    let low = 0;
    let high = line.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cameBefore(line[middle]!, ticket)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
