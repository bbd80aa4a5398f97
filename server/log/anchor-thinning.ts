/** What decides of an anchor whether it is kept. */
type Dated = { readonly businessDay: string | null; readonly from: number | null };

/** A file with so many lines is thinned before the next one: two months of a hospital that is open all day. */
export const MOST_LINES = 1_500;
const NEWEST = 200;
const DAYS = 400;

/**
 * The anchors that go on being of use, in the order of the file. `standing`: those that the log of today must bear
 * out. The chain proves all that lies before an entry, so that of a day long ago one anchor says as much as fifty.
 * Kept are the newest; every one of the latest day, as they know the highest numbers that were given on it; each that
 * lets go of older ones, or these would be held against the log again; and of those that stand the last of each of 400
 * days, then of each month.
 */
export function thinned<Anchor extends Dated>(
  all: readonly Anchor[],
  standing: ReadonlySet<Anchor>,
): Anchor[] {
  const latest = all.reduce((day, { businessDay }) => ((businessDay ?? '') > day ? businessDay! : day), '');
  const lasts = [...lastOf(all, standing, ({ businessDay }) => businessDay)];
  const kept = new Set([
    ...all.slice(-NEWEST),
    ...all.filter(({ businessDay, from }) => businessDay === latest || from !== null),
    ...lasts.slice(-DAYS),
    ...lastOf(lasts.slice(0, -DAYS), standing, ({ businessDay }) => businessDay!.slice(0, 7)),
  ]);
  return all.filter((anchor) => kept.has(anchor));
}

/** Of the standing anchors of each day or month the last; those without a day are of an empty log. */
function lastOf<Anchor extends Dated>(
  all: readonly Anchor[],
  standing: ReadonlySet<Anchor>,
  of: (anchor: Anchor) => string | null,
): Iterable<Anchor> {
  const last = new Map<string, Anchor>();
  for (const anchor of all) {
    const span = anchor.businessDay === null || !standing.has(anchor) ? null : of(anchor);
    if (span !== null) last.set(span, anchor);
  }
  return last.values();
}
