import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptMoments, openShelf } from '../../server/log/backup-shelf.ts';
import { drill } from '../../server/log/drill.ts';
import { migrations } from '../../server/log/migration-table.ts';
import { damageFile } from '../server/log/sqlite-store.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const clinic = quietClinic();

describe('the backups that a house makes by itself', () => {
  let kept: KeptHouse;
  let file: string;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
    for (let each = 0; each < 3; each += 1) await kept.comes();
    file = await kept.backUp();
  });
  afterEach(() => kept.house.end());
  const practise = () => drill(kept.house.settings(), clinic, file, kept.house.now);
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${kept.house.base}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  };

  it('are not made of data that a newer program has brought up to date below the server, which is no damage', async () => {
    const db = new Database(kept.database);
    db.pragma(`user_version = ${migrations.length + 1}`);
    db.close();
    await expect(kept.backUp()).rejects.toThrow(/newer program .*: restart the server/);
    expect(kept.house.open.house.safekeeping.troubles()).not.toContain('log-damaged');
  });

  it('are sealed: nothing of the data can be read in them, and nothing is left beside them', () => {
    const bytes = readFileSync(file);
    expect(bytes.includes('SQLite format 3')).toBe(false);
    expect(bytes.includes('ticket-issued')).toBe(false);
    const left = [...readdirSync(join(kept.house.dir, 'data')), ...readdirSync(kept.backups)];
    expect(left.filter((name) => name.includes('making'))).toEqual([]);
  });

  it('tell the monitoring how old the last one is', async () => {
    kept.house.now += 60_000;
    expect(await metric('db_backup_age_seconds')).toBe(60);
    expect(await metric('audit_chain_ok')).toBe(1);
  });

  it('are proved by a drill that does not touch the live data', async () => {
    await kept.comes();
    expect(await practise()).toMatchObject({ ok: true, businessDay: '2026-11-22', tickets: 3, open: 3 });
    expect(await kept.comes()).toBe('A005');
    expect(readdirSync(join(kept.house.dir, 'data')).filter((name) => /drill|making/.test(name))).toEqual([]);
  });

  it('give no number twice when the live data are lost, as the anchors have seen the highest', async () => {
    await kept.comes();
    await kept.comes();
    await kept.house.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(kept.database + end, { force: true });
    expect(await kept.asAdmin((data) => data.restore(file, kept.house.now))).toMatchObject({ ok: true });
    await kept.house.start();
    // Devices are those of the backup.
    expect(await kept.comes()).toBe('A006');
    await kept.house.stop();
    const { verdict, anchors } = await kept.asAdmin((data) => data.verify());
    expect([verdict.ok, anchors?.fault]).toEqual([true, null]);
  });

  it.each<[string, () => void, RegExp]>([
    ['cut off', () => truncateSync(file, readFileSync(file).length - 10), /cut off or damaged/],
    ['cut off between two parts', () => cutAtChunk(), /cut off or damaged/],
    ['empty', () => truncateSync(file, 0), /data version 0/],
    ['changed by one bit', () => flip(2_000), /cut off or damaged/],
    ['given another site', () => reword('"minh-hoa"', '"minh-hob"'), /not of the site/],
    ['given another time', () => reword('"at":1', '"at":2'), /cut off or damaged/],
    ['made longer', () => writeFileSync(file, 'x', { flag: 'a' }), /something follows/],
    ['of another key', () => otherKey(), /another key file/],
    ['without its key', () => rmSync(kept.house.settings().keyFile), /sealed and .* is missing/],
    ['not there', () => rmSync(file), /no such file/],
  ])('are refused when one is %s, with the live data as they were', async (_how, spoil, why) => {
    spoil();
    for (const refused of [
      await kept.asAdmin((data) => data.restore(file, kept.house.now)),
      await practise(),
    ])
      expect(refused).toMatchObject({ ok: false, why: expect.stringMatching(why) });
    expect(await kept.comes()).toBe('A004');
  });
  const flip = (at: number): void => {
    const bytes = readFileSync(file);
    bytes[at]! ^= 1;
    writeFileSync(file, bytes);
  };
  const reword = (from: string, to: string): void => {
    const text = readFileSync(file, 'latin1');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to), 'latin1');
  };
  const otherKey = (): void => writeFileSync(kept.house.settings().keyFile, 'a'.repeat(64));
  /** All that is left is the header. */
  const cutAtChunk = (): void => truncateSync(file, readFileSync(file).indexOf('\n', 20) + 1);

  it('find that the live log does not hold, and keep the last good one', async () => {
    damageFile(kept.database, clinic.site, 2, 'edit');
    const before = readdirSync(kept.backups);
    kept.house.now += 1_000;
    expect(await kept.house.open.house.safekeeping.backUp()).toBe(false);
    expect(readdirSync(kept.backups)).toEqual(before);
    expect(await metric('audit_chain_ok')).toBe(0);
    expect(kept.house.open.house.safekeeping.troubles()).toContain('log-damaged');
    expect(existsSync(file)).toBe(true);
  });
});

describe('the shelf of backups', () => {
  const HOUR = 3_600_000;
  const noon = Date.parse('2026-11-22T12:00:00Z');

  it('keeps the quarter hours of a day, 7 days and 4 weeks, whatever the clock says', () => {
    const moments = Array.from({ length: 60 * 24 * 4 }, (_, quarter) => noon - (quarter * HOUR) / 4);
    const kept = [...keptMoments(moments)].sort((a, b) => b - a);
    expect(kept.filter((at) => noon - at < 24 * HOUR)).toHaveLength(96);
    const older = kept
      .filter((at) => noon - at >= 24 * HOUR)
      .map((at) => new Date(at).toISOString().slice(0, 16));
    expect(older).toEqual([
      '2026-11-20T23:45',
      '2026-11-19T23:45',
      '2026-11-18T23:45',
      '2026-11-17T23:45',
      '2026-11-16T23:45',
      '2026-11-11T23:45',
      '2026-11-04T23:45',
    ]);
  });

  it('throws nothing away because of one backup from a year that has not come', () => {
    const week = Array.from({ length: 7 }, (_, day) => noon - day * 24 * HOUR);
    const kept = keptMoments([noon + 400 * 24 * HOUR, ...week]);
    expect(week.filter((at) => kept.has(at)).length).toBeGreaterThanOrEqual(6);
    expect(keptMoments([])).toEqual(new Set());
  });

  it('keeps the one just made and the last day, however many lie there of a clock that was ahead', () => {
    const shelf = openShelf(mkdtempSync(join(tmpdir(), 'tiepdon-shelf-')));
    const ahead = Array.from({ length: 35 }, (_, day) => noon + (60 + day) * 24 * HOUR);
    const today = [noon, noon - HOUR / 4, noon - HOUR / 2];
    for (const at of [...ahead, ...today]) writeFileSync(shelf.fileAt(at), '');
    expect(shelf.tidy(noon + 999)).toBe(0);
    expect(shelf.moments()).toEqual([...ahead.toReversed(), ...today]);
    rmSync(shelf.folder, { recursive: true });
  });
});
