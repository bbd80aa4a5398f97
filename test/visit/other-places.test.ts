import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../scripts/local-postgres.ts';
import { openDatabase } from '../../server/log/database.ts';
import { Product } from './product.ts';

/** As the runbook has it: the server's unit names them, and who types an admin command gives the data folder alone. */
describe('a server whose backups and key lie on other disks', () => {
  let product: Product;
  let settings: string[];
  beforeEach(async () => {
    product = new Product();
    const [backups, key] = ['backups', 'key'].map((name) => join(product.dir, name)) as [string, string];
    settings = ['--log-level', 'error', '--backup-dir', backups, '--key-file', key];
    await product.start(settings);
  });
  afterEach(() => product.end());
  const comes = async (token: string): Promise<string> => {
    const reply = await fetch(`${product.base}/api/v1/check-ins`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: crypto.randomUUID(), service: 'noi', scan: null }),
    });
    return ((await reply.json()) as { ticket: { code: string } }).ticket.code;
  };

  it('is looked after by admin commands that are told of neither', async () => {
    const { token } = product.addDevice('api', 'his');
    await comes(token);
    await product.stop();
    const file = join(product.dir, 'data', 'tiepdon.sqlite');
    openDatabase(file).close();
    cpSync(file, `${file}.old`);
    await product.start(settings);
    await comes(token);
    await comes(token);
    await product.stop();
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    renameSync(`${file}.old`, file);
    await expect(product.start(settings)).rejects.toThrow(/log renew/);
    expect(product.admin('log', 'verify')).toBe(1);
    expect(product.adminLines('log', 'renew').join()).toMatch(/A after 103/);
    expect(product.adminLines('log', 'verify').join()).toMatch(/anchors: [1-9]/);
    await product.start(settings);
    expect(await comes(token)).toBe('A104');
    await product.stop();
  }, 120_000);
});

/** Whoever forgets the database would find an empty log in order, and keep an empty backup. */
describe('a server with its data in PostgreSQL', () => {
  let cluster: Cluster;
  let product: Product;
  beforeAll(async () => {
    cluster = await makeCluster();
    product = new Product();
  });
  afterAll(async () => {
    await product?.end();
    await cluster?.end();
  });

  it('is named to who types an admin command without it, and no more once it has left', async () => {
    const database = await cluster.database('places');
    await product.start(['--log-level', 'error', '--database-url', database]);
    expect(product.adminWarning('log', 'verify')).toMatch(/^DATABASE_URL: .*PostgreSQL/);
    expect(product.adminWarning('log', 'verify', '--database-url', database)).toBe('');
    await product.stop();
    await product.start(['--log-level', 'error']);
    expect(product.adminWarning('log', 'verify')).toBe('');
    await product.stop();
  }, 120_000);
});
