import { afterAll, beforeAll } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { logContract } from './contract.ts';
import { postgresStore } from './postgres-store.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

logContract('PostgreSQL', () => postgresStore(cluster));
