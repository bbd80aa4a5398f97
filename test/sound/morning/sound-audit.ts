import { type Heard, sentencesOf } from '../matched-filter.ts';
import type { Called } from './called-log.ts';

/** One sentence that came out of a speaker; `from` is when its play began, `worst` how well its worst word fitted. */
export type HeardCall = { speaker: string; from: number; words: string; worst: number };
/** A time in which a speaker could not hear its house, be it cut off or the house gone: what waits is said afterwards. */
export type Outage = { speaker: string; from: number; to: number };

/** Lead-in, chime and the pause after it, before the first word. */
const BEFORE_WORDS_MS = 600 + 800 + 250;
/** Two clocks, a pipe of half a second, a busy machine. */
const TOLERANCE_MS = 2_500;
/** A first call must have had so long without an outage before anybody may ask why it was not heard. */
const FAIR_MS = 25_000;
const BETWEEN_MS = 500;
/** A word that was recorded whole fits better than this: another word that fits so well was really said. */
const WHOLE = 0.93;

export type Verdict = {
  /** Heard and nobody's call at that time, or too often. */
  strangers: string[];
  /** Calls of the log that were worth saying, could be said and were not. */
  missing: string[];
  /** Said less often than the rule says, in a calm hour. */
  tooFew: string[];
  /** Matched with one word that the machine's own stutter made unclear. */
  blurred: string[];
  heard: number;
};

/** Sentences of a decoded piece of recording that began at `from`. */
export function heardCalls(speaker: string, from: number, decoded: readonly Heard[]): HeardCall[] {
  return sentencesOf(decoded, BETWEEN_MS).map((sentence) => ({
    speaker,
    from: from + sentence[0]!.startMs - BEFORE_WORDS_MS,
    words: sentence.map(({ token }) => token).join(' '),
    worst: Math.min(...sentence.map(({ score }) => score)),
  }));
}

/** Holds what was heard against what the log says was called. */
export function auditSound(
  called: readonly Called[],
  heard: readonly HeardCall[],
  outages: readonly Outage[],
): Verdict {
  const plays = new Map<Called, HeardCall[]>();
  const verdict: Verdict = { strangers: [], missing: [], tooFew: [], blurred: [], heard: heard.length };
  for (const one of heard) {
    const owner = ownerOf(called, plays, one);
    if (owner === null) verdict.strangers.push(`${one.speaker} ${clock(one.from)} ${one.words}`);
    else {
      if (owner.words !== one.words) verdict.blurred.push(`${owner.words} | ${one.words}`);
      plays.set(owner, [...(plays.get(owner) ?? []), one]);
    }
  }
  for (const call of called) {
    const said = plays.get(call)?.length ?? 0;
    const name = `${call.speaker} ${clock(call.at)} ${call.code} ${call.words} (${said} of ${call.plays})`;
    const until = Math.min(call.overAt, call.expiresAt);
    if (said === 0 && fairMs(call, until, outages) >= FAIR_MS) verdict.missing.push(name);
    const calm = fairMs(call, until, outages) >= 45_000 && !isDisturbed(call, outages);
    if (calm && said > 0 && said < call.plays) verdict.tooFew.push(name);
  }
  return verdict;
}

/**
 * The call that a sentence belongs to: in its time, with plays left, the same words; or all but one of them, where the
 * recording itself shows a gap.
 */
function ownerOf(
  called: readonly Called[],
  plays: ReadonlyMap<Called, HeardCall[]>,
  { speaker, from, words, worst }: HeardCall,
): Called | null {
  const open = called.filter(
    (call) =>
      call.speaker === speaker &&
      from >= call.at - TOLERANCE_MS &&
      from <= Math.min(call.overAt, call.expiresAt) + TOLERANCE_MS &&
      (plays.get(call)?.length ?? 0) < call.plays,
  );
  const exact = open.findLast((call) => call.words === words);
  if (exact !== undefined || worst > WHOLE) return exact ?? null;
  return open.findLast((call) => distance(call.words.split(' '), words.split(' ')) <= 1) ?? null;
}

/** How long a call could have been said: its own time less the outages of its speaker. */
function fairMs({ speaker, at }: Called, until: number, outages: readonly Outage[]): number {
  const lost = outages
    .filter((outage) => outage.speaker === speaker)
    .reduce((sum, { from, to }) => sum + Math.max(0, Math.min(until, to) - Math.max(at, from)), 0);
  return until - at - lost;
}

const isDisturbed = ({ speaker, at }: Called, outages: readonly Outage[]): boolean =>
  outages.some(
    (outage) => outage.speaker === speaker && outage.from < at + 60_000 && outage.to > at - 60_000,
  );

function distance(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, i) => i + 1);
  row.unshift(0);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [k, other] of b.entries())
      next.push(Math.min(row[k + 1]! + 1, next[k]! + 1, row[k]! + (word === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 21);
