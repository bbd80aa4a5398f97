import {
  OLDEST_ENGINE,
  type ScreenLevel,
  type ScreenSign,
  type ScreenTroubleKind,
  screenTroubles,
} from '../../core/wire/screen.ts';

/** Without a sign for so long: amber, red. A page gives one every five seconds. */
export const AMBER_AFTER_MS = 15_000;
export const RED_AFTER_MS = 30_000;
/** A picture comes twice a second; a set that is busy with itself may miss some. */
const FROZEN_AFTER_MS = 20_000;
/** Pages take a new build within ten minutes when nothing is being called. */
const OLD_PAGE_AFTER_MS = 20 * 60_000;

/** What is known of a screen; times are ms of a clock that never jumps. */
export type Known = {
  /** Null while a socket is open. */
  leftAt: number | null;
  /** Of the newest socket: null when it never said anything of itself, which only our own pages do. */
  last: {
    sign: ScreenSign;
    at: number;
    clockOffMs: number | null;
    /** When `paints` was seen to grow last. */
    paintedAt: number;
    /** Since when it shows less than the house knows; null while it is current. */
    behindSince: number | null;
    /** Since when its build is another than the house's; null while they agree. */
    otherBuildSince: number | null;
  } | null;
  sound: { state: 'running' | 'blocked'; at: number } | null;
};

export type Found = { kind: ScreenTroubleKind; level: Exclude<ScreenLevel, 'calm'>; since: number };

/** The worst that is wrong with a screen at `now`, or null. */
export function troubleOf(known: Known, now: number): Found | null {
  const found = known.leftAt === null ? connectedTroubles(known, now) : late('away', known.leftAt, now);
  const [worst = null] = found.sort((a, b) => rank(a) - rank(b));
  return worst;
}

const rank = ({ kind, level }: Found): number =>
  screenTroubles.indexOf(kind) + (level === 'red' ? 0 : screenTroubles.length);

function connectedTroubles({ last, sound }: Known, now: number): Found[] {
  const blocked: Found[] =
    sound?.state === 'blocked' ? [{ kind: 'no-sound', level: 'red', since: sound.at }] : [];
  if (last === null) return blocked;
  const { sign, at, paintedAt, behindSince, otherBuildSince } = last;
  const silent = late('silent', at, now);
  // What was said so long ago tells nothing of now.
  if (silent.length > 0) return [...blocked, ...silent];
  const found = [...blocked, ...(behindSince === null ? [] : late('behind', behindSince, now))];
  if (sign.hidden) found.push({ kind: 'hidden', level: 'amber', since: paintedAt });
  else if (at - paintedAt >= FROZEN_AFTER_MS) found.push({ kind: 'frozen', level: 'red', since: paintedAt });
  if (sign.engine !== null && sign.engine < OLDEST_ENGINE)
    found.push({ kind: 'old-engine', level: 'amber', since: at });
  if (otherBuildSince !== null && now - otherBuildSince >= OLD_PAGE_AFTER_MS)
    found.push({ kind: 'old-page', level: 'amber', since: otherBuildSince });
  return found;
}

function late(kind: ScreenTroubleKind, since: number, now: number): Found[] {
  if (now - since < AMBER_AFTER_MS) return [];
  return [{ kind, level: now - since < RED_AFTER_MS ? 'amber' : 'red', since }];
}
