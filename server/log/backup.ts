import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Day } from '../../core/queue/day.ts';
import { foldNewestDay } from '../tail.ts';
import { chainRows, GENESIS } from './chain.ts';
import type { Db } from './database.ts';
import type { Draft } from './log.ts';
import { migrations } from './migration-table.ts';
import { openSqliteLog } from './sqlite-log.ts';

/** Pages copied between two breaths of the event loop: more would hold up calls. */
const PAGES_A_STEP = 200;

/** Why a file is not restored, in one line; the live data are as they were. */
export type RestoreFault = { ok: false; why: string };

/** Copies the data of a running house into one file, which appears whole or not at all. Keys are not in it. */
export async function backUp(db: Db, file: string): Promise<void> {
  const making = `${file}.${randomBytes(4).toString('hex')}.making`;
  try {
    await db.backup(making, { progress: () => PAGES_A_STEP });
    const copy = new Database(making);
    // One file, to be carried on a stick: no journal beside it.
    copy.pragma('journal_mode = DELETE');
    const sound = copy.pragma('quick_check', { simple: true }) === 'ok';
    copy.close();
    if (!sound) throw new Error('the copy is damaged');
    const handle = openSync(making, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(making, file);
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(making + end, { force: true });
  }
}

/**
 * Puts the log of a backup in place of the live one, in one transaction, under a new epoch: screens take
 * snapshots, and a server that is running reads on by itself. No number given out since the backup is given
 * again. Devices keep what was said of them last: a revoked one stays revoked.
 */
export async function restore(
  db: Db,
  clinic: Clinic,
  file: string,
  now: number,
): Promise<{ ok: true; entries: number } | RestoreFault> {
  if (!existsSync(file)) return { ok: false, why: 'there is no such file' };
  const read = await readBackup(db, clinic, file);
  if (!read.ok) return read;
  const live = (await foldNewestDay(openSqliteLog(db, clinic.site), clinic, () => {})).day;
  const after = raisedNumbers(live, read.day, now);
  db.prepare('ATTACH ? AS backup').run(file);
  try {
    return { ok: true, entries: replace(db, clinic.site, after) };
  } finally {
    db.exec('DETACH backup');
  }
}

async function readBackup(
  db: Db,
  clinic: Clinic,
  file: string,
): Promise<{ ok: true; day: Day } | RestoreFault> {
  let copy: Db;
  try {
    copy = new Database(file, { readonly: true });
    if (copy.pragma('quick_check', { simple: true }) !== 'ok')
      return { ok: false, why: 'the file is damaged' };
  } catch {
    return { ok: false, why: 'the file is no backup, or is cut off' };
  }
  try {
    const version = Number(copy.pragma('user_version', { simple: true }));
    if (version !== migrations.length)
      return {
        ok: false,
        why: `the backup is of data version ${version}, this program needs ${migrations.length}`,
      };
    const proofOf = (from: Db) =>
      from.prepare('SELECT proof FROM key_check WHERE site = ?').get(clinic.site) as
        | { proof: string }
        | undefined;
    const proof = proofOf(copy);
    if (!proof) return { ok: false, why: `the backup is not of the site "${clinic.site}"` };
    const liveProof = proofOf(db);
    if (liveProof && liveProof.proof !== proof.proof)
      return { ok: false, why: 'the backup belongs to another key file' };
    const log = openSqliteLog(copy, clinic.site);
    const verdict = await log.verify();
    if (!verdict.ok) return { ok: false, why: `entry ${verdict.seq} of the backup ${verdict.why}` };
    return { ok: true, day: (await foldNewestDay(log, clinic, () => {})).day };
  } catch {
    return { ok: false, why: 'the file is no backup of Tiếp Đón' };
  } finally {
    copy.close();
  }
}

/** Entries that make sure that no number above the backup's, but given out since, is ever given again. */
function raisedNumbers(live: Day, old: Day, now: number): Draft[] {
  const day = live.businessDay;
  if (day === null || (old.businessDay !== null && old.businessDay > day)) return [];
  const draft = (happening: Draft['happening']): Draft => ({
    at: Math.max(now, live.at, old.at),
    actor: 'restore',
    happening,
  });
  const above = Object.fromEntries(live.counters);
  return [
    ...(old.businessDay === day ? [] : [draft({ type: 'day-opened', businessDay: day })]),
    ...(Object.keys(above).length === 0 ? [] : [draft({ type: 'numbers-raised', businessDay: day, above })]),
  ];
}

function replace(db: Db, site: string, after: readonly Draft[]): number {
  const triggers = db
    .prepare("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'")
    .all() as { name: string; sql: string }[];
  const epoch = randomBytes(9).toString('base64url');
  const swap = db.transaction((): number => {
    for (const { name } of triggers) db.exec(`DROP TRIGGER main.${name}`);
    for (const table of ['entry', 'answer']) {
      db.prepare(`DELETE FROM main.${table} WHERE site = ?`).run(site);
      db.prepare(`INSERT INTO main.${table} SELECT * FROM backup.${table} WHERE site = ?`).run(site);
    }
    db.prepare('INSERT OR IGNORE INTO main.person SELECT * FROM backup.person WHERE site = ?').run(site);
    db.exec('INSERT OR IGNORE INTO main.device SELECT * FROM backup.device');
    db.prepare('INSERT OR REPLACE INTO main.generation (site, epoch) VALUES (?, ?)').run(site, epoch);
    for (const { sql } of triggers) db.exec(sql);
    const head = (db
      .prepare('SELECT seq, hash FROM main.entry WHERE site = ? ORDER BY seq DESC LIMIT 1')
      .get(site) ?? { seq: 0, hash: GENESIS }) as { seq: number; hash: string };
    const insert = db.prepare('INSERT INTO main.entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    for (const row of chainRows(after, { site, seq: head.seq, epoch, hash: head.hash })) {
      insert.run(site, row.seq, epoch, row.at, row.actor, row.type, row.body, row.previous, row.hash);
    }
    return head.seq + after.length;
  });
  return swap.immediate();
}
