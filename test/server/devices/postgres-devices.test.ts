import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import type { Devices } from '../../../server/devices/devices.ts';
import { openPostgresDevices } from '../../../server/devices/postgres-devices.ts';
import { openPostgres, type Postgres } from '../../../server/log/postgres.ts';
import { deviceContract } from './contract.ts';

let cluster: Cluster;
let count = 0;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

deviceContract('PostgreSQL', async () => {
  count += 1;
  const url = await cluster.database(`devices_${count}`);
  const opened: Postgres[] = [];
  return {
    async open(now) {
      const db = await openPostgres(url);
      opened.push(db);
      return openPostgresDevices(db, 'one', null, now);
    },
    async end() {
      for (const db of opened) await db.close();
    },
  };
});

describe('devices in PostgreSQL', () => {
  let db: Postgres;
  let here: Devices;
  beforeAll(async () => {
    db = await openPostgres(await cluster.database('sites'));
    here = await openPostgresDevices(db, 'one', null, Date.now);
  });
  afterAll(() => db.close());
  const board = { role: 'board', name: 'hall', room: null } as const;

  it('of one hospital are strangers to another in the same database', async () => {
    const elsewhere = await openPostgresDevices(db, 'two', null, Date.now);
    const { id, token } = await here.add(board);
    const code = await here.invite(board);
    await elsewhere.refresh();
    expect([await elsewhere.byToken(token), elsewhere.roleOf(id), elsewhere.list()]).toEqual([
      null,
      null,
      [],
    ]);
    expect([await elsewhere.enrol(code), await elsewhere.revoke(id)]).toEqual([null, false]);
    expect(await here.byToken(token)).toMatchObject(board);
    expect(await here.enrol(code)).toMatchObject(board);
  });

  it('stay known while the database is away, and an unknown token is a fault and no stranger', async () => {
    const { id, token } = await here.add(board);
    await cluster.stop('fast');
    expect(await here.byToken(token)).toMatchObject(board);
    expect(here.roleOf(id)).toBe('board');
    await expect(Promise.resolve(here.byToken('y'.repeat(43)))).rejects.toThrow('cannot be reached');
    await cluster.start();
    expect(await here.byToken('y'.repeat(43))).toBeNull();
  });

  it('seen at one server are known as such at the other, and nothing is lost while the database is away', async () => {
    const { id } = await here.add(board);
    const there = await openPostgresDevices(db, 'one', null, Date.now);
    const seenAt = (devices: Devices) => devices.list().find((each) => each.id === id)!.seenAt;
    here.saw(id, { at: 1_000, clockOffMs: 7, build: 'b1' });
    await here.storeSightings();
    await there.storeSightings();
    expect(seenAt(there)).toBe(1_000);
    await cluster.stop('fast');
    there.saw(id, { at: 2_000, clockOffMs: null, build: null });
    await expect(Promise.resolve(there.storeSightings())).rejects.toThrow('cannot be reached');
    expect(seenAt(there)).toBe(2_000);
    await cluster.start();
    await there.storeSightings();
    await here.storeSightings();
    expect(here.list().find((each) => each.id === id)).toMatchObject({
      seenAt: 2_000,
      clockOffMs: 7,
      build: 'b1',
    });
  });
});
