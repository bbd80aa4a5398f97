import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWhole } from '../../server/log/backup.ts';
import { sweep } from '../../server/log/backup-shelf.ts';
import { markOf } from '../../server/log/live-process.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { root } from '../house/source-tree.ts';
import { KeptHouse } from './kept-house.ts';

describe('copies of the data that are half made', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tiepdon-sweep-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are swept, with the folder of a drill that was broken off, and nothing else is', () => {
    for (const [name, file] of [
      ['drill-aB3xYz', 'tiepdon.sqlite'],
      ['drill-aB3xYz', 'tiepdon.sqlite-wal'],
      ['drill-report', 'what we found.txt'],
      ['drills', 'tiepdon.sqlite'],
    ] as const) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, file), '');
    }
    writeFileSync(join(folder, 'opened-0.making'), '');
    // A process of today bears the number of the one that made it.
    writeFileSync(join(folder, `opened-${process.pid}-1-0123abcd.making-wal`), '');
    expect(sweep(folder)).toBe(3);
    expect(readdirSync(folder).sort()).toEqual(['drill-report', 'drills']);
  });

  it('stay while the process that makes them runs, as a drill beside a server that starts', async () => {
    const house = await new KeptHouse().start();
    await house.comes();
    const backup = await house.backUp();
    await house.house.stop();
    const settings = house.house.settings();
    // A drill that takes its time with the copy that it opened.
    const script = `
      const { withPlain } = await import('./server/admin-data.ts');
      const { drill } = await import('./server/log/drill.ts');
      const { existsSync } = await import('node:fs');
      const [place, clinic, file] = JSON.parse(process.argv[1]);
      const done = await withPlain(place, clinic.site, file, async (plain) => {
        console.log('opened');
        await new Promise((resolve) => process.stdin.once('data', resolve));
        return { ok: existsSync(plain) };
      });
      console.log(JSON.stringify(done));
      console.log((await drill(place, clinic, file, 1)).ok);
      process.exit();`;
    const words = JSON.stringify([settings, house.house.clinic, backup]);
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, words], { cwd: root });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (some) => {
        said += String(some);
      });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await expect.poll(() => said, { timeout: 30_000 }).toBe('opened\n');
    const own = `drill-${markOf(child.pid!)}-aB3xYz`;
    mkdirSync(join(settings.dataDir, own));
    expect(await checkStart(settings, house.house.clinic.site, true)).toMatchObject({ ok: true });
    child.stdin.write('go on\n');
    await ended;
    expect(said).toBe('opened\n{"ok":true}\ntrue\n');
    // It is gone now, with what it still had.
    const left = () => readdirSync(settings.dataDir).filter((name) => /making|drill/.test(name));
    expect(left()).toEqual([own]);
    await checkStart(settings, house.house.clinic.site, true);
    expect(left()).toEqual([]);
    await house.house.end();
  }, 60_000);

  it('are readable by nobody else from the beginning', async () => {
    let mode = 0;
    await makeWhole(join(folder, 'copy'), async (making) => {
      const db = new Database(making);
      db.exec('CREATE TABLE t (a)');
      db.close();
      mode = statSync(making).mode & 0o777;
    });
    expect(mode.toString(8)).toBe('600');
  });
});
