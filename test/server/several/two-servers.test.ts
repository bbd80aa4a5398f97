import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, makeCluster } from '../../../scripts/local-postgres.ts';
import { WrongKey } from '../../../server/people/people.ts';
import { binh, quietClinic, sampleClinic, TestHouse, ty } from '../test-house.ts';
import { boardAt, comes, enters, SeveralHouses, SOON } from './several-houses.ts';

let cluster: Cluster;
let count = 0;
beforeAll(async () => {
  cluster = await makeCluster();
});
afterAll(() => cluster?.end());

describe('two servers of one hospital', () => {
  let both: SeveralHouses;
  let a: TestHouse;
  let b: TestHouse;
  let api: string;
  beforeEach(async () => {
    count += 1;
    both = await SeveralHouses.open(cluster, `two_${count}`, quietClinic(), 2);
    [a, b] = both.houses as [TestHouse, TestHouse];
    api = (await both.device('api', 'his', null)).token;
  });
  afterEach(() => both.end());
  const level = () => both.level();

  it('give one run of numbers, in whatever turn they are asked', async () => {
    const codes: string[] = [];
    for (const house of [a, b, b, a, b]) codes.push(await comes(house, api));
    const rush = Array.from({ length: 60 }, (_, index) => comes(index % 2 ? a : b, api));
    codes.push(...(await Promise.all(rush)));
    expect(codes.slice(0, 5)).toEqual(['A001', 'A002', 'A003', 'A004', 'A005']);
    const all = codes.toSorted();
    expect(all).toEqual(all.map((_, index) => `A${String(index + 1).padStart(3, '0')}`));
    await level();
    expect([...a.open.house.tail.day.tickets.values()]).toEqual([...b.open.house.tail.day.tickets.values()]);
  });

  it('answer the same request alike, sent to both at once or to the other one later', async () => {
    for (let round = 0; round < 10; round += 1) {
      const body = { requestId: randomUUID(), service: 'noi', scan: null };
      const replies = await Promise.all([a, b, a, b, b].map((house) => house.post(api, '/check-ins', body)));
      for (const { status, body: answer } of replies) {
        expect(status).toBe(201);
        expect(answer).toEqual(replies[0]!.body);
      }
      const again = await (round % 2 ? a : b).post(api, '/check-ins', body);
      expect(again.body).toEqual(replies[0]!.body);
      const other = await b.post(api, '/check-ins', { ...body, service: 'mat' });
      expect(other.body).toMatchObject({ status: 409, code: 'request-reused' });
    }
    expect(a.open.house.tail.day.counters.get('A')).toBe(10);
  });

  it('call somebody to one desk, though two desks press at once at two servers', async () => {
    for (let person = 0; person < 20; person += 1) await comes(a, api);
    const called: string[] = [];
    let inside: (string | null)[] = [null, null];
    for (let round = 0; round < 10; round += 1) {
      const replies = await Promise.all(
        [a, b].map((house, desk) => house.post(api, `/rooms/pk${desk + 1}/next`, { expected: inside[desk] })),
      );
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      inside = replies.map(({ body }) => (body.ticket as { id: string }).id);
      called.push(...replies.map(({ body }) => (body.ticket as { code: string }).code));
    }
    expect(called.toSorted()).toEqual(
      Array.from({ length: 20 }, (_, n) => `A${String(n + 1).padStart(3, '0')}`),
    );
  });

  it('know somebody by the card at either, while and after it is read at both', async () => {
    for (const scan of [binh, ty]) {
      const replies = await Promise.all(
        [a, b, a, b].map((house) => house.post(api, '/check-ins', { service: 'noi', scan, confirmed: true })),
      );
      expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 201]);
      expect(new Set(replies.map(({ body }) => (body.ticket as { code: string }).code)).size).toBe(1);
    }
    const { visitor } = [...b.open.house.tail.day.tickets.values()][0]!;
    expect(await b.open.house.people.look('2026-11-22', visitor!)).toMatchObject({ number: '024085001234' });
  });

  it('show the same revisions on every view, so that a screen moves over without a snapshot', async () => {
    const { token } = await both.device('board', 'hall', null);
    const [here, there] = [await boardAt(a, token, 'hall'), await boardAt(b, token, 'hall')];
    for (let person = 0; person < 12; person += 1) {
      await comes(person % 2 ? a : b, api);
      if (person % 3 === 0)
        await (person % 2 ? b : a).post(api, `/rooms/pk${1 + (person % 2)}/next`, { expected: null });
    }
    await level();
    for (const board of [here, there])
      await expect.poll(() => board.held!.seq, SOON).toBe(a.open.house.boardState('hall')!.seq);
    const rooms = ({ rooms }: NonNullable<typeof here.held>['state']) =>
      rooms.map(({ id, now, next }) => [id, now?.code ?? null, next]);
    expect(rooms(here.held!.state)).toEqual(rooms(there.held!.state));
    const views = (house: TestHouse) =>
      [...['hall', 'pk1', 'pk2']].map((name) => house.open.house.boardState(name)?.seq ?? null);
    expect(views(a)).toEqual(views(b));
    // A third server, started only now, folds the same log into the same revisions.
    const c = await both.add(quietClinic());
    expect(views(c)).toEqual(views(a));
    const mover = await c.socket('/board', token, {});
    await mover.hear('connect');
    mover.socket.emit('sub', { view: 'hall', epoch: here.held!.epoch, seq: here.held!.seq, v: 1 });
    await mover.hear('hb', ({ seq }) => seq === here.held!.seq);
    expect(mover.messages.some(({ event }) => event === 'snap')).toBe(false);
  });

  it('cut a revoked device off within two seconds on both, and know a new one at once', async () => {
    const device = await both.device('board', 'hall', null);
    const boards = [await boardAt(a, device.token, 'hall'), await boardAt(b, device.token, 'hall')];
    const from = performance.now();
    await b.open.house.devices.revoke(device.id);
    for (const { heard } of boards) await heard.hear('disconnect', () => true, 2_000);
    expect(performance.now() - from).toBeLessThan(2_000);
    expect([
      (await a.get(device.token, '/place')).status,
      (await b.get(device.token, '/place')).status,
    ]).toEqual([401, 401]);
    const code = await a.open.house.devices.invite({ role: 'api', name: 'neu', room: null });
    const made = await b.post('', '/enrol', { requestId: undefined, code });
    expect((await a.get(made.body.token as string, '/place')).status).toBe(200);
    expect((await a.post('', '/enrol', { requestId: undefined, code })).status).toBe(422);
  });

  it('both tell what a kiosk says of itself to one of them', async () => {
    const { token } = await both.device('station', 'gate-1', null);
    await a.socket('/station', token, {});
    const faults = [{ file: '2026-11-21-0a1b2c3d.journal', line: 3, why: 'was changed' }];
    const clockMs = a.now - 600_000;
    const sign = { clockMs, build: null, ownNumbers: 'ready', waiting: 0, refused: [], faults };
    const said = await a.send('POST', token, '/station-signs', JSON.stringify(sign), {});
    expect(said.body).toEqual({ now: a.now });
    const alarms = ({ open }: TestHouse) =>
      open.house.alarms.list().map(({ alarm, what }) => `${alarm} ${what}`);
    for (const house of [a, b])
      await expect
        .poll(() => alarms(house), SOON)
        .toEqual(
          expect.arrayContaining([
            'station gate-1: sổ 2026-11-21-0a1b2c3d.journal hỏng từ dòng 3',
            'device-clock gate-1',
          ]),
        );
  });

  it('print a slip once: at the server of the kiosk, and where the station is connected', async () => {
    const kiosk = await both.device('kiosk', 'kiosk', null);
    const page = await enters(a, '/station', kiosk.token, 'kiosk');
    await comes(a, kiosk.token);
    await expect.poll(() => a.station.slips.length, SOON).toBe(1);
    // A desk at the other server asks for it again: it comes out where the kiosk is.
    const [ticket] = [...a.open.house.tail.day.tickets.values()];
    const desk = (await both.device('console', 'chief', null)).token;
    await expect
      .poll(() => b.open.house.peers.elsewhere().some(({ id }) => id === kiosk.id), SOON)
      .toBe(true);
    await b.post(desk, `/tickets/${ticket!.id}/print`, {});
    await expect.poll(() => a.station.slips.map(({ reprint }) => reprint), SOON).toEqual([0, 1]);
    expect(b.station.slips).toEqual([]);
    page.socket.close();
    // A station whose socket is at one server and whose requests go to the other.
    const station = await both.device('station', 'gate-2', null);
    const heard = await a.socket('/station', station.token, {});
    const slips: string[] = [];
    heard.socket.on('print', (slip: { code: string }, answer: (outcome: unknown) => void) => {
      slips.push(slip.code);
      answer({ state: 'confirmed' });
    });
    await heard.hear('connect');
    await comes(b, station.token);
    await comes(b, station.token);
    await expect.poll(() => slips, SOON).toEqual(['A002', 'A003']);
    await expect
      .poll(() => [...b.open.house.tail.day.tickets.values()].map(({ paper }) => paper?.state), SOON)
      .toEqual(['confirmed', 'confirmed', 'confirmed']);
    // Whoever let the holder go first has had its own turn by now, and found the slip taken.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect([a.station.slips.length, b.station.slips.length, slips.length]).toEqual([2, 0, 2]);
  });

  it('leave a slip alone that a living server prints, and settle it when that server is gone', async () => {
    const kiosk = await both.device('kiosk', 'kiosk', null);
    a.station.print = () => new Promise(() => {});
    await comes(a, kiosk.token);
    const paper = (house: TestHouse) => [...house.open.house.tail.day.tickets.values()][0]?.paper?.state;
    await expect.poll(() => paper(b), SOON).toBe('asked');
    await b.stop();
    await b.start();
    expect(paper(b)).toBe('asked');
    await a.stop();
    await b.stop();
    await b.start();
    await expect.poll(() => paper(b), SOON).toBe('unknown');
    expect(b.station.slips).toEqual([]);
    await a.start();
  });

  it('refuse a third one whose key file is another', async () => {
    const stranger = new TestHouse(quietClinic());
    stranger.flags = ['--database-url', both.url];
    await expect(stranger.start()).rejects.toThrow(WrongKey);
    await comes(b, api);
    rmSync(stranger.dir, { recursive: true });
  });
});

