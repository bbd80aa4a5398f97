import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { keyFor } from '../people/keys.ts';
import type { Settings } from '../settings.ts';
import { type Anchor, Anchors, type AnchorsRead, witnessesOf } from './anchor.ts';
import { sweep } from './backup-shelf.ts';
import { isDamage } from './damage.ts';
import { type Db, openDatabase } from './database.ts';
import { networkUnder } from './file-system.ts';
import type { Log } from './log.ts';
import { migrations } from './migration-table.ts';
import { openSqliteLog } from './sqlite-log.ts';

export type DataPlace = Pick<Settings, 'dataDir' | 'databaseUrl' | 'keyFile' | 'backupDir'>;

/** What was found at a start; `why` says in one line why nothing is served. `report`: lines for the terminal. */
export type StartCheck = { ok: true; report: string[] } | { ok: false; why: string; report: string[] };

/** Where the anchors of a site lie; null while there is no key to sign them with. */
export function anchorsOf({ dataDir, backupDir, keyFile }: DataPlace, site: string): Anchors | null {
  const key = keyFor('anchor', keyFile);
  return key && new Anchors(join(backupDir, `anchors-${site}.log`), key, site, join(dataDir, 'anchors.lock'));
}

/**
 * Looks at the data before anybody is served. Always: no network under them, and the log is not older than what an
 * anchor has seen. After an unclean end, or when the file of the anchors has a fault, also every page of the file and
 * the chain since the last anchor. That fault alone stops nobody from being served, but is told, as is a file that is
 * not there. Changes nothing but unfinished copies, which go, and data of an older version, which are brought up to
 * date when every page of them is sound.
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
  const seen = join(place.backupDir, `anchors-${site}.log`);
  if (place.databaseUrl === null && keyFor('anchor', place.keyFile) === null && existsSync(seen))
    return keyless(place.keyFile, seen);
  const anchors = anchorsOf(place, site)?.read() ?? NO_ANCHORS;
  const isAlone = keyFor('anchor', place.keyFile) !== null && !existsSync(seen);
  if (place.databaseUrl !== null) return { ok: true, report: anchorsReport(anchors, null) };
  if (!existsSync(file)) {
    const more = seenMore(anchors);
    return more === null ? { ok: true, report: [] } : olderThan(more, 0);
  }
  const found = await lookInto(file, site, anchors, unclean).catch((error: unknown) => {
    if (error instanceof NoRoom) return error;
    throw error;
  });
  if (found instanceof NoRoom) return refused(`DATA_DIR: ${found.message}`, []);
  if (typeof found === 'string') return refused(`DATA_DIR: ${found}; ${WHAT_TO_DO}`, reportOf(found, swept));
  if (found.older !== null) return olderThan(found.older, found.entries);
  return {
    ok: true,
    report: [
      ...(unclean ? reportOf(found, swept) : []),
      ...anchorsReport(anchors, found.entries),
      ...(isAlone && found.entries > 0 ? aloneReport(seen) : []),
    ],
  };
}

const NO_ANCHORS: AnchorsRead = { standing: [], given: null, fault: null, unproven: null };

const WHAT_TO_DO =
  'nothing is served from it: npm run admin -- restore FILE, newest file of BACKUP_DIR first';

const refused = (why: string, report: string[]): StartCheck => ({ ok: false, why, report });

/** A disk that is not mounted looks like a new hospital, which would begin with the first number again. */
const keyless = (keyFile: string, anchors: string): StartCheck =>
  refused(
    `KEY_FILE: ${keyFile} is missing, but ${anchors} has seen a log of this hospital: mount the disk of the data or put the key file back; to begin anew on purpose, move the anchors away`,
    [],
  );

const olderThan = (more: string, head: number): StartCheck =>
  refused(
    `DATA_DIR: the log ends at entry ${head} or is another, but ${more}: npm run admin -- restore FILE; or, to go on with it as it is, npm run admin -- log renew`,
    [],
  );

const seenBy = ({ at, seq }: Anchor): string =>
  `an anchor of ${new Date(at).toISOString()} has seen entry ${seq}`;

/** What the anchors know of a log of which nothing is there; null: they know of none. */
function seenMore({ standing, unproven, fault }: AnchorsRead): string | null {
  const last = standing.at(-1);
  if (last !== undefined) return seenBy(last);
  return unproven === null ? fault : claimed(unproven);
}

