import { Client, type ClientConfig, DatabaseError, Pool, type PoolClient, type QueryResult, types } from 'pg';
import { FromTheFuture } from './database.ts';
import { StorageFault } from './log.ts';
import { postgresMigrations } from './postgres-migration-table.ts';

/** Why a database cannot be used at the start, in one line for the person at the terminal; no password in it. */
export class DatabaseRefused extends Error {}

const CONNECTIONS = 8;
const CONNECT_MS = 3_000;
/** Shorter than the client's own patience: what a caller was told had failed must not be stored long after. */
const STATEMENT_MS = 4_000;
const QUERY_MS = 6_000;
const LOCK_MS = 2_000;
const MIGRATION_MS = 600_000;
const INT8 = 20;
/**
 * A plan is kept for as long as its connection is. One made while a table was still empty reads the whole table
 * (and sorts it) when it has grown, until the database looks at the table again minutes later: 2.5 ms for each
 * look at the answers at a few thousand. Every statement here has its index. Without `jit` as the price of a scan
 * that cannot be helped would otherwise have it compiled first.
 */
const BY_INDEX = '-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off -c jit=off';

export type Statement = {
  /** Prepared once a connection under this name. */
  name?: string;
  text: string;
  values?: readonly unknown[];
  /** How long to wait for it, in ms, where the usual is too short. */
  patience?: number;
};
export type Rows = Record<string, unknown>[];
/** Whoever can be asked: the pool, or one connection of it. */
export type Asked = {
  query<Row>(statement: Statement): Promise<Row[]>;
  /** How many rows it has changed. */
  change(statement: Statement): Promise<number>;
};

/** A database that may go away and come back. */
export type Postgres = Asked & {
  /** Does some work on one connection of its own. */
  lend<T>(work: (client: Asked) => Promise<T>): Promise<T>;
  /**
   * In one transaction; rolled back when the work throws. `patience`: how long its COMMIT may take, in ms, where the
   * usual is too short, as when a replica has to keep a whole log first.
   */
  transaction<T>(work: (client: Asked) => Promise<T>, patience?: number): Promise<T>;
  /** A connection outside the pool, not yet connected: for LISTEN. */
  line(): Client;
  /** Calls `on` each time a connection was lost: what was written without waiting for the disk may be gone. */
  whenLost(on: () => void): () => void;
  close(): Promise<void>;
};

/**
 * Opens a PostgreSQL database with all its tables, made when absent. TLS is as the URL says (`sslmode`,
 * `sslrootcert`, `sslcert`, `sslkey`). Throws DatabaseRefused or FromTheFuture.
 */
export async function openPostgres(url: string): Promise<Postgres> {
  const db = new LivePool(configOf(url));
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.close();
    if (error instanceof FromTheFuture) throw error;
    throw new DatabaseRefused(wordsOf(error, url), { cause: error });
  }
}

function configOf(url: string): ClientConfig {
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'tiepdon',
    options: BY_INDEX,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: QUERY_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: QUERY_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    // Sequence numbers and times stay far below 2^53.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format as 'text'),
    },
  };
  try {
    // The certificates that the URL names are read here.
    new Client(config);
  } catch (error) {
    throw new DatabaseRefused(wordsOf(error, url), { cause: error });
  }
  return config;
}

class LivePool implements Postgres {
  readonly #config: ClientConfig;
  readonly #lost = new Set<() => void>();
  #pool: Pool;

  constructor(config: ClientConfig) {
    this.#config = config;
    this.#pool = this.#make();
  }

  query<Row>(statement: Statement): Promise<Row[]> {
    return this.lend((client) => client.query<Row>(statement));
  }

  change(statement: Statement): Promise<number> {
    return this.lend((client) => client.change(statement));
  }

