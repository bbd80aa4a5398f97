import { describe, expect, it } from 'vitest';
import { readClinic } from '../../../core/queue/clinic-check.ts';
import { clinicJson, room, service } from './test-day.ts';

type Row = { wrong: string; parts: Record<string, unknown>; path: (string | number)[]; should: string };

const oneService = (parts: Record<string, unknown>) => ({
  services: [service('noi', 'A', parts)],
  rooms: [room('pk1', ['noi'])],
  boards: [],
  speakers: [],
});
const hours = (...spans: [string, string][]) =>
  oneService({ hours: spans.map(([from, to]) => ({ from, to })) });
const screen = (id: string, rooms: string[]) => ({ id, rooms });
const journey = (id: string, ...stages: string[][]) => ({ id, name: { vi: 'Khám' }, stages });
/** Two services whose letters are taken for one another by ear, in two rooms. */
const soundingAlike = {
  services: [service('noi', 'C', {}), service('nhi', 'P', {})],
  rooms: [room('pk1', ['noi']), room('pk2', ['nhi'])],
  boards: [],
};

const rows: Row[] = [
  { wrong: 'an unknown zone', parts: { timeZone: 'Asia/Ha_Noi_City' }, path: ['timeZone'], should: 'a zone' },
  {
    wrong: 'a day that starts at no time',
    parts: { dayStartsAt: '7h' },
    path: ['dayStartsAt'],
    should: 'a time',
  },
  {
    wrong: 'a day that starts at 24:00',
    parts: { dayStartsAt: '24:00' },
    path: ['dayStartsAt'],
    should: 'a time',
  },
  { wrong: 'a site with a space', parts: { site: 'minh hoa' }, path: ['site'], should: 'lower-case' },
  { wrong: 'no name', parts: { name: '' }, path: ['name'], should: '1' },
  { wrong: 'a name that is missing', parts: { name: undefined }, path: ['name'], should: 'string' },
  { wrong: 'a misspelt key', parts: { timezone: 'UTC' }, path: ['timezone'], should: 'no such key' },
  {
    wrong: 'a misspelt key of a service',
    parts: oneService({ polcy: 'fifo' }),
    path: ['services', 0, 'polcy'],
    should: 'no such key',
  },
  { wrong: 'no service at all', parts: { services: [] }, path: ['services'], should: '1' },
  {
    wrong: 'an unknown rule',
    parts: oneService({ policy: 'lifo' }),
    path: ['services', 0, 'policy'],
    should: 'fifo',
  },
  {
    wrong: 'a series of an unreadable letter',
    parts: oneService({ series: 'O' }),
    path: ['services', 0, 'series'],
    should: 'without F I J O Q W Z',
  },
  {
    wrong: 'a series of three letters',
    parts: oneService({ series: 'ABC' }),
    path: ['services', 0, 'series'],
    should: 'one or two capital letters',
  },
  { wrong: 'one digit', parts: oneService({ digits: 1 }), path: ['services', 0, 'digits'], should: '2' },
  {
    wrong: 'a limit of nobody',
    parts: oneService({ dailyLimit: 0 }),
    path: ['services', 0, 'dailyLimit'],
    should: '1',
  },
  {
    wrong: 'a target of no minutes',
    parts: oneService({ targets: { normal: 0 } }),
    path: ['services', 0, 'targets', 'normal'],
    should: '0',
  },
  {
    wrong: 'a service that stands twice',
    parts: { services: [service('noi', 'A', {}), service('noi', 'B', {})] },
    path: ['services', 1, 'id'],
    should: 'used once ("noi" stands twice)',
  },
  {
    wrong: 'a room that stands twice',
    parts: { rooms: [room('pk1', ['noi']), room('pk1', ['nhi'])] },
    path: ['rooms', 1, 'id'],
    should: 'used once',
  },
  {
    wrong: 'a board that stands twice',
    parts: { boards: [screen('hall', ['pk1']), screen('hall', ['pk2'])] },
    path: ['boards', 1, 'id'],
    should: 'used once',
  },
  {
    wrong: 'a speaker that stands twice',
    parts: { speakers: [screen('hall', ['pk1']), screen('hall', ['pk2'])] },
    path: ['speakers', 1, 'id'],
    should: 'used once',
  },
  {
    wrong: 'a series of two services',
    parts: { services: [service('noi', 'A', {}), service('nhi', 'A', {}), service('mat', 'M', {})] },
    path: ['services', 1, 'series'],
    should: 'a series of its own ("A" is that of "noi")',
  },
  {
    wrong: 'a room of a service that does not exist',
    parts: { rooms: [room('pk1', ['noi', 'rang'])] },
    path: ['rooms', 0, 'services', 1],
    should: 'the id of a service ("rang" is none)',
  },
  {
    wrong: 'a room that names a service twice',
    parts: { rooms: [room('pk1', ['noi', 'nhi', 'noi'])] },
    path: ['rooms', 0, 'services', 2],
    should: 'a service named once ("noi" stands twice)',
  },
  {
    wrong: 'a board of a room that does not exist',
    parts: { boards: [screen('hall', ['pk1', 'pk9'])] },
    path: ['boards', 0, 'rooms', 1],
    should: 'the id of a room ("pk9" is none)',
  },
  {
    wrong: 'a speaker that names a room twice',
    parts: { speakers: [screen('hall', ['pk1', 'pk1'])] },
    path: ['speakers', 0, 'rooms', 1],
    should: 'a room named once ("pk1" stands twice)',
  },
  {
    wrong: 'a journey over a service that does not exist',
    parts: { journeys: [journey('kham', ['noi'], ['mat', 'rang'])] },
    path: ['journeys', 0, 'stages', 1, 1],
    should: 'the id of a service ("rang" is none)',
  },
  {
    wrong: 'a journey with a service twice side by side',
    parts: { journeys: [journey('kham', ['noi', 'noi'])] },
    path: ['journeys', 0, 'stages', 0, 1],
    should: 'named once',
  },
  {
    wrong: 'a journey of no stage',
    parts: { journeys: [journey('kham')] },
    path: ['journeys', 0, 'stages'],
    should: '1',
  },
  {
    wrong: 'a journey that stands twice',
    parts: { journeys: [journey('kham', ['noi']), journey('kham', ['nhi'])] },
    path: ['journeys', 1, 'id'],
    should: 'used once',
  },
  {
    wrong: 'a service on a journey that does not exist',
    parts: oneService({ journey: 'kham' }),
    path: ['services', 0, 'journey'],
    should: 'the id of a journey ("kham" is none)',
  },
  {
    wrong: 'a service on a journey that begins elsewhere',
    parts: {
      services: [service('noi', 'A', { journey: 'kham' }), service('nhi', 'H', {}), service('mat', 'M', {})],
      journeys: [journey('kham', ['nhi'], ['noi'])],
    },
    path: ['services', 0, 'journey'],
    should: 'a journey that begins with "noi"',
  },
  {
    wrong: 'a weight of a service that the room does not serve',
    parts: { rooms: [{ ...room('pk1', ['noi']), weights: { noi: 2, nhi: 2 } }] },
    path: ['rooms', 0, 'weights', 'nhi'],
    should: 'a service that the room serves',
  },
  {
    wrong: 'a weight of nothing',
    parts: { rooms: [{ ...room('pk1', ['noi']), weights: { noi: 0 } }] },
    path: ['rooms', 0, 'weights', 'noi'],
    should: '0',
  },
  {
    wrong: 'letters that sound alike from one speaker',
    parts: { ...soundingAlike, speakers: [screen('hall', ['pk1', 'pk2'])] },
    path: ['speakers', 0, 'rooms'],
    should: 'rooms whose series sound different ("C" and "P" sound alike)',
  },
  {
    wrong: 'hours that end before they begin',
    parts: hours(['07:00', '11:30'], ['16:30', '13:00']),
    path: ['services', 0, 'hours', 1],
    should: '"from" before "to"',
  },
  {
    wrong: 'hours of no length',
    parts: hours(['07:00', '07:00']),
    path: ['services', 0, 'hours', 0],
    should: '"from" before "to"',
  },
  {
    wrong: 'hours that overlap',
    parts: hours(['07:00', '12:00'], ['11:30', '16:00']),
    path: ['services', 0, 'hours', 1],
    should: 'without overlap',
  },
  {
    wrong: 'hours in the wrong order',
    parts: hours(['13:00', '16:00'], ['07:00', '11:30']),
    path: ['services', 0, 'hours', 1],
    should: 'after the hours before it',
  },
  {
    wrong: 'hours at no time',
    parts: hours(['7:00', '11:30']),
    path: ['services', 0, 'hours', 0, 'from'],
    should: 'a time',
  },
  {
    wrong: 'hours that begin at 24:00',
    parts: hours(['24:00', '24:00']),
    path: ['services', 0, 'hours', 0, 'from'],
    should: 'a time',
  },
];

