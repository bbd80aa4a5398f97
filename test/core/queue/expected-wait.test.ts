import { describe, expect, it } from 'vitest';
import {
  expectedWait,
  roundedRange,
  type ServingRoom,
  type WaitInput,
  type WaitRange,
  waitWords,
} from '../../../core/queue/expected-wait.ts';
import type { LineClass } from '../../../core/queue/line-class.ts';
import { noteArrival, notePace, priorPace } from '../../../core/queue/pace.ts';

const NOON = 720;
const busy = (count: number, inside = 4): ServingRoom[] =>
  Array.from({ length: count }, () => ({ share: 1, inside }));
const empty = (count: number): ServingRoom[] =>
  Array.from({ length: count }, () => ({ share: 1, inside: null }));
const target: WaitInput['rule'] = {
  policy: 'target',
  targets: { return: 15, priority: 20, appointment: 20, normal: 60 },
  streak: 4,
};

/** People who wait, by class, each from a minute on; the ticket asked about is not among them. */
type Crowd = { [line in LineClass]?: readonly number[] };
const inLine = (crowd: Crowd): WaitInput['ahead'] => {
  return (line, since) => (crowd[line] ?? []).filter((each) => each < since).length;
};
/** So many people who came evenly over the ten minutes before a moment. */
const many = (count: number, since: number): number[] =>
  Array.from({ length: count }, (_, each) => since - (10 * (each + 1)) / count);

/** A walk-in who has just come to one room of seven minutes a patient, with nobody before him. */
const walkIn: WaitInput = {
  now: NOON,
  line: 'normal',
  since: NOON,
  rule: target,
  ahead: () => 0,
  overtaken: 0,
  rooms: busy(1),
  closed: [],
  pace: priorPace(7, null),
};
const wait = (change: Partial<WaitInput>): WaitRange => {
  const range = expectedWait({ ...walkIn, ...change });
  if (!range) throw new Error('no range');
  expect(range.from).toBeLessThanOrEqual(range.middle);
  expect(range.middle).toBeLessThanOrEqual(range.to);
  return range;
};

describe('the wait of somebody in line', () => {
  it('is nothing beside an empty room', () => {
    expect(wait({ rooms: empty(1) })).toMatchObject({ from: 0, middle: 0 });
  });

  it('is about the people before him times the doctor’s time over the rooms', () => {
    const ahead = inLine({ normal: many(30, NOON - 20) });
    expect(wait({ ahead }).middle).toBeCloseTo(30 * 7, -1);
    expect(wait({ ahead, rooms: busy(6) }).middle).toBeCloseTo(35, -1);
  });

  it('is given with people before him and a fresh morning: wide, and around the file’s minutes', () => {
    const { from, to } = wait({ ahead: inLine({ normal: many(20, NOON - 20) }), rooms: busy(4) });
    expect(from).toBeLessThan(30);
    expect(to).toBeGreaterThan(40);
  });

  it('is narrower and longer after the day has shown slow doctors', () => {
    let pace = priorPace(7, null);
    for (let patient = 0; patient < 80; patient += 1) pace = notePace(pace, patient % 2 ? 12 : 8);
    const ahead = inLine({ normal: many(20, NOON - 20) });
    const learned = wait({ ahead, rooms: busy(4), pace });
    const fresh = wait({ ahead, rooms: busy(4), pace: priorPace(10, null) });
    expect(learned.middle).toBeCloseTo(50, -1);
    expect(learned.to - learned.from).toBeLessThan(0.8 * (fresh.to - fresh.from));
  });

  it('has an honest width behind three hundred people', () => {
    const { from, middle, to } = wait({ ahead: inLine({ normal: many(300, NOON - 30) }), rooms: busy(6) });
    expect(middle).toBeGreaterThan(335);
    expect(middle).toBeLessThan(365);
    expect(to - from).toBeGreaterThan(50);
  });

  it('is shorter when the patient inside is about to leave', () => {
    expect(wait({ rooms: busy(1, 6) }).middle).toBeLessThan(wait({ rooms: busy(1, 0) }).middle);
  });

  it('grows at once when one of two rooms closes, and by half when a room is shared', () => {
    const ahead = inLine({ normal: many(10, NOON - 20) });
    const two = wait({ ahead, rooms: busy(2) }).middle;
    expect(wait({ ahead, rooms: busy(1) }).middle / two).toBeCloseTo(2, 0);
    const shared = wait({ ahead, rooms: [...busy(1), { share: 0.5, inside: 4 }] }).middle;
    expect(shared).toBeGreaterThan(two * 1.2);
    expect(shared).toBeLessThan(two * 1.45);
  });
});

