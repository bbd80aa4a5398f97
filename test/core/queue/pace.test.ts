import { describe, expect, it } from 'vitest';
import { comingBetween, noteArrival, notePace, type Pace, priorPace } from '../../../core/queue/pace.ts';
import { mulberry32 } from '../../../simulation/random.ts';

const SEVEN = 7 * 60;

/** A pace after so many patients of about so many minutes each. */
function taught(pace: Pace, minutes: number, patients: number): Pace {
  const chance = mulberry32(11);
  let learned = pace;
  for (let each = 0; each < patients; each += 1) learned = notePace(learned, minutes * (0.5 + chance.next()));
  return learned;
}

/** A day on which somebody without priority comes every five minutes from 07:00 to 09:00, `times` as many. */
function morning(pace: Pace, times: number): Pace {
  let day = pace;
  for (let minute = 0; minute < 120; minute += 5) {
    for (let each = 0; each < times; each += 1) day = noteArrival(day, 'normal', SEVEN + minute);
  }
  return day;
}

describe('how long the doctors take', () => {
  it('is what the clinic file says before the first patient ever', () => {
    expect(priorPace(7, null)).toMatchObject({ mean: 7, variance: 12.25, days: 0 });
  });

  it('is learned within a morning when the clinic file is far too short or too long', () => {
    expect(taught(priorPace(1, null), 10, 60).mean).toBeGreaterThan(8.5);
    expect(taught(priorPace(1, null), 10, 60).mean).toBeLessThan(10.5);
    expect(taught(priorPace(30, null), 10, 60).mean).toBeGreaterThan(9);
    expect(taught(priorPace(30, null), 10, 60).mean).toBeLessThan(12);
  });

  it('knows the spread of the patients too', () => {
    const { variance } = taught(priorPace(8, null), 8, 400);
    // Between four and twelve minutes, evenly: variance 64 / 12.
    expect(variance).toBeGreaterThan(4.3);
    expect(variance).toBeLessThan(6.4);
  });

  it('is hardly moved by six lunches of an hour', () => {
    let pace = taught(priorPace(7, null), 7, 80);
    const before = pace.mean;
    for (let lunch = 0; lunch < 6; lunch += 1) pace = notePace(pace, 67);
    expect(pace.mean).toBeLessThan(before * 1.07);
    expect(pace.mean).toBeGreaterThan(before);
  });

  it('stays above nothing for a desk that presses on past absent people', () => {
    let pace = priorPace(7, null);
    for (let press = 0; press < 500; press += 1) pace = notePace(pace, 0);
    expect(pace.mean).toBeGreaterThan(0.2);
    expect(pace.mean).toBeLessThan(0.5);
  });

  it('does not count a time that is none', () => {
    const pace = priorPace(7, null);
    expect(notePace(pace, Number.NaN)).toBe(pace);
    expect(notePace(pace, -3)).toBe(pace);
  });

  it('goes over the turn of the day, and a new doctor is noticed all the same', () => {
    const monday = taught(priorPace(7, null), 12, 300);
    const tuesday = priorPace(7, monday);
    expect(tuesday.mean).toBe(monday.mean);
    expect(tuesday.weight).toBeLessThan(monday.weight);
    expect(taught(tuesday, 6, 60).mean).toBeLessThan(8.5);
  });

  it('is the same after it has been written into the log and read again', () => {
    const pace = morning(taught(priorPace(7, null), 9, 50), 2);
    const kept = priorPace(7, pace);
    expect(JSON.parse(JSON.stringify(kept))).toEqual(kept);
    const third = priorPace(7, noteArrival(morning(priorPace(7, morning(kept, 1)), 2), 'normal', SEVEN));
    expect(third.usual.normal).toContain(10.33);
  });
});

describe('who will come', () => {
  it('is nobody while nobody has ever come', () => {
    expect(comingBetween(priorPace(7, null), 'priority', SEVEN, SEVEN + 60)).toBe(0);
  });

  it('on a first day goes on as lately, and fades', () => {
    const day = morning(priorPace(7, null), 1);
    const ten = comingBetween(day, 'normal', SEVEN + 120, SEVEN + 130);
    expect(ten).toBeGreaterThan(1.4);
    expect(ten).toBeLessThan(2);
    expect(comingBetween(day, 'normal', SEVEN + 120, SEVEN + 1000)).toBeLessThan(13);
    expect(comingBetween(day, 'priority', SEVEN + 120, SEVEN + 130)).toBe(0);
  });

  it('on the days after follows the ordinary day: the rush of the morning, nobody after it', () => {
    const tuesday = priorPace(7, morning(priorPace(7, null), 1));
    expect(comingBetween(tuesday, 'normal', SEVEN, SEVEN + 45)).toBeCloseTo(9, 6);
    expect(comingBetween(morning(tuesday, 1), 'normal', SEVEN + 105, SEVEN + 200)).toBeCloseTo(3, 6);
    expect(comingBetween(tuesday, 'normal', SEVEN + 120, SEVEN + 300)).toBe(0);
  });

  it('sees in the first hour that today is twice as busy, but not in the first three people', () => {
    const tuesday = priorPace(7, morning(priorPace(7, null), 4));
    const busy = morning(tuesday, 8);
    const rest = comingBetween(busy, 'normal', SEVEN + 90, SEVEN + 120) / 24;
    expect(rest).toBeGreaterThan(1.7);
    expect(rest).toBeLessThan(2);
    let quiet = tuesday;
    for (let each = 0; each < 3; each += 1) quiet = noteArrival(quiet, 'normal', SEVEN - 1);
    const early = comingBetween(quiet, 'normal', SEVEN, SEVEN + 60);
    expect(early / comingBetween(tuesday, 'normal', SEVEN, SEVEN + 60)).toBeCloseTo(1.3, 6);
  });

  it('learns nothing from a day on which nobody came', () => {
    const tuesday = priorPace(7, morning(priorPace(7, null), 1));
    expect(priorPace(7, priorPace(7, tuesday))).toEqual(tuesday);
  });

  it('moves half-way on the second day, and a tenth on the hundredth', () => {
    let pace = priorPace(7, morning(priorPace(7, null), 2));
    pace = priorPace(7, morning(pace, 4));
    expect(comingBetween(priorPace(7, pace), 'normal', SEVEN, SEVEN + 30)).toBeCloseTo(18, 6);
    for (let day = 0; day < 98; day += 1) pace = priorPace(7, morning(pace, 2));
    const before = comingBetween(pace, 'normal', SEVEN, SEVEN + 30);
    pace = priorPace(7, morning(pace, 12));
    expect(comingBetween(pace, 'normal', SEVEN, SEVEN + 30) - before).toBeCloseTo(6, 1);
  });
});
