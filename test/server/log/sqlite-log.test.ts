import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FromTheFuture, openDatabase } from '../../../server/log/database.ts';
import type { Witness } from '../../../server/log/log.ts';
import { migrations } from '../../../server/log/migration-table.ts';
import { openSqliteLog } from '../../../server/log/sqlite-log.ts';
import { root } from '../../house/source-tree.ts';
import { draft, logContract } from './contract.ts';
import { sqliteStore, tempFolder } from './sqlite-store.ts';

logContract('SQLite', sqliteStore);

describe('the SQLite file', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = tempFolder();
    file = join(dir, 'data', 'tiepdon.sqlite');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is made in a folder that only its owner can enter, and answers only after the disk has it', () => {
    const db = openDatabase(file);
    expect(statSync(join(dir, 'data')).mode & 0o777).toBe(0o700);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    // 2 is FULL: NORMAL would lose tickets that people hold in their hands.
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  it('lets nobody change or delete an entry by mistake', async () => {
    const db = openDatabase(file);
    const log = openSqliteLog(db, 'one');
    await log.append(0, await log.epoch(), [draft('a')], []);
    expect(() => db.exec('UPDATE entry SET at = 0')).toThrow('append-only');
    expect(() => db.exec('DELETE FROM entry')).toThrow('append-only');
    db.close();
  });

  it('is brought up to date from an empty old file', async () => {
    openDatabase(join(dir, 'other.sqlite')).close();
    new Database(join(dir, 'old.sqlite')).exec('PRAGMA user_version = 0').close();
    const db = openDatabase(join(dir, 'old.sqlite'));
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(await openSqliteLog(db, 'one').head()).toBe(0);
    db.close();
  });

  it('is refused untouched when a newer program has written it', () => {
    const db = openDatabase(file);
    db.pragma(`user_version = ${migrations.length + 1}`);
    db.close();
    expect(() => openDatabase(file)).toThrow(FromTheFuture);
    const raw = new Database(file, { readonly: true });
    expect(raw.pragma('user_version', { simple: true })).toBe(migrations.length + 1);
    raw.close();
  });

  it('gets its tables once when five processes open a new one at the same moment', async () => {
    const moment = Date.now() + 900;
    const script = `
      const { openDatabase } = await import('./server/log/database.ts');
      const { openSqliteLog } = await import('./server/log/sqlite-log.ts');
      while (Date.now() < ${moment});
      const db = openDatabase(process.argv[1]);
      console.log(await openSqliteLog(db, 'one').epoch());`;
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => run(script, file)));
    expect(outcomes.map(({ code, said }) => (code === 0 ? 0 : said))).toEqual([0, 0, 0, 0, 0]);
    expect(new Set(outcomes.map(({ said }) => said)).size).toBe(1);
  });

  it('takes the entries of two processes that write at the same moment, without a gap', async () => {
    const script = `
      const { openDatabase } = await import('./server/log/database.ts');
      const { openSqliteLog } = await import('./server/log/sqlite-log.ts');
      const log = openSqliteLog(openDatabase(process.argv[1]), 'one');
      const happening = { type: 'nothing-changed', command: 'next', code: 'child' };
      for (let done = 0; done < 300; ) {
        const { ok } = await log.append(await log.head(), await log.epoch(), [{ at: 1, actor: 'child', happening }], []);
        if (ok) done += 1;
      }`;
    const db = openDatabase(file);
    const log = openSqliteLog(db, 'one');
    const child = run(script, file);
    // Not before the other one writes too.
    await expect.poll(() => log.head(), { timeout: 10_000, interval: 1 }).toBeGreaterThan(0);
    for (let done = 0; done < 300; ) {
      const { ok } = await log.append(await log.head(), await log.epoch(), [draft('parent')], []);
      if (ok) done += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await child).toEqual({ code: 0, said: '' });
    expect(await log.verify()).toMatchObject({ ok: true, entries: 600 });
    db.close();
  });

  it('shows a flipped bit, or holds the same entries in spite of it', async () => {
    const db = openDatabase(file);
    const log = openSqliteLog(db, 'one');
    const drafts = Array.from({ length: 200 }, (_, index) => draft(`code ${index}`));
    await log.append(0, await log.epoch(), drafts, []);
    const before = JSON.stringify(await log.read(0, 1_000));
    const last = { seq: drafts.length, hash: (await log.hashAt(drafts.length))! };
    await log.close();
    const good = readFileSync(file);
    let shown = 0;
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(good);
      // Spread over the whole file by a step that shares no factor with its size.
      const place = (round * 7_919 * 61 + 13) % bytes.length;
      bytes[place] = bytes[place]! ^ (1 << (round % 8));
      const copy = join(dir, `flipped-${round}.sqlite`);
      writeFileSync(copy, bytes);
      const entries = await readChecked(copy, last).catch(() => null);
      if (entries === null) shown += 1;
      else expect(entries, `bit ${round % 8} of byte ${place}`).toBe(before);
    }
    expect(shown).toBeGreaterThan(0);
  });
});

/** Runs a module in a process of its own, with one word. */
function run(script: string, word: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, word], { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (some) => {
      said += String(some);
    });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said: said.trim() })));
}

/**
 * The entries of a file as text, or null when opening or checking it shows that it is damaged. `last` is what an anchor
 * has seen: a bit in an index may hide the end of the log, of which the chain alone cannot know.
 */
async function readChecked(file: string, last: Witness): Promise<string | null> {
  const db = openDatabase(file);
  try {
    const log = openSqliteLog(db, 'one');
    if (!(await log.verify({ from: null, witnesses: [last] })).ok) return null;
    return JSON.stringify(await log.read(0, 1_000));
  } finally {
    db.close();
  }
}
