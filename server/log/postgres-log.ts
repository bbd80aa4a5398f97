import { randomBytes } from 'node:crypto';
import { chainRows, entryOf, GENESIS, type LinkedRow, verifyChain } from './chain.ts';
import type { Appended, Log, StoredAnswer } from './log.ts';
import { isRefusal, type Postgres } from './postgres.ts';
import { takeOver } from './postgres-backup.ts';
import { dayFinder, rowsOf } from './postgres-day.ts';
import { ANSWERS, APPEND, BETWEEN, PROBE } from './postgres-statement-table.ts';
import type { Wake } from './postgres-wake.ts';

/** Asked for in vain: the one who has the lock hangs, and for so long everybody goes on without. */
const WITHOUT_LOCK_MS = 5_000;

/** That turns are taken is told to the others no more often than this. */
const TELL_MS = 1_000;
const TURNS = 'turns';

const UNIQUE = '23505';
const LOCK_WAITED = '55P03';

/**
 * The log of one site in PostgreSQL, shared with other servers. An append is one statement: one round trip, one
 * flush, all or nothing. It is optimistic: the key (site, seq) lets one of two that meet win.
 */
export async function openPostgresLog(db: Postgres, site: string, wake: Wake): Promise<Log> {
  await db.query({
    text: 'INSERT INTO generation (site, epoch) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    values: [site, randomBytes(9).toString('base64url')],
  });
  const ends = new Ends();
  return {
    remote: true,
    epoch: () => epochOf(db, site),
    head: () => headOf(db, site),
    append: appender(db, site, { wake, ends }),
    async read(after, limit) {
      const rows = await rowsOf(db, site, after, limit);
      ends.saw(rows);
      return rows.map(entryOf);
    },
    ...dayFinder(db, site),
    answers: (requests) => answersOf(db, site, requests),
    async forgetAnswers(before) {
      await db.query({ text: 'DELETE FROM answer WHERE site = $1 AND at < $2', values: [site, before] });
    },
    alone: turnTaker(db, site, wake),
    whenTurns: (on) => wake.hear(({ kind }) => kind === TURNS && on()),
    async renew(given, clinic, now) {
      await takeOver(db, clinic, given, now);
      ends.forget();
    },
    verify: (against) => verifyChain((after, limit) => rowsOf(db, site, after, limit), against),
    async hashAt(seq) {
      const text = 'SELECT hash FROM entry WHERE site = $1 AND seq = $2';
      return (await db.query<{ hash: string }>({ name: 'hash', text, values: [site, seq] }))[0]?.hash ?? null;
    },
    async probe() {
      await db.query({ name: 'probe', text: PROBE, values: [site] });
    },
    watch: (on) => wake.watch(on),
    async close() {
      await wake.close();
      await db.close();
    },
  };
}

async function epochOf(db: Postgres, site: string): Promise<string> {
  const [row] = await db.query<{ epoch: string }>({
    name: 'epoch',
    text: 'SELECT epoch FROM generation WHERE site = $1',
    values: [site],
  });
  if (!row) throw new Error('the site has no log any more');
  return row.epoch;
}

async function headOf(db: Postgres, site: string): Promise<number> {
  const text = 'SELECT seq FROM entry WHERE site = $1 ORDER BY seq DESC LIMIT 1';
  const [row] = await db.query<{ seq: number }>({ name: 'head', text, values: [site] });
  return row?.seq ?? 0;
}

const ENDS_KNOWN = 64;

/**
 * Hashes of the last entries of what was read and written here. Whoever appends behind one of them appends behind
 * that very entry: after a failover another may stand at its place, on which nothing was decided.
 */
class Ends {
  readonly #hashes = new Map<number, string>();

