import { describe, expect, it } from 'vitest';
import { openHouseClock } from '../../kiosk/station/house-clock.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-23T05:00:00Z');

/** A kiosk PC whose own clock can be turned, and its count of ms. */
function pc(clockOff: number) {
  let passed = 0;
  let off = clockOff;
  const clock = openHouseClock({ wall: () => NOON + passed + off, steady: () => 12_345.6 + passed });
  return {
    clock,
    pass(ms: number) {
      passed += ms;
    },
    turn(ms: number) {
      off += ms;
    },
  };
}

describe('the time by which a station judges', () => {
  it('is the house’s once it was heard, whatever the PC’s clock says or is set to', () => {
    const { clock, pass, turn } = pc(-30 * 24 * HOUR);
    clock.hear(NOON, 0);
    expect(clock.now()).toBe(NOON);
    expect(clock.ahead()).toBe(30 * 24 * HOUR);
    pass(HOUR);
    turn(30 * 24 * HOUR);
    expect(clock.now()).toBe(NOON + HOUR);
    turn(-5 * HOUR);
    expect(clock.now()).toBe(NOON + HOUR);
  });

  it('takes half of what the question took for the way back', () => {
    const { clock } = pc(0);
    clock.hear(NOON, 3_000);
    expect(clock.now()).toBe(NOON + 1_500);
  });

  it('is not turned to and fro by answers that come late, but by a house whose own clock was set', () => {
    const { clock, pass } = pc(0);
    clock.hear(NOON, 10);
    pass(60_000);
    // The house answered at once, and the way back took four seconds.
    clock.hear(NOON + 56_000, 4_000);
    expect(clock.now()).toBe(NOON + 60_005);
    pass(60_000);
    clock.hear(NOON + HOUR, 4_000);
    expect(clock.now()).toBe(NOON + HOUR + 2_000);
    clock.hear(NOON + HOUR + 1_900, 20);
    expect(clock.now()).toBe(NOON + HOUR + 1_910);
  });

  it('is the PC’s, by what it differed before this start, until the house is heard', () => {
    const { clock, turn } = pc(-2 * HOUR);
    clock.recall(2 * HOUR);
    expect(clock.now()).toBe(NOON);
    // A time server that mends an empty battery is believed as long as nothing better is known.
    turn(HOUR);
    expect(clock.now()).toBe(NOON + HOUR);
    clock.hear(NOON, 0);
    clock.recall(5 * HOUR);
    expect(clock.now()).toBe(NOON);
  });

  it('is never before 1970: a PC with an empty battery wakes up there, and a journal takes no such time', () => {
    const clock = openHouseClock({ wall: () => 30_000, steady: () => 30_000 });
    clock.recall(-2 * HOUR);
    expect(clock.now()).toBe(0);
  });

  it('tells what the PC would have believed, by which it wrote before the house was heard', () => {
    const { clock } = pc(-2 * HOUR);
    clock.recall(HOUR);
    expect(clock.isHeard()).toBe(false);
    clock.hear(NOON, 0);
    expect([clock.isHeard(), clock.now(), clock.guess()]).toEqual([true, NOON, NOON - HOUR]);
  });
});
