import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWhole } from '../../server/log/backup.ts';
import { sweep } from '../../server/log/backup-shelf.ts';

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
    expect(sweep(folder)).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(['drill-report', 'drills']);
  });

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
