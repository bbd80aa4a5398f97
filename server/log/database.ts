import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { DataDamaged } from './damage.ts';
import { migrations } from './migration-table.ts';
import { makeForOwner } from './owner.ts';

export type Db = Database.Database;

/** How long another process may hold the file before it counts as trouble. */
const BUSY_MS = 5_000;
/** The event loop stands still for so long while another process has the file. */
const HURRIED_BUSY_MS = 250;

/** The file holds steps that this program does not know. */
export class FromTheFuture extends Error {}

/**
 * Opens the hospital's SQLite file, made with all its tables when absent.
 * FULL: an answer means that the bytes are on disk; NORMAL loses acknowledged tickets in a power cut.
 * Data of an older version are brought up to date, when every page of them is sound. Throws FromTheFuture for a file of
 * a newer program, and DataDamaged for an older one with a damaged page, which is left as it is.
 */
export function openDatabase(file: string): Db {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  makeForOwner(file);
  if (existsSync(file)) unlessBusy(() => lookAtOlder(file));
  const db = new Database(file);
  try {
    return madeReady(db);
  } catch (error) {
    // Closed now: a later end would take away what lies beside the file by then.
    db.close();
    throw error;
  }
}

/** Does what may as well fail: the event loop does not stand still for the usual patience with other processes. */
export function hurried<T>(db: Db, work: () => T): T {
  db.pragma(`busy_timeout = ${HURRIED_BUSY_MS}`);
  try {
    return work();
  } finally {
    db.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

function madeReady(db: Db): Db {
  db.pragma(`busy_timeout = ${BUSY_MS}`);
  unlessBusy(() => db.pragma('journal_mode = WAL'));
  for (const pragma of [
    'synchronous = FULL',
    'foreign_keys = ON',
    'wal_autocheckpoint = 1000',
    'journal_size_limit = 67108864',
    'temp_store = MEMORY',
    'cache_size = -4096',
    'trusted_schema = OFF',
    'secure_delete = ON',
  ]) {
    db.pragma(pragma);
  }
  migrate(db);
  return db;
}

/** Through a connection that cannot write: a step over damaged pages could take with it what a restore still needs. */
function lookAtOlder(file: string): void {
  const db = new Database(file, { readonly: true });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version === 0 || version >= migrations.length) return;
    if (db.pragma('integrity_check(1)', { simple: true }) !== 'ok')
      throw new DataDamaged('the database file is damaged');
  } finally {
    db.close();
  }
}

/**
 * While others open a new file at the same moment, SQLite may answer SQLITE_BUSY at once, without the busy timeout, as
 * its journal is changed: the work is done again until they are done.
 */
function unlessBusy(work: () => void): void {
  const until = performance.now() + BUSY_MS;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || performance.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function migrate(db: Db): void {
  const known = migrations.length;
  const step = (): void => {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > known)
      throw new FromTheFuture(`the data are of a newer version (${version}, this program knows ${known})`);
    for (let next = version; next < known; next += 1) db.exec(migrations[next]!);
    if (version < known) db.pragma(`user_version = ${known}`);
  };
  // Two processes may open a new file at once (server and admin command): only one makes the tables.
  db.transaction(step).immediate();
}
