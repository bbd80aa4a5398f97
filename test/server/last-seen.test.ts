import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScreenRow } from '../../core/wire/screen.ts';
import { openDevices, type SqliteDevices } from '../../server/devices/devices.ts';
import { LastSeen } from '../../server/last-seen.ts';
import { type Db, openDatabase } from '../../server/log/database.ts';
import type { Desk } from '../../server/sockets/hub.ts';
import { tempFolder } from './log/sqlite-store.ts';
import { healthySign } from './sockets/sample-sign.ts';

const SECOND = 1_000;
const START = Date.parse('2026-11-22T06:00:00Z');

let dir: string;
let db: Db;
let devices: SqliteDevices;
let lastSeen: LastSeen;
let now: number;
let present: string[];
let elsewhere: string[];
let screens: ScreenRow[];
let noted: object[];
/** What a write does; null: it is done. */
let trouble: (() => Promise<void>) | null;
let writes: number;
beforeEach(() => {
  dir = tempFolder();
  db = openDatabase(join(dir, 'devices.sqlite'));
  devices = openDevices(db, () => START);
  [now, present, elsewhere, screens, noted, trouble, writes] = [0, [], [], [], [], null, 0];
  lastSeen = new LastSeen({
    devices: {
      ...devices,
      async storeSightings() {
        writes += 1;
        await (trouble ? trouble() : devices.storeSightings());
      },
    },
    here: () => present.map((id) => ({ id })),
    elsewhere: () => elsewhere.map((id) => ({ id })),
    screens: () => screens,
    clock: () => now,
    wall: () => START + now,
    note: (event) => void noted.push(event),
  });
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true });
});

const add = (name: string): string => devices.add({ role: 'board', name, room: null }).id;
/** So many seconds after the start, as the tables have it. */
const written = (id: string): number | null => {
  const { seenAt } = openDevices(db, () => START)
    .list()
    .find((each) => each.id === id)!;
  return seenAt === null ? null : (seenAt - START) / SECOND;
};
async function look(seconds: number): Promise<void> {
  now += seconds * SECOND;
  lastSeen.look();
  await new Promise((resolve) => setImmediate(resolve));
}
const deaf = { came: () => {}, gone: () => {} } as unknown as Desk;
const come = (id: string): void =>
  lastSeen.with(deaf).came({ id, role: 'board', name: id, room: null }, { key: id, emit: () => {} });
const go = (id: string): void => lastSeen.with(deaf).gone({ id, role: 'board', name: id, room: null }, id);

describe('when a device was seen last', () => {
  it('is written down every three minutes for all that are there, with what they say of themselves', async () => {
    const [tv, pc] = [add('hall'), add('pk1')];
    for (const id of [tv, pc]) devices.saw(id, { at: START, clockOffMs: null, build: null });
    present = [tv, pc];
    screens = [
      {
        ...{ role: 'board', name: 'hall', device: tv, connected: true, level: 'calm', trouble: null },
        ...{ troubleSeconds: 0, seenSeconds: 1, sound: null, clockOffMs: 90_000, sign: healthySign },
      },
    ];
    await look(175);
    expect(writes).toBe(0);
    await look(5);
    expect([written(tv), written(pc), writes]).toEqual([180, 180, 1]);
    await look(175);
    expect(writes).toBe(1);
    await look(5);
    expect([written(tv), writes]).toEqual([360, 2]);
    expect(devices.list().find(({ id }) => id === tv)).toMatchObject({
      clockOffMs: 90_000,
      build: 'build-1',
    });
  });

  it('is written down soon when one comes for the first time, and then for those beside it too', async () => {
    const [old, fresh] = [add('hall'), add('hall')];
    devices.saw(old, { at: START, clockOffMs: null, build: null });
    present = [old];
    await look(20);
    expect(written(old)).toBeNull();
    come(fresh);
    now += SECOND;
    go(fresh);
    await look(4);
    expect([written(old), written(fresh)]).toEqual([25, 21]);
    // Not again for one that comes back.
    come(fresh);
    await look(5);
    expect(writes).toBe(1);
  });

  it('is noted for who is at another server, but not that it came for the first time: that is said there', async () => {
    const [known, fresh] = [add('hall'), add('hall')];
    devices.saw(known, { at: START, clockOffMs: null, build: null });
    elsewhere = [known, fresh];
    await look(180);
    expect([written(known), written(fresh)]).toEqual([180, null]);
  });

  it('keeps the house from nothing when it cannot be written, says so once, and is written later', async () => {
    const tv = add('hall');
    present = [tv];
    trouble = () => Promise.reject(new Error('no room'));
    for (let round = 0; round < 3; round += 1) await look(180);
    expect([writes, noted]).toEqual([3, [{ event: 'last-seen-unwritten', error: 'Error' }]]);
    trouble = null;
    await look(180);
    expect(written(tv)).toBe(720);
  });

  it('keeps the house from nothing when the file cannot be read either', async () => {
    const tv = add('hall');
    present = [tv];
    db.close();
    await look(180);
    lastSeen.start()();
    expect(noted).toEqual([{ event: 'last-seen-unwritten', error: 'TypeError' }]);
  });

  it('is written down when the house is left, by whoever has just gone', async () => {
    const tv = add('hall');
    devices.saw(tv, { at: START, clockOffMs: null, build: null });
    const stop = lastSeen.start();
    stop();
    now += 30 * SECOND;
    go(tv);
    await lastSeen.leave();
    expect(written(tv)).toBe(30);
  });

  it('does not hold up the end while the database says nothing', async () => {
    trouble = () => new Promise(() => {});
    const before = performance.now();
    await lastSeen.leave();
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
