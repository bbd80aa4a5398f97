import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Day } from '../../core/queue/day.ts';
import { foldNewestDay } from '../tail.ts';
import { chainRows, GENESIS } from './chain.ts';
import type { Db } from './database.ts';
import { makingName } from './live-process.ts';
import type { Draft, Given, Witness } from './log.ts';
import { migrations } from './migration-table.ts';
import { aboveOf, highestOf, raisedNumbers, skippedNumbers } from './raised-numbers.ts';
import { openSqliteLog } from './sqlite-log.ts';

/** Pages copied between two breaths of the event loop: more would hold up calls. */
const PAGES_A_STEP = 200;
const ALL_PAGES = 0x7fffffff;

/** `entries` in the log now, of which the first `kept` are the backup's; `aside`: where a damaged live file lies now. */
export type Restored = { ok: true; entries: number; kept: number; aside?: string };
/** Why a file is not restored, in one line; the live data are as they were. */
export type RestoreFault = { ok: false; why: string };

/** Copies the data of a running house into one file, which appears whole or not at all. Keys are not in it. */
export async function backUp(db: Db, file: string): Promise<void> {
  await makeWhole(file, async (making) => void (await db.backup(making, { progress: steps() })));
}

/** A SQLite file that `fill` makes under another name; it gets its own when it is whole and on the disk. */
export async function makeWhole(file: string, fill: (making: string) => Promise<void>): Promise<void> {
  const making = makingName(file);
  try {
    // SQLite would make it for everybody to read.
    closeSync(openSync(making, 'wx', 0o600));
    await fill(making);
    const copy = new Database(making);
    // One file, to be carried on a stick: no journal beside it.
    copy.pragma('journal_mode = DELETE');
    const sound = copy.pragma('quick_check', { simple: true }) === 'ok';
    copy.close();
    if (!sound) throw new Error('the copy is damaged');
    const handle = openSync(making, 'r+');
    fchmodSync(handle, 0o600);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(making, file);
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(making + end, { force: true });
  }
}

/**
 * How many pages to copy next. A write by another process makes SQLite begin the copy again; beside a busy house
 * it would never end, so after the first such restart all the rest is copied in one step, which blocks no writer.
 */
function steps(): (progress: { remainingPages: number }) => number {
  let left = Number.POSITIVE_INFINITY;
  return ({ remainingPages }) => {
    const begunAgain = remainingPages >= left;
    left = remainingPages;
    return begunAgain ? ALL_PAGES : PAGES_A_STEP;
  };
}

/**
 * Puts the log of a backup in place of the live one, in one transaction, under a new epoch: screens take
 * snapshots, and a server that is running reads on by itself. No number given out since the backup is given
 * again, nor any that is `seen` elsewhere. Devices keep what was said of them last: a revoked one stays revoked.
 */
export async function restore(
  db: Db,
  clinic: Clinic,
  file: string,
  now: number,
  seen: Given | null = null,
): Promise<Restored | RestoreFault> {
  if (!existsSync(file)) return { ok: false, why: 'there is no such file' };
  const read = await readBackup(proofOf(db, clinic.site), clinic, file);
  if (!read.ok) return read;
  db.prepare('ATTACH ? AS backup').run(file);
  try {
    const entries = replace(db, clinic.site, read.day, now, seen);
    return { ok: true, entries, kept: read.day.seq };
  } finally {
    db.exec('DETACH backup');
  }
}

const proofOf = (from: Db, site: string): string | null =>
  (from.prepare('SELECT proof FROM key_check WHERE site = ?').get(site) as { proof: string } | undefined)
    ?.proof ?? null;

/** Checks a backup against the live key's proof (null: no live data) and folds its newest day. */
export async function readBackup(
  liveProof: string | null,
  clinic: Clinic,
  file: string,
  witnesses: readonly Witness[] = [],
): Promise<{ ok: true; day: Day; head: string } | RestoreFault> {
  let copy: Db;
  try {
    copy = new Database(file, { readonly: true });
  } catch {
    return { ok: false, why: 'the file cannot be opened' };
  }
  try {
    // The whole check: a quick one does not hold the indexes against their tables.
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok')
      return { ok: false, why: 'the file is damaged' };
    const version = Number(copy.pragma('user_version', { simple: true }));
    if (version !== migrations.length)
      return {
        ok: false,
        why: `the backup is of data version ${version}, this program needs ${migrations.length}`,
      };
    const proof = proofOf(copy, clinic.site);
    if (proof === null) return { ok: false, why: `the backup is not of the site "${clinic.site}"` };
    if (liveProof !== null && liveProof !== proof)
      return { ok: false, why: 'the backup belongs to another key file' };
    const log = openSqliteLog(copy, clinic.site);
    const verdict = await log.verify({ from: null, witnesses });
    if (!verdict.ok) return { ok: false, why: `entry ${verdict.seq} of the backup ${verdict.why}` };
    return { ok: true, day: (await foldNewestDay(log, clinic, () => {})).day, head: verdict.head };
  } catch {
    return { ok: false, why: 'the file is no backup of Tiếp Đón, or is cut off' };
  } finally {
    copy.close();
  }
}