  async lend<T>(work: (client: Asked) => Promise<T>): Promise<T> {
    const pool = this.#pool;
    let client: PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      throw this.#away(pool, error);
    }
    try {
      const done = await work(asked(client));
      client.release();
      return done;
    } catch (error) {
      const lost = isLost(error);
      // A statement that was refused leaves a good connection.
      client.release(lost);
      throw lost ? this.#away(pool, error) : error;
    }
  }

  transaction<T>(work: (client: Asked) => Promise<T>, patience = QUERY_MS): Promise<T> {
    return this.lend(async (client) => {
      await client.query({ text: 'BEGIN' });
      try {
        const done = await work(client);
        await client.query({ text: 'COMMIT', patience });
        return done;
      } catch (error) {
        await client.query({ text: 'ROLLBACK' }).catch(() => {});
        throw error;
      }
    });
  }

  line(): Client {
    const client = new Client({ ...this.#config, options: '-c synchronous_commit=off' });
    client.on('error', () => {});
    return client;
  }

  whenLost(on: () => void): () => void {
    this.#lost.add(on);
    return () => void this.#lost.delete(on);
  }

  async close(): Promise<void> {
    await this.#pool.end().catch(() => {});
  }

  #make(): Pool {
    const pool = new Pool({ ...this.#config, max: CONNECTIONS, idleTimeoutMillis: 60_000 });
    pool.on('error', () => {});
    // A client that is lent out is not covered by the pool's own listener: its loss would end the process.
    pool.on('connect', (client) => client.on('error', () => {}));
    return pool;
  }

  /**
   * After one lost connection the others are not believed either: behind a failover they hang until they time
   * out, one after another. New ones find the new primary.
   */
  #away(pool: Pool, error: unknown): StorageFault {
    if (pool === this.#pool) {
      this.#pool = this.#make();
      void pool.end().catch(() => {});
    }
    for (const on of this.#lost) on();
    return new StorageFault('the database cannot be reached', { cause: error });
  }
}

const asked = (client: PoolClient): Asked => {
  const ask = ({ name, text, values = [], patience = QUERY_MS }: Statement): Promise<QueryResult> => {
    const config = { ...(name ? { name } : {}), text, values: [...values], query_timeout: patience };
    return client.query(config);
  };
  return {
    query: async <Row>(statement: Statement) => (await ask(statement)).rows as Row[],
    change: async (statement) => (await ask(statement)).rowCount ?? 0,
  };
};

/** Shutdown, crash recovery, start-up and a primary that became a replica; 08 is the class of connection faults. */
const LOST = /^(08|57P0[1-4]|25006|53300)/;

function isLost(error: unknown): boolean {
  return error instanceof DatabaseError
    ? LOST.test(error.code ?? '') || error.severity === 'FATAL'
    : isNetwork(error);
}

/** What the driver says when there is no server to say anything. */
function isNetwork(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^E[A-Z]+$|^ERR_(TLS|SSL)/.test(code ?? '') ||
    /Connection terminated|Query read timeout|timeout exceeded|not queryable|Client has encountered/i.test(
      message ?? '',
    )
  );
}

/** Whether a statement was refused for this reason (an SQLSTATE, such as 23505 for a key that stands already). */
export const isRefusal = (error: unknown, code: string): error is DatabaseError =>
  error instanceof DatabaseError && error.code === code;

/** One line that says what is wrong and where, without the password. */
function wordsOf(error: unknown, url: string): string {
  const cause = (error as Error).cause ?? error;
  const { code = '', message } = cause as { code?: string; message: string };
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname || 'this machine'}:${port || 5432}`;
  const words: Record<string, string> = {
    '28P01': `the database at ${place} refuses the password of "${username}"`,
    '28000': `the database at ${place} does not let "${username}" in`,
    '3D000': `there is no database "${pathname.slice(1)}" at ${place}`,
    '42501': `"${username}" may not make tables in "${pathname.slice(1)}"; make it the owner of the database`,
    '25006': `the database at ${place} is a replica that cannot be written`,
    ECONNREFUSED: `nothing answers at ${place}`,
    ENOTFOUND: `there is no machine "${hostname}"`,
  };
  if (words[code]) return words[code];
  const plain = message.split('\n')[0]!.replaceAll(decodeURIComponent(new URL(url).password) || '\0', '…');
  return `the database at ${place} cannot be used: ${plain}`;
}

const VERSION = 'SELECT version FROM tiepdon_version';
const MIGRATION_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tiepdon migration', 0))";

/** Brings the tables up to date; of several servers that start at once one does it and the others wait. */
async function migrate(db: Postgres): Promise<void> {
  const known = postgresMigrations.length;
  const check = (version: number): void => {
    if (version > known)
      throw new FromTheFuture(`the data are of a newer version (${version}, this program knows ${known})`);
  };
  const made = await db.query<{ there: boolean }>({
    text: "SELECT to_regclass('tiepdon_version') IS NOT NULL AS there",
  });
  if (made[0]!.there) {
    const [row] = await db.query<{ version: number }>({ text: VERSION });
    check(row?.version ?? 0);
    if (row?.version === known) return;
  }
  await db.transaction(async (client) => {
    await client.query({
      text: "SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)",
    });
    await client.query({ text: MIGRATION_LOCK, patience: MIGRATION_MS });
    await client.query({ text: 'CREATE TABLE IF NOT EXISTS tiepdon_version (version integer NOT NULL)' });
    const [row] = await client.query<{ version: number }>({ text: VERSION });
    const version = row?.version ?? 0;
    check(version);
    for (const step of postgresMigrations.slice(version))
      await client.query({ text: step, patience: MIGRATION_MS });
    await client.query({ text: 'DELETE FROM tiepdon_version' });
    await client.query({ text: 'INSERT INTO tiepdon_version VALUES ($1)', values: [known] });
  }, MIGRATION_MS);
}
