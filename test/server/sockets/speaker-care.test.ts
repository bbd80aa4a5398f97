import { describe, it } from 'vitest';
import type { YourTurn } from '../../../core/wire/protocol.ts';
import { type Heard, sampleClinic, TestHouse } from '../test-house.ts';
import { openDesk } from './screen.ts';

async function joined(house: TestHouse, space: string, token: string, view: string): Promise<Heard> {
  const heard = await house.socket(space, token, {});
  await heard.hear('connect');
  heard.socket.emit('sub', { view, epoch: null, seq: null, v: 1 });
  await heard.hear('snap');
  return heard;
}
const speaker = (house: TestHouse, name: string): Promise<Heard> =>
  joined(house, '/speaker', house.device('speaker', name, null).token, name);

const opened = (speakers: object[]): Promise<TestHouse> =>
  new TestHouse(
    sampleClinic((json) => {
      json.speakers = speakers;
    }),
  ).start();
const hall = { id: 'hall', rooms: ['pk1', 'pk2', 'pk3', 'pk4', 'pk5'], repeat: 1 };

async function call(house: TestHouse, api: string, room: string, service: string): Promise<void> {
  await house.post(api, '/check-ins', { service, scan: null });
  await house.post(api, `/rooms/${room}/next`, { expected: null });
}
/** Says that a turn was used: began, could be heard, ended. */
function use(at: Heard, { id, play }: YourTurn): void {
  for (const phase of ['started', 'audible', 'done'])
    at.socket.emit('ack', { id, phase, reason: null, play, peakDb: -4, playedMs: 100 });
}
const turnOf = async (at: Heard, fits: (turn: YourTurn) => boolean = () => true): Promise<YourTurn> =>
  (await at.hear('turn', (each) => fits(each as YourTurn), 10_000)) as YourTurn;

describe.concurrent('speakers in one air', () => {
  it('are given their turns one after the other, over real sockets', async ({ expect }) => {
    const house = await opened([
      { id: 'left', rooms: ['pk1'], repeat: 1, acousticGroup: 'sanh' },
      { id: 'right', rooms: ['pk3'], repeat: 1, acousticGroup: 'sanh' },
    ]);
    const [left, right] = [await speaker(house, 'left'), await speaker(house, 'right')];
    const api = house.device('api', 'his', null).token;
    await call(house, api, 'pk1', 'noi');
    const first = await turnOf(left);
    // It speaks: the air is its own until it has ended.
    left.socket.emit('ack', { id: first.id, phase: 'started', reason: null, play: 1 });
    await call(house, api, 'pk3', 'nhi');
    await right.hear('announce', () => true, 10_000);
    expect(right.messages.some(({ event }) => event === 'turn')).toBe(false);
    use(left, first);
    await turnOf(right);
    await house.end();
  });

  it('of which one has two pages: one is told, the other stands by until the first goes', async ({
    expect,
  }) => {
    const house = await opened([hall]);
    const { token } = house.device('speaker', 'hall', null);
    const first = await joined(house, '/speaker', token, 'hall');
    const second = await joined(house, '/speaker', token, 'hall');
    expect(await second.hear('lease')).toMatchObject({ owner: false });
    const api = house.device('api', 'his', null).token;
    await call(house, api, 'pk1', 'noi');
    await turnOf(first);
    expect(second.messages.map(({ event }) => event)).not.toContain('announce');
    first.socket.disconnect();
    await second.hear('lease', ({ owner }) => owner === true);
    // What had not begun is said by the second.
    await second.hear('announce');
    await turnOf(second);
    await house.end();
  });
});

