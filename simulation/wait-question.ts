import { expectedWait, roundedRange, type WaitRange } from '../core/queue/expected-wait.ts';
import { lineClasses, type PriorityClass } from '../core/queue/line-class.ts';
import { noteArrival, notePace, type Pace } from '../core/queue/pace.ts';

import { type Place, placeIn, WaitingLine } from '../core/queue/waiting-line.ts';
import type { Break, RoomCall } from './break-play.ts';
import { dueFrom, MEAN_SERVICE, type Patient, ROOMS } from './one-stage-day.ts';
import type { ProductSettings } from './product-desk.ts';
import { classTargets } from './rival-desk.ts';

/** What one patient was told at one moment and what came true, in minutes from that moment. */
export type WaitAnswer = {
  line: PriorityClass;
  asked: 'arrival' | 'half-way';
  waited: number;
  range: WaitRange;
  shown: { from: number; to: number };
  /** People ahead in the order of their targets × mean service time, over the rooms and without. */
  naive: { rooms: number; worded: number };
};

/** Minute 0 of the model is 07:00. */
const OPENING = 7 * 60;

type Room = { start: number; end: number };
type Moment =
  | { at: number; order: 0; patient: Patient }
  | { at: number; order: 1; patient: Patient; asked: WaitAnswer['asked'] }
  | { at: number; order: 2; patient: Patient; call: RoomCall };

/**
 * Goes through a morning that has been played: everybody who came after opening asks on arrival, everybody who
 * waited asks again half-way. Only what a clinic knows at that moment goes into the answer. `breaks` are the ones
 * that were announced. Returns the answers and what the day taught.
 */
export function askedWaits(
  calls: readonly RoomCall[],
  breaks: readonly Break[],
  rule: ProductSettings,
  prior: Pace,
): { answers: WaitAnswer[]; pace: Pace } {
  const hall = emptyHall(rule, prior);
  const starts = new Map(calls.map(({ patient, start }) => [patient, start]));
  const answers: WaitAnswer[] = [];
  for (const moment of momentsOf(calls)) {
    if (moment.order === 0) enter(hall, moment.patient);
    else if (moment.order === 2) leave(hall, moment.call, breaks);
    else {
      const { patient, asked, at } = moment;
      const range = rangeFor(hall, patient, at, breaks);
      if (!range) throw new Error('six open rooms and no range');
      const waited = starts.get(patient)! - at;
      const naive = naiveFor(hall, patient);
      answers.push({ line: patient.line, asked, waited, range, shown: roundedRange(range), naive });
    }
  }
  return { answers, pace: hall.pace };
}

type Hall = {
  rule: ProductSettings;
  lines: WaitingLine;
  numbers: Map<Patient, number>;
  rooms: (Room | null)[];
  /** From when everybody called so far waited. */
  calledSince: number[];
  pace: Pace;
};

function emptyHall(rule: ProductSettings, pace: Pace): Hall {
  const rooms = Array.from({ length: ROOMS }, () => null);
  return { rule, lines: new WaitingLine(), numbers: new Map(), rooms, calledSince: [], pace };
}

function momentsOf(calls: readonly RoomCall[]): Moment[] {
  const moments = calls.flatMap((call): Moment[] => {
    const { patient, start } = call;
    const opened = Math.max(0, patient.arrival);
    const moments: Moment[] = [
      { at: patient.arrival, order: 0, patient },
      { at: start, order: 2, patient, call },
    ];
    if (patient.arrival >= 0) moments.push({ at: opened, order: 1, patient, asked: 'arrival' });
    if (start > opened) moments.push({ at: (opened + start) / 2, order: 1, patient, asked: 'half-way' });
    return moments;
  });
  return moments.sort((a, b) => a.at - b.at || a.order - b.order);
}

function enter(hall: Hall, patient: Patient): void {
  hall.numbers.set(patient, hall.numbers.size + 1);
  hall.lines.add(placeOf(hall, patient), patient.line);
  hall.pace = noteArrival(hall.pace, patient.line, OPENING + patient.arrival);
}

function leave(hall: Hall, { patient, room, start, prompt }: RoomCall, breaks: readonly Break[]): void {
  const place = placeOf(hall, patient);
  hall.lines.remove(place, patient.line);
  hall.calledSince.push(place.since);
  const last = hall.rooms[room];
  const rested = breaks.some(
    (each) => each.room === room && last && each.to > last.start && each.from < start,
  );
  if (last && prompt && !rested) hall.pace = notePace(hall.pace, start - last.start);
  hall.rooms[room] = { start, end: start + patient.service };
}

function rangeFor(hall: Hall, patient: Patient, at: number, breaks: readonly Break[]): WaitRange | null {
  const place = placeOf(hall, patient);
  const open = hall.rooms.filter(
    (_, room) => !breaks.some((each) => each.room === room && each.from <= at && at < each.to),
  );
  return expectedWait({
    now: OPENING + at,
    line: patient.line,
    since: OPENING + place.since,
    rule: hall.rule,
    ahead: (line, since) => placeIn(hall.lines.line(line), { ...place, since: since - OPENING }),
    overtaken: hall.calledSince.filter((since) => since > place.since).length,
    rooms: open.map((room) => ({ share: 1, inside: room && room.end > at ? at - room.start : null })),
    closed: at < 0 ? [{ from: 0, to: -at }] : [],
    pace: hall.pace,
  });
}

function naiveFor(hall: Hall, patient: Patient): WaitAnswer['naive'] {
  const place = placeOf(hall, patient);
  const due = place.since + targetOf(patient.line);
  const ahead = lineClasses.reduce(
    (sum, line) =>
      sum +
      placeIn(hall.lines.line(line), {
        ...place,
        since: line === patient.line ? place.since : due - targetOf(line),
      }),
    0,
  );
  return { rooms: (ahead * MEAN_SERVICE) / ROOMS, worded: ahead * MEAN_SERVICE };
}

/** An emergency is due long before everybody else. */
function targetOf(line: PriorityClass | 'return'): number {
  if (line === 'return') return 0;
  return line === 'urgent' ? -1e6 : classTargets[line];
}

function placeOf({ numbers }: Hall, patient: Patient): Place {
  return { id: String(patient.id), number: numbers.get(patient)!, since: dueFrom(patient) };
}