describe('two hospitals in one database', () => {
  it('never see, count, speak for or stand in the way of each other', async () => {
    const clinics = ['gia-lam', 'soc-son'].map((site) =>
      sampleClinic((json) => {
        json.site = site;
        json.speakers = [];
      }),
    );
    const url = await cluster.database('province');
    const houses = clinics.map((clinic) => {
      const house = new TestHouse(clinic);
      house.flags = ['--database-url', url];
      return house;
    });
    const [one, two] = houses as [TestHouse, TestHouse];
    for (const house of houses) await house.start();
    const [apiOne, apiTwo] = await Promise.all(
      houses.map(
        async ({ open }) => (await open.house.devices.add({ role: 'api', name: 'his', room: null })).token,
      ),
    );
    const boardToken = (await two.open.house.devices.add({ role: 'board', name: 'hall', room: null })).token;
    const board = await boardAt(two, boardToken, 'hall');
    const before = board.heard.messages.filter(({ event }) => event !== 'hb').length;
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, index) => comes(index % 2 ? one : two, index % 2 ? apiOne! : apiTwo!)),
    );
    expect(codes.filter((code) => code === 'A001')).toHaveLength(2);
    await one.post(apiOne!, '/rooms/pk1/next', { expected: null });
    expect(one.open.house.tail.day.inRoom.size).toBe(1);
    await two.open.house.tail.catchUp();
    expect([two.open.house.tail.day.inRoom.size, two.open.house.tail.day.tickets.size]).toEqual([0, 20]);
    expect((await two.get(apiOne!, '/tickets')).status).toBe(401);
    expect(one.open.house.tail.epoch).not.toBe(two.open.house.tail.epoch);
    expect(board.held!.state.calls).toEqual([]);
    expect(board.heard.messages.length).toBeGreaterThan(before);
    for (const house of houses) {
      expect(await house.open.house.log.verify()).toMatchObject({ ok: true });
      await house.end();
    }
  });
});
