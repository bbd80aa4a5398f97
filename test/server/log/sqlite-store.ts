import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Db, openDatabase } from '../../../server/log/database.ts';
import { openSqliteLog } from '../../../server/log/sqlite-log.ts';
import type { Damage, Store } from './contract.ts';

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'tiepdon-log-'));

/** Triggers guard against a careless hand; whoever owns the file can drop them. */
export function damageFile(file: string, site: string, seq: number, how: Damage): void {
  const db = new Database(file);
  db.exec('DROP TRIGGER entry_stays; DROP TRIGGER entry_remains');
  const here = 'WHERE site = :site AND seq';
  const statements: Record<Damage, string[]> = {
    edit: [`UPDATE entry SET at = at + 1 ${here} = :seq`],
    delete: [`DELETE FROM entry ${here} = :seq`],
    swap: [
      `UPDATE entry SET seq = -1 ${here} = :seq`,
      `UPDATE entry SET seq = :seq ${here} = :seq + 1`,
      `UPDATE entry SET seq = :seq + 1 ${here} = -1`,
    ],
  };
  for (const sql of statements[how]) db.prepare(sql).run({ site, seq });
  db.close();
}

/** A store of the contract suite on a SQLite file in a folder of its own. */
export async function sqliteStore(): Promise<Store> {
  const dir = tempFolder();
  const file = join(dir, 'log.sqlite');
  const opened: Db[] = [];
  return {
    async open(site) {
      const db = openDatabase(file);
      opened.push(db);
      return openSqliteLog(db, site);
    },
    damage: async (site, seq, how) => damageFile(file, site, seq, how),
    async end() {
      for (const db of opened) db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
