import { signal } from '@preact/signals';
import { isoLocal, localMoment } from '../core/queue/local-time.ts';
import type { PlaceAnswer } from '../core/wire/api.ts';
import { get } from '../web/http.ts';

/**
 * The hospital's zone. Times on a desk are those of the clocks on its walls: a PC that was set up in another zone shows
 * the same as its neighbour. The country has one zone, which holds until the server has said what the clinic file says.
 */
const zone = signal('Asia/Ho_Chi_Minh');

export function takeZone({ timeZone }: Pick<PlaceAnswer, 'timeZone'>): void {
  zone.value = timeZone;
}

/** Asks the server for the zone; a server that is away leaves it as it is. */
export async function learnZone(token: string): Promise<void> {
  const reply = await get<PlaceAnswer>(token, '/api/v1/place');
  if (reply.ok) takeZone(reply.body);
}

/** Time of day `07:05:09` of a moment in ms since 1970. */
export const clockTime = (at: number): string => isoLocal(at, zone.value).slice(11, 19);

/** `07:05 22/11`. */
export function shortMoment(at: number): string {
  const { time, day, month } = partsOf(at);
  return `${time} ${day}/${month}`;
}

/** `07:05 22/11/2026`. */
export function longMoment(at: number): string {
  const { time, day, month, year } = partsOf(at);
  return `${time} ${day}/${month}/${year}`;
}

function partsOf(at: number): { year: string; month: string; day: string; time: string } {
  const iso = isoLocal(at, zone.value);
  const [year, month, day] = iso.slice(0, 10).split('-') as [string, string, string];
  return { year, month, day, time: iso.slice(11, 16) };
}

/** What somebody wrote by the clock on the wall, `2026-11-22T07:05`, as ISO 8601; null: nothing was written. */
export function momentOf(local: string): string | null {
  const [date, time] = local.split('T');
  if (!date || !time) return null;
  return new Date(
    localMoment(date, time.slice(0, 5), { timeZone: zone.value, dayStartsAt: '00:00' }),
  ).toISOString();
}
