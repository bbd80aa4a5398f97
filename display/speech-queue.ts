import type { Announce } from '../core/wire/protocol.ts';

/** Calls remembered as heard, so that none is spoken twice, not even over a reload. */
export const REMEMBERED = 200;
/** A page that is not allowed to sound must not collect calls for ever. */
const LONGEST_QUEUE = 50;

/** An announcement on its way to the air; `played` counts the times it was heard in full. */
export type Turn = { readonly message: Announce; readonly played: number };
/** `[call and revision and language, id of the announcement]`. */
export type Heard = readonly [key: string, id: string];
export type SpeechQueue = { readonly turns: readonly Turn[]; readonly heard: readonly Heard[] };

export type Verdict = 'received' | 'duplicate' | 'expired' | 'again' | 'full';
export type Left = { message: Announce; reason: 'expired' | 'superseded' };

/**
 * Takes an announcement in. The same calling under another id is a `duplicate`; under the same id it came
 * twice by the way (`again`) and is not worth an answer. A recall takes the place of the call it repeats.
 */
export function takeIn(
  queue: SpeechQueue,
  message: Announce,
  serverNow: number,
): { queue: SpeechQueue; verdict: Verdict; left: Left[] } {
  const refuse = (verdict: Verdict) => ({ queue, verdict, left: [] });
  const key = keyOf(message);
  const before = queue.heard.find(([each]) => each === key);
  if (before !== undefined) return refuse(before[1] === message.id ? 'again' : 'duplicate');
  if (serverNow > message.expiresAt) return refuse('expired');
  if (queue.turns.length >= LONGEST_QUEUE) return refuse('full');
  const older = (turn: Turn): boolean =>
    turn.message.callId === message.callId &&
    turn.message.lang === message.lang &&
    turn.message.rev < message.rev;
  const heard: readonly Heard[] = [[key, message.id], ...queue.heard];
  return {
    queue: {
      turns: [...queue.turns.filter((turn) => !older(turn)), { message, played: 0 }],
      heard: heard.slice(0, REMEMBERED),
    },
    verdict: 'received',
    left: queue.turns.filter(older).map((turn) => ({ message: turn.message, reason: 'superseded' })),
  };
}

/**
 * The turn that comes next: first calls before repeats, then the order of the log. What has expired at this
 * moment leaves unspoken; a repeat that expired was heard once and leaves without a word.
 */
export function takeOut(
  queue: SpeechQueue,
  serverNow: number,
): { queue: SpeechQueue; next: Turn | null; left: Left[]; finished: Announce[] } {
  const late = queue.turns.filter(({ message }) => serverNow > message.expiresAt);
  const inTime = queue.turns.filter(({ message }) => serverNow <= message.expiresAt);
  const [next = null] = [...inTime].sort((a, b) => a.played - b.played || a.message.seq - b.message.seq);
  return {
    queue: { ...queue, turns: inTime.filter((turn) => turn !== next) },
    next,
    left: late.filter(({ played }) => played === 0).map(({ message }) => ({ message, reason: 'expired' })),
    finished: late.filter(({ played }) => played > 0).map(({ message }) => message),
  };
}

/** Puts a turn that was just heard back for its repeat; null when it has been heard often enough. */
export function repeatOf(queue: SpeechQueue, turn: Turn): SpeechQueue | null {
  const again = { ...turn, played: turn.played + 1 };
  return again.played >= turn.message.repeat ? null : { ...queue, turns: [...queue.turns, again] };
}

function keyOf({ callId, rev, lang }: Announce): string {
  return `${callId}/${rev}/${lang}`;
}
