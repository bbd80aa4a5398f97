import type { BoardState } from '../core/queue/views.ts';
import type { Shape } from './board-shape.ts';
import type { Hero } from './hero.ts';
import { invitationOf } from './invitation.ts';

/** Who was called and has not come is told so long. */
const TOLD_MS = 15 * 60_000;

/** A number that was called before. `missed`: nobody came. */
export type Past = { readonly code: string; readonly room: string; readonly missed: boolean };

type Moment = { state: BoardState; hero: Pick<Hero, 'waiting'>; serverNow: number };

/**
 * Numbers called within the last quarter of an hour, each once, without those that stand elsewhere on the board and
 * without groups; who was absent comes first, for only he must still do something. A hall lists all of its calls,
 * before everybody those that wait for the large place: it has no other row for them.
 */
export function pastCalls({ state, hero, serverNow }: Moment, shape: Shape, big: string | null): Past[] {
  const { calls, rooms } = state;
  const shown = shape.kind === 'rooms' ? [big, ...rooms.map(({ now }) => (now ? now.code : null))] : [big];
  const past: Past[] = [];
  const add = (each: Past): void => {
    if (shown.indexOf(each.code) >= 0 || invitationOf(each.code) !== null) return;
    shown.push(each.code);
    past.push(each);
  };
  if (shape.kind === 'hall')
    for (const { code, room } of [...hero.waiting].reverse()) add({ code, room, missed: false });
  for (const { id, missed } of rooms) for (const code of missed) add({ code, room: id, missed: true });
  if (shape.kind === 'door') return past;
  for (const { code, room, at } of calls)
    if (shape.kind === 'hall' || serverNow - Date.parse(at) < TOLD_MS) add({ code, room, missed: false });
  return shape.kind === 'rooms' ? take(past, shape.list.history) : past.slice(0, mostOf(shape));
}

/** The word behind somebody absent takes half the room of a number. */
function take(past: readonly Past[], most: number): Past[] {
  let left = most;
  return past.filter(({ missed }) => {
    left -= missed ? 1.5 : 1;
    return left >= 0;
  });
}

/** A door has a line for them at its foot. */
const DOOR_MISSED = 3;
const mostOf = (shape: Shape): number => (shape.kind === 'hall' ? shape.rows : DOOR_MISSED);
