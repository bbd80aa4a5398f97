import type { Cluster } from '../../../scripts/local-postgres.ts';
import type { Log } from '../../../server/log/log.ts';
import { openPostgres } from '../../../server/log/postgres.ts';
import { openPostgresLog } from '../../../server/log/postgres-log.ts';
import { openWake } from '../../../server/log/postgres-wake.ts';
import type { Damage, Store } from './contract.ts';

/** A log on a connection pool of its own, as another server has it. */
export async function openLogOf(url: string, site: string): Promise<Log> {
  const db = await openPostgres(url);
  return openPostgresLog(db, site, await openWake(db, site));
}

/** Triggers guard against a careless hand; a superuser can step past them. */
export async function damageTable(
  cluster: Cluster,
  name: string,
  site: string,
  seq: number,
  how: Damage,
): Promise<void> {
  const here = `WHERE site = '${site}' AND seq`;
  const statements: Record<Damage, string> = {
    edit: `UPDATE entry SET at = at + 1 ${here} = ${seq}`,
    delete: `DELETE FROM entry ${here} = ${seq}`,
    swap: `UPDATE entry SET seq = -1 ${here} = ${seq};
      UPDATE entry SET seq = ${seq} ${here} = ${seq + 1};
      UPDATE entry SET seq = ${seq + 1} ${here} = -1`,
  };
  await cluster.sql(name, `SET session_replication_role = replica; ${statements[how]}`);
}

let count = 0;

/** A store of the contract suite in a database of its own. */
export async function postgresStore(cluster: Cluster): Promise<Store> {
  count += 1;
  const name = `contract_${count}`;
  const url = await cluster.database(name);
  const opened: Log[] = [];
  return {
    async open(site) {
      const log = await openLogOf(url, site);
      opened.push(log);
      return log;
    },
    damage: (site, seq, how) => damageTable(cluster, name, site, seq, how),
    async end() {
      for (const log of opened) await log.close();
      await cluster.sql('postgres', `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}
