import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Anchors } from '../../server/log/anchor.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { damageFile } from '../server/log/sqlite-store.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const { site } = quietClinic();

/** Ten numbers, witnessed after the fifth and at the clean end. */
describe('the anchors of a log', () => {
  let kept: KeptHouse;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
    for (let each = 0; each < 5; each += 1) await kept.comes();
    await kept.house.open.house.safekeeping.anchor();
    for (let each = 0; each < 5; each += 1) await kept.comes();
    await kept.house.stop();
  });
  afterEach(() => kept.house.end());
  const verify = async (): Promise<string> => {
    const { verdict, anchors } = await kept.asAdmin((data) => data.verify());
    return verdict.ok ? (anchors!.fault ?? 'holds') : `${verdict.seq} ${verdict.why}`;
  };
  const forge = (sql: string): void => {
    const db = new Database(kept.database);
    db.exec(`DROP TRIGGER entry_stays; DROP TRIGGER entry_remains; ${sql}`);
    db.close();
  };
  const start = () => checkStart(kept.house.settings(), site, false);

  it('remember the last entry and the highest numbers, outside the database', async () => {
    const { standing, given, fault } = kept.anchors.read();
    expect(fault).toBeNull();
    expect(standing.map(({ seq, above }) => [seq, above])).toEqual([
      [6, { A: 5 }],
      [11, { A: 10 }],
    ]);
    expect(given).toMatchObject({ businessDay: '2026-11-22', above: { A: 10 } });
    expect(await verify()).toBe('holds');
    expect(await start()).toMatchObject({ ok: true });
  });

  it.each([
    ['edited', () => damageFile(kept.database, site, 3, 'edit'), '3 was changed'],
    ['taken out', () => damageFile(kept.database, site, 4, 'delete'), '4 missing'],
    [
      'put in another order',
      () => damageFile(kept.database, site, 7, 'swap'),
      '7 does not follow the entry before it',
    ],
    [
      'cut off at the end',
      () => forge('DELETE FROM entry WHERE seq > 8'),
      '9 is cut off: an anchor has seen entry 11',
    ],
    ['emptied', () => forge('DELETE FROM entry'), '1 is cut off: an anchor has seen entry 11'],
  ])('name the first entry of a log that was %s', async (_how, damage, line) => {
    damage();
    expect(await verify()).toBe(line);
  });

  it('see a log that was written anew with a chain of its own', async () => {
    // Whoever owns the file can make all hashes fit, but not the anchors.
    await kept.house.start();
    const forged = await forgedChain(kept.database);
    await kept.house.stop();
    forge(forged);
    expect(await verify()).toBe('6 is not the one that an anchor has seen');
    expect(await start()).toMatchObject({ ok: false, why: expect.stringMatching(/has seen entry 11/) });
  });

  it.each([
    ['changed', (text: string) => text.replace('"seq":6', '"seq":5'), /line 1 of .* was changed/],
    ['taken out', (text: string) => text.slice(text.indexOf('\n') + 1), /line 1 of .* was changed/],
  ])('notice that one of them was %s', async (_how, change, line) => {
    const { file } = kept.anchors;
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    expect(await verify()).toMatch(line);
  });

  it('are worth nothing under another key', () => {
    const foreign = new Anchors(kept.anchors.file, Buffer.alloc(32, 1), site, kept.database);
    expect(foreign.read()).toMatchObject({ standing: [], fault: expect.stringMatching(/line 1/) });
  });

  it('follow one another when several are added at once', async () => {
    const { anchors } = kept;
    const { site: _, ...last } = anchors.read().standing.at(-1)!;
    await Promise.all([
      anchors.add({ ...last, above: { A: 12_345 } }),
      anchors.add(last),
      kept.anchors.add(last),
    ]);
    expect(anchors.read()).toMatchObject({ fault: null, given: { above: { A: 12_345 } } });
    expect(anchors.read().standing).toHaveLength(5);
  });

  it('go on after a power cut in the middle of a line', async () => {
    const { file } = kept.anchors;
    appendFileSync(file, '{"anchor":{"site":"minh');
    expect(kept.anchors.read()).toMatchObject({ fault: null, standing: [{ seq: 6 }, { seq: 11 }] });
    await kept.start();
    await kept.comes();
    await kept.house.stop();
    expect(kept.anchors.read()).toMatchObject({
      fault: null,
      standing: [{ seq: 6 }, { seq: 11 }, { seq: 12 }],
    });
  });

  it('refuse a start on an older copy of the data, and let it go on when staff say so', async () => {
    cpSync(kept.database, `${kept.database}.old`);
    await kept.start();
    expect(await kept.comes()).toBe('A011');
    await kept.house.stop();
    cpSync(`${kept.database}.old`, kept.database);
    expect(await start()).toMatchObject({
      ok: false,
      why: expect.stringMatching(/ends at entry 11 .* has seen entry 12: npm run admin -- restore FILE/),
    });
    await kept.asAdmin((data) => data.renew(0, kept.house.now));
    expect(await start()).toMatchObject({ ok: true });
    await kept.start();
    // A011 is on somebody's paper: only an anchor has seen it.
    expect(await kept.comes()).toBe('A012');
    await kept.house.stop();
    expect(await verify()).toBe('holds');
  });

  it('refuse a start without data and key, as when the disk of the data is not mounted', async () => {
    const place = { ...kept.house.settings(), dataDir: join(kept.house.dir, 'unmounted') };
    mkdirSync(place.dataDir);
    const unmounted = { ...place, keyFile: join(place.dataDir, 'master.key') };
    expect(await checkStart(unmounted, site, false)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/^KEY_FILE: .* is missing, but .*anchors-.* has seen a log/),
    });
    rmSync(kept.anchors.file);
    expect(await checkStart(unmounted, site, false)).toMatchObject({ ok: true });
  });

  it('refuse a start without the database that they have seen', async () => {
    rmSync(kept.database);
    expect(await start()).toMatchObject({ ok: false, why: expect.stringMatching(/ends at entry 0 /) });
  });
});

/** Statements that change entry 3 and every hash after it. */
async function forgedChain(file: string): Promise<string> {
  const { chainHash } = await import('../../server/log/chain.ts');
  const db = new Database(file, { readonly: true });
  type Row = Parameters<typeof chainHash>[1] & { previous: string; hash: string };
  const rows = db.prepare('SELECT * FROM entry ORDER BY seq').all() as Row[];
  db.close();
  let before = rows[0]!.previous;
  return rows
    .map((row) => {
      const forged = { ...row, at: row.seq === 3 ? row.at + 1 : row.at };
      const previous = before;
      before = chainHash(previous, forged);
      return `UPDATE entry SET at = ${forged.at}, previous = '${previous}', hash = '${before}' WHERE seq = ${row.seq};`;
    })
    .join('');
}
