import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { migrations } from '../../server/log/migration-table.ts';

/** Makes `to` what the program of data version `version` would have written with the rows of `from`. */
export function asOlder(from: string, to: string, version: number): void {
  rmSync(to, { force: true });
  const db = new Database(to);
  for (const step of migrations.slice(0, version)) db.exec(step);
  db.prepare('ATTACH ? AS newer').run(from);
  const tables = db
    .prepare("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all() as { name: string }[];
  for (const { name } of tables) db.exec(`INSERT INTO main.${name} SELECT * FROM newer.${name}`);
  db.exec('DETACH newer');
  db.pragma(`user_version = ${version}`);
  db.close();
}

/** The version of the data in a file. */
export function versionOf(file: string): number {
  const db = new Database(file, { readonly: true });
  try {
    return Number(db.pragma('user_version', { simple: true }));
  } finally {
    db.close();
  }
}
