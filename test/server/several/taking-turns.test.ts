import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../../core/queue/command.ts';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { quietClinic, type TestHouse } from '../test-house.ts';
import { comes, SeveralHouses } from './several-houses.ts';

let cluster: Cluster;
let both: SeveralHouses;
let a: TestHouse;
let b: TestHouse;
let api: string;
beforeAll(async () => {
  cluster = await makeCluster();
  both = await SeveralHouses.open(cluster, 'turns', quietClinic(), 2);
  [a, b] = both.houses as [TestHouse, TestHouse];
  api = (await both.device('api', 'his', null)).token;
});
afterAll(async () => {
  await both?.end();
  await cluster?.end();
});

describe('two servers of one hospital', () => {
  it('have their turn beside one that never stops writing', async () => {
    let busy = true;
    const { door } = b.open.house;
    const writes = async (): Promise<void> => {
      const quiet = () => ({ status: 200, body: {} });
      const command = { type: 'move', move: 'finish', ticket: 'nobody' } as unknown as Command;
      while (busy) {
        const request = { actor: 'desk', requestId: randomUUID(), body: {} };
        await door.handle({ request, command, person: null, answer: quiet, refuse: quiet });
      }
    };
    const all = Promise.allSettled(Array.from({ length: 24 }, writes));
    const codes: string[] = [];
    for (let person = 0; person < 12; person += 1) codes.push(await comes(a, api));
    busy = false;
    for (const each of await all) expect(each).toMatchObject({ status: 'fulfilled' });
    expect(codes).toEqual(codes.map((_, index) => `A${String(index + 1).padStart(3, '0')}`));
  });
});
