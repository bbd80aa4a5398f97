import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAdminData } from '../../server/admin-data.ts';
import { isDamage } from '../../server/log/damage.ts';
import { openDatabase } from '../../server/log/database.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const damages: [string, (bytes: Buffer) => Buffer | undefined][] = [
  ['no header', (bytes) => void bytes.write('XX', 0)],
  ['no tables', (bytes) => void bytes.fill(0x5a, 100, 2000)],
  ['nothing after the first page', (bytes) => void bytes.fill(0, 4096)],
  ['its end cut off', (bytes) => bytes.subarray(0, 8192)],
];

describe('a live file that is damaged', () => {
  let kept: KeptHouse;
  let backup: string;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
    for (let each = 0; each < 3; each += 1) await kept.comes();
    backup = await kept.backUp();
    await kept.comes();
    await kept.house.stop();
    openDatabase(kept.database).close();
  });
  afterEach(() => kept.house.end());
  const spoil = (damage: (typeof damages)[0][1]): Buffer => {
    const bytes = readFileSync(kept.database);
    const spoiled = damage(bytes) ?? bytes;
    writeFileSync(kept.database, spoiled);
    return spoiled;
  };
  const aside = (): string[] =>
    readdirSync(dirname(kept.database)).filter((name) => /damaged-|making/.test(name));

  it.each(damages)(
    '(%s) is put aside by the restore, and no number is given twice',
    async (_what, damage) => {
      const spoiled = spoil(damage);
      const done = await kept.asAdmin((data) => data.restore(backup, kept.house.now));
      expect(done).toMatchObject({ ok: true, aside: expect.stringMatching(/tiepdon\.sqlite\.damaged-/) });
      expect(readFileSync(join(dirname(kept.database), aside()[0]!)).equals(spoiled)).toBe(true);
      await kept.start();
      // A004 is known from the anchor of the clean end.
      expect(await kept.comes()).toBe('A005');
      await kept.house.stop();
    },
  );

  it('is none because the program made a mistake: a sound file stays in its place', async () => {
    const wider = join(kept.house.dir, 'wider.sqlite');
    await kept.asAdmin((data) => data.backUp(wider));
    const db = new Database(wider);
    db.exec('ALTER TABLE person ADD COLUMN unknown TEXT');
    db.close();
    const mistake = kept.asAdmin((data) => data.restore(wider, kept.house.now));
    await expect(mistake).rejects.toThrow(/person has .* columns/);
    expect(isDamage(await mistake.catch((error) => error), kept.database)).toBe(false);
    expect(aside()).toEqual([]);
    await kept.start();
    expect(await kept.comes()).toBe('A005');
    await kept.house.stop();
  });

  it.each([
    ['a table that is not there', 'DROP TABLE person', 'SELECT * FROM person', true],
    [
      'a column that is not there',
      'ALTER TABLE person DROP COLUMN sealed',
      'SELECT sealed FROM person',
      true,
    ],
    ['an entry that is no JSON', '', "SELECT json_extract('{', '$.a')", true],
    ['a table that nobody ever made', '', 'SELECT * FROM nothing', false],
    ['a statement that is none', '', 'SELEKT', false],
  ])('is told from a mistake of the program: %s', (_what, change, statement, damaged) => {
    const db = new Database(kept.database);
    db.exec(change);
    let said: unknown = null;
    try {
      db.prepare(statement).get();
    } catch (error) {
      said = error;
    }
    db.close();
    expect(said).toMatchObject({ code: 'SQLITE_ERROR' });
    expect(isDamage(said, kept.database)).toBe(damaged);
  });

  it('stays as it is when the backup is refused or a server has the folder', async () => {
    const spoiled = spoil(damages[0]![1]);
    const broken = join(kept.house.dir, 'broken');
    writeFileSync(broken, readFileSync(backup).subarray(0, 5000));
    expect(await kept.asAdmin((data) => data.restore(broken, kept.house.now))).toMatchObject({ ok: false });
    const beside = await openAdminData(kept.house.settings(), quietClinic(), () => null);
    expect(await beside.restore(backup, kept.house.now)).toMatchObject({ ok: false });
    await expect(beside.renew(100, kept.house.now)).rejects.toThrow(/restore FILE/);
    await beside.close();
    expect(aside()).toEqual([]);
    expect(readFileSync(kept.database).equals(spoiled)).toBe(true);
  });
});
