import { describe, expect, it } from 'vitest';
import { peopleOf, readArrivals } from '../../simulation/arrivals.ts';
import { midnightOf } from '../../simulation/midnight.ts';
import { modelClinic } from '../../simulation/model-clinic-table.ts';

const clinic = modelClinic({ policy: 'target', streak: 4, returnTarget: 15 });
const read = (...lines: string[]) => readArrivals(lines.join('\n'), clinic);

describe('a file of arrivals', () => {
  it('is read in the order of time, whatever the order of lines and columns', () => {
    expect(read('service,time,priority', 'kham,08:10,priority', '', 'kham,7:05:30,')).toEqual({
      ok: true,
      arrivals: [
        { minute: 425.5, service: 'kham', priority: 'normal', minutes: null },
        { minute: 490, service: 'kham', priority: 'priority', minutes: null },
      ],
    });
  });

  it('may come from a spreadsheet: byte-order mark, semicolons, decimal comma, Windows line ends, quotes', () => {
    const text = '\uFEFFTime;Service;Priority;Minutes\r\n"07:00";kham;urgent;7,5\r\n';
    expect(readArrivals(text, clinic)).toEqual({
      ok: true,
      arrivals: [{ minute: 420, service: 'kham', priority: 'urgent', minutes: 7.5 }],
    });
  });

  it.each([
    ['25:00,kham,,', 'a time such as 07:05'],
    ['07:60,kham,,', 'a time such as 07:05'],
    ['07:00,phau-thuat,,', 'a service that a room of the clinic file serves'],
    ['07:00,kham,vip,', 'one of urgent, priority, appointment, normal'],
    ['07:00,kham,,0', 'minutes above 0, at most 480'],
    ['07:00,kham,,lâu', 'minutes above 0, at most 480'],
    ['', ''],
  ])('names the line of "%s"', (line, should) => {
    const found = read('time,service,priority,minutes', '07:00,kham,,', line, '07:01,kham,,');
    if (line === '') expect(found).toMatchObject({ ok: true });
    else expect(found).toEqual({ ok: false, faults: [{ line: 3, should }] });
  });

  it('names every wrong line at once', () => {
    const found = read('time,service,priority', 'x,kham,', '07:00,kham,', '07:00,y,');
    expect(found.ok ? [] : found.faults.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each([
    'time,service',
    'time,service,priority,colour',
    'time,service,priority,time',
    '07:00,kham,normal',
  ])('names the first line when its columns are "%s"', (head) => {
    const found = read(head, '07:00,kham,normal');
    expect(found.ok ? [] : found.faults.map(({ line }) => line)).toEqual([1]);
  });
});

describe('the people of a file', () => {
  const found = read('time,service,priority,minutes', '07:00,tiep-don,,4', '07:10,kham,priority,');
  const people = peopleOf(found.ok ? found.arrivals : [], clinic, 1);

  it('go the way of the journey, with the minutes of the file where it has them', () => {
    expect(people.map(({ arrival, stops }) => [arrival, ...stops.map(({ service }) => service)])).toEqual([
      [420, 'tiep-don', 'kham', 'thu-ngan', 'thuoc'],
      [430, 'kham'],
    ]);
    expect(people[0]!.stops[0]!.minutes).toBe(4);
    expect(people[1]!.stops[0]!.minutes).toBeGreaterThan(1);
  });

  it('take as long in every variant: the same seed draws the same minutes', () => {
    expect(peopleOf(found.ok ? found.arrivals : [], clinic, 1)).toEqual(people);
    expect(peopleOf(found.ok ? found.arrivals : [], clinic, 2)).not.toEqual(people);
  });
});

describe('midnight', () => {
  it('is that of the hospital', () => {
    expect(midnightOf('2026-11-22', 'Asia/Ho_Chi_Minh')).toBe(Date.UTC(2026, 10, 21, 17));
    expect(midnightOf('2026-07-01', 'Europe/Berlin')).toBe(Date.UTC(2026, 5, 30, 22));
    expect(midnightOf('2026-11-01', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 4));
  });
});
