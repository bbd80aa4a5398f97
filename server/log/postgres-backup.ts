import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Day } from '../../core/queue/day.ts';
import { foldNewestDay } from '../tail.ts';
import { makeWhole, type Restored, type RestoreFault, readBackup } from './backup.ts';
import { chainRows, GENESIS } from './chain.ts';
import { openDatabase } from './database.ts';
import type { Draft, Given } from './log.ts';
import type { Asked, Postgres } from './postgres.ts';
import { dayReader } from './postgres-day.ts';
import { aboveOf, highestOf, raisedNumbers, skippedNumbers } from './raised-numbers.ts';

const STEP = 2_000;
const PATIENT_MS = 600_000;

/** Tables of a backup, with the columns that both stores have, in the order of their key. */
const tables = {
  generation: { columns: ['site', 'epoch'], key: ['site'] },
  entry: {
    columns: ['site', 'seq', 'epoch', 'at', 'actor', 'type', 'body', 'previous', 'hash'],
    key: ['seq'],
  },
  answer: {
    columns: ['site', 'actor', 'request_id', 'hash', 'status', 'body', 'at'],
    key: ['actor', 'request_id'],
  },
  person: { columns: ['site', 'business_day', 'blind', 'visitor', 'sealed'], key: ['business_day', 'blind'] },
  key_check: { columns: ['site', 'proof'], key: ['site'] },
  device: {
    columns: ['id', 'role', 'name', 'room', 'token_hash', 'created_at', 'revoked_at'],
    key: ['id'],
  },
  sighting: { columns: ['device', 'first_at', 'at', 'clock_off_ms', 'build'], key: ['device'] },
} as const;
type Table = keyof typeof tables;
const types: Record<string, string> = {
  seq: 'bigint',
  at: 'bigint',
  created_at: 'bigint',
  revoked_at: 'bigint',
  first_at: 'bigint',
  clock_off_ms: 'bigint',
  status: 'integer',
  sealed: 'bytea',
};

/**
 * Copies one site into a file of the same form as a backup of SQLite: either store takes back what the other has
 * written, so a hospital can move from one to the other. Keys of the days are not in it.
 */
