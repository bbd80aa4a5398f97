import { type StationSign, StationSignAnswer } from '../../core/wire/station.ts';
import type { HouseClock } from './house-clock.ts';
import type { HouseAnswer, HouseLink } from './house-link.ts';

/** What a station tells beside what its PC's clock says. */
export type SignFacts = Omit<StationSign, 'clockMs'>;

type Parts = {
  house: Pick<HouseLink, 'ask' | 'line'>;
  facts: () => SignFacts;
  /** The PC's own clock in ms, and one that never jumps. */
  wall: () => number;
  elapsed: () => number;
  clock: Pick<HouseClock, 'hear'>;
};

const LOOK_MS = 1_000;
const SIGN_MS = 60_000;
/** News is told at once, but not more often: a journal of many lines is handed in in many steps. */
const NEWS_MS = 3_000;
const AGAIN_MS = 5_000;
/** A house of an older version does not know signs, or not such ones: it may be updated. */
const UNKNOWN_MS = 600_000;

/**
 * Tells the house how this station is, each minute and when something has changed, and learns the house's time from
 * the answer. What is not heard is told again; nothing else depends on it. Returns the stop.
 */
export function tellSigns(parts: Parts): () => void {
  const { house, elapsed } = parts;
  let told = '';
  let line: string | null = null;
  let dueAt = 0;
  let mayAt = 0;
  let asking = false;
  const look = async (): Promise<void> => {
    if (asking) return;
    const now = house.line();
    // A house that was started anew knows nothing of what it was told before.
    if (now !== line) dueAt = mayAt = 0;
    line = now;
    if (line === null) return;
    const facts = parts.facts();
    const news = JSON.stringify(facts);
    const askedAt = elapsed();
    if (askedAt < (news === told ? dueAt : mayAt)) return;
    asking = true;
    const body = JSON.stringify({ clockMs: parts.wall(), ...facts });
    const reply = await house.ask('POST', '/api/v1/station-signs', body);
    asking = false;
    const time = houseTime(reply);
    if (time !== null) {
      parts.clock.hear(time, elapsed() - askedAt);
      told = news;
    }
    dueAt = elapsed() + (time !== null ? SIGN_MS : AGAIN_MS);
    mayAt = elapsed() + (time !== null ? NEWS_MS : AGAIN_MS);
    if (reply?.status === 404 || reply?.status === 400) dueAt = mayAt = elapsed() + UNKNOWN_MS;
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => clearInterval(timer);
}

function houseTime(reply: HouseAnswer): number | null {
  if (reply?.status !== 200) return null;
  try {
    return StationSignAnswer.safeParse(JSON.parse(reply.body)).data?.now ?? null;
  } catch {
    return null;
  }
}
