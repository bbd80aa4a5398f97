import { chmodSync, copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { RestoreFault } from './backup.ts';
import { openDatabase } from './database.ts';
import { migrations } from './migration-table.ts';

/**
 * A backup of an older version of the program is brought up to date in a copy under the name `copy`; `file` itself is
 * never changed. Returns the file to go on with: the copy, or `file` where there is nothing to be done, also when it
 * is no backup at all. What is damaged is not brought up to date.
 */
export function broughtUpToDate(file: string, copy: string): { ok: true; file: string } | RestoreFault {
  const version = versionOf(file);
  if (version === null || version === 0 || version >= migrations.length) return { ok: true, file };
  copyFileSync(file, copy);
  // The copy has the mode of its source, which on a medium that is read-only nobody may write.
  chmodSync(copy, 0o600);
  try {
    const db = openDatabase(copy);
    // One file again, as a backup is.
    db.pragma('journal_mode = DELETE');
    db.close();
    return { ok: true, file: copy };
  } catch (error) {
    // A disk that is full says nothing of the backup.
    if (/^(SQLITE_(FULL|IOERR)|ENOSPC)/.test(String((error as { code?: string }).code))) throw error;
    return { ok: false, why: `the backup of data version ${version} cannot be brought up to date` };
  }
}

/** The version of the data; null for what is damaged or no database. */
function versionOf(file: string): number | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') return null;
    return Number(db.pragma('user_version', { simple: true }));
  } catch {
    return null;
  } finally {
    db?.close();
  }
}
