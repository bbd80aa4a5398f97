/** A clip that may have been said: times in ms, fit −1..1, loudness against the clip itself. */
export type Found = {
  readonly token: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly score: number;
  readonly gain: number;
};

const ALLOWED_OVERLAP_MS = 20;
/* From this share of common time on two clips are heard in one and the same place. */
const SAME_PLACE = 0.75;
/* An echo in the tail of a hall is weaker than the word; a word really said twice is as loud as before. */
const GHOST_GAIN = 0.6;
const GHOST_GAP_MS = 100;

const byStart = (a: Found, b: Found): number => a.startMs - b.startMs;

/** Share of two clips' time that they have in common. */
function together(a: Found, b: Found): number {
  const common = Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs);
  return common / (Math.max(a.endMs, b.endMs) - Math.min(a.startMs, b.startMs));
}

/**
 * Of clips that lie on each other ("a" and "ca", "eight" and "aitch") only the one that fits best can be meant;
 * the sum of what is covered would favour the longer one. The same clip half its length later is one find, too.
 */
export function withoutRivals(found: readonly Found[]): Found[] {
  const byTime = found.toSorted(byStart);
  const isBeaten = (one: Found, other: Found): boolean => {
    const same =
      other.token === one.token && Math.abs(other.startMs - one.startMs) < (one.endMs - one.startMs) / 2;
    return other.score > one.score && (same || together(one, other) > SAME_PLACE);
  };
  return byTime.filter((one, i) => {
    const length = one.endMs - one.startMs;
    for (let k = i - 1; k >= 0 && one.startMs - byTime[k]!.startMs < length; k--)
      if (isBeaten(one, byTime[k]!)) return false;
    for (let k = i + 1; k < byTime.length && byTime[k]!.startMs - one.startMs < length; k++)
      if (isBeaten(one, byTime[k]!)) return false;
    return true;
  });
}

/** The set of finds that do not overlap and explain most: Σ score² · length, weighted intervals by end time. */
export function bestSet(found: readonly Found[]): Found[] {
  const byEnd = found.toSorted((a, b) => a.endMs - b.endMs);
  const worth = [0];
  const before: number[] = [];
  for (const [i, one] of byEnd.entries()) {
    let last = i;
    while (last > 0 && byEnd[last - 1]!.endMs > one.startMs + ALLOWED_OVERLAP_MS) last--;
    before.push(last);
    worth.push(Math.max(worth[i]!, worth[last]! + one.score ** 2 * (one.endMs - one.startMs)));
  }
  const chosen: Found[] = [];
  for (let i = byEnd.length; i > 0; ) {
    if (worth[i] === worth[i - 1]) i--;
    else {
      chosen.push(byEnd[i - 1]!);
      i = before[i - 1]!;
    }
  }
  return chosen.reverse();
}

/** Without the weaker repeat of a word in its own reverberation. */
export function withoutGhosts(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of found) {
    const before = kept.at(-1);
    const isGhost =
      before?.token === one.token &&
      one.startMs - before.endMs < GHOST_GAP_MS &&
      one.score < before.score &&
      one.gain < GHOST_GAIN * before.gain;
    if (!isGhost) kept.push(one);
  }
  return kept;
}
