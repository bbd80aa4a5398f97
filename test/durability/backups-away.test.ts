import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../server/log/database.ts';
import { openSqliteLog } from '../../server/log/sqlite-log.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const { site } = quietClinic();

/** As when its disk is not mounted and its place belongs to another user, or does not answer: no folder can be made. */
describe('a house whose folder of backups cannot be reached', () => {
  let kept: KeptHouse;
  let disk: string;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
    await kept.comes();
    await kept.house.stop();
    disk = join(kept.house.dir, 'disk');
    writeFileSync(disk, 'not mounted');
    kept.house.flags = ['--backup-dir', join(disk, 'tiepdon')];
  });
  afterEach(() => kept.house.end());

  it('opens and gives out numbers, says so at the start, and makes backups when the disk is back', async () => {
    const checked = await checkStart(kept.house.settings(), site, true);
    expect(checked).toMatchObject({ ok: true });
    expect(checked.report.join('\n')).toMatch(/Không thấy tệp mốc .*gắn lại ổ sao lưu/s);
    await kept.start();
    expect(await kept.comes()).toBe('A002');
    await expect(kept.backUp()).rejects.toThrow();
    rmSync(disk);
    expect(await kept.backUp()).toMatch(/\.backup$/);
    expect(readdirSync(kept.backups)).toContain(`anchors-${site}.log`);
    await kept.house.stop();
    expect(await checkStart(kept.house.settings(), site, false)).toEqual({ ok: true, report: [] });
  });

  it('is neither renewed nor restored, as its anchors could not be told and would hold the next start back', async () => {
    const backup = join(kept.house.dir, 'plain.sqlite');
    await kept.asAdmin((data) => data.backUp(backup));
    const { head, epoch } = await logOf(kept);
    const words = /anchors .* cannot be written \(E\w+\): mount the disk of BACKUP_DIR/;
    await expect(kept.asAdmin((data) => data.renew(100, kept.house.now))).rejects.toThrow(words);
    const restored = await kept.asAdmin((data) => data.restore(backup, kept.house.now));
    expect(restored).toMatchObject({ ok: false, why: expect.stringMatching(words) });
    const mended = await kept.asAdmin((data) => data.mendAnchors(kept.house.now));
    expect(mended).toMatchObject({ ok: false, why: expect.stringMatching(words) });
    expect(await logOf(kept)).toEqual({ head, epoch });
    rmSync(disk);
    expect(await kept.asAdmin((data) => data.restore(backup, kept.house.now))).toMatchObject({ ok: true });
    expect(await checkStart(kept.house.settings(), site, false)).toEqual({ ok: true, report: [] });
  });
});

async function logOf(kept: KeptHouse): Promise<{ head: number; epoch: string }> {
  const db = openDatabase(kept.database);
  const log = openSqliteLog(db, site);
  try {
    return { head: await log.head(), epoch: await log.epoch() };
  } finally {
    db.close();
  }
}
