import type { Day } from '../../core/queue/day.ts';
import { opening } from '../../core/queue/decide.ts';
import { businessDayOf } from '../../core/queue/local-time.ts';
import type { Draft, Given } from './log.ts';

/** What two sources know of the numbers given out: the later day, and of one day the higher numbers. */
export function highestOf(one: Given | null, other: Given | null): Given | null {
  if (one === null || other === null) return one ?? other;
  if (one.businessDay !== other.businessDay) return one.businessDay > other.businessDay ? one : other;
  const above = { ...one.above };
  for (const [series, number] of Object.entries(other.above))
    above[series] = Math.max(above[series] ?? 0, number);
  return { businessDay: one.businessDay, at: Math.max(one.at, other.at), above };
}

/**
 * Entries that make sure that no number which was given out, and is not in the log, is ever given again. `day`: the
 * newest of the log; where the numbers are of a later one, that is opened with all that it takes over.
 */
export function raisedNumbers(live: Given | null, day: Day, now: number): Draft[] {
  if (live === null || (day.businessDay !== null && day.businessDay > live.businessDay)) return [];
  const { businessDay, above } = live;
  const at = Math.max(now, live.at, day.at);
  const draft = (happening: Draft['happening']): Draft => ({ at, actor: 'restore', happening });
  return [
    ...(day.businessDay === businessDay ? [] : [draft(opening(day, businessDay, at))]),
    ...(Object.keys(above).length === 0 ? [] : [draft({ type: 'numbers-raised', businessDay, above })]),
  ];
}

/**
 * Entries by which every series goes on `skip` numbers higher on the newest day that is known of, today at least: also
 * a series of which nobody has seen a number, as its first ones may be among what was lost.
 */
export function skippedNumbers(given: Given | null, day: Day, skip: number, now: number): Draft[] {
  const today = businessDayOf(now, day.clinic);
  const businessDay = [day.businessDay ?? '', given?.businessDay ?? '', today].toSorted().at(-1)!;
  const known = given?.businessDay === businessDay ? given.above : {};
  const above = aboveAll(day, known, skip);
  return raisedNumbers({ businessDay, at: Math.max(now, given?.at ?? 0), above }, day, now);
}

/** Every series of the hospital and every one in `known`, so many numbers higher. */
export function aboveAll(
  { clinic }: Pick<Day, 'clinic'>,
  known: Readonly<Record<string, number>>,
  skip: number,
): Record<string, number> {
  const series = new Set([...clinic.services.map((service) => service.series), ...Object.keys(known)]);
  const above = [...series].map((each) => [each, (known[each] ?? 0) + skip] as const);
  return Object.fromEntries(above.filter(([, number]) => number > 0));
}

/** The numbers above which the series go on after such entries. */
export function aboveOf(drafts: readonly Draft[]): Record<string, number> {
  for (const { happening } of drafts) if (happening.type === 'numbers-raised') return happening.above;
  return {};
}
