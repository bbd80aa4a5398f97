import { type LineClass, lineClasses } from './line-class.ts';

/**
 * A place in a line. `since` is the moment in ms from which waiting counts: the first arrival of the visit, for
 * an appointment not before its slot.
 */
export type Place = { readonly id: string; readonly since: number; readonly number: number };

/**
 * The one order of people who came: the moment from which they wait, then the lower number. Numbers of two
 * series can be equal after a transfer; then the id decides, so that every place has one owner.
 */
export function cameBefore(a: Place, b: Place): boolean {
  return isBefore(a, b, b.since);
}

function isBefore(a: Place, b: Place, since: number): boolean {
  if (a.since !== since) return a.since < since;
  return a.number === b.number ? a.id < b.id : a.number < b.number;
}

/**
 * The people of one service, one line a class, each in the order of first arrival. Every policy takes the
 * first of some line, so the choice looks at a few tickets and costs the same with three or three thousand.
 * Somebody who comes back enters at the place that the arrival gives, never at the end.
 */
export class WaitingLine {
  readonly #lines: Record<LineClass, Place[]> = {
    urgent: [],
    return: [],
    priority: [],
    appointment: [],
    normal: [],
  };

  get size(): number {
    return lineClasses.reduce((sum, each) => sum + this.#lines[each].length, 0);
  }

  /** The places of a class in order, the first one first. */
  line(each: LineClass): readonly Place[] {
    return this.#lines[each];
  }

  copy(): WaitingLine {
    const copy = new WaitingLine();
    for (const each of lineClasses) copy.#lines[each] = [...this.#lines[each]];
    return copy;
  }

  add({ id, since, number }: Place, each: LineClass): void {
    const line = this.#lines[each];
    line.splice(placeIn(line, { id, since, number }), 0, { id, since, number });
  }

  remove(place: Place, each: LineClass): void {
    const line = this.#lines[each];
    const at = placeIn(line, place);
    if (line[at]?.id === place.id) line.splice(at, 1);
    else throw new Error(`ticket ${place.id} is not in its line`);
  }
}

/** How many stand before a place, whether it is in the line or not; `since` (ms): as if it waited from then on. */
export function placeIn(line: readonly Place[], place: Place, since = place.since): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(line[middle]!, place, since)) low = middle + 1;
    else high = middle;
  }
  return low;
}