  /** What was read. Of two entries at one place the first stays known: decisions were made on that one. */
  saw(rows: readonly LinkedRow[]): void {
    if (!this.#hashes.has(rows.at(-1)?.seq ?? 0)) this.wrote(rows);
  }

  wrote(rows: readonly LinkedRow[]): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    this.#hashes.delete(last.seq);
    this.#hashes.set(last.seq, last.hash);
    if (this.#hashes.size > ENDS_KNOWN) this.#hashes.delete(this.#hashes.keys().next().value!);
  }

  at(seq: number): string | null {
    return this.#hashes.get(seq) ?? null;
  }

  /** What is known is of another log, or may be. */
  forget(): void {
    this.#hashes.clear();
  }
}

function appender(db: Postgres, site: string, { wake, ends }: { wake: Wake; ends: Ends }): Log['append'] {
  const hashAt = async (seq: number): Promise<string | null> => {
    if (seq === 0) return GENESIS;
    const known = ends.at(seq);
    if (known !== null) return known;
    const text = 'SELECT hash FROM entry WHERE site = $1 AND seq = $2';
    const [row] = await db.query<{ hash: string }>({ name: 'hash', text, values: [site, seq] });
    return row?.hash ?? null;
  };
  const conflict = (): Appended => {
    ends.forget();
    return { ok: false, conflict: true };
  };
  return async (expected, epoch, drafts, answers): Promise<Appended> => {
    const hash = await hashAt(expected);
    if (hash === null) return conflict();
    const rows = chainRows(drafts, { site, seq: expected, epoch, hash });
    const values = [site, epoch, expected, hash, ...entryColumns(rows), ...answerColumns(answers)];
    try {
      if ((await db.change({ name: 'append', text: APPEND, values })) === 0) return conflict();
    } catch (error) {
      // Somebody's entry stands there, or the answer of a request that was asked for before.
      if (isRefusal(error, UNIQUE)) return conflict();
      throw error;
    }
    ends.wrote(rows);
    const { seq } = rows.at(-1) ?? { seq: expected };
    wake.wrote(seq);
    return { ok: true, seq };
  };
}

const inOne = (texts: readonly string[]): string => texts.join(BETWEEN);
const numbers = (list: readonly number[]): string => `{${list.join(',')}}`;

const entryColumns = (rows: readonly LinkedRow[]): string[] => [
  numbers(rows.map(({ at }) => at)),
  inOne(rows.map(({ actor }) => actor)),
  inOne(rows.map(({ type }) => type)),
  inOne(rows.map(({ body }) => body)),
  inOne(rows.map(({ hash }) => hash)),
];

const answerColumns = (answers: readonly StoredAnswer[]): string[] => [
  inOne(answers.map(({ actor }) => actor)),
  inOne(answers.map(({ requestId }) => requestId)),
  inOne(answers.map(({ hash }) => hash)),
  numbers(answers.map(({ status }) => status)),
  inOne(answers.map(({ body }) => body)),
  numbers(answers.map(({ at }) => at)),
];

async function answersOf(
  db: Postgres,
  site: string,
  requests: readonly { actor: string; requestId: string }[],
): Promise<StoredAnswer[]> {
  if (requests.length === 0) return [];
  return db.query<StoredAnswer>({
    name: 'answers',
    text: ANSWERS,
    values: [site, requests.map(({ actor }) => actor), requests.map(({ requestId }) => requestId)],
  });
}

function turnTaker(db: Postgres, site: string, wake: Wake): Log['alone'] {
  const values = [`tiepdon ${site}`];
  let withoutUntil = 0;
  let told = Number.NEGATIVE_INFINITY;
  return (work) => {
    if (performance.now() > told + TELL_MS) {
      told = performance.now();
      wake.say({ kind: TURNS });
    }
    if (performance.now() < withoutUntil) return work();
    return db.lend(async (client) => {
      try {
        await client.query({ text: 'SELECT pg_advisory_lock(hashtextextended($1, 0))', values });
      } catch (error) {
        if (!isRefusal(error, LOCK_WAITED)) throw error;
        withoutUntil = performance.now() + WITHOUT_LOCK_MS;
        return work();
      }
      try {
        return await work();
      } finally {
        await client.query({ text: 'SELECT pg_advisory_unlock(hashtextextended($1, 0))', values });
      }
    });
  };
}
