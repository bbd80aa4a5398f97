import { cpSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../server/log/database.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const { site } = quietClinic();

/**
 * An old image of the data disk came back while the disk of the backups was away, and the house went on upon it: the
 * log is longer than the anchors have seen it, but another.
 */
describe('a log that is another than the anchors have seen', () => {
  let kept: KeptHouse;
  let backup: string;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
    await kept.comes();
    await kept.house.open.house.safekeeping.anchor();
    await kept.house.stop();
    openDatabase(kept.database).close();
    cpSync(kept.database, `${kept.database}.old`);
    await kept.start();
    for (let each = 0; each < 3; each += 1) await kept.comes();
    await kept.house.stop();
    const { file } = kept.anchors;
    renameSync(file, `${file}.away`);
    for (const end of ['', '-wal', '-shm']) rmSync(kept.database + end, { force: true });
    cpSync(`${kept.database}.old`, kept.database);
    kept.house.now += 60_000;
    await kept.start();
    for (let each = 0; each < 8; each += 1) await kept.comes();
    backup = await kept.backUp();
    await kept.house.stop();
    renameSync(`${file}.away`, file);
    expect(await checkStart(kept.house.settings(), site, false)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/is another, .* log renew/),
    });
  });
  afterEach(() => kept.house.end());
  const holds = async (): Promise<void> => {
    expect(await checkStart(kept.house.settings(), site, true)).toMatchObject({ ok: true });
    expect(await kept.asAdmin((data) => data.verify())).toMatchObject({ verdict: { ok: true } });
    await kept.start();
    await kept.comes();
    await kept.backUp();
    expect(kept.house.open.house.safekeeping.troubles()).not.toContain('log-damaged');
    await kept.house.stop();
  };

  it('is good again after log renew: backups are made of it and no alarm stays', async () => {
    await kept.asAdmin((data) => data.renew(100, kept.house.now));
    await holds();
  });

  it('is good again after the restore of a backup that was made of it meanwhile', async () => {
    expect(await kept.asAdmin((data) => data.restore(backup, kept.house.now))).toMatchObject({ ok: true });
    await holds();
  });
});
