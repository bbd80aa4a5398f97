import type { Desk } from './desk.ts';
import { type Patient, ROOMS } from './one-stage-day.ts';

/** One patient called: from `start` on (minutes from opening) the room is his for his service time. */
export type Call = { patient: Patient; start: number };

/**
 * Plays one morning: six rooms, a call is a start, nobody is absent. The room that is free first calls next, the
 * lowest of equals. Returns the calls in their order; everybody is served in the end.
 */
export function playMorning(patients: readonly Patient[], desk: Desk): Call[] {
  const free = Array.from({ length: ROOMS }, () => 0);
  const calls: Call[] = [];
  let come = 0;
  const admit = (now: number): void => {
    for (let next = patients[come]; next && next.arrival <= now; next = patients[come]) {
      desk.come(next);
      come += 1;
    }
  };
  while (calls.length < patients.length) {
    const room = free.indexOf(Math.min(...free));
    const ready = free[room]!;
    admit(ready);
    const waiting = come > calls.length;
    const start = waiting ? ready : Math.max(ready, patients[come]!.arrival);
    admit(start);
    const patient = desk.call(start);
    if (!patient) throw new Error('a desk with people at it called nobody');
    calls.push({ patient, start });
    free[room] = start + patient.service;
  }
  return calls;
}