describe('a clinic file', () => {
  it('is read with every default filled in', () => {
    const read = readClinic(clinicJson({}));
    expect(read).toMatchObject({
      ok: true,
      clinic: {
        timeZone: 'Asia/Ho_Chi_Minh',
        dayStartsAt: '00:00',
        services: [
          { id: 'noi', digits: 3, kiosk: true, streak: 4, hours: [], targets: { normal: 60 } },
          {},
          {},
        ],
        boards: [{ names: 'none' }],
        speakers: [{ languages: ['vi'], repeat: 2 }],
      },
    });
  });

  it('may give hours with a break, hours that touch, and hours until midnight', () => {
    const parts = hours(['00:00', '07:00'], ['07:00', '11:30'], ['13:00', '24:00']);
    expect(readClinic(clinicJson(parts)).ok).toBe(true);
  });

  it('may use letters that sound alike where two speakers call them', () => {
    const speakers = [screen('left', ['pk1']), screen('right', ['pk2'])];
    expect(readClinic(clinicJson({ ...soundingAlike, speakers })).ok).toBe(true);
  });

  it.each(rows)('with $wrong is refused, and the fault names the key', ({ parts, path, should }) => {
    const read = readClinic(clinicJson(parts));
    expect(read).toMatchObject({ ok: false, fault: { path } });
    expect(read.ok || read.fault.should).toContain(should);
  });

  it.each([null, 7, 'clinic', []])('that is %j and no object at all is refused', (json) => {
    expect(readClinic(json)).toMatchObject({ ok: false, fault: { path: [] } });
  });
});
