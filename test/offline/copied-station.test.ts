import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../server/log/backup.ts';
import { openDatabase } from '../../server/log/database.ts';
import { TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { Product } from '../visit/product.ts';
import { alwaysOpen } from './cut-kiosk.ts';

/** Two PCs with one disk: the token, the journal and the letters of both are the same. */
describe('a kiosk PC whose disk was copied into another one', () => {
  const house = new TestHouse(alwaysOpen());
  const stations = [new Product(), new Product()];
  let line: CutLine;
  let device: { id: string; token: string };
  beforeAll(async () => {
    line = await CutLine.open();
    house.follow = Date.now;
    house.flags = ['--origins', `http://127.0.0.1:${line.port}`];
    await house.start();
    line.target = Number(new URL(house.base).port);
    device = house.device('station', 'sanh-a', null);
  });
  afterAll(async () => {
    for (const station of stations) await station.end();
    await house.end();
    await line.close();
  });

  const dataOf = (station: Product): string => join(station.dir, 'data');
  const start = (station: Product): Promise<void> => {
    station.output = '';
    const server = `http://127.0.0.1:${line.port}`;
    return station.startStation(['--server', server, '--token', device.token, '--data-dir', dataOf(station)]);
  };
  const says = (station: Product, what: RegExp): Promise<void> =>
    expect.poll(() => station.output, { timeout: 30_000 }).toMatch(what);
  /** Presses a service without a card; what the person has in hand then. */
  async function press(station: Product): Promise<string> {
    const base = `http://localhost:${station.port}/api/v1`;
    const here = (await (await fetch(`${base}/here`)).json()) as { token: string };
    const reply = await fetch(`${base}/check-ins`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: randomUUID(), service: 'noi' }),
    });
    return ((await reply.json()) as { ticket: { code: string } }).ticket.code;
  }
  const tickets = (): string[] =>
    [...house.open.house.tail.day.tickets.values()].map(({ code, state }) => `${code} ${state}`).sort();
  const stationAlarm = (): string | undefined => {
    house.open.house.alarms.look();
    return house.open.house.alarms.list().find(({ alarm }) => alarm === 'station')?.what;
  };
  const both = ['K1-001 held', 'K1-001 waiting', 'K1-002 waiting'];

  it('loses nobody: two people with one number are two tickets, and staff are told', async () => {
    const [one, other] = stations as [Product, Product];
    await start(one);
    await says(one, /"engaged":false/);
    await one.stop();
    cpSync(dataOf(one), dataOf(other), { recursive: true });
    line.cut();
    for (const station of stations) await start(station);
    for (const station of stations) await says(station, /"engaged":true,"gives":true/);
    const given = [await press(one), await press(other), await press(one)];
    expect(given).toEqual(['K1-001', 'K1-001', 'K1-002']);
    expect(stationAlarm()).toBeUndefined();
    const db = openDatabase(join(house.dir, 'data', 'tiepdon.sqlite'));
    await backUp(db, join(house.dir, 'backup'));
    db.close();
    line.mend();
    await expect.poll(tickets, { timeout: 30_000 }).toEqual(both);
    expect(stationAlarm()).toBe('sanh-a: hai máy cùng danh tính');
  });

  it('still has two tickets when all is handed in again, also to a house that was restored', async () => {
    const handedInAgain = async (): Promise<void> => {
      for (const station of stations) {
        await station.stop();
        await start(station);
        await says(station, /"event":"handed-in"/);
      }
    };
    await handedInAgain();
    expect(tickets()).toEqual(both);
    const db = openDatabase(join(house.dir, 'data', 'tiepdon.sqlite'));
    expect((await restore(db, house.clinic, join(house.dir, 'backup'), Date.now())).ok).toBe(true);
    db.close();
    await house.open.house.tail.catchUp();
    expect(tickets()).not.toEqual(both);
    await handedInAgain();
    expect(tickets()).toEqual(both);
  });

  it('is no alarm any more once the identity is revoked that both had', () => {
    house.open.house.devices.revoke(device.id);
    expect(stationAlarm()).toBeUndefined();
  });
});
