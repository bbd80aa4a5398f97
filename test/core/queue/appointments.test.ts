import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../core/queue/command.ts';
import { hospital } from './hospital.ts';
import { portrait } from './portrait.ts';
import { faultCode, HOUR, MINUTE, MORNING, TestDay } from './test-day.ts';

const TODAY = '2026-11-23';
const slot = (minutes: number) => MORNING + minutes * MINUTE;
const booking = (id: string, minutes: number, parts: Partial<Booking> = {}): Booking => ({
  ...{ id, service: 'noi', slot: slot(minutes), visitor: null },
  ...parts,
});

/** A day at seven with these bookings of today. */
function bookedDay(...bookings: Booking[]): TestDay {
  const day = new TestDay(hospital());
  day.comes({ service: 'mat' });
  expect(faultCode(day.book(TODAY, bookings))).toBe(null);
  return day;
}
/** Somebody comes so many minutes after seven and names the booking. */
const comesAt = (day: TestDay, minutes: number, appointment: string | null = 'h1') => {
  day.now = slot(minutes);
  return day.ticket(day.comes({ service: 'noi', appointment }));
};
const sinceOf = (day: TestDay) =>
  (day.day.waiting.get('noi')?.get('')?.line('appointment') ?? []).map(({ since }) => since);

describe('somebody with an appointment', () => {
  it('who comes early waits from ten minutes before the slot', () => {
    const day = bookedDay(booking('h1', 60));
    expect(comesAt(day, 20)).toMatchObject({ priority: 'appointment', slot: slot(60), arrivedAt: slot(20) });
    expect(sinceOf(day)).toEqual([slot(50)]);
    // Nobody else is there: an early one is called all the same, and nobody owes him minutes.
    expect(day.askNext('pk1', null)).toMatchObject({ outcome: { ticket: 't2', reason: { wait: 0 } } });
  });

  it('who comes early is not before those who wait longer, and gets ahead of later ones at the slot', () => {
    const day = bookedDay(booking('h1', 60));
    const walkIn = day.comes({ service: 'noi' });
    const booked = comesAt(day, 20).id;
    const another = day.later(0).comes({ service: 'noi' });
    day.now = slot(30);
    expect(day.next('pk1')).toBe(walkIn);
    // 15 of 20 minutes against 45 of 60; then 20 of 20 against 50 of 60.
    day.now = slot(70);
    expect(day.next('pk1')).toBe(booked);
    expect(day.next('pk1')).toBe(another);
  });

  it('who comes in time waits from the arrival', () => {
    const day = bookedDay(booking('h1', 60));
    expect(comesAt(day, 55).priority).toBe('appointment');
    expect(sinceOf(day)).toEqual([slot(55)]);
  });

  it('still counts fifteen minutes after the slot, and a moment later waits like anybody', () => {
    const inTime = bookedDay(booking('h1', 60));
    expect(comesAt(inTime, 75).priority).toBe('appointment');
    const late = bookedDay(booking('h1', 60));
    late.now = slot(75) + 1;
    const id = late.comes({ service: 'noi', appointment: 'h1' });
    expect(late.ticket(id)).toMatchObject({ priority: 'normal', slot: null });
    // The booking is used up: nobody comes in its name again.
    expect(late.day.bookings.get('h1')!.ticket).toBe(id);
    expect(faultCode(late.askIn({ service: 'noi', appointment: 'h1' }))).toBe('appointment-used');
  });

  it('who has priority keeps it', () => {
    const day = bookedDay(booking('h1', 10));
    const id = day.comes({ service: 'noi', priority: 'priority', appointment: 'h1' });
    expect(day.ticket(id)).toMatchObject({ priority: 'priority', slot: slot(10) });
  });

  it('is found by the card alone, the earliest of two', () => {
    const day = bookedDay(booking('h1', 90, { visitor: 'an' }), booking('h2', 30, { visitor: 'an' }));
    const id = day.comes({ service: 'noi', visitor: 'an' });
    expect(day.ticket(id)).toMatchObject({ priority: 'appointment', slot: slot(30) });
    expect(day.day.bookings.get('h1')!.ticket).toBe(null);
    expect(day.ticket(day.comes({ service: 'noi', visitor: 'bình' })).priority).toBe('normal');
  });
});

describe('an appointment that is named', () => {
  it('must be of today and of that service, and is used once', () => {
    const day = bookedDay(booking('h1', 10), booking('h2', 10, { service: 'mat' }));
    const before = portrait(day.day);
    expect(faultCode(day.askIn({ service: 'noi', appointment: 'h9' }))).toBe('unknown-appointment');
    expect(faultCode(day.askIn({ service: 'noi', appointment: 'h2' }))).toBe('unknown-appointment');
    expect(portrait(day.day)).toEqual(before);
    comesAt(day, 0);
    expect(faultCode(day.askIn({ service: 'noi', appointment: 'h1' }))).toBe('appointment-used');
  });
});

describe('a list of bookings', () => {
  it('that is sent again replaces the first, but not those who have come', () => {
    const day = bookedDay(booking('h1', 10), booking('h2', 20));
    const id = comesAt(day, 0).id;
    day.book(TODAY, [booking('h3', 30), booking('h1', 99)]);
    expect([...day.day.bookings.values()].map((each) => [each.id, each.slot, each.ticket]).sort()).toEqual([
      ['h1', slot(10), id],
      ['h3', slot(30), null],
    ]);
  });

  it('of a day to come is carried over the days until then, and is there in its morning', () => {
    const day = bookedDay();
    const friday = booking('h1', 4 * 24 * 60 + 30);
    day.book('2026-11-27', [friday]);
    expect(day.day.bookings.size).toBe(0);
    day.later(3 * 24 * HOUR).comes({ service: 'mat' });
    expect([...day.day.laterBookings.keys()]).toEqual(['2026-11-27']);
    day.later(24 * HOUR);
    const id = day.comes({ service: 'noi', appointment: 'h1' });
    expect(day.ticket(id)).toMatchObject({ priority: 'appointment', slot: friday.slot });
    expect(day.day.laterBookings.size).toBe(0);
  });

  it('of yesterday is forgotten', () => {
    const day = bookedDay(booking('h1', 10));
    day.later(24 * HOUR);
    expect(faultCode(day.askIn({ service: 'noi', appointment: 'h1' }))).toBe('unknown-appointment');
  });

  it.each([
    ['yesterday', '2026-11-22', [], 'day-out-of-reach'],
    ['a day too far ahead', '2026-12-25', [], 'day-out-of-reach'],
    ['a day that the calendar does not have', '2026-11-31', [], 'day-out-of-reach'],
    ['no day at all', 'mai', [], 'day-out-of-reach'],
    ['a service that is none', TODAY, [booking('h1', 0, { service: 'mổ' })], 'unknown-service'],
    ['one id twice', TODAY, [booking('h1', 0), booking('h1', 10)], 'appointment-twice'],
  ] as [string, string, Booking[], string][])(
    'of %s is refused, and changes nothing',
    (_of, date, list, code) => {
      const day = bookedDay(booking('h7', 10));
      const before = portrait(day.day);
      expect(faultCode(day.book(date, list))).toBe(code);
      expect(portrait(day.day)).toEqual(before);
    },
  );

  it('is taken up to the thirty-first day from today', () => {
    expect(faultCode(bookedDay().book('2026-12-24', []))).toBe(null);
  });
});
