import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { quietClinic } from '../test-house.ts';
import { comes, SeveralHouses } from './several-houses.ts';

describe('the anchors of servers whose database failed over with loss', () => {
  let cluster: Cluster;
  let both: SeveralHouses;
  beforeAll(async () => {
    cluster = await makeCluster();
    both = await SeveralHouses.open(cluster, 'anchor_loss', quietClinic(), 2);
  }, 60_000);
  afterAll(async () => {
    await both?.end();
    await cluster?.end();
  });

  it('let go of what is lost before the next backup, which is no damage then', async () => {
    const { token } = await both.device('api', 'his', null);
    const [first] = both.houses;
    for (let person = 0; person < 6; person += 1) await comes(first!, token);
    await both.level();
    for (const { open } of both.houses) await open.house.safekeeping.anchor();
    await cluster.sql(
      'anchor_loss',
      'SET session_replication_role = replica; DELETE FROM entry WHERE seq > 4; DELETE FROM answer',
    );
    for (const house of both.houses) await comes(house, token);
    await both.level();
    for (const house of both.houses) {
      const { safekeeping } = house.open.house;
      expect(await safekeeping.backUp(), house.logLines.join('')).toBe(true);
      expect(safekeeping.troubles()).not.toContain('log-damaged');
    }
  }, 60_000);
});
