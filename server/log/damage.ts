import Database from 'better-sqlite3';
import { migrations } from './migration-table.ts';

/** The live SQLite file cannot be read, and only a restore helps. */
export class DataDamaged extends Error {}

/** What SQLite says of bytes that are not what they should be, or that the disk does not give back. */
const UNREADABLE = /^SQLITE_(CORRUPT|NOTADB|IOERR_(SHORT_READ|READ|DATA|CORRUPTFS))/;

/**
 * Whether an error of SQLite tells that `file` is damaged. SQLITE_ERROR is a mistake of the program as a rule (a
 * column that is not there); it is damage when an entry is no JSON any more or the tables are not those that the
 * version of the file says, as after a bit in the text of their description.
 */
export function isDamage(error: unknown, file: string): boolean {
  if (error instanceof DataDamaged) return true;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  if (UNREADABLE.test(String(code))) return true;
  return code === 'SQLITE_ERROR' && (message === 'malformed JSON' || !hasItsTables(file));
}

/** Every table, index and trigger in words. */
const described = (db: Database.Database): string =>
  JSON.stringify(db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name').all());

/** Whether the tables of a file are those that the steps up to its version make. */
function hasItsTables(file: string): boolean {
  const right = new Database(':memory:');
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    const version = Number(db.pragma('user_version', { simple: true }));
    for (const step of migrations.slice(0, version)) right.exec(step);
    return described(db) === described(right);
  } catch {
    return false;
  } finally {
    db?.close();
    right.close();
  }
}
