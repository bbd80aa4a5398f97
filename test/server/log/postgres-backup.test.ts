import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { openAdminData } from '../../../server/admin-data.ts';
import { root } from '../../house/source-tree.ts';
import { boardAt, comes } from '../several/several-houses.ts';
import { binh, quietClinic, TestHouse } from '../test-house.ts';
import { damageTable } from './postgres-store.ts';
import { tempFolder } from './sqlite-store.ts';

const clinic = quietClinic();
let cluster: Cluster;
let count = 0;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

/** A house in a database of its own, with a device that may do everything. */
async function houseOn(name: string, flags: readonly string[]): Promise<{ house: TestHouse; api: string }> {
  const house = new TestHouse(clinic);
  house.flags = ['--database-url', await cluster.database(name), ...flags];
  // The admin command is a process of its own and has only the real clock.
  house.now = Date.now();
  await house.start();
  const { token } = await house.open.house.devices.add({ role: 'api', name: 'his', room: null });
  return { house, api: token };
}

describe('a site in PostgreSQL', () => {
  let house: TestHouse;
  let api: string;
  let dir: string;
  let file: string;
  let name: string;
  beforeEach(async () => {
    count += 1;
    name = `backup_${count}`;
    ({ house, api } = await houseOn(name, []));
    dir = tempFolder();
    file = join(dir, 'backup.sqlite');
  });
  afterEach(async () => {
    await house.end();
    rmSync(dir, { recursive: true });
  });
  const at = (databaseUrl: string | null) =>
    openAdminData(
      {
        dataDir: join(dir, 'lite'),
        databaseUrl,
        keyFile: join(dir, 'master.key'),
        backupDir: join(dir, 'backups'),
      },
      clinic,
    );

  it('is copied beside the running house, and put back under a new epoch without a number twice', async () => {
    const admin = await at(cluster.urlOf(name));
    for (let each = 0; each < 3; each += 1) await comes(house, api);
    await admin.backUp(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await comes(house, api);
    await house.post(api, '/rooms/pk1/next', { expected: null });
    const board = await boardAt(
      house,
      (await house.open.house.devices.add({ role: 'board', name: 'hall', room: null })).token,
      'hall',
    );
    const { epoch } = board.held!;
    expect(await admin.restore(file, house.now)).toMatchObject({ ok: true });
    await board.heard.hear('snap', (message) => message.epoch !== epoch, 10_000);
    expect(await comes(house, api)).toBe('A005');
    expect((await admin.verify()).verdict).toMatchObject({ ok: true });
    await admin.close();
  });

  it('moves to SQLite and back with its people, devices and answers: both stores write one form', async () => {
    const requestId = '01890a5d-ac96-774b-bcce-b302099a8057';
    const body = { requestId, service: 'noi', scan: binh, confirmed: true };
    const first = await house.post(api, '/check-ins', body);
    const { devices } = house.open.house;
    devices.saw(devices.list()[0]!.id, { at: house.now + 1, clockOffMs: -7, build: 'b1' });
    await devices.storeSightings();
    const { firstSeenAt } = devices.list()[0]!;
    expect(firstSeenAt).not.toBeNull();
    const admin = await at(cluster.urlOf(name));
    await admin.backUp(file);
    const lite = await at(null);
    expect(await lite.restore(file, house.now)).toMatchObject({ ok: true });
    const back = join(dir, 'back.sqlite');
    await lite.backUp(back);
    await lite.close();
    await admin.close();
    // The hospital's own key files go with it.
    const moved = await houseOn(`${name}_moved`, ['--key-file', join(house.dir, 'data', 'master.key')]);
    await moved.house.stop();
    copyFileSync(
      join(
        house.dir,
        'data',
        'day-keys',
        `${first.body.ticket ? house.open.house.tail.day.businessDay : ''}.key`,
      ),
      join(moved.house.dir, 'data', 'day-keys', `${house.open.house.tail.day.businessDay}.key`),
    );
    const there = await at(cluster.urlOf(`${name}_moved`));
    expect(await there.restore(back, house.now)).toMatchObject({ ok: true });
    await there.close();
    await moved.house.start();
    const again = await moved.house.post(api, '/check-ins', body);
    expect(again.body).toEqual(first.body);
    const known = await moved.house.post(api, '/check-ins', { service: 'noi', scan: binh, confirmed: true });
    expect(known).toMatchObject({ status: 200, body: { repeat: true } });
    // When it was there last is told by the house that it came to since.
    const seen = { firstSeenAt, clockOffMs: -7, build: 'b1' };
    expect(moved.house.open.house.devices.list()).toContainEqual(expect.objectContaining(seen));
    await moved.house.end();
  });

  it('refuses a cut-off backup and one under another key, and is left as it was', async () => {
    const admin = await at(cluster.urlOf(name));
    await comes(house, api);
    await admin.backUp(file);
    const before = await cluster.sql(name, 'SELECT seq, hash, epoch FROM entry ORDER BY seq');
    const other = await houseOn(`${name}_other`, []);
    const strange = await at(cluster.urlOf(`${name}_other`));
    expect(await strange.restore(file, house.now)).toEqual({
      ok: false,
      why: 'the backup belongs to another key file',
    });
    await strange.close();
    await other.house.end();
    truncateSync(file, statSync(file).size - 5_000);
    expect(await admin.restore(file, house.now)).toMatchObject({ ok: false });
    expect(await admin.restore(join(dir, 'none'), house.now)).toMatchObject({ ok: false });
    expect(await cluster.sql(name, 'SELECT seq, hash, epoch FROM entry ORDER BY seq')).toEqual(before);
    await admin.close();
  });

  it('goes on under a new epoch and higher numbers after a failover that lost its last moments', async () => {
    for (let each = 0; each < 3; each += 1) await comes(house, api);
    const { epoch } = house.open.house.tail;
    // Whoever knew what is missing has been stopped too.
    await house.stop();
    // What an asynchronous replica had not yet received.
    await cluster.sql(
      name,
      'SET session_replication_role = replica; DELETE FROM entry WHERE seq > 3; DELETE FROM answer',
    );
    const admin = await at(cluster.urlOf(name));
    expect(await admin.renew(50, house.now)).toMatchObject({ A: 52, M: 50 });
    await house.start();
    expect(house.open.house.tail.epoch).not.toBe(epoch);
    expect(await comes(house, api)).toBe('A053');
    expect((await admin.verify()).verdict).toMatchObject({ ok: true });
    await admin.close();
  });

  it('is restored also when its end takes the database long', async () => {
    await comes(house, api);
    const admin = await at(cluster.urlOf(name));
    await admin.backUp(file);
    await cluster.sql(
      name,
      `CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(8); RETURN NULL; END';
       CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON generation DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION slow()`,
    );
    expect(await admin.restore(file, house.now)).toMatchObject({ ok: true });
    await cluster.sql(name, 'DROP TRIGGER slow ON generation');
    expect((await admin.verify()).verdict).toMatchObject({ ok: true });
    await admin.close();
  }, 60_000);

  it('obeys the admin command with DATABASE_URL, which never says the password', async () => {
    const run = (...words: string[]): Promise<{ code: number; out: string; err: string }> =>
      new Promise((resolve) => {
        const DATABASE_URL = cluster.urlOf(name).replace('tiepdon@', 'tiepdon:geheim@');
        const env = { ...process.env, DATABASE_URL, DATA_DIR: join(dir, 'admin') };
        execFile(process.execPath, ['scripts/admin.ts', ...words], { cwd: root, env }, (error, out, err) =>
          resolve({ code: Number(error?.code ?? 0), out: out.trimEnd(), err }),
        );
      });
    const added = await run('device', 'add', '--role', 'board', '--name', 'hall');
    const { id, token } = JSON.parse(added.out.split('\n').at(-1)!) as { id: string; token: string };
    expect((await house.get(token, '/boards/hall')).status).toBe(200);
    expect((await run('device', 'list')).out).toContain(id);
    expect((await run('device', 'revoke', id)).code).toBe(0);
    await expect
      .poll(async () => (await house.get(token, '/boards/hall')).status, { timeout: 2_000 })
      .toBe(401);
    expect((await run('links')).out).toMatch(/\/kiosk#enrol=\w{8}/);
    await comes(house, api);
    expect((await run('backup', file)).code).toBe(0);
    expect((await run('restore', file)).out).toMatch(/^restored: the log has \d+ entries$/);
    expect((await run('log', 'verify')).out).toMatch(/^log: all \d+ entries hold/);
    expect((await run('log', 'renew', '--skip', 'x')).err).toMatch(/^tiepdon: log renew: --skip: should be/);
    await damageTable(cluster, name, clinic.site, 2, 'edit');
    expect((await run('log', 'verify')).err).toBe('tiepdon: log: entry 2 was changed\n');
    expect(existsSync(join(dir, 'admin', 'tiepdon.sqlite'))).toBe(false);
    await cluster.stop('fast');
    const away = await run('device', 'list');
    await cluster.start();
    expect([away.code, away.out]).toEqual([1, '']);
    expect(away.err).toBe(`tiepdon: DATABASE_URL: nothing answers at 127.0.0.1:${cluster.port}\n`);
  });
});
