import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HouseState } from '../../../core/queue/house-view.ts';
import { quietClinic, TestHouse } from '../test-house.ts';
import { misfits } from './described.ts';

type Rules = { services: { id: string; policy: string; words: string[]; changed: boolean }[] };

const MINUTE = 60_000;

describe('the house as its supervisor leads it', () => {
  let house: TestHouse;
  let chief: string;
  let desk: string;
  let api: string;
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
    chief = house.device('console', 'điều phối', null).token;
    desk = house.device('console', 'pk1', 'pk1').token;
    api = house.device('api', 'his', null).token;
  });
  afterAll(() => house.end());
  const come = async (service: string, declared: string[]) =>
    (await house.post(api, '/check-ins', { service, declared })).body.ticket as { id: string; code: string };
  const rules = async (): Promise<Rules> => (await house.get('', '/rules')).body as unknown as Rules;

  it('changes the rule of a service while people wait, and says so on the wall', async () => {
    await come('mat', []);
    house.now += MINUTE;
    await come('mat', ['NCT']);
    house.now += 5 * MINUTE;
    const own = (list: Rules) => list.services.find(({ id }) => id === 'mat')!;
    expect(own(await rules())).toMatchObject({ policy: 'target', changed: false });
    const rule = { policy: 'fifo' };
    expect(await house.post(desk, '/services/mat/rule', { rule })).toMatchObject({ status: 403 });
    expect(await house.post(chief, '/services/mat/rule', { rule })).toMatchObject({ status: 200 });
    expect(own(await rules())).toMatchObject({ policy: 'fifo', changed: true });
    expect(own(await rules()).words).toContain('Ai đến trước được gọi trước.');
    const first = await house.post(api, '/rooms/pk5/next', { expected: null });
    expect(first.body).toMatchObject({ ticket: { code: 'M001' } });
    await house.stop();
    await house.start();
    expect(own(await rules())).toMatchObject({ policy: 'fifo' });
    await house.post(chief, '/services/mat/rule', { rule: null });
    expect(own(await rules())).toMatchObject({ policy: 'target', changed: false });
    expect(await house.post(chief, '/services/none/rule', { rule: null })).toMatchObject({
      body: { code: 'unknown-service' },
    });
    expect(await house.post(chief, '/services/mat/rule', { rule: { policy: 'random' } })).toMatchObject({
      status: 400,
    });
  });

  it('opens, pauses and closes rooms; a press of next ends a break', async () => {
    const at = (room: string, to: string) => house.post(desk, `/rooms/${room}/state`, { to });
    const board = async () =>
      ((await house.get(api, '/boards/hall')).body.state as { rooms: { id: string; status: string }[] })
        .rooms;
    expect((await at('pk1', 'paused')).status).toBe(200);
    expect((await board()).find(({ id }) => id === 'pk1')).toMatchObject({ status: 'paused' });
    expect((await at('pk2', 'paused')).body).toMatchObject({ code: 'unknown-room' });
    const { id } = await come('noi', []);
    expect((await house.post(desk, '/rooms/pk1/next', { expected: null })).body.ticket).toMatchObject({ id });
    expect((await board()).find(({ id: room }) => room === 'pk1')).toMatchObject({ status: 'open' });
    expect((await at('pk1', 'closed')).body).toMatchObject({ code: 'room-occupied' });
    await house.post(desk, `/tickets/${id}/finish`, {});
    expect((await at('pk1', 'closed')).status).toBe(200);
    expect((await house.post(desk, '/rooms/pk1/next', { expected: null })).body).toMatchObject({
      code: 'room-closed',
    });
    expect((await at('pk1', 'open')).status).toBe(200);
  });

  it('lends a room to another service for the day', async () => {
    const { code } = await come('nhi', []);
    expect(await house.post(desk, '/rooms/pk1/services', { services: ['nhi'] })).toMatchObject({
      status: 403,
    });
    await house.post(chief, '/rooms/pk1/services', { services: ['noi', 'nhi'] });
    const called = await house.post(desk, '/rooms/pk1/next', { expected: null });
    expect(called.body.ticket).toMatchObject({ code, room: 'pk1' });
    await house.post(desk, `/tickets/${(called.body.ticket as { id: string }).id}/finish`, {});
    await house.post(chief, '/rooms/pk1/services', { services: null });
    await come('nhi', []);
    expect((await house.post(desk, '/rooms/pk1/next', { expected: null })).body.ticket).toBeNull();
  });

  it('shows the whole house live to a desk without a room, and to no other', async () => {
    const seen = await house.socket('/console', chief, {});
    await seen.hear('connect');
    seen.socket.emit('sub', { view: '*', epoch: null, seq: null, v: 1 });
    const { state } = (await seen.hear('snap')) as { state: HouseState };
    const waiting = (all: HouseState) => all.services.find(({ id }) => id === 'nhi')!.waiting;
    expect(waiting(state)).toBe(1);
    expect(state.rooms).toHaveLength(11);
    await come('nhi', []);
    const newer = (message: Record<string, unknown>) =>
      (message.ops as { state: HouseState }[]).some((op) => waiting(op.state) === 2);
    await seen.hear('delta', newer, 5_000);
    const other = await house.socket('/console', desk, {});
    await other.hear('connect');
    other.socket.emit('sub', { view: '*', epoch: null, seq: null, v: 1 });
    expect(await other.hear('fault')).toEqual({ code: 'unknown-view' });
  });

  it('gave every answer in the form it describes', async () => {
    expect(await misfits(house)).toEqual([]);
  });
});
