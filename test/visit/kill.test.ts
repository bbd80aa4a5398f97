import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Product } from './product.ts';

type Issued = { requestId: string; id: string; code: string };
type Reply = { ticket: { id: string; code: string; number: number } };

const ROUNDS = 8;
const CLIENTS = 16;
/** Seeded, so that a failure can be looked at again. */
const SEED = 20_261_122;

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The server is killed in the middle of the rush again and again; a number that was said aloud is a promise. */
describe(`a server that is killed while it gives out numbers (seed ${SEED})`, () => {
  const product = new Product();
  const next = chance(SEED);
  const promised: Issued[] = [];
  let token = '';

  beforeAll(async () => {
    await product.start(['--log-level', 'error']);
    token = product.addDevice('api', 'rush').token;
  });
  afterAll(() => product.end());

  async function checkIn(requestId: string): Promise<Reply> {
    const body = JSON.stringify({ requestId, service: 'noi', scan: null, confirmed: false, declared: [] });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const reply = await fetch(`${product.base}/api/v1/check-ins`, { method: 'POST', headers, body });
    if (reply.status !== 201) throw new Error(`answered ${reply.status}`);
    return (await reply.json()) as Reply;
  }

  /** Everybody asks as fast as answered, until the server is gone. */
  async function rush(): Promise<void> {
    const clients = Array.from({ length: CLIENTS }, async () => {
      for (;;) {
        const requestId = randomUUID();
        const reply = await checkIn(requestId).catch(() => null);
        if (!reply) return;
        promised.push({ requestId, id: reply.ticket.id, code: reply.ticket.code });
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 40 + next() * 260));
    await product.kill();
    await Promise.all(clients);
  }

  it('has every promised number after each return, once, without a gap, and says the same to who asks again', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await rush();
      await product.start(['--log-level', 'error']);
      const headers = { authorization: `Bearer ${token}` };
      const list = (await (await fetch(`${product.base}/api/v1/tickets`, { headers })).json()) as {
        tickets: Reply['ticket'][];
      };
      const stored = new Map(list.tickets.map((ticket) => [ticket.id, ticket.code]));
      expect(promised.filter(({ id, code }) => stored.get(id) !== code)).toEqual([]);
      const numbers = list.tickets.map(({ number }) => number).sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      const last = promised.at(-1);
      if (last)
        expect((await checkIn(last.requestId)).ticket).toMatchObject({ id: last.id, code: last.code });
    }
    expect(promised.length).toBeGreaterThan(ROUNDS * CLIENTS);
    expect(product.admin('log', 'verify')).toBe(0);
  }, 120_000);
});
