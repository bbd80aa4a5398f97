import { cpSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { alwaysOpen, CutKiosk, type Given } from './cut-kiosk.ts';

describe('two kiosks with one disk and one token', () => {
  let house: TestHouse;
  let kiosks: [CutKiosk, CutKiosk];
  beforeEach(async () => {
    const lines = [await CutLine.open(), await CutLine.open()] as const;
    house = new TestHouse(alwaysOpen());
    house.follow = Date.now;
    house.flags = ['--origins', lines.map(({ port }) => `http://127.0.0.1:${port}`).join(',')];
    await house.start();
    for (const line of lines) line.target = Number(new URL(house.base).port);
    const { token } = house.device('station', 'sanh-a', null);
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

  it('give people that a desk calls by what stands on the paper, one after the other', async () => {
    for (const kiosk of kiosks) {
      kiosk.line.cut();
      expect(await kiosk.press('noi', null)).toMatchObject({ code: 'K1-001' });
    }
    await healed();
    const { token } = house.device('console', 'pk1', 'pk1');
    const [waiting] = tickets().filter(({ state }) => state === 'waiting');
    const [held] = tickets().filter(({ state }) => state === 'held');
    const call = async (expected: string | null): Promise<unknown> =>
      (await house.post(token, '/rooms/pk1/call', { expected, code: 'k1-001' })).body.ticket;
    expect(await call(null)).toMatchObject({ id: waiting!.id, code: 'K1-001' });
    expect(await call(waiting!.id)).toMatchObject({ id: held!.id, code: 'K1-001' });
  });
});
