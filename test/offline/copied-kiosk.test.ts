import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { alwaysOpen, CutKiosk, type Given } from './cut-kiosk.ts';

describe('two kiosks with one disk and one token', () => {
  let house: TestHouse;
  let kiosks: [CutKiosk, CutKiosk];
  let token: string;
  beforeEach(async () => {
    const lines = [await CutLine.open(), await CutLine.open()] as const;
    house = new TestHouse(alwaysOpen());
    house.follow = Date.now;
    house.flags = ['--origins', lines.map(({ port }) => `http://127.0.0.1:${port}`).join(',')];
    await house.start();
    for (const line of lines) line.target = Number(new URL(house.base).port);
    token = house.device('station', 'sanh-a', null).token;
    kiosks = [new CutKiosk(token, lines[0]).start(), new CutKiosk(token, lines[1])];
    const [one, other] = kiosks;
    await one.until(() => !one.own.engaged());
    one.stop();
    cpSync(one.dir, other.dir, { recursive: true });
    for (const kiosk of kiosks) kiosk.start();
    for (const kiosk of kiosks) await kiosk.until(() => !kiosk.own.engaged());
  });
  afterEach(async () => {
    for (const kiosk of kiosks) await kiosk.end();
    await house.end();
  });

  const tickets = () => [...house.open.house.tail.day.tickets.values()];
  const healed = async (): Promise<void> => {
    for (const kiosk of kiosks) kiosk.line.mend();
    for (const kiosk of kiosks) await kiosk.until(() => kiosk.own.left() === 0 && !kiosk.own.engaged());
  };

  it('whose presses the house had answered keep their tickets, and the second is kept aside', async () => {
    const answered = [];
    for (const kiosk of kiosks) answered.push((await kiosk.press('noi', null)) as Given);
    expect(answered.map(({ code }) => code)).toEqual(['A001', 'A002']);
    // Neither answer came: both presses get the number of the kiosk that they believe to be.
    for (const [index, kiosk] of kiosks.entries()) {
      kiosk.line.cut();
      const given = await kiosk.press('noi', null, answered[index]!.requestId);
      expect(given).toMatchObject({ code: 'K1-001', offline: true });
    }
    await healed();
    expect(tickets().map(({ code, also }) => `${code} ${also}`)).toEqual(['K1-001 A001', 'K1-001 A002']);
    expect(
      tickets()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['held', 'waiting']);
  });

  const alarm = (): string | undefined => {
    house.open.house.alarms.look();
    return house.open.house.alarms.list().find((row) => row.alarm === 'station')?.what;
  };
  const twoOfThem = 'sanh-a: hai máy cùng danh tính';
  /** Both ask for permits, as they do each minute, until the house has parted them. */
  const parted = async (): Promise<void> => {
    for (const kiosk of kiosks)
      await kiosk.until(() => {
        for (const each of kiosks) each.own.houseSpoke();
        return kiosk.notes.some(({ event }) => event === 'journal-behind');
      });
    for (const kiosk of kiosks) await kiosk.until(() => /K[23]/.test(permitOf(kiosk)));
  };
  const permitOf = ({ dir }: CutKiosk): string => {
    const files = readdirSync(dir, { recursive: true, encoding: 'utf8' });
    return readFileSync(join(dir, files.find((name) => name.endsWith('permit.json'))!), 'utf8');
  };
  const ownNumbers = async (): Promise<unknown[]> => {
    const given = [];
    for (const kiosk of kiosks) {
      kiosk.line.cut();
      given.push(((await kiosk.press('noi', null)) as Given).code);
    }
    return given.sort();
  };

  it('are noticed while the house is there, and given letters of their own before they print one number', async () => {
    expect(alarm()).toBeUndefined();
    await parted();
    expect(alarm()).toBe(twoOfThem);
    expect(house.logLines.filter((line) => line.includes('"journal-shared"'))).toHaveLength(2);
    expect(await ownNumbers()).toEqual(['K2-001', 'K3-001']);
    await healed();
    expect(tickets().map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });

  it('are parted once the same number came in on two papers, also when they say nothing of their runs', async () => {
    const { journal, series } = JSON.parse(JSON.parse(permitOf(kiosks[0])).permit);
    const highest = async (): Promise<unknown> => {
      const body = JSON.stringify({ journal, series });
      return (await house.send('POST', token, '/permits', body, {})).body.highest;
    };
    expect(await ownNumbers()).toEqual(['K1-001', 'K1-001']);
    kiosks[0].line.mend();
    await kiosks[0].until(() => kiosks[0].own.left() === 0);
    expect(await highest()).toBe(1);
    await healed();
    expect(alarm()).toBe(twoOfThem);
    expect(await highest()).toBe(999_999);
    await parted();
    expect(await ownNumbers()).toEqual(['K2-001', 'K3-001']);
  });

  it('are one when the first is only started anew: no alarm, and the letters stay', async () => {
    const [one, other] = kiosks;
    other.stop();
    for (let each = 0; each < 3; each += 1) {
      one.stop();
      one.start();
      await one.until(() => !one.own.engaged());
      one.line.cut();
      one.line.mend();
      await one.until(() => !one.own.engaged());
      one.own.houseSpoke();
      await one.own.look();
    }
    expect(alarm()).toBeUndefined();
    one.line.cut();
    expect(await one.press('noi', null)).toMatchObject({ code: 'K1-001' });
    other.start();
  });

  it('give people that a desk calls by what stands on the paper, one after the other', async () => {
    for (const kiosk of kiosks) {
      kiosk.line.cut();
      expect(await kiosk.press('noi', null)).toMatchObject({ code: 'K1-001' });
    }
    await healed();
    const desk = house.device('console', 'pk1', 'pk1');
    const [waiting] = tickets().filter(({ state }) => state === 'waiting');
    const [held] = tickets().filter(({ state }) => state === 'held');
    const call = async (expected: string | null): Promise<unknown> =>
      (await house.post(desk.token, '/rooms/pk1/call', { expected, code: 'k1-001' })).body.ticket;
    expect(await call(null)).toMatchObject({ id: waiting!.id, code: 'K1-001' });
    expect(await call(waiting!.id)).toMatchObject({ id: held!.id, code: 'K1-001' });
  });
});
