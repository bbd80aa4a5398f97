import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { quietClinic, type TestHouse } from '../test-house.ts';
import { boardAt, SeveralHouses } from './several-houses.ts';

const SOON = { timeout: 60_000, interval: 200 };

describe('of two sets with one board at two servers', () => {
  let cluster: Cluster;
  let both: SeveralHouses;
  beforeAll(async () => {
    cluster = await makeCluster();
    both = await SeveralHouses.open(cluster, 'dead_set', quietClinic(), 2);
    for (const house of both.houses) house.follow = Date.now;
  });
  afterAll(async () => {
    await both?.end();
    await cluster?.end();
  });

  it('the dead one is missed at both, also by a server that was started after it had died', async () => {
    const [a, b] = both.houses as [TestHouse, TestHouse];
    const [mortal, alive] = [
      await both.device('board', 'hall', null),
      await both.device('board', 'hall', null),
    ];
    const rows = (house: TestHouse): Record<string, string> => {
      const halls = house.open.house
        .screens()
        .filter(({ role, name }) => role === 'board' && name === 'hall');
      return Object.fromEntries(halls.map(({ device, trouble }) => [device, trouble ?? 'calm']));
    };
    const set = await boardAt(a, mortal.token, 'hall');
    await boardAt(b, alive.token, 'hall');
    const well = { [mortal.id]: 'calm', [alive.id]: 'calm' };
    for (const house of [a, b]) await expect.poll(() => rows(house), SOON).toEqual(well);
    set.heard.socket.close();
    const ill = { ...well, [mortal.id]: 'away' };
    for (const house of [a, b]) await expect.poll(() => rows(house), SOON).toEqual(ill);
    await a.stop();
    await a.start();
    await expect.poll(() => rows(a), SOON).toEqual(ill);
  }, 200_000);
});
