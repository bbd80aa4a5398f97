import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkStart, type StartCheck } from '../../server/log/start-check.ts';
import { damageFile } from '../server/log/sqlite-store.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const { site } = quietClinic();

/** Six numbers, witnessed after each second one: lines 1 to 3, of entries 3, 5 and 7. */
describe('a file of anchors with a fault', () => {
  let kept: KeptHouse;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
    for (let each = 0; each < 6; each += 1) {
      await kept.comes();
      if (each % 2 === 1) await kept.house.open.house.safekeeping.anchor();
    }
    await kept.house.stop();
  });
  afterEach(() => kept.house.end());
  const start = (): Promise<StartCheck> => checkStart(kept.house.settings(), site, false);
  const change = (how: (lines: string[]) => string[]): void => {
    const { file } = kept.anchors;
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    writeFileSync(
      file,
      how(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
  };
  const swapped = (line: string): string => line.replace('"above":{"A":', '"above":{"B":');
  /** What an image of the disk would bring back: the data as they were after the fourth number. */
  const rollBack = (): void => {
    const db = new Database(kept.database);
    db.exec('DROP TRIGGER entry_remains; DELETE FROM entry WHERE seq > 5');
    db.close();
  };
  const fault = async (): Promise<string | null> =>
    (await kept.asAdmin((data) => data.verify())).anchors!.fault;

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['was changed', ([a, b, c]) => [a!, swapped(b!), c!], /line 2 of /],
    ['cannot be read', ([a, b, c]) => [a!, b!.slice(0, 40), c!], /line 2 of /],
    ['was taken out', ([a, , c]) => [a!, c!], /line 2 of /],
    ['was moved', ([a, b, c]) => [b!, a!, c!], /line 1 of /],
    ['was made up', ([a, b, c]) => [a!, b!, c!, c!.replace('"seq":7', '"seq":6')], /line 4 of /],
  ])(
    'of which a line %s lets the house open over sound data, and says so until it is mended',
    async (what, how, line) => {
      change(how);
      const checked = await start();
      expect(checked).toMatchObject({ ok: true });
      const screen = checked.report.join('\n');
      expect(screen).toMatch(line);
      expect(screen).toMatch(/nguyên vẹn, nhật ký 7 mục/);
      expect(screen).toMatch(/Chưa chứng minh được: .*bản mới nhất/);
      expect(screen).toMatch(/Cần làm: .*npm run admin -- anchors mend/);
      expect(checked.report.length).toBeLessThan(8);
      await kept.start();
      const { safekeeping } = kept.house.open.house;
      const safekeepingTroubles = () => safekeeping.troubles();
      await expect.poll(safekeepingTroubles).toContain('log-damaged');
      expect(safekeeping.damage()).toMatch(/tệp mốc/);
      const { aside } = (await kept.asAdmin((data) => data.mendAnchors(kept.house.now))) as { aside: string };
      expect(readFileSync(aside, 'utf8')).toContain('anchor');
      // The house looks every five seconds: once is enough to see it.
      if (what === 'was changed')
        await expect.poll(safekeepingTroubles, { timeout: 10_000 }).not.toContain('log-damaged');
      expect(await kept.comes()).toBe('A007');
      await kept.house.stop();
      expect(await start()).toEqual({ ok: true, report: [] });
      expect(await fault()).toBeNull();
      expect(kept.anchors.read().given).toMatchObject({ above: { A: 7 } });
    },
  );

  it('that cannot be read at all is told and mended like the others', async () => {
    const { file } = kept.anchors;
    rmSync(file);
    mkdirSync(file);
    const checked = await start();
    expect(checked).toMatchObject({ ok: true });
    expect(checked.report.join('\n')).toMatch(/cannot be read \(EISDIR\).*không còn mốc nào/s);
    expect(await kept.asAdmin((data) => data.mendAnchors(kept.house.now))).toMatchObject({ ok: true });
    expect(await start()).toEqual({ ok: true, report: [] });
    expect(kept.anchors.read()).toMatchObject({ standing: [{ seq: 7 }], fault: null });
  });

  it('that is not there is no fault, but said: the disk of the backups may not be mounted', async () => {
    rmSync(kept.anchors.file);
    const checked = await start();
    expect(checked).toMatchObject({ ok: true });
    expect(checked.report.join('\n')).toMatch(/Không thấy tệp mốc .*anchors-.*gắn lại ổ sao lưu/s);
    await kept.start();
    await kept.house.stop();
    expect(await start()).toEqual({ ok: true, report: [] });
  });

  it('does not hide that the data are older: what was added after the changed line still counts', async () => {
    change(([a, b, c]) => [swapped(a!), b!, c!]);
    rollBack();
    expect(await start()).toMatchObject({
      ok: false,
      why: expect.stringMatching(/ends at entry 5 .* has seen entry 7: .*log renew/),
    });
  });

  it('does not hide it either when the newest line is the changed one; log renew goes on and mends', async () => {
    change(([a, b, c]) => [a!, b!, swapped(c!)]);
    rollBack();
    expect(await start()).toMatchObject({
      ok: false,
      why: expect.stringMatching(/cannot be proven any more speaks of entry 7: .*log renew/),
    });
    const refused = await kept.asAdmin((data) => data.mendAnchors(kept.house.now));
    expect(refused).toMatchObject({ ok: false, why: expect.stringMatching(/log renew/) });
    await kept.asAdmin((data) => data.renew(100, kept.house.now));
    expect(await start()).toEqual({ ok: true, report: [] });
    await kept.start();
    expect(await kept.comes()).toBe('A105');
    await kept.house.stop();
    expect(await fault()).toBeNull();
  });

  it('is looked through with every page and the chain, as after a power cut', async () => {
    change(([a, b, c]) => [a!, b!, swapped(c!)]);
    damageFile(kept.database, site, 7, 'edit');
    expect(await start()).toMatchObject({
      ok: false,
      why: expect.stringMatching(/entry 7 of the log was changed/),
    });
  });

  it('is no new hospital when the data are gone', async () => {
    change(() => ['not one line', 'that could be read']);
    rmSync(kept.database);
    expect(await start()).toMatchObject({
      ok: false,
      why: expect.stringMatching(/line 1 of .*restore FILE/),
    });
  });

  it('takes further anchors, which are proven', async () => {
    change(([a, b, c]) => [a!, b!, swapped(c!)]);
    await kept.start();
    await kept.comes();
    await kept.house.stop();
    expect(kept.anchors.read()).toMatchObject({
      standing: [{ seq: 3 }, { seq: 5 }, { seq: 8 }],
      given: { above: { A: 7 } },
      fault: expect.stringMatching(/line 3 of /),
    });
  });

  it('is not mended over a log that its lines do not bear out', async () => {
    change(([a, b, c]) => [a!, swapped(b!), c!]);
    const before = readFileSync(kept.anchors.file, 'utf8');
    damageFile(kept.database, site, 3, 'edit');
    const refused = await kept.asAdmin((data) => data.mendAnchors(kept.house.now));
    expect(refused).toMatchObject({ ok: false, why: expect.stringMatching(/entry 3 was changed/) });
    expect(readFileSync(kept.anchors.file, 'utf8')).toBe(before);
  });

  it('is not said of a last line that a power cut has torn', async () => {
    const { file } = kept.anchors;
    writeFileSync(file, readFileSync(file).subarray(0, -20));
    expect(await start()).toEqual({ ok: true, report: [] });
  });
});
