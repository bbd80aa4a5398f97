import type { Beat, Delta, Op, Snap } from '../core/wire/protocol.ts';

/** What a page holds of its view: the state, and the log's number it is true for. */
export type Held<State> = { epoch: string; seq: number; build: string; state: State };

/** A message about the view, as it came from the server. */
export type News<State> =
  | { event: 'snap'; message: Snap<State> }
  | { event: 'delta'; message: Delta<State> }
  | { event: 'hb'; message: Beat };

export type ApplyOp<State> = (state: State, op: Op<State>) => State;

/** The state after the news, and whether the page must `sub` again because it missed or doubts something. */
export type Received<State> = { held: Held<State> | null; ask: boolean };

/**
 * One step of the screen's side of the sync protocol: nothing is ever guessed or patched over a gap. A
 * snapshot of the same epoch that is older than what is held comes from a server that lags behind; going
 * back to it would show an old number as current, so it is asked for again.
 */
export function receive<State>(
  held: Held<State> | null,
  news: News<State>,
  applyOp: ApplyOp<State>,
): Received<State> {
  if (news.event === 'snap') return takeSnap(held, news.message);
  if (held === null || news.message.epoch !== held.epoch) return { held, ask: true };
  if (news.message.seq <= held.seq) return { held, ask: false };
  if (news.event === 'hb' || news.message.prev !== held.seq) return { held, ask: true };
  const { seq, ops } = news.message;
  return { held: { ...held, seq, state: ops.reduce(applyOp, held.state) }, ask: false };
}

function takeSnap<State>(held: Held<State> | null, snap: Snap<State>): Received<State> {
  if (held !== null && held.epoch === snap.epoch && snap.seq < held.seq) return { held, ask: true };
  const { epoch, seq, build, state } = snap;
  return { held: { epoch, seq, build, state }, ask: false };
}

/** The op of a view that is always sent whole (desk, station, speaker). */
export function wholeState<State>(state: State, op: Op<State>): State {
  return 'state' in op ? op.state : state;
}
