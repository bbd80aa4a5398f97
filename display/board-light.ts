import type { BoardFace } from '../core/queue/board-face.ts';

/** How bright a board is: `dim` out of hours, `black` at night, both only while nobody waits or is called. */
export type Light = 'day' | 'dim' | 'black';

type Span = { from: string; to: string };

/** `clock` is the hospital's time of day, "07:42"; `empty`: nobody waits, is called or with a doctor. */
export function lightOf(face: BoardFace, clock: string, empty: boolean): Light {
  const open = face.hours.length === 0 || face.hours.some((span) => isWithin(span, clock));
  if (open || !empty) return 'day';
  return isWithin(face.night, clock) ? 'black' : 'dim';
}

/** A span that ends before it begins goes over midnight; one that ends when it begins is none. */
function isWithin({ from, to }: Span, clock: string): boolean {
  return from <= to ? from <= clock && clock < to : clock >= from || clock < to;
}
