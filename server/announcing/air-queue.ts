import type { CallPriority } from '../../core/wire/protocol.ts';

/** How much is left off when many wait: nothing, the repeats, the second language too, all but chime, code and room. */
export type Brevity = 0 | 1 | 2 | 3;

/** One announcement that waits for a room of air. `since` and `readyAt` by a clock that never jumps, in ms. */
export type Waiting = {
  readonly id: string;
  readonly callId: string;
  readonly rev: number;
  readonly seq: number;
  readonly priority: CallPriority;
  readonly zone: string;
  /** Server time after which it must not begin. */
  readonly expiresAt: number;
  readonly since: number;
  /** A repeat does not begin before. */
  readonly readyAt: number;
  /** Times it was heard in full, and shall be. */
  readonly played: number;
  readonly plays: number;
  /** How long it takes, in ms, by brevity. */
  readonly ms: readonly [number, number, number, number];
};

const MANY = 5;
const LONG_MS = 25_000;

/** Emergencies before all; then first calls before repeats; then by class; then in the order of the log. */
export function inOrder(a: Waiting, b: Waiting): number {
  const rank = ({ priority, played }: Waiting): number => (priority === 0 ? 0 : played === 0 ? 1 : 2);
  return rank(a) - rank(b) || a.priority - b.priority || a.seq - b.seq;
}

/** Who is next in this air of those that may be spoken now; null when nobody is. */
export function nextOf<T extends Waiting>(
  waiting: readonly T[],
  clock: number,
  able: (zone: string) => boolean,
): T | null {
  const ready = waiting.filter(({ zone, readyAt }) => readyAt <= clock && able(zone));
  return ready.sort(inOrder)[0] ?? null;
}

/** Only an emergency cuts another call off, and never a second emergency. */
export function preempts(next: Waiting, playing: Waiting): boolean {
  return next.priority === 0 && next.played === 0 && playing.priority !== 0;
}

/** Takes one in: a recall takes the place of the same call on the same speaker that still waits. */
export function takeIn<T extends Waiting>(waiting: readonly T[], one: T): { waiting: T[]; superseded: T[] } {
  const older = (each: T): boolean =>
    each.callId === one.callId && each.zone === one.zone && each.rev < one.rev;
  return {
    waiting: [...waiting.filter((each) => !older(each)), one],
    superseded: waiting.filter(older),
  };
}

/**
 * How short things must be said. Nothing is left off until more than five wait or somebody has waited 25 s; then as
 * little as lets everybody be called before the call expires, and in the worst case all that can be.
 */
export function brevityOf(waiting: readonly Waiting[], clock: number, now: number): Brevity {
  const firsts = waiting.filter(({ played }) => played === 0).sort(inOrder);
  const long = firsts.some(({ since }) => clock - since > LONG_MS);
  if (firsts.length <= MANY && !long) return 0;
  const levels: Brevity[] = [1, 2];
  return levels.find((level) => allInTime(firsts, level, now)) ?? 3;
}

function allInTime(inTurn: readonly Waiting[], level: Brevity, now: number): boolean {
  let at = now;
  return inTurn.every(({ expiresAt, ms }) => {
    const begins = at;
    at += ms[level];
    return begins <= expiresAt;
  });
}
