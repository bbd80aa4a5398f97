import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readClinic } from '../../core/queue/clinic-check.ts';
import { inTraining } from '../../scripts/demo-clinic.ts';
import { openDemoClock } from '../../scripts/demo-clock.ts';
import { watchHands } from '../../scripts/demo-hands.ts';
import { peopleOfDay } from '../../scripts/demo-people.ts';
import type { DeviceRow } from '../../server/devices/devices.ts';
import { neverSeen } from '../../server/devices/sightings.ts';
import { openLifeSign } from '../../speaker/life-sign.ts';
import { root } from '../house/source-tree.ts';
import { sampleClinic } from '../server/test-house.ts';
import { Product } from './product.ts';

type Ticket = { id: string; code: string; service: string; room: string | null; state: string };
type Board = {
  rooms: { id: string; now: { code: string; state: string } | null; next: string[]; waiting: number }[];
  calls: { callId: string; room: string }[];
};

const soon = { timeout: 30_000, interval: 100 };
/** So that a patient of seven minutes is seen in three and a half seconds. */
const SPEED = '120';

class DemoProduct extends Product {
  async begin(): Promise<void> {
    await this.start(['--demo', '--speed', SPEED]);
    await vi.waitUntil(() => this.output.includes('demo-running'), soon);
  }

  async call<T>(token: string, method: 'GET' | 'POST', path: string, body: object | null): Promise<T> {
    const reply = await fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await reply.json()) as T;
  }

  /** The token of a browser that opens the link with these words. */
  async enrol(what: string): Promise<string> {
    const code = this.link(what).split('#enrol=')[1]!;
    return (await this.call<{ token: string }>('', 'POST', '/enrol', { code })).token;
  }

  async board(token: string): Promise<Board> {
    return (await this.call<{ state: Board }>(token, 'GET', '/boards/hall', null)).state;
  }

  async tickets(token: string): Promise<Ticket[]> {
    return (await this.call<{ tickets: Ticket[] }>(token, 'GET', '/tickets', null)).tickets;
  }

  press(token: string, room: string, expected: string | null): Promise<{ ticket: Ticket | null }> {
    return this.call(token, 'POST', `/rooms/${room}/next`, { requestId: crypto.randomUUID(), expected });
  }
}

const inRoom = (tickets: readonly Ticket[], room: string): Ticket | undefined =>
  tickets.find((ticket) => ticket.room === room && ['called', 'serving'].includes(ticket.state));

