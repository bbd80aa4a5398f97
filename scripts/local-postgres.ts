import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './bench-house.ts';

/** A PostgreSQL of its own on a free port, in a temporary folder, with one superuser `tiepdon`. */
export type Cluster = {
  readonly dir: string;
  readonly port: number;
  /** A new, empty database; returns its URL. */
  database(name: string): Promise<string>;
  urlOf(name: string): string;
  /** Runs statements in a database, past the product. */
  sql<Row>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Further lines of postgresql.conf, read at the next start; the last of a name holds. */
  configure(lines: string): void;
  /** Who may come in, in place of the usual: everybody of this machine. */
  admit(lines: string): void;
  start(): Promise<void>;
  /** `immediate` is a crash: connections are cut, and the next start recovers. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  /**
   * A running streaming replica of this one under the name `application_name` that `synchronous_standby_names`
   * speaks of; `through`: the port by which it reaches this one, where that is not its own.
   */
  standby(name: string, through?: number): Promise<Cluster>;
  /** Makes a replica a primary. */
  promote(): Promise<void>;
  end(): Promise<void>;
};

const programs = '/usr/lib/postgresql';

/** Folder of the newest installed PostgreSQL's programs (Debian keeps them out of PATH). */
export function postgresPrograms(): string {
  const versions = existsSync(programs) ? readdirSync(programs) : [];
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  if (!newest) throw new Error('PostgreSQL is missing: apt-get install postgresql');
  return join(programs, newest, 'bin');
}

/** PostgreSQL refuses to run as root: there it runs as the user that the package made. */
function runner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))![0].split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** A folder for a cluster, of the user that it runs as. */
function clusterFolder({ uid, gid }: { uid?: number; gid?: number }): string {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-pg-'));
  if (uid !== undefined) chownSync(dir, uid, gid!);
  chmodSync(dir, 0o755);
  return dir;
}

const placeOf = (dir: string, port: number): string =>
  `listen_addresses='127.0.0.1'\nport=${port}\nunix_socket_directories='${dir}'`;

export async function makeCluster(): Promise<Cluster> {
  const bin = postgresPrograms();
  const user = runner();
  const dir = clusterFolder(user);
  const data = join(dir, 'data');
  const quiet = { ...user, cwd: dir, stdio: 'pipe' } as const;
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'tiepdon', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    quiet,
  );
  const port = await freePort();
  const cluster = new LocalCluster(bin, dir, data, port, user);
  cluster.configure(
    `${placeOf(dir, port)}\nmax_connections=200\nshared_buffers=32MB\nlog_min_messages=warning`,
  );
  await cluster.start();
  return cluster;
}

class LocalCluster implements Cluster {
  readonly #bin: string;
  readonly #data: string;
  readonly #user: { uid?: number; gid?: number };
  readonly dir: string;
  readonly port: number;
  #server: ChildProcess | null = null;

  constructor(bin: string, dir: string, data: string, port: number, user: { uid?: number; gid?: number }) {
    this.#bin = bin;
    this.dir = dir;
    this.#data = data;
    this.port = port;
    this.#user = user;
  }

  configure(lines: string): void {
    appendFileSync(join(this.#data, 'postgresql.conf'), `${lines}\n`);
  }

  admit(lines: string): void {
    writeFileSync(join(this.#data, 'pg_hba.conf'), lines);
  }

  async start(): Promise<void> {
    const server = spawn(join(this.#bin, 'postgres'), ['-D', this.#data], {
      ...this.#user,
      cwd: this.dir,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    server.stderr!.on('data', (some: Buffer) => (said = (said + some.toString()).slice(-4_000)));
    this.#server = server;
    for (let tries = 0; ; tries += 1) {
      if (server.exitCode !== null || tries > 600) throw new Error(`PostgreSQL did not start: ${said}`);
      if (
        await this.sql('postgres', 'SELECT 1').then(
          () => true,
          () => false,
        )
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(how: 'fast' | 'immediate'): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server || server.exitCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await gone;
  }

  urlOf = (name: string): string => `postgres://tiepdon@127.0.0.1:${this.port}/${name}`;

  async database(name: string): Promise<string> {
    await this.sql('postgres', `CREATE DATABASE "${name}"`);
    return this.urlOf(name);
  }

  async sql<Row>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.urlOf(name), connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end().catch(() => {});
    }
  }

  async standby(name: string, through = this.port): Promise<Cluster> {
    const dir = clusterFolder(this.#user);
    const data = join(dir, 'data');
    const from = `host=127.0.0.1 port=${through} user=tiepdon application_name=${name}`;
    const words = ['-d', from, '-D', data, '-R', '-X', 'stream', '-c', 'fast'];
    await promisify(execFile)(join(this.#bin, 'pg_basebackup'), words, { ...this.#user, cwd: dir });
    const port = await freePort();
    const standby = new LocalCluster(this.#bin, dir, data, port, this.#user);
    standby.configure(placeOf(dir, port));
    await standby.start();
    return standby;
  }

  async promote(): Promise<void> {
    await this.sql('postgres', 'SELECT pg_promote(true, 30)');
  }

  async end(): Promise<void> {
    await this.stop('immediate');
    rmSync(this.dir, { recursive: true, force: true });
  }
}
