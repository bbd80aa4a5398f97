/** A clip that may have been said: times in ms, fit −1..1, loudness against the clip itself. */
export type Found = {
  readonly token: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly score: number;
  readonly gain: number;
  /** Energy of the recording that this clip accounts for. */
  readonly explained: number;
};

const ALLOWED_OVERLAP_MS = 20;
/* An echo in the tail of a hall is weaker than the word; a word really said twice is as loud as before. */
const GHOST_GAIN = 0.6;
const GHOST_GAP_MS = 100;

/**
 * The set of finds that do not overlap and together leave the least of the recording unexplained: weighted intervals
 * by end time. A clip explains score² of the energy under it; that is what tells "xê" from the "ê" in it, and "a"
 * from a "ca" without its beginning, where fit alone or length alone take one for the other.
 */
export function bestSet(found: readonly Found[]): Found[] {
  const byEnd = found.toSorted((a, b) => a.endMs - b.endMs);
  const worth = [0];
  const before: number[] = [];
  for (const [i, one] of byEnd.entries()) {
    let last = i;
    while (last > 0 && byEnd[last - 1]!.endMs > one.startMs + ALLOWED_OVERLAP_MS) last--;
    before.push(last);
    worth.push(Math.max(worth[i]!, worth[last]! + one.explained));
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
