import { describe, expect, it } from 'vitest';
import { modelClinic } from '../../simulation/model-clinic-table.ts';
import { drawPeople, usualMix, type Visitor } from '../../simulation/people.ts';
import { playDay } from '../../simulation/play-day.ts';
import { peopleOfLog, replay } from '../../simulation/replay.ts';
import { variantsOf, withRooms } from '../../simulation/variant.ts';
import { visitsOf } from '../../simulation/visit-record.ts';

const clinic = modelClinic({ policy: 'target', streak: 4, returnTarget: 15 });
/** 00:00 in Việt Nam; the doors open seven hours later. */
const midnight = Date.UTC(2026, 0, 4, 17, 0);
const opensAt = midnight + 420 * 60_000;
const all = new Set(clinic.services.map(({ id }) => id));
const nobodyAbsent = { ...usualMix, absent: 0 };
const noHours = new Map<string, { from: number; to: number }[]>();
const asIs = { name: 'as it is', clinic, hours: noHours };

describe('a day of the log', () => {
  const people = drawPeople({ seed: 3, clinic, patients: 150, mix: nobodyAbsent });
  const hours = [{ from: opensAt, to: opensAt + 12 * 3_600_000 }];
  const roomHours = new Map(clinic.rooms.map(({ id }) => [id, hours]));
  const { entries } = playDay(
    clinic,
    { people, opensAt, walkMinutes: 0, patienceMinutes: 1, roomHours },
    null,
  );
  const recorded = peopleOfLog(entries, { clinic, midnight });

  it('is replayed as it was: the same people in the same rooms at the same time', () => {
    expect(recorded).toMatchObject({ leftOut: 0, from: 420 });
    const rooms = new Map(clinic.rooms.map(({ id }) => [id, hours]));
    const script = { people: recorded.people, opensAt: midnight, walkMinutes: 0, patienceMinutes: 1 };
    const again = playDay(clinic, { ...script, roomHours: rooms }, null);
    const stops = (list: typeof entries) => visitsOf(list, clinic).map((visit) => visit.stops);
    expect(stops(again.entries)).toEqual(stops(entries));
  });

  it('is shorter with one more X-ray, and longer with a doctor less', () => {
    const plan = { people: recorded.people, midnight, from: recorded.from };
    const [now, more] = [1, 2].map((count) =>
      replay({ ...asIs, clinic: withRooms(clinic, 'x-quang', count) }, plan, new Set(['x-quang'])),
    );
    expect(more!.classes.normal!.p95).toBeLessThan(now!.classes.normal!.p95 / 2);
    expect(more!.use).toBeLessThan(now!.use);
    const fewer = replay({ ...asIs, clinic: withRooms(clinic, 'kham', 5) }, plan, all);
    expect(fewer.endOfWork).toBeGreaterThan(replay(asIs, plan, all).endOfWork + 20);
    expect(fewer.unserved).toBe(0);
  });

  it('leaves out visits of which nothing was finished, or to a service that is gone', () => {
    const cut = entries.slice(0, Math.floor(entries.length / 2));
    const begun = visitsOf(cut, clinic).filter(({ stops }) => !stops.some(({ doneAt }) => doneAt !== null));
    expect(begun.length).toBeGreaterThan(0);
    expect(peopleOfLog(cut, { clinic, midnight }).leftOut).toBe(begun.length);
    const without = { ...clinic, rooms: clinic.rooms.filter(({ id }) => id !== 'x-quang-1') };
    const left = peopleOfLog(entries, { clinic: without, midnight });
    const toXray = people.filter(({ stops }) => stops.some(({ service }) => service === 'x-quang'));
    expect(left.leftOut).toBe(toXray.length);
  });
});

describe('figures of a variant', () => {
  const visitor = (id: string, arrival: number, minutes: number): Visitor => ({
    ...{ id, arrival, priority: 'normal', slot: null },
    stops: [{ service: 'x-quang', minutes, absentMinutes: null }],
  });
  const plan = { people: [visitor('a', 425, 10), visitor('b', 426, 20)], midnight, from: 430 };

  it('tell waits, the end of work and how much of its open time the room was used', () => {
    const found = replay(asIs, plan, new Set(['x-quang']));
    expect(found).toMatchObject({ people: 2, unserved: 0, longest: 14, endOfWork: 460, use: 1, refused: {} });
    expect(found.classes).toEqual({ normal: { count: 2, p50: 14, p95: 14 } });
    expect(found.rooms).toEqual([{ room: 'x-quang-1', served: 2, use: 1 }]);
    expect(found.course).toEqual([{ minute: 420, mean: 9.5 }]);
  });

  it('count who was not served when the room closes early', () => {
    const hours = new Map([['x-quang-1', [{ from: 430, to: 435 }]]]);
    expect(replay({ ...asIs, hours }, plan, all)).toMatchObject({ unserved: 1, endOfWork: 440, use: 1 });
  });
});

describe('variants of a clinic', () => {
  it('are the day as it is and every count of rooms with every policy', () => {
    const names = variantsOf(clinic, {
      rooms: [
        { service: 'kham', count: 5 },
        { service: 'kham', count: 1 },
      ],
      policies: [
        { service: 'kham', policy: 'fifo' },
        { service: 'kham', policy: 'target' },
      ],
      hours: noHours,
    }).map(({ name }) => name);
    expect(names).toEqual([
      'as it is',
      'kham: 5 rooms, kham: fifo',
      'kham: 5 rooms, kham: target',
      'kham: 1 room, kham: fifo',
      'kham: 1 room, kham: target',
    ]);
    expect(variantsOf(clinic, { rooms: [], policies: [], hours: noHours }).length).toBe(1);
  });

  it('have as many rooms as asked; a room that also serves something else stays for that', () => {
    const rooms = (count: number, of = clinic) =>
      withRooms(of, 'kham', count).rooms.filter(({ services }) => services.includes('kham'));
    expect([1, 6, 9].map((count) => rooms(count).length)).toEqual([1, 6, 9]);
    expect(new Set(rooms(9).map(({ id }) => id)).size).toBe(9);
    const shared = {
      ...clinic,
      rooms: clinic.rooms.map((room) =>
        room.id === 'kham-6' ? { ...room, services: ['kham', 'thuoc'] } : room,
      ),
    };
    const after = withRooms(shared, 'kham', 5);
    expect(after.rooms.find(({ id }) => id === 'kham-6')?.services).toEqual(['thuoc']);
  });

  it('keep no screen that shows a room which is gone', () => {
    const boards = [
      { id: 'b', rooms: ['kham-1', 'kham-6'], rows: 6, names: 'none', inches: 43, farthestMetres: 8 },
    ];
    const after = withRooms({ ...clinic, boards: boards as typeof clinic.boards }, 'kham', 5);
    expect(after.boards[0]!.rooms).toEqual(['kham-1']);
  });
});
