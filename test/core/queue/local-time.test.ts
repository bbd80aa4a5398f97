import { describe, expect, it } from 'vitest';
import { businessDayOf, isoLocal, localDate, timeOfDay } from '../../../core/queue/local-time.ts';

const HANOI = 'Asia/Ho_Chi_Minh';
const at = (iso: string): number => Date.parse(iso);

describe('local time', () => {
  it('of Vietnam is seven hours ahead of UTC, all year', () => {
    const moment = at('2026-11-22T17:05:09.999Z');
    expect(isoLocal(moment, HANOI)).toBe('2026-11-23T00:05:09+07:00');
    expect(timeOfDay(moment, HANOI)).toBe('00:05');
    expect(localDate(moment, HANOI)).toBe('2026-11-23');
    expect(isoLocal(at('2026-06-01T00:00:00Z'), HANOI)).toBe('2026-06-01T07:00:00+07:00');
  });

  it('is right in a zone with half an hour, and west of Greenwich', () => {
    expect(isoLocal(at('2026-11-22T18:29:59Z'), 'Asia/Kolkata')).toBe('2026-11-22T23:59:59+05:30');
    expect(localDate(at('2026-11-22T18:30:00Z'), 'Asia/Kolkata')).toBe('2026-11-23');
    expect(isoLocal(at('2026-11-22T03:00:00Z'), 'America/St_Johns')).toBe('2026-11-21T23:30:00-03:30');
    expect(isoLocal(at('2026-11-22T12:00:00Z'), 'UTC')).toBe('2026-11-22T12:00:00+00:00');
  });

  it('jumps with summer time, to the second', () => {
    const zone = 'Europe/Berlin';
    expect(isoLocal(at('2026-03-29T00:59:59Z'), zone)).toBe('2026-03-29T01:59:59+01:00');
    expect(isoLocal(at('2026-03-29T01:00:00Z'), zone)).toBe('2026-03-29T03:00:00+02:00');
    expect(isoLocal(at('2026-10-25T00:59:59Z'), zone)).toBe('2026-10-25T02:59:59+02:00');
    expect(isoLocal(at('2026-10-25T01:00:00Z'), zone)).toBe('2026-10-25T02:00:00+01:00');
  });

  it('agrees with the calendar of the platform at any quarter of an hour of two years', () => {
    for (const zone of [HANOI, 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/New_York']) {
      const platform = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      // A step that is no multiple of a day or an hour meets every time of day and all changes of the clock.
      for (
        let moment = at('2026-01-01T00:00:07Z');
        moment < at('2028-01-01T00:00:00Z');
        moment += 45_900_000
      ) {
        expect(isoLocal(moment, zone).slice(0, 19).replace('T', ' ')).toBe(platform.format(moment));
        expect(at(isoLocal(moment, zone))).toBe(moment);
      }
    }
  });
});

describe('the business day', () => {
  const day = (iso: string, timeZone: string, dayStartsAt: string): string =>
    businessDayOf(at(iso), { timeZone, dayStartsAt });

  it('turns at the configured time of the wall clock', () => {
    expect(day('2026-11-22T16:59:59Z', HANOI, '00:00')).toBe('2026-11-22');
    expect(day('2026-11-22T17:00:00Z', HANOI, '00:00')).toBe('2026-11-23');
    expect(day('2026-11-22T19:59:59Z', HANOI, '03:00')).toBe('2026-11-22');
    expect(day('2026-11-22T20:00:00Z', HANOI, '03:00')).toBe('2026-11-23');
    expect(day('2026-11-22T23:29:59Z', 'Asia/Kolkata', '05:00')).toBe('2026-11-22');
    expect(day('2026-11-22T23:30:00Z', 'Asia/Kolkata', '05:00')).toBe('2026-11-23');
  });

  it('turns at that time also on the nights when summer time begins and ends', () => {
    const berlin = (iso: string) => day(iso, 'Europe/Berlin', '04:00');
    expect(berlin('2026-03-29T01:59:59Z')).toBe('2026-03-28'); // 03:59:59 +02:00
    expect(berlin('2026-03-29T02:00:00Z')).toBe('2026-03-29'); // 04:00:00 +02:00
    expect(berlin('2026-10-25T02:59:59Z')).toBe('2026-10-24'); // 03:59:59 +01:00
    expect(berlin('2026-10-25T03:00:00Z')).toBe('2026-10-25'); // 04:00:00 +01:00
  });
});