/** Read from the rows and not from a folded day: a damaged log is one of the reasons for a restore. */
function numbersGiven(db: Db, site: string): Given | null {
  const opened = db
    .prepare(
      `SELECT seq, json_extract(body, '$.businessDay') AS businessDay,
              (SELECT at FROM main.entry WHERE site = opening.site ORDER BY seq DESC LIMIT 1) AS at
       FROM main.entry AS opening WHERE site = ? AND type = 'day-opened' ORDER BY businessDay DESC, seq LIMIT 1`,
    )
    .get(site) as { seq: number; businessDay: string; at: number } | undefined;
  if (!opened) return null;
  const highest = db
    .prepare(
      `SELECT series, max(number) AS number FROM (
         SELECT json_extract(body, '$.series') AS series, json_extract(body, '$.number') AS number
         FROM main.entry WHERE site = :site AND seq > :seq AND type = 'ticket-issued'
         UNION ALL
         SELECT raised.key, raised.value FROM main.entry AS e, json_each(e.body, '$.above') AS raised
         WHERE e.site = :site AND e.seq > :seq AND e.type = 'numbers-raised'
       ) GROUP BY series`,
    )
    .all({ site, seq: opened.seq }) as { series: string; number: number }[];
  const above = Object.fromEntries(highest.map(({ series, number }) => [series, number]));
  return { businessDay: opened.businessDay, at: opened.at, above };
}

function replace(db: Db, site: string, old: Day, now: number, seen: Given | null): number {
  const triggers = db
    .prepare("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'")
    .all() as { name: string; sql: string }[];
  const epoch = randomBytes(9).toString('base64url');
  const swap = db.transaction((): number => {
    // Under the write lock: a running house gives out no number between this look and the swap.
    const after = raisedNumbers(highestOf(numbersGiven(db, site), seen), old, now);
    for (const { name } of triggers) db.exec(`DROP TRIGGER main.${name}`);
    for (const table of ['entry', 'answer']) {
      db.prepare(`DELETE FROM main.${table} WHERE site = ?`).run(site);
      db.prepare(`INSERT INTO main.${table} SELECT * FROM backup.${table} WHERE site = ?`).run(site);
    }
    for (const table of ['person', 'key_check'])
      db.prepare(`INSERT OR IGNORE INTO main.${table} SELECT * FROM backup.${table} WHERE site = ?`).run(
        site,
      );
    for (const table of ['device', 'sighting'])
      db.exec(`INSERT OR IGNORE INTO main.${table} SELECT * FROM backup.${table}`);
    db.prepare('INSERT OR REPLACE INTO main.generation (site, epoch) VALUES (?, ?)').run(site, epoch);
    for (const { sql } of triggers) db.exec(sql);
    append(db, site, epoch, after);
    return (
      db.prepare('SELECT count(*) AS entries FROM main.entry WHERE site = ?').get(site) as { entries: number }
    ).entries;
  });
  return swap.immediate();
}

/**
 * A new epoch for the log as it is, and every series of today goes on `skip` numbers higher: after data came back
 * that had lost their last moments, such as an old image of the machine. Returns the series that were raised.
 */
export async function renew(
  db: Db,
  clinic: Clinic,
  skip: number,
  now: number,
  seen: Given | null = null,
): Promise<Record<string, number>> {
  const { site } = clinic;
  const log = openSqliteLog(db, site);
  const { day } = await foldNewestDay(log, clinic, () => {});
  const epoch = randomBytes(9).toString('base64url');
  const work = db.transaction((): Draft[] | null => {
    const head = (db.prepare('SELECT max(seq) AS seq FROM main.entry WHERE site = ?').get(site) as Head).seq;
    if ((head ?? 0) !== day.seq) return null;
    db.prepare('INSERT OR REPLACE INTO main.generation (site, epoch) VALUES (?, ?)').run(site, epoch);
    const drafts = skippedNumbers(highestOf(numbersGiven(db, site), seen), day, skip, now);
    append(db, site, epoch, drafts);
    return drafts;
  });
  const drafts = work.immediate();
  // A house that runs has written since the day was read.
  return drafts ? aboveOf(drafts) : renew(db, clinic, skip, now, seen);
}

type Head = { seq: number | null };

function append(db: Db, site: string, epoch: string, drafts: readonly Draft[]): void {
  const head = (db
    .prepare('SELECT seq, hash FROM main.entry WHERE site = ? ORDER BY seq DESC LIMIT 1')
    .get(site) ?? { seq: 0, hash: GENESIS }) as { seq: number; hash: string };
  const insert = db.prepare('INSERT INTO main.entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const row of chainRows(drafts, { site, seq: head.seq, epoch, hash: head.hash })) {
    insert.run(site, row.seq, epoch, row.at, row.actor, row.type, row.body, row.previous, row.hash);
  }
}
