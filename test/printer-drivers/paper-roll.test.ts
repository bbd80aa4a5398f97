import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forecast,
  forecastWords,
  newRoll,
  paperTaken,
  rollAfter,
  ticketsLeft,
} from '../../printer-drivers/paper-roll.ts';
import { slipJob } from '../../printer-drivers/slip-job.ts';
import { ticketSlip } from '../../printer-drivers/ticket-slip.ts';
import { profileNamed } from './decoding.ts';
import { TICKET } from './tickets.ts';

describe('a roll of paper', () => {
  it('of 50 m gives some 510 tickets of 86 mm, with 12 mm to the cutter', () => {
    expect(forecast(50_000, 0, 86 + 12)).toBe(510);
  });

  it('is counted with the white paper that every ticket takes beside its rows', () => {
    const profile = profileNamed('generic-80');
    const made = slipJob(ticketSlip(TICKET, profile), profile, 'raster');
    const taken = made.ok ? paperTaken(made.job.millimetres, profile) : 0;
    expect(made.ok && taken - made.job.millimetres).toBeCloseTo(14, 1);
  });

  it('is forecast by its own tickets once there are some, and by the usual length before', () => {
    let roll = newRoll(50_000);
    expect(ticketsLeft(roll, 100)).toBe(500);
    for (let i = 0; i < 4; i++) roll = rollAfter(roll, 50);
    expect(ticketsLeft(roll, 100)).toBe(498);
    roll = rollAfter(roll, 50);
    expect(ticketsLeft(roll, 100)).toBe((50_000 - 250) / 50);
  });

  it('that is used up has none left, never fewer', () => {
    expect(forecast(50_000, 50_001, 98)).toBe(0);
    expect(forecast(50_000, 49_903, 98)).toBe(0);
    expect(forecast(50_000, 49_902, 98)).toBe(1);
  });

  it('of which nothing is known is not guessed at', () => {
    for (const [roll, used, mean] of [
      [0, 0, 98],
      [50_000, -1, 98],
      [50_000, 0, 0],
      [Number.NaN, 0, 98],
      [50_000, Number.POSITIVE_INFINITY, 98],
      [50_000, 0, Number.NaN],
    ] as const)
      expect(forecast(roll, used, mean)).toBeNull();
    expect(forecastWords(null)).toBe('chưa rõ còn bao nhiêu phiếu');
  });

  it('never promises more paper than there is, and every ticket lowers the promise', () => {
    const mm = fc.double({ min: 1, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(mm, mm, mm, (rollMm, usedMm, meanMm) => {
        const left = forecast(rollMm, usedMm, meanMm) ?? -1;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left * meanMm).toBeLessThanOrEqual(Math.max(0, rollMm - usedMm) * (1 + 1e-9));
        expect(forecast(rollMm, usedMm + meanMm, meanMm)).toBeLessThanOrEqual(left);
      }),
      { numRuns: 300, seed: 9 },
    );
  });

  it('is told to staff as precisely as it is known', () => {
    expect(forecastWords(517)).toBe('còn khoảng 510 phiếu');
    expect(forecastWords(37)).toBe('còn khoảng 37 phiếu');
  });
});
