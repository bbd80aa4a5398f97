import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
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
  const start = (): Promise<void> => product.start(['--log-level', 'warn']);
  beforeEach(async () => {
    product = new Product();
    product.environment = turnableClock(join(product.dir, 'clock'));
    turnTo('+0');
    await start();
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

  const alarm = async (): Promise<boolean> => {
    const reply = await fetch(`${product.base}/metrics`);
    return /^tiepdon_alarm\{alarm="clock"\} 1$/m.test(await reply.text());
  };

  it.each([
    ['killed', () => product.kill()],
    ['told to leave', () => product.stop()],
  ])(
    'a server that is %s and started a day ahead goes on with its day, until staff say that the clock is right',
    async (_how, end) => {
      const { businessDay } = await comes();
      const kept = join(product.dir, 'data', 'clock.json');
      expect(statSync(kept).mode & 0o777).toBe(0o600);
      await end();
      turnTo('+1d');
      await start();
      const { date } = await ask('/health/live', null);
      expect(Date.parse(date) - Date.now()).toBeGreaterThan(DAY / 2);
      expect(await comes()).toMatchObject({ code: 'A002', businessDay });
      expect((await ask('/api/v1/rooms/pk1/next', { expected: null })).ticket?.code).toBe('A001');
      await expect.poll(alarm, { timeout: 20_000 }).toBe(true);
      expect((await ask('/api/v1/day', {})).status).toBe(200);
      const next = await comes();
      expect(next.code).toBe('A001');
      expect(Date.parse(next.businessDay) - Date.parse(businessDay)).toBe(DAY);
      await expect.poll(alarm, { timeout: 20_000 }).toBe(false);
      // What staff have said holds for the next start.
      await end();
      await start();
      expect(await comes()).toMatchObject({ code: 'A002', businessDay: next.businessDay });
      expect(await alarm()).toBe(false);
    },
    120_000,
  );

  it('a machine that was itself restarted is believed: nothing on it tells how long it was off', async () => {
    const { businessDay } = await comes();
    await product.kill();
    turnTo('+1d');
    product.environment = { ...product.environment, TIEPDON_BOOT_ID: 'another run' };
    await start();
    expect(await comes()).toMatchObject({ code: 'A001' });
    expect((await comes()).businessDay > businessDay).toBe(true);
  }, 60_000);

  it('a machine whose battery is empty, set by a time server before anybody came, opens on the day that it is', async () => {
    const { businessDay } = await comes();
    await product.kill();
    turnTo('@1970-01-01 00:00:30');
    product.environment = { ...product.environment, TIEPDON_BOOT_ID: 'another run' };
    await start();
    await expect.poll(alarm, { timeout: 20_000 }).toBe(true);
    turnTo('+1d');
    await expect.poll(alarm, { timeout: 20_000 }).toBe(false);
    const next = await comes();
    expect(next.code).toBe('A001');
    expect(Date.parse(next.businessDay) - Date.parse(businessDay)).toBe(DAY);
  }, 60_000);

  it('what is kept of the time goes with a jump that nobody had to wait through, at the end and while it works', async () => {
    const daysAhead = (): number => {
      const text = readFileSync(join(product.dir, 'data', 'clock.json'), 'utf8');
      const { wall, steady } = JSON.parse(text) as { wall: number; steady: number };
      return (wall + uptime() * 1_000 - steady - Date.now()) / DAY;
    };
    expect(daysAhead()).toBeCloseTo(0);
    turnTo('+1d');
    await product.stop();
    expect(daysAhead()).toBeCloseTo(1);
    await start();
    turnTo('+2d');
    await expect.poll(daysAhead, { timeout: 20_000 }).toBeCloseTo(2);
  }, 60_000);
});
