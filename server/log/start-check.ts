import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { keyFor } from '../people/keys.ts';
import type { Settings } from '../settings.ts';
import { type Anchor, Anchors, witnessesOf } from './anchor.ts';
import { sweep } from './backup-shelf.ts';
import { type Db, openDatabase } from './database.ts';
import { networkUnder } from './file-system.ts';
import type { Log } from './log.ts';
import { migrations } from './migration-table.ts';
import { openSqliteLog } from './sqlite-log.ts';

export type DataPlace = Pick<Settings, 'dataDir' | 'databaseUrl' | 'keyFile' | 'backupDir'>;

/** What was found at a start; `why` says in one line why nothing is served. `report`: lines for the terminal. */
export type StartCheck = { ok: true; report: string[] } | { ok: false; why: string; report: string[] };

/** Where the anchors of a site lie; null while there is no key to sign them with. */
export function anchorsOf({ backupDir, keyFile }: DataPlace, site: string): Anchors | null {
  const key = keyFor('anchor', keyFile);
  return key && new Anchors(join(backupDir, `anchors-${site}.log`), key, site);
}

/**
 * Looks at the data before anybody is served. Always: no network under them, and the log is not older than what an
 * anchor has seen. After an unclean end also every page of the file and the chain since the last anchor. Changes
 * nothing but unfinished copies, which go, and data of an older version, which are brought up to date when every page
 * of them is sound.
 */
export async function checkStart(place: DataPlace, site: string, unclean: boolean): Promise<StartCheck> {
  const network = networkUnder(place.dataDir);
  if (network !== null && place.databaseUrl === null)
    return refused(
      `DATA_DIR: ${place.dataDir} lies on ${network}: choose a folder on a disk of this machine`,
      [],
    );
  const swept = sweep(place.dataDir) + sweep(place.backupDir);
  const file = join(place.dataDir, 'tiepdon.sqlite');
  if (place.databaseUrl !== null) return { ok: true, report: [] };
  const seen = join(place.backupDir, `anchors-${site}.log`);
  if (keyFor('anchor', place.keyFile) === null && existsSync(seen)) return keyless(place.keyFile, seen);
  const anchors = anchorsOf(place, site)?.read() ?? { standing: [], given: null, fault: null };
  const last = anchors.standing.at(-1) ?? null;
  if (!existsSync(file)) return last ? olderThan(last, 0) : { ok: true, report: [] };
  const found = await lookInto(file, site, last, unclean).catch((error: unknown) => {
    if (error instanceof NoRoom) return error;
    throw error;
  });
  if (found instanceof NoRoom) return refused(`DATA_DIR: ${found.message}`, []);
  if (typeof found === 'string') return refused(`DATA_DIR: ${found}; ${WHAT_TO_DO}`, reportOf(found, swept));
  if (found.older !== null) return olderThan(last!, found.older);
  return { ok: true, report: unclean ? reportOf(found, swept) : [] };
}

const WHAT_TO_DO =
  'nothing is served from it: npm run admin -- restore FILE, newest file of BACKUP_DIR first';

const refused = (why: string, report: string[]): StartCheck => ({ ok: false, why, report });

/** A disk that is not mounted looks like a new hospital, which would begin with the first number again. */
const keyless = (keyFile: string, anchors: string): StartCheck =>
  refused(
    `KEY_FILE: ${keyFile} is missing, but ${anchors} has seen a log of this hospital: mount the disk of the data or put the key file back; to begin anew on purpose, move the anchors away`,
    [],
  );

function olderThan(last: Anchor, head: number): StartCheck {
  const seen = new Date(last.at).toISOString();
  return refused(
    `DATA_DIR: the log ends at entry ${head} or is another, but an anchor of ${seen} has seen entry ${last.seq}: npm run admin -- restore FILE; or, to go on with it as it is, npm run admin -- log renew`,
    [],
  );
}

/** SQLite cannot make what it keeps beside the file. */
class NoRoom extends Error {
  constructor(code: string) {
    super(
      `the disk is full or cannot be written (${code}): make room on it and start again; nothing is damaged, and nothing needs a restore`,
    );
  }
}

type Looked = { entries: number; checked: number; older: number | null };

/** What is wrong with the file, in words; or how much of it was looked at. */
async function lookInto(
  file: string,
  site: string,
  last: Anchor | null,
  unclean: boolean,
): Promise<Looked | string> {
  let db: Db | null = null;
  try {
    db = new Database(file, { readonly: true });
    const version = Number(db.pragma('user_version', { simple: true }));
    // The opening refuses it in words of its own.
    if (version > migrations.length) return { entries: 0, checked: 0, older: null };
    const isOld = version < migrations.length;
    if ((unclean || isOld) && db.pragma('integrity_check(1)', { simple: true }) !== 'ok')
      return 'the database file is damaged';
    if (isOld) db = broughtUpToDate(db, file);
    return await lookIntoLog(openSqliteLog(db, site), last, unclean);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (/^SQLITE_(IOERR_SHM|FULL|CANTOPEN)/.test(code)) throw new NoRoom(code);
    // ERROR: the tables are not those that their version says, which is damage too.
    if (/^SQLITE_(CORRUPT|NOTADB|IOERR|ERROR)/.test(code)) return `the database file is damaged (${code})`;
    throw error;
  } finally {
    db?.close();
  }
}

/** Data of an older version are looked at as those of this one: only sound ones are brought up to date. */
function broughtUpToDate(old: Db, file: string): Db {
  old.close();
  return openDatabase(file);
}

async function lookIntoLog(log: Log, last: Anchor | null, unclean: boolean): Promise<Looked | string> {
  const entries = await log.head();
  if (last !== null && (await log.hashAt(last.seq)) !== last.hash)
    return { entries, checked: 0, older: entries };
  if (!unclean) return { entries, checked: 0, older: null };
  const from = last === null ? null : (witnessesOf([last])[0] ?? null);
  const verdict = await log.verify({ from, witnesses: [] });
  if (!verdict.ok) return `entry ${verdict.seq} of the log ${verdict.why}`;
  return { entries, checked: entries - (from?.seq ?? 1) + 1, older: null };
}

/** One screen for whoever stands before the machine: what was found, what was done, what is to be done. */
function reportOf(found: Looked | string, swept: number): string[] {
  const isSound = typeof found !== 'string';
  return [
    'Lần trước máy chủ dừng đột ngột (mất điện hoặc bị tắt ngang). Đã kiểm tra dữ liệu:',
    isSound
      ? `  Tìm thấy: tệp cơ sở dữ liệu nguyên vẹn, nhật ký ${found.entries} mục, chuỗi xác thực đúng (${found.checked} mục từ mốc gần nhất).`
      : `  Tìm thấy: dữ liệu hỏng. ${found}.`,
    `  Đã làm: ${swept === 0 ? 'không phải sửa gì' : `bỏ ${swept} bản sao dở dang`}.`,
    isSound
      ? '  Cần làm: không cần gì. Số nào đã đọc cho người bệnh đều còn.'
      : '  Cần làm: npm run admin -- restore TỆP (bản mới nhất trong BACKUP_DIR), rồi khởi động lại. Tệp hỏng không bị sửa: giữ lại cho người hỗ trợ.',
  ];
}
