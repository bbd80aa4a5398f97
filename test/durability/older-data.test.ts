import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drill } from '../../server/log/drill.ts';
import { migrations } from '../../server/log/migration-table.ts';
import { sealFile } from '../../server/log/sealed-file.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { keyFor } from '../../server/people/keys.ts';
import { damageFile } from '../server/log/sqlite-store.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';
import { asOlder, versionOf } from './older-data.ts';

const clinic = quietClinic();
const versions = migrations.slice(1).map((_, index) => index + 1);
const asked = { requestId: '5e3c1f0a-7a52-4c9c-9a58-3a1f6f2d9b10', service: 'noi', scan: null };

/** A day of four numbers, the last of them under a request that is known; and a copy as an older program left it. */
describe.each(versions)('data of version %i', (version) => {
  let kept: KeptHouse;
  let first: unknown;
  let copy: string;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
    for (let each = 0; each < 3; each += 1) await kept.comes();
    first = (await kept.house.post(kept.api, '/check-ins', asked)).body;
    await kept.house.stop();
    copy = join(kept.house.dir, 'older.sqlite');
    asOlder(kept.database, copy, version);
  });
  afterEach(() => kept.house.end());
  const updated = (): void => cpSync(copy, kept.database);
  const start = (unclean: boolean) => checkStart(kept.house.settings(), clinic.site, unclean);

  it('are brought up to date by the start, with the same day and the same answers', async () => {
    updated();
    expect(versionOf(kept.database)).toBe(version);
    expect(await start(false)).toMatchObject({ ok: true });
    await kept.start();
    expect(versionOf(kept.database)).toBe(migrations.length);
    expect((await kept.house.post(kept.api, '/check-ins', asked)).body).toEqual(first);
    expect(await kept.comes()).toBe('A005');
    expect(await kept.house.open.house.log.verify()).toMatchObject({ ok: true });
    await kept.house.stop();
  });

  it('are refused when an anchor has seen more, as those of today are', async () => {
    await kept.start();
    await kept.comes();
    await kept.house.stop();
    updated();
    expect(await start(false)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/an anchor of .* has seen entry/),
    });
  });

  it('are read whole after a power cut', async () => {
    updated();
    expect(await start(true)).toMatchObject({
      ok: true,
      report: expect.arrayContaining([expect.stringMatching(/Tìm thấy: .* nguyên vẹn, nhật ký 5 mục/)]),
    });
  });

  it.each([true, false])('are left as they are when a page is damaged (power cut: %s)', async (unclean) => {
    spoil(copy);
    updated();
    const before = readFileSync(kept.database);
    expect(await start(unclean)).toMatchObject({ ok: false, why: expect.stringMatching(/is damaged/) });
    expect(readFileSync(kept.database).equals(before)).toBe(true);
  });

  it('are looked at page by page before an admin command brings them up to date, too', async () => {
    updated();
    await kept.asAdmin(async ({ devices }) => expect(devices.list()).toHaveLength(1));
    expect(versionOf(kept.database)).toBe(migrations.length);
    spoil(copy);
    updated();
    const before = readFileSync(kept.database);
    await expect(kept.asAdmin(async ({ devices }) => devices.list())).rejects.toThrow(/restore FILE/);
    expect(readFileSync(kept.database).equals(before)).toBe(true);
  });

  it.each(['plain', 'sealed'])('come back from a %s backup, which stays as it is', async (kind) => {
    const file = kind === 'plain' ? copy : sealed();
    const before = readFileSync(file);
    await kept.start();
    await kept.comes();
    await kept.house.stop();
    expect(await drill(kept.house.settings(), clinic, file, kept.house.now)).toMatchObject({
      ...{ ok: true, tickets: 4 },
    });
    expect(await kept.asAdmin((data) => data.restore(file, kept.house.now))).toMatchObject({ ok: true });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(left()).toEqual([]);
    await kept.start();
    expect((await kept.house.post(kept.api, '/check-ins', asked)).body).toEqual(first);
    // A005 was given out since.
    expect(await kept.comes()).toBe('A006');
    await kept.house.stop();
  });

  it.each<[string, () => void]>([
    ['a damaged page', () => spoil(copy)],
    ['a changed entry', () => damageFile(copy, clinic.site, 2, 'edit')],
  ])('with %s are no backup, and the live data stay', async (_what, damage) => {
    damage();
    const refused = await kept.asAdmin((data) => data.restore(copy, kept.house.now));
    expect(refused).toMatchObject({ ok: false, why: expect.stringMatching(/^[^\n]{5,100}$/) });
    expect(left()).toEqual([]);
    await kept.start();
    expect(await kept.comes()).toBe('A005');
    await kept.house.stop();
  });

  const sealed = (): string => {
    const { keyFile } = kept.house.settings();
    const file = join(kept.house.dir, 'older.backup');
    const about = { site: clinic.site, at: kept.house.now };
    sealFile(copy, file, keyFor('backup', keyFile)!, about);
    return file;
  };
  const left = (): string[] =>
    readdirSync(dirname(kept.database)).filter((name) => /making|drill/.test(name));
});

/** Bends a row's length on the first page of the log, which only a look at every page finds. */
function spoil(file: string): void {
  const db = new Database(file, { readonly: true });
  const { page } = db.prepare("SELECT rootpage AS page FROM sqlite_master WHERE name = 'entry'").get() as {
    page: number;
  };
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const bytes = readFileSync(file);
  bytes.writeUInt16BE(size + 7, (page - 1) * size + 8);
  writeFileSync(file, bytes);
}
