import { describe, expect, it } from 'vitest';
import { readClinic } from '../../core/queue/clinic-check.ts';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { emptyDay } from '../../core/queue/day.ts';
import { evolve } from '../../core/queue/evolve.ts';
import type { Script } from '../../simulation/day-driver.ts';
import { modelClinic } from '../../simulation/model-clinic-table.ts';
import { drawDay, SEED_STEP } from '../../simulation/one-stage-day.ts';
import { playMorning } from '../../simulation/one-stage-play.ts';
import { drawPeople, usualMix, type Visitor } from '../../simulation/people.ts';
import { playDay } from '../../simulation/play-day.ts';
import { productDesk } from '../../simulation/product-desk.ts';
import { shipped } from '../../simulation/rule-table.ts';
import { type VisitRecord, visitsOf } from '../../simulation/visit-record.ts';

const opensAt = Date.UTC(2026, 0, 5, 0, 0);
const MINUTE = 60_000;
const model = modelClinic({ policy: 'target', streak: 4, returnTarget: 15 });
const script = (people: readonly Visitor[], change: Partial<Script> = {}): Script => ({
  ...{ people, opensAt, walkMinutes: 0, patienceMinutes: 1.5, roomHours: new Map() },
  ...change,
});
const visitor = (id: string, arrival: number, ...stops: [string, number][]): Visitor => ({
  ...{ id, arrival, priority: 'normal', slot: null },
  stops: stops.map(([service, minutes]) => ({ service, minutes, absentMinutes: null })),
});
const oneRoom = (change: object = {}): Clinic => {
  const read = readClinic({
    site: 'mot-phong',
    name: 'Một phòng',
    services: [{ id: 'kham', name: { vi: 'Khám' }, series: 'A', minutes: 7, ...change }],
    rooms: [{ id: 'pk1', label: { vi: 'Phòng 1' }, services: ['kham'] }],
  });
  if (!read.ok) throw new Error(read.fault.should);
  return read.clinic;
};
const waits = (visits: readonly VisitRecord[]): number[] =>
  visits.map(({ stops }) => (stops[0]!.calledAt - stops[0]!.readyAt) / MINUTE);

describe('a morning through the core', () => {
  const people = drawPeople({ seed: 5, clinic: model, patients: 150, mix: usualMix });
  const played = playDay(model, script(people), null);
  const visits = visitsOf(played.entries, model);

  it('sends everybody home with all that was planned, and is refused nothing', () => {
    expect([...played.refused]).toEqual([]);
    expect([...played.day.tickets.values()].filter(({ state }) => state !== 'done')).toEqual([]);
    const planned = new Map(
      people.map(({ id, stops }) => [`t-${id}`, stops.map(({ service }) => service).sort()]),
    );
    for (const { ticket, stops } of visits)
      expect(stops.map(({ service }) => service).sort()).toEqual(planned.get(ticket));
  });

  it('has absent people who come back, and they are called again', () => {
    const missed = played.entries.filter(({ happening }) => happening.type === 'ticket-missed');
    expect(missed.length).toBeGreaterThan(5);
  });

  it('never has two people in one room', () => {
    const stops = visits.flatMap((visit) => visit.stops).sort((a, b) => a.calledAt - b.calledAt);
    for (const { id } of model.rooms) {
      const inRoom = stops.filter(({ room }) => room === id);
      for (const [index, stop] of inRoom.slice(1).entries())
        expect(stop.calledAt).toBeGreaterThanOrEqual(inRoom[index]!.doneAt!);
    }
  });

  it('sends people back to the same doctor, and not before the results are in', () => {
    let returns = 0;
    for (const { stops } of visits) {
      const [first, again] = stops.filter(({ service }) => service === 'kham');
      if (!first || !again) continue;
      returns += 1;
      expect(again.room).toBe(first.room);
      const blood = stops.find(({ service }) => service === 'xet-nghiem');
      if (blood) expect(again.calledAt).toBeGreaterThanOrEqual(blood.doneAt! + 45 * MINUTE);
    }
    expect(returns).toBeGreaterThan(60);
  });

  it('is the same for the same people, and folds to the same day from its entries', () => {
    expect(playDay(model, script(people), null).entries).toEqual(played.entries);
    const again = emptyDay(model);
    for (const entry of played.entries) evolve(again, entry);
    expect(again).toEqual(played.day);
  });
});

