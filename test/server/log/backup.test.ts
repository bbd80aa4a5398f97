import { existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../../server/log/backup.ts';
import { type Db, openDatabase } from '../../../server/log/database.ts';
import { openSqliteLog } from '../../../server/log/sqlite-log.ts';
import { WrongKey } from '../../../server/people/people.ts';
import { binh, quietClinic, TestHouse } from '../test-house.ts';
import { draft } from './contract.ts';
import { damageFile, tempFolder } from './sqlite-store.ts';

const clinic = quietClinic();

/** A house with a backup of its first three tickets, and the admin command's own connection to its data. */
describe('a backup of a house', () => {
  let house: TestHouse;
  let api: string;
  let admin: Db;
  let file: string;
  beforeEach(async () => {
    house = await new TestHouse(clinic).start();
    api = house.device('api', 'his', null).token;
    admin = openDatabase(join(house.dir, 'data', 'tiepdon.sqlite'));
    file = join(house.dir, 'backup.sqlite');
    for (let person = 0; person < 3; person += 1) await code('noi', null);
    await backUp(admin, file);
  });
  afterEach(async () => {
    if (admin.open) admin.close();
    await house.end();
  });
  const code = async (service: string, scan: string | null): Promise<string> => {
    const reply = await house.post(api, '/check-ins', { service, scan });
    return (reply.body.ticket as { code: string }).code;
  };
  const takeBack = () => restore(admin, clinic, file, house.now);
  const logOf = async (db: Db) => {
    const log = openSqliteLog(db, clinic.site);
    return { epoch: await log.epoch(), entries: await log.read(0, 10_000) };
  };

  it('is one file for its owner alone, with nothing left beside it and no key in it', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(house.dir).filter((name) => name.startsWith('backup'))).toEqual(['backup.sqlite']);
  });

  it('puts the log back under a new generation, and gives no number a second time', async () => {
    const before = await logOf(admin);
    expect([await code('noi', null), await code('noi', binh), await code('mat', null)]).toEqual([
      'A004',
      'A005',
      'M001',
    ]);
    expect(await takeBack()).toMatchObject({ ok: true });
    const after = await logOf(admin);
    expect(after.epoch).not.toBe(before.epoch);
    expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries);
    expect(await openSqliteLog(admin, clinic.site).verify()).toMatchObject({ ok: true });
    expect([await code('noi', null), await code('mat', null), await code('nhi', null)]).toEqual([
      'A006',
      'M002',
      'H001',
    ]);
  });

  it('gives no number twice after two restores in a row, or when the day has turned since', async () => {
    expect(await code('noi', null)).toBe('A004');
    await takeBack();
    await takeBack();
    expect(await code('noi', null)).toBe('A005');
    house.now += 24 * 3_600_000;
    expect([await code('noi', null), await code('noi', null)]).toEqual(['A001', 'A002']);
    await takeBack();
    expect(await code('noi', null)).toBe('A003');
  });

  it('is picked up by the running house, whose boards get a snapshot of the new generation', async () => {
    const board = await house.socket('/board', house.device('board', 'hall', null).token, {});
    await board.hear('connect');
    board.socket.emit('sub', { view: 'hall', epoch: null, seq: null, v: 1 });
    const { epoch } = await board.hear('snap');
    await code('noi', null);
    await house.post(api, '/rooms/pk1/next', { expected: null });
    await board.hear('delta', ({ ops }) => JSON.stringify(ops).includes('A001'));
    await takeBack();
    const snap = await board.hear('snap', (message) => message.epoch !== epoch);
    const { rooms, calls } = snap.state as { rooms: { id: string; next: string[] }[]; calls: unknown[] };
    expect(calls).toEqual([]);
    expect(rooms.find(({ id }) => id === 'pk1')?.next).toEqual(['A001', 'A002', 'A003']);
    expect((await house.get(api, '/boards/hall')).body).toMatchObject({
      epoch: snap.epoch,
      state: snap.state,
    });
    await house.post(api, '/rooms/pk2/next', { expected: null });
    await board.hear('delta', (delta) => delta.epoch === snap.epoch && delta.prev === snap.seq);
  });

  it('keeps a device revoked that was revoked after the backup, and one enrolled since', async () => {
    const since = house.device('board', 'hall', null);
    const revoked = house.open.house.devices.list().find(({ name }) => name === 'his')!;
    house.open.house.devices.revoke(revoked.id);
    await takeBack();
    house.open.house.devices.refresh();
    expect((await house.get(api, '/place')).status).toBe(401);
    expect((await house.get(since.token, '/place')).status).toBe(200);
  });

  it('can take the place of a log that contradicts itself', async () => {
    expect(await code('noi', null)).toBe('A004');
    await house.stop();
    damageFile(join(house.dir, 'data', 'tiepdon.sqlite'), clinic.site, 2, 'delete');
    admin.exec(
      "INSERT INTO entry SELECT site, 2, epoch, at, actor, 'service-started', '{\"ticket\":\"nobody\"}', '', '' FROM entry WHERE seq = 1",
    );
    await expect(house.start()).rejects.toThrow('nobody');
    expect(await takeBack()).toMatchObject({ ok: true });
    await house.start();
    expect(await code('noi', null)).toBe('A005');
  });

  it.each([
    ['a file that is not there', (path: string) => rmSync(path)],
    ['a file that is cut off', (path: string) => truncateSync(path, statSync(path).size - 5_000)],
    ['an empty file', (path: string) => truncateSync(path, 0)],
    ['some other file', (path: string) => writeFileSync(path, 'not a database at all'.repeat(500))],
    ['a folder', (path: string) => rmSync(path) ?? mkdirSync(path)],
    ['a backup with a changed entry', (path: string) => damageFile(path, clinic.site, 2, 'edit')],
    [
      'a backup of another site',
      (path: string) =>
        raw(path, "UPDATE key_check SET site = 'elsewhere'; UPDATE generation SET site = 'elsewhere'"),
    ],
    ['a backup under another key', (path: string) => raw(path, "UPDATE key_check SET proof = 'other'")],
    ['a backup of a newer program', (path: string) => raw(path, 'PRAGMA user_version = 99')],
  ])('refuses %s and leaves the live data alone', async (_what, spoil) => {
    const before = await logOf(admin);
    spoil(file);
    const refused = await takeBack();
    expect(refused).toMatchObject({ ok: false });
    expect(refused.ok ? '' : refused.why).toMatch(/^[^\n]{5,100}$/);
    expect(await logOf(admin)).toEqual(before);
    expect(await code('noi', null)).toBe('A004');
  });

  it('restored on a new machine, wants the key that sealed its people', async () => {
    const fresh = tempFolder();
    const db = openDatabase(join(fresh, 'tiepdon.sqlite'));
    expect(await restore(db, clinic, file, house.now)).toMatchObject({ ok: true });
    db.close();
    const other = new TestHouse(clinic);
    other.flags = ['--data-dir', fresh];
    await expect(other.start()).rejects.toThrow(WrongKey);
    rmSync(fresh, { recursive: true });
    rmSync(other.dir, { recursive: true });
  });
});

