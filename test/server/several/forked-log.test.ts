import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { chainRows } from '../../../server/log/chain.ts';
import { quietClinic, type TestHouse } from '../test-house.ts';
import { boardAt, comes, SeveralHouses, SOON } from './several-houses.ts';

let cluster: Cluster;
let count = 0;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

describe('two servers whose database failed over to a replica that lagged behind', () => {
  let both: SeveralHouses;
  let a: TestHouse;
  let b: TestHouse;
  let api: string;
  beforeEach(async () => {
    count += 1;
    both = await SeveralHouses.open(cluster, `forked_${count}`, quietClinic(), 2);
    [a, b] = both.houses as [TestHouse, TestHouse];
    api = (await both.device('api', 'his', null)).token;
  });
  afterEach(() => both.end());
  const level = () => both.level();
  const startAnew = async (): Promise<void> => {
    for (const house of both.houses) await house.stop();
    for (const house of both.houses) await house.start();
  };

  it('notice that its last moments are gone, and give no number of then a second time', async () => {
    const { token } = await both.device('board', 'hall', null);
    const board = await boardAt(a, token, 'hall');
    for (let person = 0; person < 6; person += 1) await comes(person % 2 ? a : b, api);
    await level();
    const { epoch } = a.open.house.tail;
    // A failover to a replica that had not yet received the last three check-ins.
    const name = `forked_${count}`;
    await cluster.sql(
      name,
      'SET session_replication_role = replica; DELETE FROM entry WHERE seq > 4; DELETE FROM answer',
    );
    const codes = await Promise.all([comes(a, api), comes(b, api)]);
    // A hundred further: the last moments may have been those of a server that did not live to tell.
    expect(codes.toSorted()).toEqual(['A107', 'A108']);
    await level();
    expect(a.open.house.tail.epoch).not.toBe(epoch);
    expect(b.open.house.tail.epoch).toBe(a.open.house.tail.epoch);
    await expect.poll(() => board.held!.epoch, SOON).toBe(a.open.house.tail.epoch);
    expect([...a.open.house.tail.day.tickets.values()].map(({ code }) => code)).toEqual([
      ...['A001', 'A002', 'A003', 'A107', 'A108'],
    ]);
    expect(await a.open.house.log.verify()).toMatchObject({ ok: true });
  });

  it.each([
    ['have served all morning', async () => {}],
    ['were started a moment ago and have heard nothing since', () => startAnew()],
  ])(
    'notice it also when others have written there since and the log is long again: those that %s',
    async (_, before) => {
      for (let person = 0; person < 6; person += 1) await comes(person % 2 ? a : b, api);
      await level();
      await before();
      const { log, tail } = a.open.house;
      const { epoch } = tail;
      const behind = { site: quietClinic().site, seq: 4, epoch, hash: (await log.hashAt(4))! };
      const drafts = Array.from({ length: 6 }, () => ({
        ...{ at: tail.day.at, actor: 'other' },
        happening: { type: 'nothing-changed', command: 'next', code: 'called' } as const,
      }));
      const rows = chainRows(drafts, behind)
        .map(({ seq, at, actor, type, body, previous, hash }) => {
          const texts = [actor, type, body, previous, hash].map((text) => `'${text}'`).join(', ');
          return `('${behind.site}', ${seq}, '${epoch}', ${at}, ${texts})`;
        })
        .join(', ');
      await cluster.sql(
        `forked_${count}`,
        `SET session_replication_role = replica; DELETE FROM entry WHERE seq > 4; DELETE FROM answer;
       INSERT INTO entry (site, seq, epoch, at, actor, type, body, previous, hash) VALUES ${rows}`,
      );
      const codes = await Promise.all([comes(a, api), comes(b, api)]);
      expect(codes.toSorted()).toEqual(['A107', 'A108']);
      await level();
      expect(tail.epoch).not.toBe(epoch);
      expect(await log.verify()).toMatchObject({ ok: true });
    },
  );
});