/** Who damages the line that saw the newest entry must not hide by it that the data are older. */
const claimed = (seq: number): string =>
  `a line of the anchors that cannot be proven any more speaks of entry ${seq}`;

/** SQLite cannot make what it keeps beside the file. */
class NoRoom extends Error {
  constructor(code: string) {
    super(
      `the disk is full or cannot be written (${code}): make room on it and start again; nothing is damaged, and nothing needs a restore`,
    );
  }
}

/** `older`: in words, what has seen more than the log holds. */
type Looked = { entries: number; checked: number; older: string | null };

/** What is wrong with the file, in words; or how much of it was looked at. */
async function lookInto(
  file: string,
  site: string,
  anchors: AnchorsRead,
  unclean: boolean,
): Promise<Looked | string> {
  const isDoubtful = unclean || anchors.fault !== null;
  let db: Db | null = null;
  try {
    db = new Database(file, { readonly: true });
    const version = Number(db.pragma('user_version', { simple: true }));
    // The opening refuses it in words of its own.
    if (version > migrations.length) return { entries: 0, checked: 0, older: null };
    if (isDoubtful && db.pragma('integrity_check(1)', { simple: true }) !== 'ok')
      return 'the database file is damaged';
    if (version < migrations.length) {
      db.close();
      db = openDatabase(file);
    }
    return await lookIntoLog(openSqliteLog(db, site), anchors, isDoubtful);
  } catch (error) {
    const { code = null } = error as { code?: string };
    if (isDamage(error, file)) return `the database file is damaged${code === null ? '' : ` (${code})`}`;
    if (code !== null && /^SQLITE_(IOERR|FULL|CANTOPEN)/.test(code)) throw new NoRoom(code);
    throw error;
  } finally {
    db?.close();
  }
}

async function lookIntoLog(log: Log, anchors: AnchorsRead, isDoubtful: boolean): Promise<Looked | string> {
  const entries = await log.head();
  const { standing, unproven, fault } = anchors;
  const last = standing.at(-1) ?? null;
  // Of a file with a fault the last line need not be the newest.
  for (const anchor of fault === null ? standing.slice(-1) : standing)
    if ((await log.hashAt(anchor.seq)) !== anchor.hash) return { entries, checked: 0, older: seenBy(anchor) };
  if ((unproven ?? 0) > entries) return { entries, checked: 0, older: claimed(unproven!) };
  if (!isDoubtful) return { entries, checked: 0, older: null };
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

/** What is wrong with the file of the anchors, and what can then not be proven. `entries` of sound data; null: elsewhere. */
function anchorsReport({ fault, standing }: AnchorsRead, entries: number | null): string[] {
  if (fault === null) return [];
  const last = standing.at(-1);
  const proven =
    last === undefined
      ? 'không còn mốc nào chứng minh được'
      : `mốc mới nhất còn chứng minh được thấy mục ${last.seq}, lúc ${new Date(last.at).toISOString()}`;
  return [
    'Tệp mốc (bằng chứng của nhật ký, nằm ngoài cơ sở dữ liệu) bị hỏng hoặc bị sửa:',
    `  Tìm thấy: ${fault}.`,
    ...(entries === null ? [] : [`  Dữ liệu: nguyên vẹn, nhật ký ${entries} mục.`]),
    `  Chưa chứng minh được: dữ liệu này là bản mới nhất (${proven}).`,
    '  Đã làm: vẫn mở để cấp số; báo động log-damaged còn đến khi sửa xong.',
    '  Cần làm: so số mới nhất trên phiếu của người bệnh với số sắp cấp. Phiếu cao hơn: npm run admin -- log renew. Không: npm run admin -- anchors mend.',
  ];
}

/** A disk of the backups that is not mounted takes with it what would speak against older data. */
const aloneReport = (anchors: string): string[] => [
  `Không thấy tệp mốc ${anchors}: chưa chứng minh được dữ liệu này là bản mới nhất.`,
  '  Mới cài, hoặc vừa đổi BACKUP_DIR: không cần gì. Không phải vậy: gắn lại ổ sao lưu rồi khởi động lại.',
];
