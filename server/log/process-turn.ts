import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { makeForOwner } from './owner.ts';

/** How long another process may be at it: longer than a slow disk takes to sync a line. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 20;

/**
 * Does some work while no other process does its own under the same lock. `file`: an empty SQLite file on a disk of this
 * machine, made when absent; its lock is the kernel's, so that a process that is killed leaves none behind. Where the
 * file cannot be made, as on a full disk, the work is done all the same. Throws SQLITE_BUSY when the other never ends.
 */
export async function aloneAmongProcesses<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = await taken(file);
  try {
    return await work();
  } finally {
    lock?.close();
  }
}

async function taken(file: string): Promise<Database.Database | null> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const lock = holdLock(file);
    if (!(lock instanceof Error)) return lock;
    if (performance.now() > until) throw lock;
    await pause(RETRY_MS);
  }
}

/**
 * Takes such a lock now; closing it lets go, and so does the end of this process, however it ends. The error SQLITE_BUSY
 * while another process has it, wherever that runs on this machine; null where the file cannot be made.
 */
export function holdLock(file: string): Database.Database | Error | null {
  let lock: Database.Database | null = null;
  try {
    makeForOwner(file);
    lock = new Database(file, { timeout: 0 });
    // Nothing is written, so nothing need lie beside it.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    return String((error as { code?: string }).code).startsWith('SQLITE_BUSY') ? (error as Error) : null;
  }
}
