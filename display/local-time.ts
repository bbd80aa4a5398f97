/** Viet Nam has one offset and no summer time; any time the server sent says if the hospital lies elsewhere. */
const VIETNAM_MINUTES = 7 * 60;

/** Minutes east of Greenwich in an ISO 8601 time such as `2026-11-22T07:42:00+07:00`. */
export function offsetMinutes(iso: string | null): number {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(iso ?? '');
  if (!found) return VIETNAM_MINUTES;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** Time of day at the hospital: `now` in ms since 1970, `offset` in minutes → "07:42". */
export function timeOfDay(now: number, offset: number): string {
  return new Date(now + offset * 60_000).toISOString().slice(11, 16);
}
