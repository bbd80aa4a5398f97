import type { BoardState } from '../core/queue/views.ts';

/** Each thing that the place of the large call shows in turn while nobody is called. */
export const TURN_MS = 10_000;
/** A picture comes once in so many turns: in the others the numbers are seen. */
const SLIDE_TURNS = 3;

/** What stands in the place of the large call: the last call, those who were absent, or a notice. */
export type Idle = { readonly at: 'last' } | { readonly at: 'missed' } | Notice;
type Notice = { readonly at: 'notice'; readonly id: string; readonly text: string };

/**
 * What is shown at `tick` (own clock, ms) while no call is loud. `tellMissed`: the absent have no other place on this
 * board.
 */
export function idleOf({ calls, notices, rooms }: BoardState, tellMissed: boolean, tick: number): Idle {
  const turns: Idle[] = notices.map(({ id, text }) => ({ at: 'notice', id, text }));
  if (tellMissed && rooms.some(({ missed }) => missed.length > 0)) turns.unshift({ at: 'missed' });
  if (calls.length > 0 || turns.length === 0) turns.unshift({ at: 'last' });
  return turns[Math.floor(tick / TURN_MS) % turns.length]!;
}

/** The address of the picture to show at `tick`; null: none, for somebody was called a short while ago. */
export function slideOf(state: BoardState, serverNow: number, tick: number): string | null {
  const { slides, face, rooms, calls } = state;
  if (slides.length === 0 || face.slidesAfterSeconds === 0) return null;
  const last = calls[0] === undefined ? 0 : Date.parse(calls[0].at);
  const quiet = serverNow - last >= face.slidesAfterSeconds * 1000;
  if (!quiet || rooms.some(({ now }) => now !== null && now.state === 'called')) return null;
  const turn = Math.floor(tick / TURN_MS);
  if (turn % SLIDE_TURNS !== SLIDE_TURNS - 1) return null;
  return slides[Math.floor(turn / SLIDE_TURNS) % slides.length]!;
}