describe('a hospital that shows itself', () => {
  const product = new DemoProduct();
  let hall: string;
  let desk: string;
  let socket: Socket | null = null;
  beforeAll(async () => {
    await product.begin();
    hall = await product.enrol('Bảng hall');
    desk = await product.enrol('Bàn gọi Phòng khám 1');
  });
  afterAll(async () => {
    socket?.close();
    await product.end();
  });

  it('says on every screen that it is for training', async () => {
    expect(product.output).toContain('Tập luyện: người bệnh giả định, nhanh gấp 120');
    const place = await product.call<{ facility: string }>(hall, 'GET', '/place', null);
    expect(place.facility).toBe('Bệnh viện Đa khoa Minh Họa – TẬP LUYỆN');
  });

  it('has people called and waiting on the board within half a minute', async () => {
    const board = await vi.waitUntil(async () => {
      const now = await product.board(hall);
      return now.calls.length === 10 && now.rooms.some(({ waiting }) => waiting > 2) ? now : false;
    }, soon);
    expect(board.rooms.filter(({ now }) => now !== null).length).toBeGreaterThan(2);
  });

  it('has visits on their way from the doctor to labs, cashier and pharmacy', async () => {
    type Steps = { ticket: { steps: { service: string; state: string }[] } };
    const done = await vi.waitUntil(async () => {
      const all = await product.tickets(desk);
      const some = all.filter(({ service }) => ['thu-ngan', 'nha-thuoc'].includes(service));
      return some.length > 2 && all.some(({ service }) => service === 'x-quang') ? some : false;
    }, soon);
    const { ticket } = await product.call<Steps>(desk, 'GET', `/tickets/${done[0]!.id}`, null);
    expect(ticket.steps.length).toBeGreaterThanOrEqual(3);
    expect(ticket.steps[0]!.state).toBe('done');
  });

  it("tells the clocks of its speakers right by the real time, not by the demo's", async () => {
    const loa = await product.enrol('Loa hall');
    const line = io(`${product.base}/speaker`, { transports: ['websocket'], auth: { token: loa } });
    let asks = { epoch: 'demo', seq: 0, now: 0 };
    line.on('hb', (beat: typeof asks) => {
      asks = beat;
    });
    const emit = (event: string, message: object): void => void line.emit(event, message);
    const stop = openLifeSign({ emit, held: () => ({ ...asks, build: '' }), now: () => asks.now });
    type Rows = { screens: { clockOffMs: number | null }[] };
    const row = await vi.waitUntil(async () => {
      const { screens } = await product.call<Rows>(loa, 'GET', '/screens', null);
      return screens.find(({ clockOffMs }) => clockOffMs !== null) ?? false;
    }, soon);
    stop();
    line.close();
    expect(Math.abs(row.clockOffMs!)).toBeLessThan(50_000);
  });

  it('leaves a room alone while somebody is at its desk, and lets that person call', async () => {
    socket = io(`${product.base}/console`, { transports: ['websocket'], auth: { token: desk } });
    socket.on('connect', () => socket!.emit('sub', { view: 'pk1', epoch: null, seq: null, v: 1 }));
    await new Promise((resolve) => socket!.once('snap', resolve));
    const callsOf = async (): Promise<Board['calls']> =>
      (await product.board(hall)).calls.filter(({ room }) => room !== 'pk1');
    const seen = new Set((await callsOf()).map(({ callId }) => callId));
    const others = async (count: number): Promise<void> => {
      const from = seen.size;
      await vi.waitUntil(async () => {
        for (const { callId } of await callsOf()) seen.add(callId);
        return seen.size >= from + count;
      }, soon);
    };
    // What was on its way when the desk was opened has arrived.
    await others(1);
    const before = inRoom(await product.tickets(desk), 'pk1');
    await others(6);
    const tickets = await product.tickets(desk);
    const after = inRoom(tickets, 'pk1');
    expect([after?.id, after?.state]).toEqual([before?.id, before?.state]);
    expect(tickets.some(({ service, state }) => service === 'noi' && state === 'waiting')).toBe(true);
    const { ticket } = await product.press(desk, 'pk1', before?.id ?? null);
    await others(1);
    expect(inRoom(await product.tickets(desk), 'pk1')).toMatchObject({ id: ticket!.id, state: 'called' });
  });

  it('keeps to its own folder', () => {
    expect(readdirSync(join(product.dir, 'data'))).toEqual(['demo']);
  });

  it('goes on whatever people do to its patients', async () => {
    const line = product.adminLines('device', 'add', '--role', 'api', '--name', 'his', '--demo').at(-1)!;
    const { token } = JSON.parse(line) as { token: string };
    const moves = ['no-show', 'hold', 'away', 'return', 'finish', 'start', 'cancel', 'undo'];
    const tickets = await product.tickets(token);
    const press = ({ id }: { id: string }, index: number): Promise<unknown>[] => {
      const requestId = crypto.randomUUID();
      const move = moves[index % moves.length]!;
      const order = { requestId, services: ['sieu-am'], back: true };
      return [
        product.call(token, 'POST', `/tickets/${id}/${move}`, { requestId }),
        product.call(token, 'POST', `/tickets/${id}/transfer`, {
          requestId: crypto.randomUUID(),
          service: 'mat',
        }),
        product.call(token, 'POST', `/tickets/${id}/order`, { ...order, requestId: crypto.randomUUID() }),
        product.press(token, `pk${(index % 5) + 1}`, null),
      ];
    };
    // Some at once; the server takes forty connections of one address and no more.
    for (let at = 0; at < tickets.length; at += 5)
      await Promise.all(tickets.slice(at, at + 5).flatMap((ticket, index) => press(ticket, at + index)));
    const { calls } = await product.board(hall);
    const known = new Set(calls.map(({ callId }) => callId));
    await vi.waitUntil(async () => {
      const fresh = (await product.board(hall)).calls.filter(({ callId }) => !known.has(callId));
      return fresh.length >= 5;
    }, soon);
    expect(product.output).not.toMatch(/demo-ended|demo-trouble|request-failed|uncaught/);
  });
});

