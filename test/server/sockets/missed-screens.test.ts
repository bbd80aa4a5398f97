import { beforeEach, describe, expect, it } from 'vitest';
import type { ScreenRow } from '../../../core/wire/screen.ts';
import type { Device, DeviceRow } from '../../../server/devices/devices.ts';
import { neverSeen } from '../../../server/devices/sightings.ts';
import { ScreenRoll } from '../../../server/sockets/screen-roll.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The machine's date when the server starts; `now` counts from there. */
const START = Date.parse('2026-11-22T06:00:00Z');

let now: number;
let jump: number;
let enrolled: DeviceRow[];
let elsewhere: ScreenRow[];
let roll: ScreenRoll;
beforeEach(() => {
  now = 0;
  jump = 0;
  enrolled = [];
  elsewhere = [];
  roll = new ScreenRoll({
    named: [{ role: 'board', name: 'hall' }],
    enrolled: () => enrolled,
    due: () => ({ epoch: 'e1', seq: 7, build: 'build-1' }),
    elsewhere: () => elsewhere,
    clock: () => now,
    wall: () => START + now + jump,
  });
});

/** A set with the board of the hall; `first` and `last`: how long before the start it was seen, ms; null: never. */
function set(id: string, first: number | null, last: number | null): Device {
  const device = { id, role: 'board', name: 'hall', room: null } as const;
  const seen = { firstSeenAt: first && START - first, seenAt: last && START - last };
  enrolled = [...enrolled, { ...device, ...neverSeen, ...seen, createdAt: 0, revokedAt: null }];
  return device;
}
const sets = (): string[] => roll.rows().map(({ device, trouble, level }) => `${device} ${trouble} ${level}`);
const rowOf = (id: string): ScreenRow => roll.rows().find(({ device }) => device === id)!;

describe('after a restart of the server', () => {
  it('a set that stays away is missed beside another of its name, once it has had time to come back', () => {
    set('dead', 30 * DAY, 10 * MINUTE);
    const alive = set('alive', 30 * DAY, 10 * MINUTE);
    now += 2 * SECOND;
    roll.came(alive, 'socket-1');
    expect(sets()).toEqual(['alive null calm', 'dead null calm']);
    now += 13 * SECOND;
    expect(sets()).toEqual(['alive null calm', 'dead away amber']);
    now += 15 * SECOND;
    expect(sets()).toEqual(['alive null calm', 'dead away red']);
    expect(rowOf('dead')).toMatchObject({ connected: false, seenSeconds: 630, troubleSeconds: 630 });
  });

  it('each of two dead sets of one name is missed, with the time since which it is gone', () => {
    set('first', 30 * DAY, 2 * HOUR);
    set('second', 30 * DAY, 10 * SECOND);
    now += 31 * SECOND;
    expect(sets()).toEqual(['first away red', 'second away red']);
    expect([rowOf('first').troubleSeconds, rowOf('second').troubleSeconds]).toEqual([7_231, 41]);
  });

  it('a set that was exchanged for another before is missed no more', () => {
    set('exchanged', 30 * DAY, 2 * HOUR);
    const alive = set('alive', HOUR, 5 * SECOND);
    now += 40 * SECOND;
    // Neither of the two has come back yet: only the newer one is missed.
    expect(sets()).toEqual(['alive away red']);
    roll.came(alive, 'socket-1');
    expect(sets()).toEqual(['alive null calm']);
  });

  it('a set that is exchanged now is missed until the other one is opened', () => {
    set('dead', 30 * DAY, 2 * HOUR);
    const fresh = set('fresh', null, null);
    now += 40 * SECOND;
    expect(sets()).toEqual(['dead away red']);
    roll.came(fresh, 'socket-1');
    expect(sets()).toEqual(['fresh null calm']);
  });

  it('an older set that comes back later is none that was put up in place of one that died', () => {
    const [dead, alive] = [set('dead', 30 * DAY, 5 * SECOND), set('alive', 20 * DAY, 5 * SECOND)];
    now += 2 * SECOND;
    roll.came(dead, 'socket-1');
    now += 2 * SECOND;
    roll.gone(dead, 'socket-1');
    now += 2 * SECOND;
    roll.came(alive, 'socket-2');
    now += 40 * SECOND;
    expect(sets()).toEqual(['dead away red', 'alive null calm']);
  });

  it('a set that is gone for a week is missed no more beside another of its name, but alone it is', () => {
    set('old', 300 * DAY, 7 * DAY - MINUTE);
    const alive = set('alive', 300 * DAY, 5 * SECOND);
    roll.came(alive, 'socket-1');
    now += 40 * SECOND;
    expect(sets()).toEqual(['alive null calm', 'old away red']);
    now += MINUTE;
    expect(sets()).toEqual(['alive null calm']);
    roll.gone(alive, 'socket-1');
    now += 40 * SECOND;
    expect(sets()).toEqual(['alive away red', 'old away red']);
    expect(rowOf('old').seenSeconds).toBe(7 * 86_400 + 80);
  });

  it('one that was enrolled and never opened, or was revoked, is not missed beside another', () => {
    set('never', null, null);
    set('revoked', 30 * DAY, 5 * SECOND);
    const alive = set('alive', 30 * DAY, 5 * SECOND);
    enrolled = enrolled.map((each) => ({ ...each, revokedAt: each.id === 'revoked' ? 1 : null }));
    roll.came(alive, 'socket-1');
    now += 40 * SECOND;
    expect(sets()).toEqual(['alive null calm']);
  });

  it('one that was seen while the clock was ahead is missed from the start on', () => {
    set('dead', 30 * DAY, -DAY);
    now += 40 * SECOND;
    expect(sets()).toEqual(['dead away red']);
    expect(rowOf('dead').seenSeconds).toBe(40);
  });

  it('a clock that is put right makes nobody of those who came since older than who left before', () => {
    const dead = set('dead', 30 * DAY, 5 * SECOND);
    roll.came(dead, 'socket-1');
    now += MINUTE;
    roll.gone(dead, 'socket-1');
    now += MINUTE;
    const fresh = set('fresh', null, null);
    roll.came(fresh, 'socket-2');
    enrolled = enrolled.map((each) => (each.id === 'fresh' ? { ...each, firstSeenAt: START + now } : each));
    now += MINUTE;
    jump = 90 * SECOND;
    expect(sets()).toEqual(['fresh null calm']);
  });
});

