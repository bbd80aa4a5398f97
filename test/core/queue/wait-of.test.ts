import { describe, expect, it } from 'vitest';
import { newcomerWait, ticketWait } from '../../../core/queue/wait-of.ts';
import { clinicOf, HOUR, MINUTE, room, service, TestDay } from './test-day.ts';

const clinic = (parts: Record<string, unknown>) =>
  clinicOf({
    services: [service('noi', 'A', { minutes: 10, ...parts }), service('mat', 'M', { minutes: 4 })],
    rooms: [room('pk1', ['noi']), room('pk2', ['noi', 'mat'])],
    boards: [],
    speakers: [],
  });

/** A morning on which so many have come to one service, all at once. */
function morning(people: number, parts: Record<string, unknown> = {}): { day: TestDay; ids: string[] } {
  const day = new TestDay(clinic(parts));
  return { day, ids: Array.from({ length: people }, () => day.comes({})) };
}
const wait = (day: TestDay, id: string) => ticketWait(day.day, day.ticket(id), day.now);

describe('how long somebody will wait', () => {
  it('is a window in steps of five minutes, longer for who comes later', () => {
    const { day, ids } = morning(20);
    const told = ids.map((id) => wait(day, id)!);
    expect(told[0]!.from).toBe(0);
    for (const { from, to } of told) expect([from % 5, to % 5, from < to]).toEqual([0, 0, true]);
    expect(told[19]!.from).toBeGreaterThan(told[5]!.from);
    // Two rooms of ten minutes: the twentieth is called in about ninety.
    expect(told[19]!.from).toBeGreaterThan(45);
    expect(told[19]!.to).toBeLessThan(160);
  });

  it('learns from the day: rooms that take twice as long make the wait twice as long', () => {
    const { day, ids } = morning(60);
    const before = wait(day, ids[59]!)!;
    for (let i = 0; i < 20; i += 1) {
      day.later(20 * MINUTE);
      day.next('pk1');
      day.next('pk2');
    }
    const left = wait(day, ids[59]!)!;
    // Twenty people less are ahead, and yet it is longer than what was told at first for two thirds of the line.
    expect((left.from + left.to) / 2).toBeGreaterThan(((before.from + before.to) / 2) * (20 / 60) * 1.5);
    expect(day.day.paces.get('noi')!.mean).toBeGreaterThan(17);
  });

  it('carries what it learned into the next day, and forgets what an undone call taught', () => {
    const { day } = morning(30);
    for (let i = 0; i < 12; i += 1) {
      day.later(20 * MINUTE);
      day.next('pk1');
    }
    const taught = day.day.paces.get('noi')!.mean;
    expect(taught).toBeGreaterThan(14);
    day.later(40 * MINUTE);
    const called = day.next('pk1')!;
    expect(day.day.paces.get('noi')!.mean).toBeGreaterThan(taught);
    day.move('undo', called);
    expect(day.day.paces.get('noi')!.mean).toBe(taught);
    day.later(24 * HOUR);
    day.comes({});
    expect(day.day.paces.get('noi')!.mean).toBe(taught);
  });

  it('learns nothing from a room that stood empty or had a break', () => {
    const { day } = morning(2);
    const before = day.day.paces.get('noi')!.mean;
    day.next('pk1');
    day.next('pk2');
    day.later(HOUR);
    day.comes({});
    // The one called now came a moment ago: the room was waiting, not working.
    day.next('pk1');
    expect(day.day.paces.get('noi')!.mean).toBe(before);
    for (let i = 0; i < 3; i += 1) day.comes({});
    day.later(30 * MINUTE).room('pk1', 'paused');
    day.later(30 * MINUTE);
    day.next('pk1');
    expect(day.day.paces.get('noi')!.mean).toBe(before);
  });

  it('learns nothing from a room that stood empty until somebody came from another room', () => {
    const stages = { journeys: [{ id: 'hai-noi', name: { vi: 'Hai nơi' }, stages: [['noi'], ['mat']] }] };
    const day = new TestDay(
      clinicOf({
        ...{
          services: [service('noi', 'A', {}), service('mat', 'M', { minutes: 4 })],
          boards: [],
          speakers: [],
        },
        ...{ rooms: [room('pk1', ['noi']), room('pk2', ['mat'])], ...stages },
      }),
    );
    for (let i = 0; i < 3; i += 1) day.comes({ journey: 'hai-noi' });
    const before = day.day.paces.get('mat')!.mean;
    for (let i = 0; i < 4; i += 1) {
      day.later(20 * MINUTE).next('pk1');
      // All of them came hours ago, but each was sent on after the room had called the one before.
      day.later(20 * MINUTE).next('pk2');
    }
    expect(day.day.paces.get('mat')!.mean).toBe(before);
  });

  it('says nothing when no room is open, and more when one closes', () => {
    const { day, ids } = morning(12);
    const both = wait(day, ids[11]!)!;
    day.room('pk2', 'closed');
    expect(wait(day, ids[11]!)!.to).toBeGreaterThan(both.to);
    day.room('pk1', 'paused');
    expect(wait(day, ids[11]!)).toBeNull();
    expect(newcomerWait(day.day, day.day.rooms.get('pk1')!, day.now)).toBeNull();
  });

  it('counts a room that has other people to serve for a part only', () => {
    const { day, ids } = morning(12);
    const alone = wait(day, ids[11]!)!;
    for (let i = 0; i < 12; i += 1) day.comes({ service: 'mat' });
    expect(wait(day, ids[11]!)!.to).toBeGreaterThan(alone.to);
  });

  it('adds the lunch break that stands in the clinic file', () => {
    const hours = [
      { from: '06:30', to: '07:15' },
      { from: '09:00', to: '17:00' },
    ];
    const { day, ids } = morning(20, { hours });
    const { day: open, ids: others } = morning(20);
    expect(wait(day, ids[19]!)!.from).toBeGreaterThan(wait(open, others[19]!)!.from + 90);
  });

  it('tells a newcomer what the room would mean for somebody without priority', () => {
    const { day } = morning(12);
    const told = newcomerWait(day.day, day.day.rooms.get('pk1')!, day.now)!;
    const newest = wait(day, day.comes({}))!;
    expect(told).toEqual(newest);
    expect(ticketWait(day.day, day.ticket(day.next('pk1')!), day.now)).toBeNull();
  });
});
