import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Product } from '../visit/product.ts';
import { turnableClock } from './false-clock.ts';

type Ticket = { id: string; code: string; businessDay: string };
const DAY = 86_400_000;

/** A real server whose machine has a clock that somebody turns while people wait; its count of ms runs on truly. */
describe('the clock of the machine jumps while people wait', () => {
  let product: Product;
  let token: string;
  const turnTo = (offset: string): void => writeFileSync(join(product.dir, 'clock'), `${offset}\n`);
  beforeEach(async () => {
    product = new Product();
    product.environment = turnableClock(join(product.dir, 'clock'));
    turnTo('+0');
    await product.start(['--log-level', 'warn']);
    ({ token } = product.addDevice('api', 'x'));
  });
  afterEach(() => product.end());

  async function ask(
    path: string,
    body: object | null,
  ): Promise<{ status: number; ticket: Ticket | null; date: string }> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body
      ? { method: 'POST', headers, body: JSON.stringify({ requestId: randomUUID(), ...body }) }
      : { headers };
    const reply = await fetch(`${product.base}${path}`, init);
    const said = (await reply.json()) as { ticket?: Ticket | null };
    return { status: reply.status, ticket: said.ticket ?? null, date: reply.headers.get('date') ?? '' };
  }
  const comes = async (): Promise<Ticket> =>
    (await ask('/api/v1/check-ins', { service: 'noi', scan: null, confirmed: false, declared: [] })).ticket!;

  it.each([
    ['three days back', '-3d', -3 * DAY],
    ['a day ahead', '+1d', DAY],
    ['back to 1970', '@1970-01-01 00:00:00', -40 * 365 * DAY],
  ])(
    '%s: the day and its numbers go on, and each patient is called',
    async (_how, offset, least) => {
      const first = await comes();
      expect(first.code).toBe('A001');
      turnTo(offset);
      // The machine itself believes it.
      await expect
        .poll(
          async () => Math.sign(least) * (Date.parse((await ask('/health/live', null)).date) - Date.now()),
          { timeout: 20_000 },
        )
        .toBeGreaterThan(Math.abs(least) - DAY / 2);
      const second = await comes();
      expect(second).toMatchObject({ code: 'A002', businessDay: first.businessDay });
      const { status, ticket } = await ask('/api/v1/rooms/pk1/next', { expected: null });
      expect([status, ticket?.code]).toEqual([200, 'A001']);
      turnTo('+0');
      expect(await comes()).toMatchObject({ code: 'A003', businessDay: first.businessDay });
      await product.stop();
      expect(product.admin('log', 'verify')).toBe(0);
    },
    120_000,
  );
});
