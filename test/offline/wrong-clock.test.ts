import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeJournal } from '../../server/offline/take-journal.ts';
import { falseClock } from '../durability/false-clock.ts';
import { TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { Product } from '../visit/product.ts';
import { alwaysOpen, CutKiosk, type Given } from './cut-kiosk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A fictional child, born after the day that the kiosk's PC believes it is. */
const child = '024224001234||Nguyễn Minh An|02012024|Nam|Thôn Hạ, Tân Mỹ, Bắc Giang|05022024';

describe('a kiosk PC whose clock is wrong', () => {
  const house = new TestHouse(alwaysOpen());
  const station = new Product();
  let line: CutLine;
  let spare: CutLine;
  let kiosk: CutKiosk;
  beforeAll(async () => {
    line = await CutLine.open();
    house.follow = Date.now;
    spare = await CutLine.open();
    house.flags = ['--origins', `http://127.0.0.1:${line.port},http://127.0.0.1:${spare.port}`];
    await house.start();
    line.target = Number(new URL(house.base).port);
    kiosk = new CutKiosk(house.device('station', 'sanh-b', null).token, line);
  });
  afterAll(async () => {
    await station.end();
    await kiosk.end();
    await house.end();
  });

  /** What the station itself says to a card that is shown on its page. */
  async function shows(card: string): Promise<unknown> {
    const base = `http://localhost:${station.port}/api/v1`;
    const here = (await (await fetch(`${base}/here`)).json()) as { token: string };
    const reply = await fetch(`${base}/scans`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ scan: card, source: 'camera' }),
    });
    const { verdict, code } = (await reply.json()) as { verdict: string; code: string | null };
    return { verdict, code };
  }

  it('takes the card of a child who is not born by that clock, once its house was heard', async () => {
    station.environment = falseClock('-4y');
    const { token } = house.device('station', 'sanh-a', null);
    const data = join(station.dir, 'data');
    await station.startStation([
      '--server',
      `http://127.0.0.1:${line.port}`,
      '--token',
      token,
      '--data-dir',
      data,
    ]);
    await expect.poll(() => station.output, { timeout: 20_000 }).toMatch(/"engaged":false/);
    expect(await shows(child)).toMatchObject({ verdict: 'ok', code: null });
    // Whoever looks after the house is told of it, by the kiosk's name.
    await expect
      .poll(() => house.open.house.alarms.list(), { timeout: 20_000 })
      .toContainEqual(expect.objectContaining({ alarm: 'device-clock', level: 'amber', what: 'sanh-a' }));
    // And gives numbers while the house is away, as before.
    line.cut();
    await expect.poll(() => station.output, { timeout: 20_000 }).toMatch(/"engaged":true,"gives":true/);
    expect(await shows(child)).toMatchObject({ verdict: 'ok', code: null });
    await station.end();
    line.mend();
  });

  it('that is set while the house is away keeps its permit, its hours and the order of its people', async () => {
    kiosk.start();
    await kiosk.until(() => !kiosk.own.engaged());
    line.cut();
    const before = Date.now();
    expect(await kiosk.press('noi', null)).toMatchObject({ offline: true });
    kiosk.clock = () => Date.now() + 26 * HOUR;
    expect(await kiosk.press('noi', null)).toMatchObject({ offline: true });
    kiosk.clock = () => Date.now() - 50 * 24 * HOUR;
    expect(await kiosk.press('noi', null)).toMatchObject({ offline: true });
    line.mend();
    await kiosk.until(() => kiosk.own.left() === 0);
    const came = [...house.open.house.tail.day.tickets.values()].map(({ arrivedAt }) => arrivedAt);
    expect(came).toHaveLength(3);
    expect(came).toEqual([...came].sort((a, b) => a - b));
    for (const at of came) expect(at).toBeGreaterThanOrEqual(before - 1_000);
  });

  it('has its journal taken by hand: what it gave out before it was revoked is not refused by its clock', async () => {
    spare.target = Number(new URL(house.base).port);
    const device = house.device('station', 'sanh-c', null);
    const other = new CutKiosk(device.token, spare);
    other.clock = () => Date.now() + HOUR;
    other.start();
    await other.until(() => !other.own.engaged());
    spare.cut();
    const { code } = (await other.press('noi', null)) as Given;
    await new Promise((done) => setTimeout(done, 1_000));
    house.open.house.devices.revoke(device.id);
    const folder = join(other.dir, 'offline');
    const [name] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) =>
      each.endsWith('.journal'),
    );
    const { log, people, devices, peers, digest, grants, permits } = house.open.house;
    const stores = { log, people, devices, peers, digest, grants, permits, source: '' };
    const text = readFileSync(join(folder, name!), 'utf8');
    expect(await takeJournal(stores, house.clinic, text, Date.now)).toEqual({
      ok: true,
      lines: [`${code}: issued`],
    });
    await other.end();
  });

  it('that is switched on while the house is away, its clock set meanwhile, keeps the times of its people', async () => {
    kiosk.stop();
    kiosk.clock = Date.now;
    kiosk.start();
    await kiosk.until(() => !kiosk.own.engaged());
    line.cut();
    kiosk.stop();
    kiosk.clock = () => Date.now() - 4 * MINUTE;
    kiosk.start();
    await kiosk.until(() => kiosk.own.givesNumbers());
    const before = Date.now();
    const given = (await kiosk.press('noi', null)) as Given;
    line.mend();
    await kiosk.until(() => kiosk.own.left() === 0);
    const [ticket] = [...house.open.house.tail.day.tickets.values()].filter(
      ({ code }) => code === given.code,
    );
    expect(ticket!.arrivedAt - before).toBeGreaterThan(-2_000);
  });
});