describe('a demo that cannot begin', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'tiepdon-demo-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  function start(...words: string[]): string {
    const args = ['scripts/start.ts', '--data-dir', join(dir, 'data'), '--port', '1', ...words];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
      timeout: 20_000,
    });
    return stdout + stderr;
  }

  it.each([
    [['--demo', '--speed', '0'], '--speed: should be a whole number from 1 to 600'],
    [['--demo', 'maybe'], '--demo: should be yes or no'],
    [['--speed', '20'], 'SPEED: only with --demo'],
    [
      ['--demo', '--clinic', '/no/such/file.json'],
      'CLINIC: /no/such/file.json: should be a file that exists',
    ],
  ])('says in one line what is wrong with %j', (words, line) => {
    expect(start(...words)).toBe(`tiepdon: ${line}\n`);
  });

  it('touches no folder in which somebody keeps other things', () => {
    mkdirSync(join(dir, 'data', 'demo'), { recursive: true });
    writeFileSync(join(dir, 'data', 'demo', 'thesis.txt'), 'three years');
    expect(start('--demo')).toMatch(/^tiepdon: DATA_DIR: .*demo should be empty or the demo's own.*\n$/);
    expect(readFileSync(join(dir, 'data', 'demo', 'thesis.txt'), 'utf8')).toBe('three years');
  });
});

describe('a desk of a demo', () => {
  it('belongs to the person who has it open, and for a minute after', () => {
    let elapsed = 0;
    const open = new Set(['d1', 'd2', 'd3', 'd4']);
    const device = { name: 'x', createdAt: 0, revokedAt: null, ...neverSeen };
    const list = (): DeviceRow[] => [
      { ...device, id: 'd1', role: 'console', room: 'pk1' },
      { ...device, id: 'd2', role: 'console', room: null },
      { ...device, id: 'd3', role: 'console', room: 'pk3', revokedAt: 5 },
      { ...device, id: 'd4', role: 'board', room: 'pk4' },
      { ...device, id: 'd5', role: 'console', room: 'pk5' },
    ];
    const hands = watchHands({ devices: { list }, connected: (id) => open.has(id) }, () => elapsed);
    const rooms = (): string[] => ['pk1', 'pk2', 'pk3', 'pk4', 'pk5'].filter((room) => hands.at(room));
    expect(rooms()).toEqual([]);
    hands.look();
    expect(rooms()).toEqual(['pk1']);
    open.clear();
    elapsed += 59_999;
    hands.look();
    expect(rooms()).toEqual(['pk1']);
    elapsed += 1;
    expect(rooms()).toEqual([]);
  });
});

describe('the time of a demo', () => {
  it('stands, jumps ahead, runs faster than life, and never goes back', () => {
    let elapsed = 500;
    const clock = openDemoClock(1_000, 20, () => elapsed);
    elapsed += 100;
    expect([clock.now(), clock.isRunning()]).toEqual([1_000, false]);
    clock.hold(5_000);
    clock.hold(4_000);
    clock.run();
    expect(clock.now()).toBe(5_000);
    elapsed += 100;
    expect([clock.now(), clock.until(9_000), clock.isRunning()]).toEqual([7_000, 100, true]);
    clock.hold(6_000);
    elapsed += 100;
    expect(clock.now()).toBe(7_000);
  });
});

describe('the people of a demo', () => {
  it('are the same on the same day, other people on the next, in the morning and in the afternoon', () => {
    const clinic = sampleClinic(() => {});
    const [one, again, next] = [peopleOfDay(clinic, 1), peopleOfDay(clinic, 1), peopleOfDay(clinic, 2)];
    expect(again).toEqual(one);
    expect(next).not.toEqual(one);
    expect(new Set(one.map(({ id }) => id)).size).toBe(one.length);
    expect(one.some(({ arrival }) => arrival < 0) && one.every(({ arrival }) => arrival >= -10)).toBe(true);
    expect(one.filter(({ arrival }) => arrival > 350).length).toBeGreaterThan(20);
  });

  it('are in a hospital whose long name still says that it is for training', () => {
    const name = 'Bệnh viện '.repeat(8).trim();
    const clinic = inTraining({ ...sampleClinic(() => {}), name });
    expect(clinic.name).toMatch(/^Bệnh viện .* – TẬP LUYỆN$/);
    expect(readClinic({ ...clinic }).ok).toBe(true);
  });
});
