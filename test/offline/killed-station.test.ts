import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { Product } from '../visit/product.ts';
import { alwaysOpen } from './cut-kiosk.ts';

/** The station as a process of its own, killed from outside at the very sync of its journal. */
describe('a station that is killed between its journal and its printer', () => {
  const house = new TestHouse(alwaysOpen());
  const station = new Product();
  let line: CutLine;
  beforeAll(async () => {
    line = await CutLine.open();
    house.follow = Date.now;
    house.flags = ['--origins', `http://127.0.0.1:${line.port}`];
    await house.start();
    line.target = Number(new URL(house.base).port);
  });
  afterAll(async () => {
    await station.end();
    await house.end();
    await line.close();
  });

  const data = join(station.dir, 'data');
  const start = async (own: string): Promise<void> => {
    const server = `http://127.0.0.1:${line.port}`;
    await station.startStation(['--server', server, '--token', own, '--data-dir', data]);
  };
  /** Presses a service without a card; the code, or null when the station died over it. */
  async function press(): Promise<string | null> {
    const base = `http://localhost:${station.port}/api/v1`;
    const here = (await (await fetch(`${base}/here`)).json()) as { token: string };
    const reply = await fetch(`${base}/check-ins`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: randomUUID(), service: 'noi' }),
    }).catch(() => null);
    if (!reply) return null;
    return ((await reply.json()) as { ticket: { code: string } }).ticket.code;
  }
  /** The station's next fsync is its last. */
  async function killAtNextSync(): Promise<void> {
    const pid = readFileSync(join(data, 'station.lock'), 'utf8').split(' ')[0]!;
    const inject = ['-e', 'trace=fsync', '-e', 'inject=fsync:signal=SIGKILL:when=1'];
    const tracer = spawn('strace', ['-f', '-p', pid, ...inject], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    tracer.stderr.on('data', (some: Buffer) => (said += some.toString()));
    await expect.poll(() => said, { timeout: 10_000 }).toMatch(/attached/);
  }
  const journal = (): { kind: string; n: number }[] => {
    const folder = join(data, 'offline');
    const name = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((each) =>
      each.endsWith('.journal'),
    )!;
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n');
    return lines.map((each) => JSON.parse(each) as { kind: string; n: number });
  };

  it('burns that number, never gives it again, and staff find it among those to be asked for', async () => {
    const own = house.device('station', 'sanh-a', null).token;
    await start(own);
    await expect.poll(() => station.output, { timeout: 20_000 }).toMatch(/"engaged":false/);
    line.cut();
    await expect.poll(() => station.output, { timeout: 20_000 }).toMatch(/"engaged":true,"gives":true/);
    expect(await press()).toBe('K1-001');
    await expect.poll(() => journal().map(({ kind }) => kind)).toEqual(['number', 'given']);
    await killAtNextSync();
    expect(await press()).toBeNull();
    expect(journal().at(-1)).toMatchObject({ kind: 'number', n: 2 });
    await start(own);
    await expect.poll(() => journal().at(-1)).toMatchObject({ kind: 'void', n: 2 });
    expect(await press()).toBe('K1-003');
    line.mend();
    const day = house.open.house.tail.day;
    await expect
      .poll(() => [...day.tickets.values()].map(({ code, state }) => [code, state]), { timeout: 20_000 })
      .toEqual([
        ['K1-001', 'waiting'],
        ['K1-002', 'held'],
        ['K1-003', 'waiting'],
      ]);
  });
});