describe('a set at another server', () => {
  const there = (device: string): ScreenRow => ({
    ...{ role: 'board', name: 'hall', device, connected: true, level: 'calm', trouble: null },
    ...{ troubleSeconds: 0, seenSeconds: 1, sound: null, clockOffMs: null, sign: null },
  });

  it('is missed here too when it is gone from there, after the time that it takes to change servers', () => {
    const alive = set('alive', 30 * DAY, 5 * SECOND);
    set('dead', 30 * DAY, 5 * SECOND);
    roll.came(alive, 'socket-1');
    elsewhere = [there('dead')];
    now += HOUR;
    expect(sets()).toEqual(['alive null calm', 'dead null calm']);
    elsewhere = [];
    now += 14 * SECOND;
    expect(sets()).toEqual(['alive null calm', 'dead null calm']);
    now += 16 * SECOND;
    expect(sets()).toEqual(['alive null calm', 'dead away red']);
    expect(rowOf('dead').troubleSeconds).toBe(30);
  });

  it('that left this one long ago is gone since it left the other', () => {
    const moved = set('moved', 30 * DAY, 5 * SECOND);
    roll.came(moved, 'socket-1');
    roll.gone(moved, 'socket-1');
    elsewhere = [there('moved')];
    now += HOUR;
    expect(sets()).toEqual(['moved null calm']);
    elsewhere = [];
    now += 14 * SECOND;
    expect(sets()).toEqual(['moved null calm']);
    now += SECOND;
    expect(sets()).toEqual(['moved away amber']);
    expect(rowOf('moved')).toMatchObject({ seenSeconds: 15, troubleSeconds: 15 });
  });

  it("of which nobody has yet written down that it came is missed when it is gone, and takes nobody's place", () => {
    const dead = set('dead', 30 * DAY, 5 * SECOND);
    set('fresh', null, null);
    roll.came(dead, 'socket-1');
    elsewhere = [there('fresh')];
    now += MINUTE;
    roll.gone(dead, 'socket-1');
    now += MINUTE;
    expect(sets()).toEqual(['dead away red', 'fresh null calm']);
    elsewhere = [];
    now += 30 * SECOND;
    expect(sets()).toEqual(['dead away red', 'fresh away red']);
  });

  it('takes the place of one that died here, if it was opened for the first time since', () => {
    const dead = set('dead', 30 * DAY, 5 * SECOND);
    roll.came(dead, 'socket-1');
    now += MINUTE;
    roll.gone(dead, 'socket-1');
    now += MINUTE;
    set('fresh', -now, -now);
    elsewhere = [there('fresh')];
    now += MINUTE;
    expect(sets()).toEqual(['fresh null calm']);
  });
});
