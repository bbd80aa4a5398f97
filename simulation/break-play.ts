import type { Desk } from './desk.ts';
import { type Patient, ROOMS } from './one-stage-day.ts';

/** A room calls nobody from `from` on until `to` (minutes from opening); who is inside is served to the end. */
export type Break = { room: number; from: number; to: number };

/** One patient called into a room. `prompt`: the room was waiting for nobody, it called as soon as it could. */
export type RoomCall = { patient: Patient; room: number; start: number; prompt: boolean };

/**
 * Plays one morning as `playMorning` does, and tells the rooms; a room on a break calls when it is back. The room
 * that can call first calls next, the lowest of equals. Returns the calls in their order.
 */
export function playWithBreaks(
  patients: readonly Patient[],
  desk: Desk,
  breaks: readonly Break[],
): RoomCall[] {
  const free = Array.from({ length: ROOMS }, (_, room) => afterBreak(breaks, room, 0));
  const calls: RoomCall[] = [];
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
    const prompt = come > calls.length;
    const start = prompt ? ready : afterBreak(breaks, room, Math.max(ready, patients[come]!.arrival));
    if (!prompt && start > Math.max(ready, patients[come]!.arrival)) {
      free[room] = start;
      continue;
    }
    admit(start);
    const patient = desk.call(start);
    if (!patient) throw new Error('a desk with people at it called nobody');
    calls.push({ patient, room, start, prompt });
    free[room] = afterBreak(breaks, room, start + patient.service);
  }
  return calls;
}

/** The room's first minute from `minute` on that is not within a break. */
function afterBreak(breaks: readonly Break[], room: number, minute: number): number {
  const taken = breaks.find((each) => each.room === room && each.from <= minute && minute < each.to);
  return taken ? taken.to : minute;
}
