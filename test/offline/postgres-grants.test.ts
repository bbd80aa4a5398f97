import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../scripts/local-postgres.ts';
import { openPostgres } from '../../server/log/postgres.ts';
import { openPostgresSeriesGrants } from '../../server/offline/postgres-series-grants.ts';

describe('letters of kiosks whose servers share a database', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-grants-'));
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await makeCluster();
  });
  afterAll(async () => {
    await cluster?.end();
    rmSync(dir, { recursive: true, force: true });
  });

  it('are granted once, whichever servers are asked at the same moment, and stay when rows would be taken away', async () => {
    const url = await cluster.database('grants');
    const dbs = [await openPostgres(url), await openPostgres(url), await openPostgres(url)];
    const servers = dbs.map((db, n) => openPostgresSeriesGrants(db, 'one', join(dir, `${n}.log`), () => 0));
    const ask = (server: number, journal: string, remembered: string | null = null) =>
      servers[server]!.grant({ device: 'd', journal, at: 1, remembered });
    const journals = Array.from({ length: 12 }, (_, n) => `journal ${n}`);
    const granted = await Promise.all(journals.map((journal, n) => ask(n % 3, journal)));
    expect([...granted].sort()).toEqual(journals.map((_, n) => `K${n + 1}`).sort());
    // The same journal at another server, and two servers that are asked for one journal at once.
    expect(await ask(1, 'journal 0')).toBe(granted[0]);
    const [one, other] = await Promise.all([ask(0, 'late'), ask(1, 'late')]);
    expect(await ask(2, 'late')).toBe(await ask(0, 'late'));
    expect([one, other]).toContain('K13');
    await expect(cluster.sql('grants', 'DELETE FROM series_grant')).rejects.toThrow(/stays granted/);
    // The database came back from an old copy: the files of the servers and the kiosks still know.
    await cluster.sql('grants', 'DROP TRIGGER series_grant_stays ON series_grant; DELETE FROM series_grant');
    const before = readFileSync(join(dir, '0.log'), 'utf8');
    expect(before).toContain(`"series":"${granted[0]}"`);
    expect(await ask(0, 'journal 0')).toBe(granted[0]);
    expect(await ask(1, 'journal 0', granted[0]!)).toBe(granted[0]);
    for (const db of dbs) await db.close();
  });
});
