import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { openPostgres, type Postgres } from '../../../server/log/postgres.ts';
import { type Keys, openKeys } from '../../../server/people/keys.ts';
import type { People } from '../../../server/people/people.ts';
import { openPostgresPeople } from '../../../server/people/postgres-people.ts';
import { peopleContract, person } from './contract.ts';

let cluster: Cluster;
let count = 0;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

async function people() {
  count += 1;
  const name = `people_${count}`;
  const url = await cluster.database(name);
  const opened: Postgres[] = [];
  return {
    name,
    async open(site: string, keys: Keys): Promise<People> {
      const db = await openPostgres(url);
      opened.push(db);
      return openPostgresPeople(db, site, keys);
    },
    async end() {
      for (const db of opened) await db.close();
    },
  };
}

peopleContract('PostgreSQL', people);

const today = '2026-11-22';

describe('people whom two servers share', () => {
  let dir: string;
  let store: Awaited<ReturnType<typeof people>>;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'tiepdon-people-'));
    store = await people();
  });
  afterEach(async () => {
    await store.end();
    rmSync(dir, { recursive: true });
  });
  const server = (name: string): Promise<People> =>
    store.open('one', openKeys({ masterFile: join(dir, 'master.key'), daysDir: join(dir, name) }));
  const file = (name: string): string => join(dir, name, `${today}.key`);

  it('are the same people on both, whoever met them first, also at the same moment', async () => {
    const [a, b] = [await server('a'), await server('b')];
    for (let round = 0; round < 30; round += 1) {
      const crowd = Array.from({ length: 5 }, (_, index) => person(`${round} ${index}`));
      const [here, there] = await Promise.all([
        a.visitorsOf(today, crowd),
        b.visitorsOf(today, crowd.toReversed()),
      ]);
      expect(there.toReversed()).toEqual(here);
      expect(await b.look(today, here[0]!)).toEqual(crowd[0]!.facts);
    }
  });

  it('keep their key through a crash of the database, which empties the shared table', async () => {
    const a = await server('a');
    const [visitor] = await a.visitorsOf(today, [person('1')]);
    // As the append that names them: it waits for the disk, and they came before it in the same journal.
    await cluster.sql(store.name, "INSERT INTO generation VALUES ('other', 'epoch')");
    await cluster.stop('immediate');
    await cluster.start();
    expect(await cluster.sql(store.name, 'SELECT * FROM day_key')).toEqual([]);
    // A server that has never had the key makes no second one; it waits for one that has.
    const b = await server('b');
    await expect(b.visitorsOf(today, [person('1')])).rejects.toThrow('with a server that is away');
    expect(existsSync(file('b'))).toBe(false);
    await a.forgetBefore('2026-11-01');
    expect(await b.visitorsOf(today, [person('1')])).toEqual([visitor]);
    expect(await b.look(today, visitor!)).toEqual(person('1').facts);
  });

  it('have a key that lies in no replica and no base backup, and is destroyed everywhere', async () => {
    const [a, b] = [await server('a'), await server('b')];
    const [visitor] = await a.visitorsOf(today, [person('1')]);
    await b.look(today, visitor!);
    expect([existsSync(file('a')), existsSync(file('b'))]).toEqual([true, true]);
    const kind = "SELECT relpersistence AS kind FROM pg_class WHERE relname = 'day_key'";
    expect(await cluster.sql(store.name, kind)).toEqual([{ kind: 'u' }]);
    await a.forgetBefore('2026-11-23');
    expect(await cluster.sql(store.name, 'SELECT * FROM day_key')).toEqual([]);
    await b.forgetBefore('2026-11-23');
    expect([existsSync(file('a')), existsSync(file('b'))]).toEqual([false, false]);
    expect([await a.look(today, visitor!), await b.look(today, visitor!)]).toEqual([null, null]);
    expect(
      await cluster.sql(
        store.name,
        'SELECT * FROM day_key UNION ALL SELECT site, business_day, sealed FROM person',
      ),
    ).toEqual([]);
  });
});
