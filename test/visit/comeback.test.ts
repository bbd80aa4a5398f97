import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardState } from '../../core/queue/views.ts';
import { ComebackBoard, type Seen } from '../../scripts/comeback-board.ts';
import { Product } from './product.ts';

type Snapshot = { seq: number; state: BoardState };

const BOARDS = 100;
const CROWD = 1_000;
const SOON = { timeout: 60_000, interval: 100 };

/** What a board shows of the day, without what changes by time alone. */
const shown = (state: unknown): unknown => {
  const { rooms, calls } = state as BoardState;
  return { rooms: rooms.map(({ id, now, next }) => ({ id, now: now?.code ?? null, next })), calls };
};

describe('a server that is started anew', () => {
  const product = new Product();
  const boards: ComebackBoard[] = [];
  const seen = new Map<number, Seen>();
  beforeAll(() => product.start([]), 120_000);
  afterAll(async () => {
    for (const board of boards) board.close();
    await product.end();
  });

  it('has all its boards back by themselves, each with the state of its own view', async () => {
    const { token } = product.addDevice('api', 'his');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const ask = async (method: string, path: string, body: object | null): Promise<Snapshot> => {
      const text = body && JSON.stringify({ requestId: randomUUID(), ...body });
      const reply = await fetch(`${product.base}/api/v1${path}`, { method, headers, body: text });
      expect(reply.ok).toBe(true);
      return (await reply.json()) as Snapshot;
    };
    for (let each = 0; each < 8; each += 1) await ask('POST', '/check-ins', { service: 'noi', scan: null });
    await ask('POST', '/rooms/pk1/next', { expected: null });
    const views = ['hall', 'pk1'];
    const tokens = views.map((view) => product.addDevice('board', view).token);
    for (let each = 0; each < BOARDS; each += 1) {
      const view = views[each % views.length]!;
      const place = { port: product.port, view, token: tokens[each % views.length]! };
      boards.push(new ComebackBoard(place, (snap) => void seen.set(each, snap)));
    }
    await expect.poll(() => seen.size, SOON).toBe(BOARDS);

    seen.clear();
    expect(await product.stop()).toBe(0);
    expect(seen.size).toBe(0);
    await product.start([]);
    await expect.poll(() => seen.size, SOON).toBe(BOARDS);
    for (const [index, view] of views.entries()) {
      const now = await ask('GET', `/boards/${view}`, null);
      const mine = [...seen].filter(([each]) => each % views.length === index);
      expect(mine).toHaveLength(BOARDS / views.length);
      for (const [, { seq, state }] of mine) {
        expect(seq).toBe(now.seq);
        expect(shown(state)).toEqual(shown(now.state));
      }
    }
  }, 180_000);

  it('has a place for every screen that knocks while it is busy with others', async () => {
    // The kernel gives no more places than this, however many are asked for.
    const most = Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
    const knocking = Math.min(CROWD, most);
    let waiting = 0;
    product.signal('SIGSTOP');
    const sockets = Array.from({ length: knocking }, () =>
      connect(product.port, '127.0.0.1', () => {
        waiting += 1;
      }).on('error', () => {}),
    );
    try {
      await expect.poll(() => waiting, SOON).toBe(knocking);
    } finally {
      product.signal('SIGCONT');
      for (const socket of sockets) socket.destroy();
    }
  }, 120_000);
});
