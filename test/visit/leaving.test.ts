import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOfDay, outcomeOf } from '../durability/log-outcome.ts';
import { breaches, History } from '../history/history.ts';
import { type Came, KeptLine } from './kept-line.ts';
import { Product } from './product.ts';

const PEOPLE = 24;
/** Numbers given before somebody stops the server in the middle of the rush. */
const BEFORE = 150;

/** Who was answered and who has to ask again, of a rush that ends when the server leaves. */
type Rush = { history: History; open: { op: string; client: number }[]; ends: Map<string, Came[]> };

describe('a server that is told to leave in the middle of the rush', () => {
  const product = new Product();
  let token: string;
  beforeAll(async () => {
    await product.start([]);
    token = product.addDevice('api', 'rush').token;
  });
  afterAll(() => product.end());

  const body = (op: string): object => ({ requestId: op, service: 'noi', scan: null });

  /** One try of an intent, in the history. */
  async function tryOnce({ history }: Rush, line: KeptLine, client: number, op: string): Promise<Came> {
    const event = { client, op, what: 'check-in', code: null, ticket: null } as const;
    history.note({ ...event, phase: 'invoke' });
    const came = await line.post('/check-ins', body(op));
    if (came.status !== 201) history.note({ ...event, phase: 'info' });
    else {
      const { id, code, businessDay } = (came as unknown as { body: { ticket: Record<string, string> } }).body
        .ticket;
      history.note({ ...event, phase: 'ok', ticket: id!, code: codeOfDay(businessDay!, code!) });
    }
    return came;
  }

  /** Everybody asks until somebody stops the server after so many numbers; `leave` is called once. */
  async function rushUntil(rush: Rush, leave: () => void): Promise<{ leftAt: number }> {
    let given = 0;
    let leftAt = Number.POSITIVE_INFINITY;
    const each = async (client: number): Promise<void> => {
      const line = new KeptLine(() => product.base, token);
      for (let gone = false; !gone; ) {
        const op = randomUUID();
        const before = performance.now() < leftAt;
        const came = await tryOnce(rush, line, client, op);
        rush.ends.get(before ? 'before' : 'after')!.push(came);
        gone = came.status !== 201;
        if (gone) rush.open.push({ op, client });
        else if (++given === BEFORE) {
          leave();
          leftAt = performance.now();
        }
      }
      line.close();
    };
    await Promise.all(Array.from({ length: PEOPLE }, (_, client) => each(client)));
    return { leftAt };
  }

  it('answers everybody who asked before, sends the others back with a word, and loses nobody', async () => {
    const rush: Rush = {
      history: new History(null),
      open: [],
      ends: new Map([
        ['before', []],
        ['after', []],
      ]),
    };
    const board = io(`${product.base}/board`, {
      transports: ['websocket'],
      auth: { token: product.addDevice('board', 'hall').token },
      reconnection: false,
    });
    await new Promise((resolve) => board.once('connect', () => resolve(null)));
    const bye = new Promise<{ retryMs: number }>((resolve) => board.once('bye', resolve));
    let code: Promise<number | null> = Promise.resolve(null);
    const { leftAt } = await rushUntil(rush, () => {
      // `stop` sends both signals; a third comes while it is leaving.
      code = product.stop();
    });
    // Its own limit ends it with 1 after 5 s, so 0 says that it was quicker.
    expect(await code).toBe(0);
    expect(performance.now() - leftAt).toBeLessThan(20_000);
    const told = (came: Came): string =>
      'fault' in came ? came.fault : `${came.status} ${came.headers['retry-after'] ?? ''}`.trim();
    // On the lines that stand, everybody who had asked was answered.
    for (const came of rush.ends.get('before')!) expect(told(came)).toMatch(/^(201|503 2)$/);
    for (const came of rush.ends.get('after')!)
      expect(told(came)).toMatch(/^(201|503 2|ECONNREFUSED|ECONNRESET)$/);
    expect((await bye).retryMs).toBeGreaterThanOrEqual(500);
    board.close();

    await product.start([]);
    const again = new KeptLine(() => product.base, token);
    expect(rush.open.length).toBeGreaterThan(0);
    for (const { op, client } of rush.open) expect((await tryOnce(rush, again, client, op)).status).toBe(201);
    again.close();
    await product.stop();
    const outcome = outcomeOf(join(product.dir, 'data', 'tiepdon.sqlite'));
    expect(breaches(rush.history.events, outcome)).toEqual([]);
    const intents = new Set(rush.history.events.map(({ op }) => op));
    expect(outcome.issued).toHaveLength(intents.size);
  });
});
