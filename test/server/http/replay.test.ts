import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binh, type Reply, sampleClinic, TestHouse } from '../test-house.ts';
import { misfits } from './described.ts';

type Ticket = { id: string; code: string };

describe('the same request sent again', () => {
  let house: TestHouse;
  let api: string;
  let kiosk: string;
  beforeEach(async () => {
    const clinic = sampleClinic((json) => {
      json.speakers = [];
      const services = json.services as { id: string; hours?: object[] }[];
      services.find(({ id }) => id === 'nhi')!.hours = [{ from: '13:00', to: '16:00' }];
    });
    house = await new TestHouse(clinic).start();
    api = house.device('api', 'his', null).token;
    kiosk = house.device('kiosk', 'kiosk', null).token;
  });
  afterEach(async () => {
    expect(await misfits(house)).toEqual([]);
    await house.end();
  });
  const same = (a: Reply, b: Reply): void => expect([b.status, b.body]).toEqual([a.status, a.body]);
  const checkIn = (token: string, requestId: string, more: object): Promise<Reply> =>
    house.post(token, '/check-ins', { requestId, service: 'noi', scan: null, ...more });

  it('a hundred times at once gives one ticket and a hundred equal answers', async () => {
    const requestId = randomUUID();
    const replies = await Promise.all(Array.from({ length: 100 }, () => checkIn(api, requestId, {})));
    expect(new Set(replies.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(replies[0]).toMatchObject({ status: 201, body: { repeat: false, ticket: { code: 'A001' } } });
    expect((await house.get(api, '/tickets')).body.tickets).toHaveLength(1);
  });

  it('with another body is refused, with keys in another order it is the same', async () => {
    const requestId = randomUUID();
    const first = await checkIn(api, requestId, { declared: ['NCT'] });
    const other = await checkIn(api, requestId, { declared: ['TH'] });
    expect(other.body).toMatchObject({ status: 409, code: 'request-reused' });
    expect((await house.post(api, '/rooms/pk1/next', { requestId, expected: null })).body).toMatchObject({
      status: 409,
      code: 'request-reused',
    });
    const turned = JSON.stringify({ declared: ['NCT'], scan: null, service: 'noi', requestId });
    same(first, await house.send('POST', api, '/check-ins', turned, {}));
  });

  it('by another device is a request of its own', async () => {
    const requestId = randomUUID();
    const codes = [await checkIn(api, requestId, {}), await checkIn(kiosk, requestId, {})].map(
      ({ body }) => (body.ticket as Ticket).code,
    );
    expect(codes).toEqual(['A001', 'A002']);
  });

  it('gets the same bytes after a restart and after the day has turned, and prints nothing twice', async () => {
    const [issue, call] = [randomUUID(), randomUUID()];
    const first = await checkIn(kiosk, issue, { scan: binh });
    const next = await house.post(api, '/rooms/pk1/next', { requestId: call, expected: null });
    await expect.poll(() => house.station.slips.length).toBe(1);
    await house.stop();
    house.now += 26 * 3_600_000;
    await house.start();
    same(first, await checkIn(kiosk, issue, { scan: binh }));
    same(next, await house.post(api, '/rooms/pk1/next', { requestId: call, expected: null }));
    expect(house.station.slips).toHaveLength(1);
  });

  it('is remembered for 48 hours and not for ever', async () => {
    const requestId = randomUUID();
    await checkIn(api, requestId, {});
    await house.stop();
    house.now += 47 * 3_600_000;
    await house.start();
    expect((await checkIn(api, requestId, { service: 'mat' })).status).toBe(409);
    await house.stop();
    house.now += 2 * 3_600_000;
    await house.start();
    await expect.poll(async () => (await checkIn(api, requestId, { service: 'mat' })).status).toBe(201);
  });

  it('gets its refusal again, though it could be done by now', async () => {
    const [closed, empty] = [randomUUID(), randomUUID()];
    const early = await checkIn(api, closed, { service: 'nhi' });
    expect(early.body).toMatchObject({ status: 409, code: 'service-closed' });
    const nobody = await house.post(api, '/rooms/pk1/next', { requestId: empty, expected: null });
    expect(nobody).toMatchObject({ status: 200, body: { ticket: null } });
    house.now += 7 * 3_600_000;
    await checkIn(api, randomUUID(), {});
    same(early, await checkIn(api, closed, { service: 'nhi' }));
    same(nobody, await house.post(api, '/rooms/pk1/next', { requestId: empty, expected: null }));
    expect((await checkIn(api, randomUUID(), { service: 'nhi' })).status).toBe(201);
  });

  it('gets its ticket when the station holds the scan no longer', async () => {
    const answer = { verdict: 'ok', code: null, codes: [], kind: 'cccd', person: null } as const;
    house.station.scan({ scanId: 'held', at: house.now, answer }, binh);
    const requestId = randomUUID();
    const first = await checkIn(kiosk, requestId, { scanId: 'held' });
    expect(first.status).toBe(201);
    house.station.forget();
    same(first, await checkIn(kiosk, requestId, { scanId: 'held' }));
    expect((await checkIn(kiosk, requestId, { scanId: 'other' })).body).toMatchObject({
      code: 'request-reused',
    });
    expect((await checkIn(kiosk, randomUUID(), { scanId: 'held' })).body).toMatchObject({
      status: 422,
      code: 'scan-expired',
    });
  });

  it('gets the answer of then when the desk has moved the ticket out of its own sight', async () => {
    const desk = house.device('console', 'desk-pk1', 'pk1').token;
    const { id } = (await checkIn(api, randomUUID(), {})).body.ticket as Ticket;
    const requestId = randomUUID();
    const transfer = () => house.post(desk, `/tickets/${id}/transfer`, { requestId, service: 'mat' });
    const first = await transfer();
    expect(first.status).toBe(200);
    await house.post(api, '/rooms/pk5/next', { expected: null });
    await house.post(api, `/tickets/${id}/finish`, {});
    same(first, await transfer());
    expect((await house.post(desk, `/tickets/${id}/transfer`, { service: 'noi' })).status).toBe(404);
  });

  it('asks for the same slip once', async () => {
    const { id } = (await checkIn(api, randomUUID(), {})).body.ticket as Ticket;
    const requestId = randomUUID();
    for (let time = 0; time < 3; time += 1)
      expect((await house.post(kiosk, `/tickets/${id}/print`, { requestId })).status).toBe(202);
    await house.post(kiosk, `/tickets/${id}/print`, {});
    await expect.poll(() => house.station.slips.length).toBe(2);
  });
});
