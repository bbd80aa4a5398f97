import type { Clinic } from '../core/queue/clinic-file.ts';
import { drawPeople, type Mix, usualMix, type Visitor } from '../simulation/people.ts';
import { WALK_MS } from './demo-floor.ts';

/** How busy the busiest room is: somewhat more than it can do, so that a line forms and is gone by the break. */
const LOAD = 1.1;
const TRIAL = 300;
const MINUTE = 60_000;
/** Who stands at the door before the demo begins comes in when it does. */
const DOORS_OPEN = -10;
/** Morning and afternoon, in minutes from 07:00. */
const sessions = [
  { from: 0, sessionMinutes: 270 },
  { from: 360, sessionMinutes: 180 },
] as const;

/** The visitors of a day, in the order of arrival; the same for the same clinic and seed. */
export function peopleOfDay(clinic: Clinic, seed: number): Visitor[] {
  return sessions.flatMap(({ from, sessionMinutes }, session) => {
    const mix = { ...usualMix, sessionMinutes };
    const people = drawPeople({ seed: 2 * seed + session, clinic, mix, patients: howMany(clinic, mix) });
    return people.map((visitor) => ({
      ...visitor,
      id: `${session}-${visitor.id}`,
      arrival: from + Math.max(DOORS_OPEN, visitor.arrival),
      slot: visitor.slot === null ? null : from + visitor.slot,
    }));
  });
}

/** As many as the rooms of the busiest service can see in a session. */
function howMany(clinic: Clinic, mix: Mix): number {
  const work = new Map<string, number>();
  for (const { stops } of drawPeople({ seed: 1, clinic, patients: TRIAL, mix }))
    for (const { service, minutes } of stops)
      work.set(service, (work.get(service) ?? 0) + minutes + WALK_MS / MINUTE);
  const each = [...work].map(([service, minutes]) => {
    const rooms = clinic.rooms.filter(({ services }) => services.includes(service)).length;
    return minutes / TRIAL / Math.max(1, rooms);
  });
  return Math.max(10, Math.round((LOAD * mix.sessionMinutes) / Math.max(...each)));
}
