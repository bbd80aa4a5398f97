import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardState } from '../../../core/queue/views.ts';
import type { Delta, Snap } from '../../../core/wire/protocol.ts';
import { openDatabase } from '../../../server/log/database.ts';
import { openSqliteLog } from '../../../server/log/sqlite-log.ts';
import { type Heard, quietClinic, TestHouse } from '../test-house.ts';
import { openBoard, openDesk } from './screen.ts';

type Ticket = { id: string; code: string };

describe('a board', () => {
  let house: TestHouse;
  let api: string;
  beforeEach(async () => {
    house = await new TestHouse(quietClinic()).start();
    api = house.device('api', 'his', null).token;
  });
  afterEach(() => house.end());
  const issue = async (service: string): Promise<Ticket> =>
    (await house.post(api, '/check-ins', { service, scan: null })).body.ticket as Ticket;
  const next = async (room: string, expected: string | null = null): Promise<Ticket> =>
    (await house.post(api, `/rooms/${room}/next`, { expected })).body.ticket as Ticket;
  const boardNow = async (board: string) =>
    (await house.get(api, `/boards/${board}`)).body as Snap<BoardState>;

  it('is never told a revision with the state of a later one, not even in the turn in which it changes', async () => {
    await issue('noi');
    const quiet = () => ({ status: 200, body: {} });
    const command = { type: 'next', room: 'pk1', expected: null, call: 'call-1' } as const;
    await house.open.house.door.handle({
      request: null,
      command,
      person: null,
      answer: quiet,
      refuse: quiet,
    });
    // The caller is answered, and nobody has been told yet.
    const { seq, state } = house.open.house.boardState('hall')!;
    expect([state.calls.length, seq]).toEqual([1, house.open.house.tail.day.seq]);
  });

  it('gets the whole state first, in the form of the contract', async () => {
    const { code } = await issue('noi');
    await next('pk1');
    const { heard, held } = await openBoard(house, 'hall');
    const snap = (await heard.hear('snap')) as unknown as Snap<BoardState>;
    expect(Object.keys(snap).sort()).toEqual(['build', 'epoch', 'now', 'seq', 'state', 'view']);
    expect(snap).toMatchObject({ view: 'hall', epoch: house.open.house.tail.epoch, now: house.now });
    const { rooms, calls, board } = snap.state;
    expect(board).toBe('hall');
    const pk1 = rooms.find(({ id }) => id === 'pk1');
    expect(pk1?.now).toEqual({ code, state: 'called', calledAt: '2026-11-22T07:30:00+07:00' });
    expect(calls).toMatchObject([{ rev: 1, code, room: 'pk1', at: '2026-11-22T07:30:00+07:00' }]);
    expect(await boardNow('hall')).toEqual({ epoch: snap.epoch, seq: snap.seq, state: snap.state });
    expect(held?.seq).toBe(snap.seq);
  });

  it('gets what changed as whole parts that follow on what it holds', async () => {
    const screen = await openBoard(house, 'hall');
    const from = screen.held!;
    await issue('noi');
    const delta = (await screen.heard.hear('delta')) as unknown as Delta<BoardState>;
    expect(Object.keys(delta).sort()).toEqual(['epoch', 'now', 'ops', 'prev', 'seq', 'view']);
    expect(delta).toMatchObject({ view: 'hall', epoch: from.epoch, prev: from.seq, now: house.now });
    expect(delta.seq).toBe(house.open.house.tail.day.seq);
    await next('pk1');
    const call = (await screen.heard.hear(
      'delta',
      ({ prev }) => prev === delta.seq,
    )) as unknown as typeof delta;
    expect(call.ops.map((op) => Object.keys(op)[0]).sort()).toEqual(['calls', 'room', 'room']);
    expect(screen.held?.state).toEqual((await boardNow('hall')).state);
  });

  it('hears nothing of an entry that does not touch it', async () => {
    const screen = await openBoard(house, 'pk1');
    await issue('noi');
    await screen.heard.hear('delta');
    const { seq } = screen.held!;
    await issue('mat');
    await next('pk5');
    await issue('noi');
    const later = await screen.heard.hear('delta', (message) => message.prev === seq);
    expect(later.seq).toBe(Number(seq) + 3);
  });

  it('that asks again gets what it lacks: nothing, the parts since, or everything', async () => {
    await issue('noi');
    const screen = await openBoard(house, 'hall');
    const { epoch, seq } = screen.held!;
    screen.sub(epoch, seq);
    const beat = await screen.heard.hear('hb');
    expect(beat).toEqual({ view: 'hall', epoch, seq, now: house.now });
    await issue('noi');
    await next('pk1');
    await issue('mat');
    await expect.poll(() => screen.held?.seq).toBe(house.open.house.tail.day.seq);
    const answerTo = async (askedEpoch: string | null, askedSeq: number | null) => {
      const before = screen.heard.messages.length;
      screen.sub(askedEpoch, askedSeq);
      await expect.poll(() => screen.heard.messages.length).toBeGreaterThan(before);
      return screen.heard.messages[before]!;
    };
    const delta = await answerTo(epoch, seq);
    expect(delta).toMatchObject({ event: 'delta', message: { prev: seq, seq: screen.held?.seq } });
    // A number of the log at which nothing of this board happened is as good a place to go on from.
    expect(await answerTo(epoch, seq + 1)).toMatchObject({ event: 'delta', message: { prev: seq + 1 } });
    for (const [otherEpoch, otherSeq] of [
      ['another', seq],
      [null, null],
      [null, seq],
      [epoch, null],
      [epoch, 0],
      [epoch, 999_999],
    ] as const)
      expect((await answerTo(otherEpoch, otherSeq)).event, `${otherEpoch} ${otherSeq}`).toBe('snap');
  });

  it('that comes from a server which was ahead is answered after the log was read', async () => {
    await issue('noi');
    const screen = await openBoard(house, 'hall');
    const { epoch, seq } = screen.held!;
    const db = openDatabase(`${house.dir}/data/tiepdon.sqlite`);
    const [{ happening }] = (await openSqliteLog(db, 'minh-hoa').read(1, 1)) as [never] &
      { happening: object }[];
    const second = {
      ...(happening as object),
      ticket: 'from-elsewhere',
      token: 't',
      number: 2,
      code: 'A002',
    };
    const drafts = [{ at: house.now, actor: 'other', happening: second as never }];
    await openSqliteLog(db, 'minh-hoa').append(seq, epoch, drafts, []);
    db.close();
    screen.sub(epoch, seq + 1);
    const answer = await screen.heard.hear('hb', (message) => message.seq === seq + 1, 350);
    expect(answer.epoch).toBe(epoch);
    expect((await boardNow('hall')).state.rooms.find(({ id }) => id === 'pk1')?.next).toEqual([
      'A001',
      'A002',
    ]);
  });

  it('holds the same as another that came later', async () => {
    const early = await openBoard(house, 'hall');
    for (const service of ['noi', 'mat', 'noi']) await issue(service);
    const { id } = await next('pk1');
    // What is told to the early one in this moment would reach the late one too, as news of what its snapshot holds.
    const begun = (await boardNow('hall')).seq;
    await expect.poll(() => early.held?.seq, { timeout: 10_000 }).toBe(begun);
    const late = await openBoard(house, 'hall');
    await house.post(api, `/tickets/${id}/start`, {});
    await next('pk5');
    await house.post(api, `/tickets/${id}/finish`, {});
    const { seq } = await boardNow('hall');
    for (const screen of [early, late])
      await expect.poll(() => screen.held?.seq, { timeout: 10_000 }).toBe(seq);
    expect(early.held).toEqual(late.held);
    const [told, deltas] = [early, late].map(({ heard }) =>
      heard.messages.filter(({ event }) => event === 'delta'),
    ) as [Heard['messages'], Heard['messages']];
    expect(told.slice(-deltas.length)).toEqual(deltas);
  });

  it('takes back a call that was undone', async () => {
    const screen = await openBoard(house, 'hall');
    await issue('noi');
    const { id, code } = await next('pk1');
    await expect.poll(() => screen.held?.state.calls).toHaveLength(1);
    expect((await house.post(api, `/tickets/${id}/undo`, {})).status).toBe(200);
    await expect.poll(() => screen.held?.state.calls).toEqual([]);
    const pk1 = screen.held?.state.rooms.find(({ id: room }) => room === 'pk1');
    expect([pk1?.now, pk1?.next]).toEqual([null, [code]]);
  });

  it('stays right about somebody who was transferred, called, taken back and called again', async () => {
    const screen = await openBoard(house, 'hall');
    const isRight = async (): Promise<void> => {
      const { seq, state } = await boardNow('hall');
      await expect.poll(() => screen.held?.seq).toBe(seq);
      expect(screen.held?.state).toEqual(state);
    };
    const { id } = await issue('mat');
    await house.post(api, `/tickets/${id}/transfer`, { service: 'noi' });
    await isRight();
    await next('pk1');
    await house.post(api, `/tickets/${id}/undo`, {});
    await isRight();
    await next('pk1');
    await isRight();
    expect(screen.held?.state.rooms.find(({ id: room }) => room === 'pk2')?.waiting).toBe(0);
  });

  it('is not told what only a desk may see', async () => {
    const screen = await openBoard(house, 'hall');
    const { id } = await issue('noi');
    await house.post(api, `/tickets/${id}/hold`, { reason: 'xét nghiệm' });
    await next('pk1');
    await expect.poll(() => screen.held?.seq).toBeGreaterThan(1);
    expect(JSON.stringify(screen.heard.messages)).not.toMatch(/xét nghiệm|"\/t\/|"id":"[^"]{12}"/);
  });
});

describe('a desk', () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = await new TestHouse(quietClinic()).start();
  });
  afterEach(() => house.end());

  it('of one room sees that room, and no other', async () => {
    const desk = await openDesk(house, 'pk1');
    expect(desk.held?.state).toMatchObject({ room: { id: 'pk1', label: 'Phòng khám 1' }, now: null });
    desk.heard.socket.emit('sub', { view: 'pk2', epoch: null, seq: null, v: 1 });
    expect(await desk.heard.hear('fault')).toEqual({ code: 'unknown-view' });
  });

  it('of the whole house may look at each room in turn, and hears only the last one', async () => {
    const all = await house.socket('/console', house.device('console', 'admin', null).token, {});
    await all.hear('connect');
    for (const view of ['pk5', 'pk1']) {
      all.socket.emit('sub', { view, epoch: null, seq: null, v: 1 });
      await all.hear('snap', (message) => message.view === view);
    }
    const api = house.device('api', 'his', null).token;
    for (const service of ['mat', 'noi']) await house.post(api, '/check-ins', { service, scan: null });
    const delta = await all.hear('delta', (message) => message.view === 'pk1' && Number(message.seq) === 3);
    expect(delta.ops).toMatchObject([{ state: { next: [{ code: 'A001', reason: expect.any(String) }] } }]);
    expect(all.messages.filter(({ event, message }) => event === 'delta' && message.view === 'pk5')).toEqual(
      [],
    );
  });

  it('hears a kiosk that asks for help', async () => {
    const desk = await openDesk(house, 'pk1');
    await house.post(house.device('kiosk', 'kiosk-2', null).token, '/help', {});
    expect(await desk.heard.hear('help')).toEqual({ kiosk: 'kiosk-2' });
  });
});
