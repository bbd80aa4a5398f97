import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { binh, sampleClinic, TestHouse, ty } from '../test-house.ts';
import { misfits } from './described.ts';

type Step = { service: string; state: string; room: string | null };
type Ticket = { id: string; code: string; state: string; service: string; room: string | null };

const MINUTE = 60_000;

describe('a visit with lab work over HTTP', () => {
  let house: TestHouse;
  let api: string;
  beforeAll(async () => {
    house = await new TestHouse(
      sampleClinic((json) => {
        json.speakers = [];
      }),
    ).start();
    api = house.device('api', 'his', null).token;
  });
  afterAll(() => house.end());

  const inRoom = new Map<string, string>();
  const next = async (room: string): Promise<Ticket | null> => {
    const reply = await house.post(api, `/rooms/${room}/next`, { expected: inRoom.get(room) ?? null });
    expect(reply.status).toBe(200);
    const ticket = reply.body.ticket as Ticket | null;
    if (ticket) inRoom.set(room, ticket.id);
    else inRoom.delete(room);
    return ticket;
  };
  const stepsOf = async (id: string): Promise<string[]> => {
    const { ticket } = (await house.get(api, `/tickets/${id}`)).body as { ticket: { steps: Step[] } };
    return ticket.steps.map(({ service, state, room }) => `${service} ${state}${room ? ` ${room}` : ''}`);
  };

  it('keeps one number from the doctor to both labs, back to the same doctor, and on to the end', async () => {
    const made = await house.post(api, '/check-ins', { service: 'noi', scan: binh, journey: null });
    const { id, code } = made.body.ticket as Ticket;
    expect(code).toBe('A001');
    await next('pk2');
    const ordered = await house.post(api, `/tickets/${id}/order`, { services: ['xet-nghiem', 'x-quang'] });
    expect(ordered.status).toBe(200);
    expect(await stepsOf(id)).toEqual([
      'noi here',
      'xet-nghiem ahead',
      'x-quang ahead',
      'noi ahead Phòng khám 2',
    ]);
    house.now += 7 * MINUTE;
    expect(await next('pk2')).toBeNull();
    // Both labs know of him; whoever calls first takes him out of the other line.
    expect((await house.get(api, '/tickets?state=waiting')).body.tickets).toMatchObject([
      { id, code: 'A001' },
    ]);
    expect(await next('xq1')).toMatchObject({ id, code: 'A001', service: 'x-quang' });
    expect(await next('xn1')).toBeNull();
    house.now += 5 * MINUTE;
    expect(await next('xq1')).toBeNull();
    expect(await next('xn1')).toMatchObject({ id, service: 'xet-nghiem' });
    house.now += 3 * MINUTE;
    expect((await house.post(api, `/tickets/${id}/finish`, {})).body.ticket).toMatchObject({ state: 'away' });
    inRoom.delete('xn1');
    expect(await next('pk2')).toBeNull();
    // The results are in after twenty minutes; no other room than his doctor's may call him.
    house.now += 20 * MINUTE;
    expect(await next('pk1')).toBeNull();
    expect(await next('pk2')).toMatchObject({ id, code: 'A001', service: 'noi' });
    expect((await house.post(api, `/tickets/${id}/finish`, {})).body.ticket).toMatchObject({ state: 'done' });
    inRoom.delete('pk2');
    expect(await stepsOf(id)).toEqual([
      'noi done',
      'xet-nghiem done',
      'x-quang done',
      'noi done Phòng khám 2',
    ]);
  });

  it('follows the way of the clinic file when it is asked to, and refuses one that begins elsewhere', async () => {
    const made = await house.post(api, '/check-ins', { service: 'nhi', journey: 'kham-nhi' });
    const { id } = made.body.ticket as Ticket;
    expect(await stepsOf(id)).toEqual(['nhi open', 'thu-ngan ahead', 'nha-thuoc ahead']);
    expect(await house.post(api, `/tickets/${id}/skip`, { service: 'thu-ngan' })).toMatchObject({
      status: 200,
    });
    expect(await next('pk3')).toMatchObject({ id });
    expect(await next('pk3')).toBeNull();
    expect(await next('nt1')).toMatchObject({ id, code: 'H001' });
    expect(await house.post(api, `/tickets/${id}/skip`, { service: 'nha-thuoc' })).toMatchObject({
      status: 409,
      body: { code: 'no-such-step' },
    });
    const wrong = await house.post(api, '/check-ins', { service: 'mat', journey: 'kham-nhi' });
    expect(wrong).toMatchObject({ status: 404, body: { code: 'unknown-journey' } });
  });

  it('calls the number that somebody names, as it is printed or by its figures alone', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { body } = await house.post(api, '/check-ins', { service: 'mat' });
      codes.push((body.ticket as Ticket).code);
    }
    expect(codes).toEqual(['M001', 'M002', 'M003']);
    const call = (body: object) => house.post(api, '/rooms/pk5/call', body);
    const third = await call({ expected: null, code: 'm003' });
    expect(third.body).toMatchObject({ ticket: { code: 'M003', state: 'called', room: 'pk5' } });
    expect(third.body.reason).toBe('gọi đích danh, chờ 0 phút');
    const expected = (third.body.ticket as Ticket).id;
    expect(await call({ expected: null, code: '2' })).toMatchObject({ body: { code: 'expected-mismatch' } });
    expect((await call({ expected, code: '2' })).body).toMatchObject({ ticket: { code: 'M002' } });
    expect(await call({ expected: null, code: 'A001' })).toMatchObject({ body: { code: 'wrong-state' } });
    expect(await call({ expected: null, code: '77' })).toMatchObject({ body: { code: 'unknown-ticket' } });
    expect(await call({ expected: null, code: null })).toMatchObject({ body: { code: 'unknown-ticket' } });
  });

  it('lets staff change who goes first, with a reason, and keeps who did it', async () => {
    const { body } = await house.post(api, '/check-ins', { service: 'san', scan: ty });
    const { id } = body.ticket as Ticket;
    const moved = await house.post(api, `/tickets/${id}/priority`, {
      priority: 'urgent',
      reason: 'đau ngực',
    });
    expect(moved.body.ticket).toMatchObject({ priority: 'urgent' });
    const entries = await house.open.house.log.read(0, 10_000);
    const change = entries.find(({ happening }) => happening.type === 'priority-changed');
    expect(change?.happening).toMatchObject({ from: 'priority', to: 'urgent', reason: 'đau ngực' });
    expect(house.open.house.devices.list().find(({ id: device }) => device === change?.actor)?.name).toBe(
      'his',
    );
    expect(
      await house.post(api, `/tickets/${id}/priority`, { priority: 'urgent', reason: '' }),
    ).toMatchObject({
      status: 400,
    });
  });

  it('gave every answer in the form it describes', async () => {
    expect(await misfits(house)).toEqual([]);
  });
});
