import type { BoardCall } from '../core/queue/views.ts';

/** Calls that follow each other closely: each is the large one for 5 s at least. */
export const HERO_IN_TURN_MS = 5_000;
/** A call that nothing follows is loud for 12 s at least, and up to a minute until the patient has come. */
export const HERO_ALONE_MS = 12_000;
export const HERO_LONGEST_MS = 60_000;
/** An older call, seen first after a cut, is history: showing it large would send people after it. */
const NEWS_MS = 20_000;
const REMEMBERED = 50;

/** The large call of a board: which is shown since when (own clock, ms), and which wait for their turn. */
export type Hero = {
  readonly shown: { readonly call: BoardCall; readonly since: number } | null;
  readonly waiting: readonly BoardCall[];
  readonly seen: readonly string[];
};

export const NO_HERO: Hero = { shown: null, waiting: [], seen: [] };

/** One calling of one ticket; a recall is a new one. */
export function callKey({ callId, rev }: BoardCall): string {
  return `${callId}/${rev}`;
}

/**
 * Takes the calls of a new state (newest first). Those not seen before join the queue when the server's time
 * `serverNow` (ms) says that they are young; a call that is gone was undone and leaves at once.
 */
export function hearCalls(hero: Hero, calls: readonly BoardCall[], serverNow: number): Hero {
  const fresh = calls.filter((call) => !hero.seen.includes(callKey(call)));
  const young = fresh.filter(({ at }) => serverNow - Date.parse(at) <= NEWS_MS).reverse();
  const stands = (call: BoardCall): boolean => calls.some((each) => callKey(each) === callKey(call));
  const { shown } = hero;
  return {
    shown: shown !== null && calls.some(({ callId }) => callId === shown.call.callId) ? shown : null,
    waiting: [...hero.waiting.filter(stands), ...young],
    seen: [...fresh.map(callKey), ...hero.seen].slice(0, REMEMBERED),
  };
}

/** Moves the queue on at `tick` (own clock, ms). */
export function turnHero(hero: Hero, tick: number): Hero {
  const [next, ...waiting] = hero.waiting;
  const busy = hero.shown !== null && tick - hero.shown.since < HERO_IN_TURN_MS;
  return next === undefined || busy ? hero : { ...hero, shown: { call: next, since: tick }, waiting };
}

/** Whether the shown call is still loud at `tick`; `expected` says that its patient has not come yet. */
export function isLoud(hero: Hero, tick: number, expected: boolean): boolean {
  if (hero.shown === null) return false;
  const age = tick - hero.shown.since;
  return age < HERO_ALONE_MS || (expected && age < HERO_LONGEST_MS);
}
