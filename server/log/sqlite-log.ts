import { randomBytes } from 'node:crypto';
import { chainRows, entryOf, GENESIS, type LinkedRow, verifyChain } from './chain.ts';
import { type Db, hurried } from './database.ts';
import { type Appended, type Draft, type Log, StorageFault, type StoredAnswer } from './log.ts';

type Head = { seq: number; hash: string };
type EntryRow = { seq: number; at: number; actor: string; type: string; body: string };
const WATCH_MS = 400;

/**
 * The log in SQLite. Every append is one transaction on the one connection that writes; the caller batches
 * (group commit), so that one flush carries all commands of a turn of the event loop.
 */
export function openSqliteLog(db: Db, site: string): Log {
  if (!db.readonly) {
    const born = db.prepare('INSERT OR IGNORE INTO generation (site, epoch) VALUES (?, ?)');
    born.run(site, randomBytes(9).toString('base64url'));
  }
  const sql = prepare(db);
  const write = writer(db, sql, site);
  return {
    remote: false,
    epoch: async () => (sql.epoch.get(site) as { epoch: string }).epoch,
    head: async () => (sql.head.get(site) as Head | undefined)?.seq ?? 0,
    append: async (...batch) => unlessAnswered(() => write.immediate(...batch)),
    read: async (after, limit) => (sql.read.all(site, after, limit) as EntryRow[]).map(entryOf),
    beforeDay: async (businessDay) => beforeSeq(sql.day.get(site, businessDay)),
    beforeNewestDay: async () => beforeSeq(sql.newestDay.get(site)) ?? 0,
    answers: async (requests) =>
      requests.flatMap(
        ({ actor, requestId }) =>
          (sql.answered.get(site, actor, requestId) as StoredAnswer | undefined) ?? [],
      ),
    forgetAnswers: async (before) => {
      sql.forget.run(site, before);
    },
    // One process writes; the admin command appends only when it restores.
    alone: (work) => work(),
    whenTurns: () => () => {},
    // A file that somebody has changed for an older one below a running server: nothing is given out on it.
    renew: () => Promise.reject(new StorageFault('the log is shorter than what was read of it')),
    verify: (against) =>
      verifyChain((after, limit) => sql.rows.all(site, after, limit) as LinkedRow[], against),
    hashAt: async (seq) => (sql.hash.get(site, seq) as { hash: string } | undefined)?.hash ?? null,
    probe: async () => probe(db, sql, site),
    watch: (on) => watch(db, on),
    close: async () => {
      if (!db.open) return;
      try {
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // A full disk: what was acknowledged lies in the journal beside the file, and the next start reads it.
      }
      db.close();
    },
  };
}

const beforeSeq = (row: unknown): number | null => (row ? (row as { seq: number }).seq - 1 : null);

type Sql = ReturnType<typeof prepare>;

/** Through the same journal and the same sync as an append; the answer that it keeps goes in the same transaction. */
function probe(db: Db, sql: Sql, site: string): void {
  const put = db.transaction(() => {
    sql.answer.run(site, '', 'probe', '', 0, '', 0);
    sql.forgetOne.run(site, '', 'probe');
  });
  hurried(db, () => put.immediate());
}

/** The head is read inside the transaction: only the answer of a request can stand there already. */
function unlessAnswered(write: () => Appended): Appended {
  try {
    return write();
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
      return { ok: false, conflict: true };
    throw error;
  }
}

/** The one transaction of an append; the head is read inside it, so that no other writer can slip in between. */
function writer(db: Db, sql: Sql, site: string) {
  return db.transaction(
    (
      expected: number,
      epoch: string,
      drafts: readonly Draft[],
      answers: readonly StoredAnswer[],
    ): Appended => {
      const head = sql.head.get(site) as Head | undefined;
      const now = sql.epoch.get(site) as { epoch: string };
      if ((head?.seq ?? 0) !== expected || now.epoch !== epoch) return { ok: false, conflict: true };
      for (const row of chainRows(drafts, { site, seq: expected, epoch, hash: head?.hash ?? GENESIS })) {
        sql.insert.run(site, row.seq, epoch, row.at, row.actor, row.type, row.body, row.previous, row.hash);
      }
      for (const a of answers) sql.answer.run(site, a.actor, a.requestId, a.hash, a.status, a.body, a.at);
      return { ok: true, seq: expected + drafts.length };
    },
  );
}

function prepare(db: Db) {
  return {
    epoch: db.prepare('SELECT epoch FROM generation WHERE site = ?'),
    head: db.prepare('SELECT seq, hash FROM entry WHERE site = ? ORDER BY seq DESC LIMIT 1'),
    insert: db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    answer: db.prepare('INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)'),
    read: db.prepare(
      'SELECT seq, at, actor, type, body FROM entry WHERE site = ? AND seq > ? ORDER BY seq LIMIT ?',
    ),
    hash: db.prepare('SELECT hash FROM entry WHERE site = ? AND seq = ?'),
    rows: db.prepare('SELECT * FROM entry WHERE site = ? AND seq > ? ORDER BY seq LIMIT ?'),
    day: db.prepare(
      "SELECT min(seq) AS seq FROM entry WHERE type = 'day-opened' AND site = ? AND json_extract(body, '$.businessDay') = ? HAVING min(seq) IS NOT NULL",
    ),
    newestDay: db.prepare(
      "SELECT seq FROM entry WHERE type = 'day-opened' AND site = ? ORDER BY json_extract(body, '$.businessDay') DESC, seq ASC LIMIT 1",
    ),
    answered: db.prepare(
      'SELECT actor, request_id AS requestId, hash, status, body, at FROM answer WHERE site = ? AND actor = ? AND request_id = ?',
    ),
    // Named, as the planner would rather look through all answers of the site.
    forget: db.prepare('DELETE FROM answer INDEXED BY answer_at WHERE site = ? AND at < ?'),
    forgetOne: db.prepare('DELETE FROM answer WHERE site = ? AND actor = ? AND request_id = ?'),
  };
}

/** `data_version` changes when another connection has committed: the admin command, a restore. */
function watch(db: Db, on: () => void): () => void {
  let version = db.pragma('data_version', { simple: true });
  const timer = setInterval(() => {
    if (!db.open) return;
    const now = db.pragma('data_version', { simple: true });
    if (now !== version) {
      version = now;
      on();
    }
  }, WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}
