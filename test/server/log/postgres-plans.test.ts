import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { openPostgres } from '../../../server/log/postgres.ts';
import { ANSWERS, APPEND, MET, TAKEN } from '../../../server/log/postgres-statement-table.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

/** A list of keys looked up, with values of the types it takes, and the condition that its index must meet. */
const lookUps: [name: string, text: string, values: string, condition: RegExp][] = [
  [
    'answers of requests',
    ANSWERS,
    `'s', '{kiosk}', '{r}'`,
    /answer_pkey on answer.*actor = asked\.actor.*request_id >= asked/s,
  ],
  ['people of cards', MET, `'s', '2026-11-22', '{b}'`, /person_pkey on person.*blind >= given\.blind/s],
  [
    'slips that were taken',
    TAKEN,
    `'s', '{t}', '{1}', 5`,
    /slip_claim_pkey on slip_claim.*ticket = asked\.ticket.*slip >= asked/s,
  ],
  [
    'the place of an append',
    APPEND,
    `'s', 'e', 3, 'h', '{1}', 'a', 't', 'b', 'h', 'a', 'r', 'h', '{1}', 'b', '{1}'`,
    /entry_pkey on entry.*seq = \$3/s,
  ],
];

describe('a statement that was prepared while its table was empty', () => {
  describe.each([
    ['fresh', 'SELECT 1'],
    ['looked at and found empty', 'VACUUM ANALYZE'],
  ])('and the table %s', (state, before) => {
    it.each(lookUps)('goes by the key: %s', async (_name, text, values, condition) => {
      const db = await openPostgres(await cluster.database(`plans ${state} ${_name}`));
      await db.query({ text: before });
      const plan = await db.lend(async (client) => {
        await client.query({ text: 'SET plan_cache_mode = force_generic_plan' });
        await client.query({ text: `PREPARE asked AS ${text}` });
        const rows = await client.query<{ 'QUERY PLAN': string }>({
          text: `EXPLAIN EXECUTE asked(${values})`,
        });
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
      expect(plan).toMatch(condition);
      expect(plan).not.toMatch(/Seq Scan|Bitmap|Hash Join|Sort Key/);
      await db.close();
    });
  });
});
