import type { BoardCall } from '../core/queue/views.ts';

/** Calls that follow each other closely: each is the large one for 5 s at least. */
export const HERO_IN_TURN_MS = 5_000;
/** A call that nothing follows is loud for 12 s at least, and up to a minute until the patient has come. */
export const HERO_ALONE_MS = 12_000;
export const HERO_LONGEST_MS = 60_000;
/** The next one changes with its voice. No speaker told that it began the last one: then after so long. */
export const VOICE_MS = 3_000;
/** The speakers do speak, and one is still busy with the call before: the eye waits for the ear so long. */
export const BUSY_VOICE_MS = 20_000;
/** A call that was taken back is marked so long, so that nobody walks after it. */
export const UNDONE_MS = 6_000;
/** An older call, seen first after a cut, is history: showing it large would send people after it. */
const NEWS_MS = 20_000;
const REMEMBERED = 50;

type Shown = { readonly call: BoardCall; readonly since: number };

/** The large call of a board: which is shown since when (own clock, ms), and which wait for their turn. */
export type Hero = {
  readonly shown: Shown | null;
  /** Taken back a moment ago. */
  readonly undone: Shown | null;
  readonly waiting: readonly BoardCall[];
  readonly seen: readonly string[];
  /** Calls that a speaker has begun to say. */
  readonly voiced: readonly string[];
};

export const NO_HERO: Hero = { shown: null, undone: null, waiting: [], seen: [], voiced: [] };

/** One calling of one ticket; a recall is a new one. */
export function callKey({ callId, rev }: BoardCall): string {
  return `${callId}/${rev}`;
}

/**
 * Takes the calls of a new state (newest first) at `tick` (own clock, ms). Those not seen before join the queue when
 * the server's time `serverNow` (ms) says that they are young, a recall before all others; a call that is gone was
 * undone: it is marked, or never shown.
 */
export function hearCalls(hero: Hero, calls: readonly BoardCall[], serverNow: number, tick: number): Hero {
  const fresh = calls.filter((call) => !hero.seen.includes(callKey(call)));
  const young = fresh.filter(({ at }) => serverNow - Date.parse(at) <= NEWS_MS).reverse();
  const stands = (call: BoardCall): boolean => calls.some((each) => callKey(each) === callKey(call));
  const again = (call: BoardCall): boolean =>
    hero.seen.some((key) => key.slice(0, key.lastIndexOf('/')) === call.callId);
  const { shown } = hero;
  const gone = shown !== null && !calls.some(({ callId }) => callId === shown.call.callId);
  const undone = gone && tick - shown.since < HERO_LONGEST_MS && wasTakenBack(shown.call, calls);
  return {
    shown: gone ? null : shown,
    undone: undone ? { call: shown.call, since: tick } : hero.undone,
    waiting: [
      ...young.filter(again),
      ...hero.waiting.filter(stands),
      ...young.filter((call) => !again(call)),
    ],
    seen: [...fresh.map(callKey), ...hero.seen].slice(0, REMEMBERED),
    voiced: hero.voiced,
  };
}

/** Not merely pushed out of the list by ten later ones, nor gone with the day that ended. */
function wasTakenBack(call: BoardCall, calls: readonly BoardCall[]): boolean {
  return calls.length < 10 || calls.some(({ at }) => Date.parse(at) < Date.parse(call.at));
}

/** A speaker has begun to say a call. */
export function hearVoice(hero: Hero, callId: string): Hero {
  return { ...hero, voiced: [callId, ...hero.voiced].slice(0, REMEMBERED) };
}

/** Moves the queue on at `tick` (own clock, ms). `spoken`: loudspeakers call for rooms of this board. */
export function turnHero(hero: Hero, tick: number, spoken: boolean): Hero {
  const undone = hero.undone !== null && tick - hero.undone.since < UNDONE_MS ? hero.undone : null;
  const [next, ...waiting] = hero.waiting;
  if (next === undefined || isBusy(hero, next, tick, spoken))
    return undone === hero.undone ? hero : { ...hero, undone };
  return { ...hero, undone: null, shown: { call: next, since: tick }, waiting };
}

function isBusy({ shown, voiced }: Hero, next: BoardCall, tick: number, spoken: boolean): boolean {
  if (shown === null) return false;
  const age = tick - shown.since;
  if (age < HERO_IN_TURN_MS) return true;
  if (!spoken || voiced.includes(next.callId)) return false;
  // A voice that began the call before will begin this one too; without any the board goes its own way.
  const patience = voiced.includes(shown.call.callId) ? BUSY_VOICE_MS : VOICE_MS;
  return age < HERO_IN_TURN_MS + patience;
}

/** Whether the shown call is still loud at `tick`; `expected` says that its patient has not come yet. */
export function isLoud(hero: Hero, tick: number, expected: boolean): boolean {
  if (hero.shown === null) return false;
  const age = tick - hero.shown.since;
  return age < HERO_ALONE_MS || (expected && age < HERO_LONGEST_MS);
}
