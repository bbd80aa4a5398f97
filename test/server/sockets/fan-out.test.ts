import type { Namespace } from 'socket.io';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Day } from '../../../core/queue/day.ts';
import { LiveView } from '../../../server/followers/live-view.ts';
import { MOST_A_TURN, Pacer } from '../../../server/followers/pacer.ts';
import type { View } from '../../../server/followers/view.ts';
import type { RoomWriter } from '../../../server/sockets/room-writer.ts';
import { quietClinic, TestHouse } from '../test-house.ts';
import { openBoard } from './screen.ts';

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('a press at a desk', () => {
  let house: TestHouse;
  /** What was written to any connection, in order. */
  const written: string[] = [];
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
    house.open.http.on('connection', (connection) => {
      const write = connection.write.bind(connection) as (...args: unknown[]) => boolean;
      connection.write = (...args: unknown[]) => {
        written.push(Buffer.isBuffer(args[0]) ? args[0].toString('latin1') : String(args[0]));
        return write(...args);
      };
    });
  });
  afterAll(() => house.end());

  it('is answered before any board is told', async () => {
    const api = house.device('api', 'his', null).token;
    const boards = await Promise.all(Array.from({ length: 20 }, () => openBoard(house, 'hall')));
    let expected: string | null = null;
    for (let call = 0; call < 5; call += 1) {
      await house.post(api, '/check-ins', { service: 'noi', scan: null });
      const seq = (): number => house.open.house.tail.day.seq;
      await expect.poll(() => boards.every(({ held }) => held?.seq === seq()), { timeout: 5_000 }).toBe(true);
      // Beyond the 25 ms in which deltas are gathered.
      await new Promise((done) => setTimeout(done, 40));
      written.length = 0;
      const { body } = await house.post(api, '/rooms/pk1/next', { expected });
      expected = (body.ticket as { id: string }).id;
      await expect.poll(() => boards.every(({ held }) => held?.seq === seq()), { timeout: 5_000 }).toBe(true);
      const kinds = written
        .map((text) => (/^HTTP\/1\.1 200/.test(text) ? 'answer' : /"delta"/.test(text) ? 'delta' : ''))
        .filter((kind) => kind !== '');
      expect(kinds.filter((kind) => kind === 'delta')).toHaveLength(20);
      expect(kinds.indexOf('answer')).toBe(0);
    }
  });
});

describe('the pacer', () => {
  it('lets no turn write to more than two hundred sockets, whichever views they are of, and keeps the order', async () => {
    const pacer = new Pacer();
    const done: string[] = [];
    const turns: string[][] = [];
    for (let view = 0; view < 3; view += 1)
      for (const sockets of [150, 40, 200]) pacer.run(sockets, () => void done.push(`${view} ${sockets}`));
    for (let left = 0; left < 9; left += 1) {
      turns.push(done.splice(0));
      await turn();
    }
    expect(turns.flat()).toEqual([0, 1, 2].flatMap((view) => [`${view} 150`, `${view} 40`, `${view} 200`]));
    const most = turns.map((each) => each.reduce((sum, what) => sum + Number(what.split(' ')[1]), 0));
    expect(Math.max(...most)).toBeLessThanOrEqual(MOST_A_TURN);
    expect(turns[0]).toEqual(['0 150', '0 40']);
  });

  it('counts what was written earlier in the same turn, and writes at once in the next', async () => {
    const pacer = new Pacer();
    const done: number[] = [];
    pacer.run(200, () => void done.push(1));
    pacer.run(1, () => void done.push(2));
    expect(done).toEqual([1]);
    await turn();
    expect(done).toEqual([1, 2]);
    await turn();
    pacer.run(200, () => void done.push(3));
    expect(done).toEqual([1, 2, 3]);
  });

  it('writes to a crowd larger than a turn takes, alone in its turn', async () => {
    const pacer = new Pacer();
    const done: number[] = [];
    pacer.run(50, () => void done.push(50));
    pacer.run(900, () => void done.push(900));
    expect(done).toEqual([50]);
    await turn();
    expect(done).toEqual([50, 900]);
  });
});

type Told = { room: string; event: string; seq: number; prev?: number };

describe('a view with many screens', () => {
  let rooms: Map<string, Set<number>>;
  let told: Told[];
  let live: LiveView<object>;
  let seq: number;
  let people: number;
  beforeEach(() => {
    rooms = new Map();
    told = [];
    seq = 5;
    people = 0;
    const space = { adapter: { rooms } } as unknown as Namespace;
    const write: RoomWriter = (event, message) => (room) =>
      void told.push({ room, event, ...(message as Omit<Told, 'room' | 'event'>) });
    const view: View<object> = {
      name: 'hall',
      seq: () => seq,
      touch: () => true,
      state: () => ({}),
      opsSince: () => [],
    };
    const source = () => ({ day: {} as Day, epoch: 'e1', now: () => 0, build: 'b' });
    live = new LiveView(view, { space, write, source, gapMs: 1, pacer: new Pacer() });
    live.settle();
  });
  /** As the hub does: the room is entered in the turn of the answer. */
  const enter = (): { room: string; who: number } => {
    const room = live.join();
    people += 1;
    rooms.set(room, (rooms.get(room) ?? new Set()).add(people));
    return { room, who: people };
  };
  const leave = ({ room, who }: { room: string; who: number }): void => {
    rooms.get(room)!.delete(who);
    live.left();
  };
  const largest = (): number => Math.max(...[...rooms.values()].map(({ size }) => size));

  it('keeps every shard within two hundred, also when others have left in between', () => {
    const first = Array.from({ length: 400 }, enter);
    for (const each of first.slice(0, 200)) leave(each);
    for (let i = 0; i < 600; i += 1) enter();
    expect(largest()).toBe(MOST_A_TURN);
  });

  it('tells no sign of life between a change and those who have not heard it yet', async () => {
    for (let i = 0; i < 600; i += 1) enter();
    seq = 9;
    live.wake();
    live.beat();
    for (let i = 0; i < 8; i += 1) await turn();
    expect(told.map(({ event, prev, seq: of }) => `${event} ${prev} ${of}`)).toEqual(
      Array.from({ length: 3 }, () => 'delta 5 9'),
    );
  });

  it('gives a sign of life with what everybody was sent, not with what is still to come', async () => {
    enter();
    live.beat();
    // A change that waits for its turn.
    seq = 9;
    live.beat();
    for (let i = 0; i < 3; i += 1) await turn();
    expect(told.map(({ event, seq: of }) => `${event} ${of}`)).toEqual(['hb 5', 'hb 5']);
    live.wake();
    for (let i = 0; i < 3; i += 1) await turn();
    live.beat();
    expect(told.at(-1)).toMatchObject({ event: 'hb', seq: 9 });
  });
});
