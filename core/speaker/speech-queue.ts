import type { Announce, YourTurn } from '../wire/protocol.ts';

/** Calls remembered as heard, so that none is spoken twice, not even over a reload. */
export const REMEMBERED = 200;
/** Calls remembered as withdrawn: far more than are between two speakers and the log at one time. */
const WITHDRAWN = 100;
/** What the first calling of a call is numbered. */
const FIRST_REV = 1;
/** A page that is not allowed to sound must not collect calls for ever. */
const LONGEST_QUEUE = 50;

/**
 * An announcement on its way to the air; `played` counts the times it was heard in full. `go`: it may begin; a held
 * one may when the server has given it the turn.
 */
export type Turn = { readonly message: Announce; readonly played: number; readonly go: boolean };
/** `[call and revision and language, id of the announcement]`. */
export type Heard = readonly [key: string, id: string];
/** A call that is over, and the last of its revisions that is: a later recall of the same call is spoken. */
type Withdrawn = { readonly callId: string; readonly rev: number };
export type SpeechQueue = {
  readonly turns: readonly Turn[];
  readonly heard: readonly Heard[];
  readonly withdrawn: readonly Withdrawn[];
};

export type Verdict = 'received' | 'duplicate' | 'expired' | 'again' | 'full' | 'withdrawn';
export type Left = { message: Announce; reason: 'expired' | 'superseded' | 'withdrawn' };

/**
 * Takes an announcement in. The same calling under another id is a `duplicate`; under the same id it came
 * twice by the way (`again`) and is not worth an answer. A recall takes the place of the call it repeats, and so does
 * the same calling under another id while the first still waits for a turn: its server may be gone, and what another
 * one has to say of it comes under its own id.
 */
export function takeIn(
  queue: SpeechQueue,
  message: Announce,
  serverNow: number,
): { queue: SpeechQueue; verdict: Verdict; left: Left[] } {
  const refuse = (verdict: Verdict) => ({ queue, verdict, left: [] });
  const key = keyOf(message);
  const before = queue.heard.find(([each]) => each === key);
  const orphan = queue.turns.find((turn) => keyOf(turn.message) === key && waitsForTurn(turn));
  if (before?.[1] === message.id) return refuse('again');
  if (before !== undefined && !(orphan && message.held)) return refuse('duplicate');
  if (isWithdrawn(queue, message)) return refuse('withdrawn');
  if (serverNow > message.expiresAt) return refuse('expired');
  if (queue.turns.length >= LONGEST_QUEUE) return refuse('full');
  const older = (turn: Turn): boolean =>
    turn === orphan ||
    (turn.message.callId === message.callId &&
      turn.message.lang === message.lang &&
      turn.message.rev < message.rev);
  const heard: readonly Heard[] = [[key, message.id], ...queue.heard.filter(([each]) => each !== key)];
  return {
    queue: {
      ...queue,
      turns: [...queue.turns.filter((turn) => !older(turn)), { message, played: 0, go: !message.held }],
      heard: heard.slice(0, REMEMBERED),
    },
    verdict: 'received',
    left: queue.turns.filter(older).map((turn) => ({ message: turn.message, reason: 'superseded' })),
  };
}

/** Held, and neither begun nor let go. */
const waitsForTurn = ({ message, played, go }: Turn): boolean => message.held === true && played === 0 && !go;

/**
 * The turn that comes next: first calls before repeats, then the order of the log; of the held ones, what the server
 * let go. What has expired at this moment leaves unspoken; a repeat that expired was heard once and leaves without a
 * word.
 */
export function takeOut(
  queue: SpeechQueue,
  serverNow: number,
): { queue: SpeechQueue; next: Turn | null; left: Left[]; finished: Announce[] } {
  const late = queue.turns.filter(({ message }) => serverNow > message.expiresAt);
  const inTime = queue.turns.filter(({ message }) => serverNow <= message.expiresAt);
  const [next = null] = inTime
    .filter(({ go }) => go)
    .sort((a, b) => a.played - b.played || a.message.seq - b.message.seq);
  return {
    queue: { ...queue, turns: inTime.filter((turn) => turn !== next) },
    next,
    left: late.filter(({ played }) => played === 0).map(({ message }) => ({ message, reason: 'expired' })),
    finished: late.filter(({ played, message }) => played > 0 && !message.held).map(({ message }) => message),
  };
}

/** Puts a turn that was just heard back for its repeat; null when it has been heard often enough. */
export function repeatOf(queue: SpeechQueue, turn: Turn): SpeechQueue | null {
  const again = { ...turn, played: turn.played + 1, go: !turn.message.held };
  return again.played >= turn.message.repeat ? null : { ...queue, turns: [...queue.turns, again] };
}

/** Puts a held turn back that was cut off, or may not sound now: the server will give it another turn, or none. */
export function putBack(queue: SpeechQueue, turn: Turn): SpeechQueue {
  return { ...queue, turns: [...queue.turns, { ...turn, go: false }] };
}

/** Lets a held announcement begin, at the level and with the sound of its turn; null when it does not wait here. */
export function letGo(queue: SpeechQueue, { id, gainDb, audio, text }: YourTurn): SpeechQueue | null {
  const turn = queue.turns.find(({ message }) => message.id === id);
  if (turn === undefined) return null;
  const message = {
    ...turn.message,
    gainDb,
    audio: audio ?? turn.message.audio,
    text: text ?? turn.message.text,
  };
  const others = queue.turns.filter((each) => each !== turn);
  return { ...queue, turns: [...others, { ...turn, message, go: true }] };
}

/**
 * Takes a call out that is over. What waits of it leaves, repeats too, and what is still on its way here is not
 * let in: all revisions up to the highest heard so far, the first one where none was heard yet, as a withdrawal
 * may overtake the announcement it is about.
 */
export function withdraw(queue: SpeechQueue, callId: string): { queue: SpeechQueue; left: Left[] } {
  const revs = queue.heard.map(([key]) => revIn(key, callId));
  const withdrawn = { callId, rev: Math.max(FIRST_REV, ...revs) };
  const others = queue.withdrawn.filter((each) => each.callId !== callId);
  const of = (turn: Turn): boolean => turn.message.callId === callId;
  return {
    queue: {
      ...queue,
      turns: queue.turns.filter((turn) => !of(turn)),
      withdrawn: [withdrawn, ...others].slice(0, WITHDRAWN),
    },
    left: queue.turns.filter(of).map(({ message }) => ({ message, reason: 'withdrawn' })),
  };
}

/** Whether an announcement is of a call, or of a revision of it, that is over. */
export function isWithdrawn(queue: SpeechQueue, { callId, rev }: Announce): boolean {
  return queue.withdrawn.some((each) => each.callId === callId && rev <= each.rev);
}

/** The revision in a key of this call, else 0. */
function revIn(key: string, callId: string): number {
  return key.indexOf(`${callId}/`) === 0 ? Number.parseInt(key.slice(callId.length + 1), 10) || 0 : 0;
}

/** A call, its revision and its language: what is spoken once. */
export function keyOf({ callId, rev, lang }: Announce): string {
  return `${callId}/${rev}/${lang}`;
}