export async function backUpPostgres(db: Postgres, site: string, file: string): Promise<void> {
  await makeWhole(file, async (making) => {
    const copy = openDatabase(making);
    try {
      await db.transaction(async (client) => {
        // One moment of the database, however long the copy takes and whatever is written meanwhile.
        await client.query({ text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY' });
        for (const table of Object.keys(tables) as Table[]) await copyOut(client, copy, site, table);
      });
    } finally {
      copy.close();
    }
  });
}

async function copyOut(client: Asked, copy: Database.Database, site: string, table: Table): Promise<void> {
  const { columns, key } = tables[table];
  const insert = copy.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const put = copy.transaction((rows: readonly Record<string, unknown>[]) => {
    for (const row of rows) insert.run(columns.map((column) => row[column]));
  });
  let last: unknown[] | null = null;
  for (;;) {
    const after: string = last
      ? `AND (${key.join(', ')}) > (${key.map((_, at) => `$${at + 2}`).join(', ')})`
      : '';
    const rows: Record<string, unknown>[] = await client.query({
      text: `SELECT ${columns.join(', ')} FROM ${table} WHERE site = $1 ${after} ORDER BY ${key.join(', ')} LIMIT ${STEP}`,
      values: [site, ...(last ?? [])],
    });
    put(rows);
    if (rows.length < STEP) return;
    last = key.map((column) => rows.at(-1)![column]);
  }
}

/**
 * Puts the log of a backup in place of the live one, as `restore` does in SQLite: under a new epoch, no number
 * given twice, devices as they were said of last. Servers that run read on by themselves.
 */
export async function restorePostgres(
  db: Postgres,
  clinic: Clinic,
  file: string,
  now: number,
  seen: Given | null = null,
): Promise<Restored | RestoreFault> {
  if (!existsSync(file)) return { ok: false, why: 'there is no such file' };
  const { site } = clinic;
  const [live] = await db.query<{ proof: string }>({
    text: 'SELECT proof FROM key_check WHERE site = $1',
    values: [site],
  });
  const read = await readBackup(live?.proof ?? null, clinic, file);
  if (!read.ok) return read;
  const copy = new Database(file, { readonly: true });
  try {
    const entries = await inNewEpoch(
      db,
      site,
      async (client, epoch) => {
        const given = highestOf(await numbersGiven(client, site), seen);
        for (const table of ['entry', 'answer'])
          await client.query({
            text: `DELETE FROM ${table} WHERE site = $1`,
            values: [site],
            patience: PATIENT_MS,
          });
        for (const table of ['entry', 'answer', 'person', 'key_check', 'device', 'sighting'] as const)
          await copyIn(client, copy, site, table);
        await append(client, site, epoch, raisedNumbers(given, read.day, now));
        const text = 'SELECT count(*) AS entries FROM entry WHERE site = $1';
        return (await client.query<{ entries: number }>({ text, values: [site], patience: PATIENT_MS }))[0]!
          .entries;
      },
      PATIENT_MS,
    );
    return { ok: true, entries, kept: read.day.seq };
  } finally {
    copy.close();
  }
}

/** As `renew` in SQLite: after a failover to a replica that had not yet received everything, or after pg_restore. */
export function renewPostgres(
  db: Postgres,
  clinic: Clinic,
  skip: number,
  now: number,
  seen: Given | null = null,
): Promise<Record<string, number>> {
  const { site } = clinic;
  return inNewEpoch(
    db,
    site,
    async (client, epoch) => {
      const given = highestOf(await numbersGiven(client, site), seen);
      const drafts = skippedNumbers(given, await newestDay(client, clinic), skip, now);
      await append(client, site, epoch, drafts);
      return aboveOf(drafts);
    },
    PATIENT_MS,
  );
}

/** The log lost its last moments, of which a server still knows what was given: it goes on above that. */
export async function takeOver(db: Postgres, clinic: Clinic, known: Given, now: number): Promise<void> {
  const { site } = clinic;
  await inNewEpoch(db, site, async (client, epoch) => {
    const given = highestOf(known, await numbersGiven(client, site));
    await append(client, site, epoch, raisedNumbers(given, await newestDay(client, clinic), now));
  });
}

/** As it is now that nobody else can write. */
async function newestDay(client: Asked, clinic: Clinic): Promise<Day> {
  const reader = { ...dayReader(client, clinic.site), epoch: async () => '' };
  return (await foldNewestDay(reader, clinic, () => {})).day;
}

/**
 * Does work under a new epoch. No append of a server is under way meanwhile, and none of the old epoch after it.
 * `patience` in ms for its end: a person at a terminal waits, a server asks again.
 */
function inNewEpoch<T>(
  db: Postgres,
  site: string,
  work: (client: Asked, epoch: string) => Promise<T>,
  patience?: number,
): Promise<T> {
  const epoch = randomBytes(9).toString('base64url');
  return db.transaction(async (client) => {
    await client.query({
      text: `SELECT set_config('tiepdon.restore', 'on', true), set_config('statement_timeout', '0', true),
        set_config('idle_in_transaction_session_timeout', '0', true)`,
    });
    await client.query({
      text: `INSERT INTO generation VALUES ($1, $2) ON CONFLICT (site) DO UPDATE SET epoch = excluded.epoch`,
      values: [site, epoch],
    });
    const done = await work(client, epoch);
    await client.query({
      text: `INSERT INTO device_change VALUES ($1, 1)
        ON CONFLICT (site) DO UPDATE SET version = device_change.version + 1`,
      values: [site],
    });
    return done;
  }, patience);
}

async function copyIn(client: Asked, copy: Database.Database, site: string, table: Table): Promise<void> {
  const columns: readonly string[] = tables[table].columns;
  const own = columns.filter((column) => column !== 'site');
  const where = columns.includes('site') ? 'WHERE site = ?' : '';
  const select = copy.prepare(`SELECT ${own.join(', ')} FROM ${table} ${where}`);
  const text = `INSERT INTO ${table} (site, ${own.join(', ')})
    SELECT $1, * FROM unnest(${own.map((column, at) => `$${at + 2}::${types[column] ?? 'text'}[]`).join(', ')})
    ON CONFLICT DO NOTHING`;
  let rows: Record<string, unknown>[] = [];
  const flush = async (): Promise<void> => {
    const values = [site, ...own.map((column) => rows.map((row) => row[column]))];
    await client.query({ text, values, patience: PATIENT_MS });
    rows = [];
  };
  for (const row of select.iterate(...(where ? [site] : []))) {
    rows.push(row as Record<string, unknown>);
    if (rows.length === STEP) await flush();
  }
  await flush();
}

/** Read from the rows and not from a folded day: a damaged log is one of the reasons for a restore. */
async function numbersGiven(client: Asked, site: string): Promise<Given | null> {
  const [opened] = await client.query<{ seq: number; businessDay: string; at: number }>({
    text: `SELECT seq, body::json->>'businessDay' AS "businessDay", (SELECT at FROM entry WHERE site = $1 ORDER BY seq DESC LIMIT 1) AS at
      FROM entry WHERE site = $1 AND type = 'day-opened' ORDER BY 2 DESC, seq LIMIT 1`,
    values: [site],
  });
  if (!opened) return null;
  const highest = await client.query<{ series: string; number: number }>({
    text: `SELECT series, max(number) AS number FROM (
        SELECT body::json->>'series' AS series, (body::json->>'number')::integer AS number
        FROM entry WHERE site = $1 AND seq > $2 AND type = 'ticket-issued'
        UNION ALL
        SELECT raised.key, raised.value::integer FROM entry e, json_each_text(e.body::json->'above') AS raised
        WHERE e.site = $1 AND e.seq > $2 AND e.type = 'numbers-raised'
      ) AS given GROUP BY series`,
    values: [site, opened.seq],
  });
  const above = Object.fromEntries(highest.map(({ series, number }) => [series, number]));
  return { businessDay: opened.businessDay, at: opened.at, above };
}

async function append(client: Asked, site: string, epoch: string, drafts: readonly Draft[]): Promise<void> {
  const [head] = await client.query<{ seq: number; hash: string }>({
    text: 'SELECT seq, hash FROM entry WHERE site = $1 ORDER BY seq DESC LIMIT 1',
    values: [site],
  });
  const { seq, hash } = head ?? { seq: 0, hash: GENESIS };
  for (const row of chainRows(drafts, { site, seq, epoch, hash })) {
    const { at, actor, type, body, previous } = row;
    const values = [site, row.seq, epoch, at, actor, type, body, previous, row.hash];
    await client.query({ text: 'INSERT INTO entry VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', values });
  }
}
