import { beforeEach, describe, expect, it } from 'vitest';
import type { StationRow, StationSign } from '../../../core/wire/station.ts';
import type { Device, DeviceRow } from '../../../server/devices/devices.ts';
import { neverSeen, type Sight } from '../../../server/devices/sightings.ts';
import { StationRoll } from '../../../server/sockets/station-roll.ts';

const WALL = Date.parse('2026-11-22T06:00:00Z');
const kiosk: Device = { id: 'pc-1', role: 'station', name: 'sanh-a', room: null };
const sign: StationSign = {
  ...{ clockMs: WALL, build: 'build-1', ownNumbers: 'ready', waiting: 0 },
  ...{ refused: [], faults: [] },
};

let now: number;
let enrolled: DeviceRow[];
let seen: Sight[];
let others: StationRow[];
let isHere: boolean;
let roll: StationRoll;
beforeEach(() => {
  now = 0;
  seen = [];
  others = [];
  isHere = true;
  enrolled = [{ ...kiosk, ...neverSeen, createdAt: 0, revokedAt: null }];
  roll = new StationRoll({
    devices: { list: () => enrolled, saw: (_id, sight) => seen.push(sight) === 1 },
    connected: () => isHere || others.length > 0,
    here: () => isHere,
    elsewhere: () => others,
    clock: () => now,
    wall: () => WALL + now,
  });
});

describe('the roll of the stations', () => {
  it('tells how long lines wait and numbers cannot be given, from the first sign that says so', () => {
    roll.sign(kiosk, { ...sign, waiting: 3, ownNumbers: 'none' });
    now += 60_000;
    roll.sign(kiosk, { ...sign, waiting: 2, ownNumbers: 'none' });
    now += 5_000;
    expect(roll.rows()).toMatchObject([{ seenSeconds: 5, waitingSeconds: 65, unreadySeconds: 65 }]);
    roll.sign(kiosk, sign);
    expect(roll.rows()).toMatchObject([{ waitingSeconds: 0, unreadySeconds: 0 }]);
  });

  it('takes the newer word of a station that has gone to another server', () => {
    roll.sign(kiosk, { ...sign, waiting: 3 });
    const [row] = roll.own();
    isHere = false;
    now += 30_000;
    others = [{ ...row!, seenSeconds: 2, sign }];
    expect(roll.own()).toEqual([]);
    expect(roll.rows()).toMatchObject([{ seenSeconds: 2, sign: { waiting: 0 } }]);
  });

  it('notes the sign of life with the device, and forgets a station that was revoked', () => {
    roll.sign(kiosk, { ...sign, clockMs: WALL - 7_000 });
    expect(seen).toEqual([{ at: WALL, clockOffMs: 7_000, build: 'build-1' }]);
    enrolled = [{ ...enrolled[0]!, revokedAt: WALL }];
    expect(roll.rows()).toEqual([]);
  });
});
