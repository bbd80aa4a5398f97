import { cpSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../core/queue/command.ts';
import { openDatabase } from '../../server/log/database.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const DAY = 24 * 3_600_000;
const { site, services } = quietClinic();

describe('numbers after data came back that are a day old', () => {
  let kept: KeptHouse;
  beforeEach(async () => {
    kept = await new KeptHouse().start();
  });
  afterEach(() => kept.house.end());
  const save = (): void => {
    // What lies in the journal beside it is carried into the file.
    openDatabase(kept.database).close();
    cpSync(kept.database, `${kept.database}.old`);
  };
  const back = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(kept.database + end, { force: true });
    cpSync(`${kept.database}.old`, kept.database);
  };
  const come = async (count: number): Promise<string[]> => {
    const codes: string[] = [];
    for (let each = 0; each < count; each += 1) codes.push(await kept.comes());
    return codes;
  };
  const renewed = (skip: number) => kept.asAdmin((data) => data.renew(skip, kept.house.now));

  it('go on above those of today, which only the anchors have seen', async () => {
    await come(3);
    await kept.house.stop();
    save();
    kept.house.now += DAY;
    await kept.start();
    const today = await come(5);
    await kept.house.stop();
    back();
    expect(await checkStart(kept.house.settings(), site, false)).toMatchObject({ ok: false });
    expect(await renewed(100)).toMatchObject({ A: 105 });
    expect(await checkStart(kept.house.settings(), site, false)).toMatchObject({ ok: true });
    await kept.start();
    const again = await come(5);
    expect(today).toEqual(['A001', 'A002', 'A003', 'A004', 'A005']);
    expect(again).toEqual(['A106', 'A107', 'A108', 'A109', 'A110']);
    await kept.house.stop();
  });

  it('are higher in every series, also in one whose first number nobody remembers', async () => {
    await come(2);
    await kept.house.stop();
    const above = await renewed(100);
    expect(above).toMatchObject({ A: 102 });
    for (const { series } of services) expect(above[series]).toBe(series === 'A' ? 102 : 100);
    await kept.start();
    const reply = await kept.house.post(kept.api, '/check-ins', { service: 'mat', scan: null });
    expect(reply.body.ticket).toMatchObject({ code: 'M101' });
    await kept.house.stop();
  });

  it('are those of today also when neither data nor anchors have seen the day', async () => {
    await come(2);
    await kept.house.stop();
    kept.house.now += DAY;
    expect(await renewed(100)).toMatchObject({ A: 100 });
    await kept.start();
    expect(await come(1)).toEqual(['A101']);
    await kept.house.stop();
  });

  it('come with the bookings of today when a backup of yesterday is restored', async () => {
    await come(1);
    const at = kept.house.now + DAY;
    const businessDay = new Date(at).toISOString().slice(0, 10);
    const bookings = [{ id: 'b1', service: 'noi', slot: at, visitor: null }];
    const quiet = () => ({ status: 200, body: {} });
    const command: Command = { type: 'book', businessDay, bookings };
    const asked = { request: null, command, person: null, answer: quiet, refuse: quiet };
    await kept.house.open.house.door.handle(asked);
    const file = await kept.backUp();
    kept.house.now += DAY;
    await come(2);
    expect(kept.house.open.house.tail.day.bookings.size).toBe(1);
    await kept.house.stop();
    expect(await kept.asAdmin((data) => data.restore(file, kept.house.now))).toMatchObject({ ok: true });
    await kept.start();
    expect(kept.house.open.house.tail.day.bookings.size).toBe(1);
    expect(await come(1)).toEqual(['A003']);
    await kept.house.stop();
  });
});