function raw(file: string, sql: string): void {
  const db = new Database(file);
  db.exec('DROP TRIGGER entry_stays');
  db.exec(sql);
  db.close();
}

describe('a backup beside a house that never rests', () => {
  it('comes to an end, and holds every entry up to one moment', async () => {
    const dir = tempFolder();
    const [writer, copier] = [openDatabase(join(dir, 'a.sqlite')), openDatabase(join(dir, 'a.sqlite'))];
    const log = openSqliteLog(writer, 'one');
    const epoch = await log.epoch();
    const some = Array.from({ length: 250 }, (_, index) => draft(`${index} ${'x'.repeat(9_000)}`));
    await log.append(0, epoch, some, []);
    let done = false;
    const copying = backUp(copier, join(dir, 'copy')).finally(() => {
      done = true;
    });
    let written = 250;
    while (!done && written < 20_000) {
      await log.append(written, epoch, [draft('during')], []);
      written += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(done).toBe(true);
    await copying;
    const copy = new Database(join(dir, 'copy'), { readonly: true });
    const verdict = await openSqliteLog(copy, 'one').verify();
    expect(verdict).toMatchObject({ ok: true });
    expect(verdict.ok && verdict.entries).toBeGreaterThanOrEqual(250);
    for (const db of [writer, copier, copy]) db.close();
    rmSync(dir, { recursive: true });
  }, 15_000);

  it('leaves nothing behind when it cannot be written', async () => {
    const dir = tempFolder();
    const db = openDatabase(join(dir, 'a.sqlite'));
    await expect(backUp(db, join(dir, 'nowhere', 'copy'))).rejects.toThrow();
    expect(existsSync(join(dir, 'nowhere'))).toBe(false);
    db.close();
    rmSync(dir, { recursive: true });
  });
});