describe('the one-stage model through the core', () => {
  it.each(['target', 'strict', 'accumulating', 'fifo', 'ratio'] as const)(
    'calls the same people in the same order as the desk that is judged, under %s',
    (policy) => {
      const clinic = oneRoom({ policy, appointments: { earlyMinutes: 10, lateMinutes: 240 } });
      const [room] = clinic.rooms;
      const six = Array.from({ length: 6 }, (_, index) => ({ ...room!, id: `pk${index + 1}` }));
      const morning = drawDay(SEED_STEP, 0.95);
      const people = morning.map(({ id, arrival, line, slot, service }): Visitor => {
        const stops = [{ service: 'kham', minutes: service, absentMinutes: null }];
        return { id: String(id), arrival, priority: line, slot, stops };
      });
      const hours = [{ from: opensAt, to: opensAt + 720 * MINUTE }];
      const roomHours = new Map(six.map(({ id }) => [id, hours]));
      const { entries } = playDay({ ...clinic, rooms: six }, script(people, { roomHours }), null);
      const called = entries.flatMap(({ happening }) =>
        happening.type === 'ticket-called' ? [Number(happening.ticket.slice(2))] : [],
      );
      const judged = playMorning(morning, productDesk({ ...shipped, policy }));
      expect(called).toEqual(judged.map(({ patient }) => patient.id));
    },
  );
});

describe('people and rooms', () => {
  it('wait for the one before them', () => {
    const people = [
      visitor('a', 0, ['kham', 10]),
      visitor('b', 2, ['kham', 5]),
      visitor('c', 20, ['kham', 5]),
    ];
    expect(waits(visitsOf(playDay(oneRoom(), script(people), null).entries, oneRoom()))).toEqual([0, 8, 0]);
  });

  it('wait for an appointment from ten minutes before its slot, and without one when they are too late', () => {
    const booked = (id: string, arrival: number, slot: number): Visitor => ({
      ...visitor(id, arrival, ['kham', 5]),
      ...{ priority: 'appointment', slot },
    });
    const people = [visitor('a', 0, ['kham', 60]), booked('b', 1, 40), booked('c', 30, 10)];
    const visits = visitsOf(playDay(oneRoom(), script(people), null).entries, oneRoom());
    expect(visits.map(({ priority }) => priority)).toEqual(['normal', 'appointment', 'normal']);
    expect(waits(visits)).toEqual([0, 30, 35]);
  });

  it('lose no place by an absence: somebody absent is called when he is back', () => {
    const absent = visitor('a', 0, ['kham', 10]);
    const stops = absent.stops.map((stop) => ({ ...stop, absentMinutes: 6 }));
    const people = [{ ...absent, stops }, visitor('b', 0.5, ['kham', 10]), visitor('c', 1, ['kham', 10])];
    const { entries } = playDay(oneRoom(), script(people), null);
    const done = entries.flatMap(({ happening }) =>
      happening.type === 'service-finished' ? [happening.ticket] : [],
    );
    expect(done).toEqual(['t-b', 't-a', 't-c']);
  });

  it('wait while their room is closed, and whoever is inside at the end is served', () => {
    const hours = [
      { from: opensAt + 10 * MINUTE, to: opensAt + 15 * MINUTE },
      { from: opensAt + 60 * MINUTE, to: opensAt + 90 * MINUTE },
    ];
    const people = [visitor('a', 0, ['kham', 12]), visitor('b', 1, ['kham', 5])];
    const played = playDay(oneRoom(), script(people, { roomHours: new Map([['pk1', hours]]) }), null);
    const visits = visitsOf(played.entries, oneRoom());
    expect([...played.refused]).toEqual([]);
    expect(waits(visits)).toEqual([10, 59]);
    expect((visits[0]!.endedAt! - opensAt) / MINUTE).toBe(22);
  });

  it('come again when the service opens, and not at all when it does not', () => {
    const clinic = oneRoom({ hours: [{ from: '07:30', to: '08:00' }] });
    const people = [visitor('a', 0, ['kham', 5]), visitor('b', 90, ['kham', 5])];
    const played = playDay(clinic, script(people), null);
    const visits = visitsOf(played.entries, clinic);
    expect(visits.map(({ issuedAt }) => (issuedAt - opensAt) / MINUTE)).toEqual([30]);
    expect([...played.refused]).toEqual([['service-closed', 2]]);
  });

  it('do not go to a step of the journey that they did not plan', () => {
    const people = [visitor('a', 0, ['tiep-don', 2], ['kham', 5])];
    const { day } = playDay(model, script(people), null);
    expect([...day.tickets.values()].map(({ state }) => state)).toEqual(['cancelled']);
  });
});
