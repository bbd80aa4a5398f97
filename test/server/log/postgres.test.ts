import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { FromTheFuture } from '../../../server/log/database.ts';
import { DatabaseRefused, openPostgres } from '../../../server/log/postgres.ts';
import { openPostgresLog } from '../../../server/log/postgres-log.ts';
import { postgresMigrations } from '../../../server/log/postgres-migration-table.ts';
import { BETWEEN } from '../../../server/log/postgres-statement-table.ts';
import { openWake } from '../../../server/log/postgres-wake.ts';
import { draft } from './contract.ts';
import { openLogOf } from './postgres-store.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

/** The one line with which a database is refused. */
async function refusal(url: string): Promise<string> {
  const fault = await openPostgres(url).then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(DatabaseRefused);
  const { message } = fault as Error;
  expect(message).toMatch(/^[^\n]{10,200}$/);
  expect(message).not.toContain('geheim');
  return message;
}

describe('a PostgreSQL database', () => {
  it('takes nothing behind an entry that stands in the place of the one on which it was decided', async () => {
    const log = await openLogOf(await cluster.database('forked'), 'one');
    const epoch = await log.epoch();
    await log.append(0, epoch, [draft('1'), draft('2')], []);
    const other = "UPDATE entry SET hash = repeat('f', 64) WHERE seq = 2";
    await cluster.sql('forked', `SET session_replication_role = replica; ${other}`);
    // Somebody of this server looks there, before it is known that the log is another.
    await log.read(1, 1);
    expect(await log.append(2, epoch, [draft('3')], [])).toEqual({ ok: false, conflict: true });
    await log.read(0, 10);
    expect(await log.append(2, epoch, [draft('3')], [])).toEqual({ ok: true, seq: 3 });
    await log.close();
  });

  it('gets its tables once when five servers open a new one at the same moment', async () => {
    const url = await cluster.database('fresh');
    const logs = await Promise.all(Array.from({ length: 5 }, () => openLogOf(url, 'one')));
    expect(new Set(await Promise.all(logs.map((log) => log.epoch()))).size).toBe(1);
    expect(await cluster.sql('fresh', 'SELECT version FROM tiepdon_version')).toEqual([
      { version: postgresMigrations.length },
    ]);
    for (const log of logs) await log.close();
  });

  it.each(postgresMigrations.map((_, version) => version))(
    'is brought up to date from step %i, and keeps what is in it',
    async (version) => {
      const name = `old_${version}`;
      const url = await cluster.database(name);
      if (version > 0) {
        await cluster.sql(name, 'CREATE TABLE tiepdon_version (version integer NOT NULL)');
        for (const step of postgresMigrations.slice(0, version)) await cluster.sql(name, step);
        await cluster.sql(
          name,
          `INSERT INTO tiepdon_version VALUES (${version});
          INSERT INTO generation VALUES ('one', 'old epoch');
          INSERT INTO entry VALUES ('one', 1, 'old epoch', 1, 'a', 'nothing-changed', '{"command":"next","code":"x"}', '', '')`,
        );
      }
      const log = await openLogOf(url, 'one');
      expect(await log.head()).toBe(version > 0 ? 1 : 0);
      if (version > 0) expect(await log.epoch()).toBe('old epoch');
      expect(await cluster.sql(name, 'SELECT version FROM tiepdon_version')).toEqual([
        { version: postgresMigrations.length },
      ]);
      await log.close();
    },
  );

  it('is refused untouched when a newer program has written it', async () => {
    const url = await cluster.database('future');
    await (await openPostgres(url)).close();
    await cluster.sql('future', 'UPDATE tiepdon_version SET version = 99');
    await expect(openPostgres(url)).rejects.toThrow(FromTheFuture);
    expect(await cluster.sql('future', 'SELECT version FROM tiepdon_version')).toEqual([{ version: 99 }]);
  });

  it('lets nobody change or delete an entry by mistake', async () => {
    const log = await openLogOf(await cluster.database('stays'), 'one');
    await log.append(0, await log.epoch(), [draft('a')], []);
    for (const mistake of ['UPDATE entry SET at = 0', 'DELETE FROM entry', 'TRUNCATE entry'])
      await expect(cluster.sql('stays', mistake)).rejects.toThrow('append-only');
    await log.close();
  });

  it('stores nothing of a batch in which a text holds what stands between two texts', async () => {
    const log = await openLogOf(await cluster.database('between'), 'one');
    const epoch = await log.epoch();
    const actor = `kio${BETWEEN}sk`;
    const answer = { actor, requestId: 'r', hash: 'h', status: 200, body: '{}', at: 1 };
    await expect(log.append(0, epoch, [draft('a'), { ...draft('b'), actor }], [])).rejects.toThrow();
    await expect(log.append(0, epoch, [draft('a')], [answer])).rejects.toThrow();
    expect([await log.head(), await log.answers([answer])]).toEqual([0, []]);
    await log.append(0, epoch, [draft(`a${BETWEEN}b`)], []);
    expect(await log.read(0, 10)).toEqual([{ seq: 1, ...draft(`a${BETWEEN}b`) }]);
    await log.close();
  });

  it('may end any connection, idle, lent out or listening, without ending the process', async () => {
    const db = await openPostgres(await cluster.database('cut'));
    const wake = await openWake(db, 'one');
    let woken = 0;
    const stop = wake.watch(() => (woken += 1));
    const cutAll =
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()';
    const answered = await db.lend(async (client) => {
      await cluster.sql('cut', cutAll, ['cut']);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return client.query({ text: 'SELECT 1' }).catch((error: Error) => error);
    });
    expect(answered).toBeInstanceOf(Error);
    expect(await db.query({ text: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
    // The one that listens comes back by itself, and says that something may have been missed.
    await expect.poll(() => woken, { timeout: 10_000 }).toBeGreaterThan(0);
    stop();
    await wake.close();
    await db.close();
  });

  it('lets no entry of the old generation slip in while another log is put in its place', async () => {
    const log = await openLogOf(await cluster.database('swap'), 'one');
    const epoch = await log.epoch();
    await log.append(0, epoch, [draft('a')], []);
    const db = await openPostgres(cluster.urlOf('swap'));
    let appended: Promise<unknown> = Promise.resolve();
    await db.transaction(async (client) => {
      await client.query({ text: "UPDATE generation SET epoch = 'new' WHERE site = 'one'" });
      appended = log.append(1, epoch, [draft('late')], []);
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await appended).toEqual({ ok: false, conflict: true });
    expect(await log.head()).toBe(1);
    await db.close();
    await log.close();
  });
});

describe('a database that cannot be used', () => {
  it('is named in one line: nothing there, no such database, wrong password, no right, a silent machine', async () => {
    const here = `127.0.0.1:${cluster.port}`;
    await cluster.sql('postgres', "CREATE ROLE guest LOGIN PASSWORD 'richtig'");
    expect(await refusal(`postgres://tiepdon:geheim@127.0.0.1:1/a`)).toBe('nothing answers at 127.0.0.1:1');
    expect(await refusal(`postgres://tiepdon:geheim@${here}/nowhere`)).toBe(
      `there is no database "nowhere" at ${here}`,
    );
    await cluster.database('closed');
    expect(await refusal(`postgres://guest:geheim@${here}/closed`)).toMatch(/^"guest" may not make tables/);
    expect(await refusal(`postgres://tiepdon:geheim@nowhere.invalid/a`)).toMatch(
      /^there is no machine|cannot be used/,
    );
    const silent = await new Promise<Server>((resolve) => {
      const server = createServer(() => {}).listen(0, '127.0.0.1', () => resolve(server));
    });
    const { port } = silent.address() as { port: number };
    expect(await refusal(`postgres://tiepdon:geheim@127.0.0.1:${port}/a`)).toMatch(/timeout/);
    silent.close();
    expect(
      await refusal(`postgres://tiepdon:geheim@${here}/a?sslmode=verify-full&sslrootcert=/no/file`),
    ).toMatch(/no such file/);
  });
});

describe('a database with TLS and passwords', () => {
  let secure: Cluster;
  let certificates: string;
  beforeAll(async () => {
    secure = await makeCluster();
    certificates = mkdtempSync(join(tmpdir(), 'tiepdon-tls-'));
    await secure.sql('postgres', "CREATE ROLE app LOGIN SUPERUSER PASSWORD 'geheim'");
    await secure.database('tls');
    await secure.stop('fast');
    for (const name of ['server', 'other']) selfSigned(join(certificates, name));
    for (const end of ['crt', 'key']) {
      const file = join(secure.dir, `server.${end}`);
      execFileSync('cp', [join(certificates, `server.${end}`), file]);
      execFileSync('chmod', ['600', file]);
      const { uid, gid } = statSync(join(secure.dir, 'data'));
      if (process.getuid?.() === 0) chownSync(file, uid, gid);
    }
    secure.configure(
      `ssl=on\nssl_cert_file='${secure.dir}/server.crt'\nssl_key_file='${secure.dir}/server.key'`,
    );
    secure.admit('hostssl all app 127.0.0.1/32 scram-sha-256\nhost all tiepdon 127.0.0.1/32 trust\n');
    await secure.start();
  });
  afterAll(async () => {
    await secure?.end();
    rmSync(certificates, { recursive: true });
  });
  const url = (password: string, rest: string): string =>
    `postgres://app:${password}@127.0.0.1:${secure.port}/tls${rest}`;
  const trusting = (name: string): string =>
    `?sslmode=verify-full&sslrootcert=${join(certificates, `${name}.crt`)}`;

  it('is spoken with under TLS when the URL says so, held against the certificate it names', async () => {
    const db = await openPostgres(url('geheim', trusting('server')));
    const [mine] = await db.query<{ ssl: boolean }>({
      text: 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    });
    expect(mine).toEqual({ ssl: true });
    await openPostgresLog(db, 'one', await openWake(db, 'one')).then((log) => log.close());
  });

  it('is refused with a foreign certificate, without TLS, and with a wrong password', async () => {
    expect(await refusal(url('geheim', trusting('other')))).toMatch(/certificate/);
    expect(await refusal(url('geheim', ''))).toMatch(/does not let "app" in/);
    expect(await refusal(url('falsch', trusting('server')))).toMatch(/refuses the password of "app"/);
  });
});

function selfSigned(name: string): void {
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', `${name}.key`, '-out', `${name}.crt`],
    ],
    { stdio: 'pipe' },
  );
  expect(readFileSync(`${name}.crt`, 'utf8')).toContain('BEGIN CERTIFICATE');
}