describe.concurrent('the supervisor', () => {
  it('tries a speaker and sees what became of it', async ({ expect }) => {
    const house = await opened([hall]);
    const at = await speaker(house, 'hall');
    const chief = await joined(house, '/console', house.device('console', 'chief', null).token, '*');
    const api = house.device('api', 'his', null).token;
    const reply = await house.post(api, '/speakers/hall/test', {});
    const said = await at.hear('announce', () => true, 10_000);
    expect(said).toMatchObject({ callId: reply.body.callId, priority: 3, repeat: 1 });
    expect(said.text).toMatch(/kiểm tra loa/);
    use(at, await turnOf(at));
    const told = await chief.hear('speakers', (list) => JSON.stringify(list).includes('"audible"'), 5_000);
    expect(told.speakers).toMatchObject([{ id: 'hall', state: 'ready', pages: 1, test: { peakDb: -4 } }]);
    const list = await house.get(api, '/speakers');
    expect(list.body.speakers).toMatchObject([{ id: 'hall', test: { phase: 'audible' }, waiting: 0 }]);
    expect((await house.post(api, '/speakers/nowhere/test', {})).status).toBe(404);
    await house.end();
  });

  it('is told when the tried speaker says nothing', async ({ expect }) => {
    const house = await opened([hall]);
    await speaker(house, 'hall');
    const api = house.device('api', 'his', null).token;
    await house.post(api, '/speakers/hall/test', {});
    const test = async (): Promise<unknown> =>
      ((await house.get(api, '/speakers')).body.speakers as { test: unknown }[])[0]!.test;
    await expect.poll(test, { timeout: 15_000 }).toMatchObject({ phase: 'silent', reason: 'no-start' });
    await house.end();
  });

  it('switches a speaker off: it gets no turn, the desk is red at once, and time alone switches it on', async ({
    expect,
  }) => {
    const house = await opened([hall]);
    const [at, desk] = [await speaker(house, 'hall'), await openDesk(house, 'pk1')];
    const api = house.device('api', 'his', null).token;
    const body = { minutes: 5, reason: 'Bảo trì' };
    expect((await house.post(api, '/speakers/hall/mute', body)).status).toBe(200);
    expect(await at.hear('lease', ({ muted }) => muted !== null)).toMatchObject({
      muted: { reason: 'Bảo trì' },
    });
    expect((await house.post(api, '/speakers/hall/test', {})).body.code).toBe('speaker-muted');
    await call(house, api, 'pk1', 'noi');
    const red = await desk.heard.hear('sound', ({ phase }) => phase === 'silent', 10_000);
    expect(red).toMatchObject({ speaker: 'hall', reason: 'muted' });
    await desk.heard.hear('screens', ({ muted }) => JSON.stringify(muted).includes('Bảo trì'), 9_000);
    expect(at.messages.map(({ event }) => event)).not.toContain('turn');
    house.now += 5 * 60_000 + 1;
    await at.hear('lease', ({ muted }) => muted === null && at.messages.length > 3, 9_000);
    await house.post(api, '/speakers/hall/test', {});
    await turnOf(at);
    await house.end();
  });

  it('finds a speaker still off after the server was started again, and on after the next day began', async ({
    expect,
  }) => {
    const house = await opened([hall]);
    const api = house.device('api', 'his', null).token;
    await house.post(api, '/speakers/hall/mute', { minutes: 720, reason: 'Sửa trần' });
    await house.stop();
    await house.start();
    const state = async (): Promise<unknown> =>
      ((await house.get(api, '/speakers')).body.speakers as { state: string }[])[0]!.state;
    expect(await state()).toBe('muted');
    // Over midnight, with the first command of the new day.
    house.now = Date.parse('2026-11-22T17:01:00Z');
    await house.post(api, '/check-ins', { service: 'noi', scan: null });
    expect(await state()).toBe('away');
    await house.end();
  });
});

describe.concurrent('a speaker that was cut off', () => {
  it('for 90 s with five calls says nothing stale; for a moment says what waits, once', async ({
    expect,
  }) => {
    const house = await opened([hall]);
    const { token } = house.device('speaker', 'hall', null);
    const before = await joined(house, '/speaker', token, 'hall');
    const api = house.device('api', 'his', null).token;
    before.socket.disconnect();
    const rooms = { pk1: 'noi', pk2: 'noi', pk3: 'nhi', pk4: 'san', pk5: 'mat' };
    for (const [room, service] of Object.entries(rooms)) await call(house, api, room, service);
    house.now += 90_000;
    await house.post(api, '/check-ins', { service: 'nhi', scan: null });
    const again = await joined(house, '/speaker', token, 'hall');
    await again.hear('hb', () => true, 9_000);
    expect(again.messages.map(({ event }) => event)).not.toContain('announce');
    expect(again.messages.map(({ event }) => event)).not.toContain('turn');
    again.socket.disconnect();
    await house.post(api, '/speakers/hall/test', {});
    await expect
      .poll(
        async () => ((await house.get(api, '/speakers')).body.speakers as { waiting: number }[])[0]!.waiting,
        {
          timeout: 9_000,
        },
      )
      .toBe(1);
    const third = await joined(house, '/speaker', token, 'hall');
    await third.hear('announce');
    use(third, await turnOf(third));
    expect(third.messages.filter(({ event }) => event === 'announce')).toHaveLength(1);
    await house.end();
  });
});

describe.concurrent('a server that was started again', () => {
  it('says what waited when it ended, and nothing that is over', async ({ expect }) => {
    const house = await opened([hall]);
    const api = house.device('api', 'his', null).token;
    const { token } = house.device('speaker', 'hall', null);
    await call(house, api, 'pk1', 'noi');
    await call(house, api, 'pk3', 'nhi');
    // Nobody waits any more: the first room's patient is done.
    await house.post(api, '/rooms/pk1/next', { expected: await inRoom(house, api, 'noi') });
    await house.stop();
    await house.start();
    const at = await joined(house, '/speaker', token, 'hall');
    const said = await at.hear('announce', () => true, 15_000);
    expect(said).toMatchObject({ rev: 1, shown: { code: 'H001' } });
    use(at, await turnOf(at));
    expect(at.messages.filter(({ event }) => event === 'announce')).toHaveLength(1);
    await house.end();
  });

  it('says nothing late', async ({ expect }) => {
    const house = await opened([hall]);
    const api = house.device('api', 'his', null).token;
    const { token } = house.device('speaker', 'hall', null);
    await call(house, api, 'pk1', 'noi');
    await house.stop();
    house.now += 61_000;
    await house.start();
    const at = await joined(house, '/speaker', token, 'hall');
    await call(house, api, 'pk3', 'nhi');
    await turnOf(at);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(at.messages.filter(({ event }) => event === 'announce')).toHaveLength(1);
    await house.end();
  });
});

async function inRoom(house: TestHouse, api: string, service: string): Promise<string> {
  const list = await house.get(api, `/tickets?service=${service}`);
  const tickets = list.body.tickets as { id: string; state: string }[];
  return tickets.find(({ state }) => state === 'called')!.id;
}