describe('who goes first', () => {
  const sixty = { normal: Array.from({ length: 60 }, (_, each) => NOON - 1 - each) };

  it('lets a priority patient pass most who wait, and an emergency all', () => {
    const ahead = inLine(sixty);
    const rooms = busy(6);
    const normal = wait({ ahead, rooms }).middle;
    const priority = wait({ ahead, rooms, line: 'priority' }).middle;
    expect(normal).toBeGreaterThan(60);
    expect(priority).toBeLessThan(25);
    expect(wait({ ahead, rooms, line: 'urgent' }).middle).toBeLessThan(2);
  });

  it('counts on priority patients who have yet to come, for as long as they would pass', () => {
    let pace = priorPace(7, null);
    for (let minute = 45; minute > 0; minute -= 3) pace = noteArrival(pace, 'priority', NOON - minute);
    const quiet = wait({ ahead: inLine(sixty), rooms: busy(6) });
    const rushed = wait({ ahead: inLine(sixty), rooms: busy(6), pace });
    expect(rushed.middle).toBeGreaterThan(quiet.middle + 10);
    expect(rushed.to - rushed.from).toBeGreaterThan(quiet.to - quiet.from);
    expect(wait({ ahead: inLine(sixty), rooms: busy(6), line: 'priority', pace }).middle).toBeLessThan(25);
  });

  it('lets an early appointment wait for its slot as long as others wait, and no longer', () => {
    const early = { line: 'appointment' as const, since: NOON + 40, rooms: busy(2) };
    const crowd = { normal: Array.from({ length: 60 }, (_, each) => NOON - 1 - each) };
    expect(wait({ ...early, ahead: inLine(crowd) }).middle).toBeGreaterThan(40);
    expect(wait({ ...early, ahead: inLine({}) }).middle).toBeLessThan(5);
  });

  it('follows the rule of the service', () => {
    const crowd = { normal: many(20, NOON - 12), priority: many(20, NOON) };
    const middle = (policy: WaitInput['rule']['policy'], line: LineClass): number =>
      wait({ rule: { ...target, policy }, line, ahead: inLine(crowd), since: NOON - 11 }).middle;
    expect(middle('fifo', 'priority')).toBeCloseTo(20 * 7, -1);
    expect(middle('strict', 'priority')).toBeLessThan(10);
    expect(middle('strict', 'normal')).toBeCloseTo(40 * 7, -1);
    expect(middle('accumulating', 'priority')).toBeLessThan(10);
    expect(middle('ratio', 'normal')).toBeCloseTo(40 * 7, -1);
  });

  it('lets two of three go first under the ratio rule, and four of five at most under the target rule', () => {
    const crowd = { priority: many(90, NOON - 200), normal: many(9, NOON - 5) };
    const middle = (policy: 'ratio' | 'target'): number =>
      wait({ rule: { ...target, policy }, ahead: inLine(crowd), rooms: busy(3) }).middle;
    expect(middle('ratio') / (7 / 3)).toBeCloseTo(29, -1);
    expect(middle('target') / (7 / 3)).toBeCloseTo(49, -1);
  });

  it('remembers how often somebody was passed where a service caps that', () => {
    const ahead = inLine({ priority: many(60, NOON), normal: many(5, NOON - 80) });
    const capped = (overtaken: number, cap: object): number =>
      wait({ rule: { ...target, streak: 50, ...cap }, since: NOON - 30, ahead, overtaken }).middle;
    expect(capped(0, {}) / 7).toBeCloseTo(65, -1);
    expect(capped(0, { overtakeCap: 12 }) / 7).toBeCloseTo(5 + 12 + 6, -1);
    expect(capped(12, { overtakeCap: 12 }) / 7).toBeCloseTo(5 + 6, -1);
  });
});

describe('doors and breaks', () => {
  it('adds the minutes until the doors open, and the first through them wait no longer', () => {
    const early = { closed: [{ from: 0, to: 25 }], rooms: empty(6) };
    const first = wait(early);
    expect(first.from).toBe(25);
    expect(first.middle).toBeLessThan(27);
    const later = wait({ ...early, ahead: inLine({ normal: many(36, NOON - 20) }) });
    expect(later.middle).toBeGreaterThan(25 + 32);
    expect(later.middle).toBeLessThan(25 + 42);
  });

  it('puts a lunch that is known between', () => {
    const ahead = inLine({ normal: many(10, NOON - 20) });
    const straight = wait({ ahead }).middle;
    const lunch = wait({ ahead, closed: [{ from: 30, to: 120 }] }).middle;
    expect(lunch - straight).toBeCloseTo(90, 0);
    expect(wait({ ahead, closed: [{ from: 300, to: 390 }] }).middle).toBeCloseTo(straight, 1);
  });

  it('says nothing when no room serves, or when it would be tomorrow', () => {
    expect(expectedWait({ ...walkIn, rooms: [] })).toBeNull();
    expect(expectedWait({ ...walkIn, rooms: [{ share: 0, inside: 3 }] })).toBeNull();
    expect(expectedWait({ ...walkIn, ahead: inLine({ normal: many(300, NOON - 20) }) })).toBeNull();
  });
});

describe('what people read', () => {
  const read = (from: number, to: number): [number, number] => {
    const range = roundedRange({ from, to });
    return [range.from, range.to];
  };

  it('is whole five minutes and never one time', () => {
    expect(read(0, 1.2)).toEqual([0, 5]);
    expect(read(0, 0)).toEqual([0, 5]);
    expect(read(11.8, 23.1)).toEqual([10, 25]);
    expect(read(8.2, 11.9)).toEqual([5, 15]);
    expect(read(10, 10)).toEqual([10, 15]);
    expect(read(121, 163)).toEqual([120, 165]);
  });

  it('is read as a range of minutes', () => {
    expect(waitWords({ from: 10, to: 25 })).toEqual({ vi: '10–25 phút', en: '10–25 min' });
  });
});
