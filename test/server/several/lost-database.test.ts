import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { binh, quietClinic, type TestHouse } from '../test-house.ts';
import { boardAt, comes, SeveralHouses } from './several-houses.ts';

const SOON = { timeout: 20_000, interval: 50 };

/** The database goes and comes back; the servers stay, and nobody starts them again. */
describe('two servers whose database goes away', () => {
  let cluster: Cluster;
  let both: SeveralHouses;
  let a: TestHouse;
  let b: TestHouse;
  let api: string;
  beforeAll(async () => {
    cluster = await makeCluster();
    both = await SeveralHouses.open(cluster, 'lost', quietClinic(), 2);
    [a, b] = both.houses as [TestHouse, TestHouse];
    api = (await both.device('api', 'his', null)).token;
    await b.open.house.devices.refresh();
  });
  afterAll(async () => {
    await both?.end();
    await cluster?.end();
  });
  const missing = async (house: TestHouse): Promise<unknown> =>
    ((await (await fetch(`${house.base}/health/ready`)).json()) as { missing: unknown }).missing;
  const ready = async (house: TestHouse) => (await fetch(`${house.base}/health/ready`)).status;

  it.each(['fast', 'immediate'] as const)(
    'say so in words, keep their screens, and go on by themselves when it is back (%s)',
    async (how) => {
      const { token } = await both.device('board', 'hall', null);
      const boards = [await boardAt(a, token, 'hall'), await boardAt(b, token, 'hall')];
      await comes(a, api);
      const tickets = a.open.house.tail.day.tickets.size;
      await expect.poll(() => b.open.house.tail.day.tickets.size, SOON).toBe(tickets);
      await cluster.stop(how);
      for (const house of [a, b]) {
        const refused = await house.post(api, '/check-ins', { service: 'noi', scan: binh, confirmed: true });
        expect(refused).toMatchObject({ status: 503, body: { code: 'storage-unavailable' } });
        expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        const old = await house.get(api, '/tickets?day=2026-11-01');
        expect(old).toMatchObject({ status: 503, body: { code: 'storage-unavailable' } });
        // What is in memory is still told.
        expect((await house.get(api, '/boards/hall')).status).toBe(200);
        expect(await ready(house)).toBe(503);
        expect(await missing(house)).toEqual(['log']);
        expect((await fetch(`${house.base}/health/live`)).status).toBe(200);
      }
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(boards.map(({ heard }) => heard.socket.connected)).toEqual([true, true]);
      await cluster.start();
      for (const house of [a, b]) await expect.poll(() => ready(house), SOON).toBe(200);
      await comes(b, api);
      await comes(a, api);
      await a.post(api, '/rooms/pk1/next', { expected: a.open.house.tail.day.inRoom.get('pk1') ?? null });
      for (const board of boards)
        await expect.poll(() => board.held!.seq === a.open.house.boardState('hall')!.seq, SOON).toBe(true);
      expect(a.open.house.tail.day.inRoom.size).toBe(1);
      expect(boards.map(({ heard }) => heard.messages.some(({ event }) => event === 'disconnect'))).toEqual([
        false,
        false,
      ]);
      expect(await a.open.house.log.verify()).toMatchObject({ ok: true });
    },
  );

  it('go on by themselves after they had landed on a database that refuses writes', async () => {
    await cluster.sql('postgres', 'ALTER DATABASE lost SET default_transaction_read_only = on');
    const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tiepdon'";
    await cluster.sql('postgres', cut);
    await expect
      .poll(async () => (await a.post(api, '/check-ins', { service: 'noi', scan: null })).status, SOON)
      .toBe(503);
    // The probe is refused as well, and not the append alone: it stays so.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await missing(a)).toEqual(['log']);
    await cluster.sql('postgres', 'ALTER DATABASE lost RESET default_transaction_read_only');
    for (const house of [a, b])
      await expect
        .poll(async () => (await house.post(api, '/check-ins', { service: 'noi', scan: null })).status, SOON)
        .toBe(201);
  });

  it('hear each other again after their LISTEN connections were cut without a sign', async () => {
    for (let round = 0; round < 3; round += 1) {
      const cut =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'lost' AND pid <> pg_backend_pid() AND (query LIKE 'LISTEN%' OR query LIKE '%pg_notify%')";
      await expect.poll(async () => (await cluster.sql('lost', cut)).length, SOON).toBeGreaterThan(0);
      await comes(a, api);
      // The look of each second is the net: no wake-up could come.
      const head = await a.open.house.log.head();
      for (const { open } of [a, b])
        await expect.poll(() => open.house.tail.day.seq, { timeout: 5_000 }).toBe(head);
    }
  });

  it('wrote no password and no name into their log', () => {
    const lines = [...a.logLines, ...b.logLines].join('');
    expect(lines).toContain('StorageFault');
    expect(lines).not.toMatch(/postgres:|Bình|024085001234/);
  });
});
