import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardNotice } from '../../../core/queue/views.ts';
import { openBoard } from '../sockets/screen.ts';
import { quietClinic, TestHouse } from '../test-house.ts';

type Shown = { notice: { id: string; text: string; from: string | null } };

describe('a notice on the boards', () => {
  let house: TestHouse;
  let desk: string;
  beforeEach(async () => {
    house = await new TestHouse(quietClinic()).start();
    desk = house.device('console', 'dieu-phoi', null).token;
  });
  afterEach(() => house.end());
  const hang = (body: object) => house.post(desk, '/notices', { text: 'Nghỉ trưa 11:30', ...body });
  const texts = (notices: BoardNotice[] | undefined) => notices?.map(({ text }) => text);

  it('comes to every board at once and goes when it is taken down', async () => {
    const hall = await openBoard(house, 'hall');
    const door = await openBoard(house, 'pk1');
    const hung = await hang({});
    expect(hung.status).toBe(201);
    for (const board of [hall, door])
      await expect.poll(() => texts(board.held?.state.notices)).toEqual(['Nghỉ trưa 11:30']);
    const { id } = (hung.body as Shown).notice;
    expect((await house.get(desk, '/notices')).body).toMatchObject({ notices: [{ id, from: null }] });
    expect((await house.post(desk, `/notices/${id}/end`, {})).status).toBe(200);
    await expect.poll(() => texts(hall.held?.state.notices)).toEqual([]);
    expect((await house.post(desk, `/notices/${id}/end`, {})).body).toEqual({ notice: null });
  });

  it('stays on its own boards, within its own time', async () => {
    const hall = await openBoard(house, 'hall');
    await hang({ text: 'chỉ cửa', boards: ['pk1'] });
    await hang({ text: 'sau', from: '2026-11-22T08:00:00+07:00', until: '2026-11-22T09:00:00+07:00' });
    expect(texts(hall.held?.state.notices)).toEqual([]);
    house.now = Date.parse('2026-11-22T08:30:00+07:00');
    const api = house.device('api', 'his', null).token;
    const board = async (id: string) =>
      texts(((await house.get(api, `/boards/${id}`)).body.state as { notices: BoardNotice[] }).notices);
    expect([await board('hall'), await board('pk1')]).toEqual([['sau'], ['chỉ cửa', 'sau']]);
    house.now = Date.parse('2026-11-22T09:00:00+07:00');
    expect(await board('hall')).toEqual([]);
  });

  it('is there again after the server has started anew', async () => {
    await hang({ text: 'Khám cả chiều thứ bảy' });
    await house.stop();
    await house.start();
    desk = house.device('console', 'dieu-phoi-2', null).token;
    expect((await house.get(desk, '/notices')).body).toMatchObject({
      notices: [{ text: 'Khám cả chiều thứ bảy' }],
    });
  });

  it('is hung once by the same request, and by nobody but the supervisor', async () => {
    const requestId = randomUUID();
    const [one, again] = [await hang({ requestId }), await hang({ requestId })];
    expect(again.body).toEqual(one.body);
    expect((await hang({ requestId, text: 'khác' })).status).toBe(409);
    const one_room = house.device('console', 'ban-pk1', 'pk1').token;
    expect((await house.post(one_room, '/notices', { text: 'x' })).status).toBe(403);
    const board = house.device('board', 'hall', null).token;
    expect((await house.post(board, '/notices', { text: 'x' })).status).toBe(403);
  });

  it('of 20,000 letters is cut to 200', async () => {
    const hung = await hang({ text: 'Ệ'.repeat(20_000) });
    expect(hung.status).toBe(201);
    expect([...(hung.body as Shown).notice.text]).toHaveLength(200);
    expect((await hang({ text: '\n' })).status).toBe(422);
  });
});
