import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlarmName, AlarmRow } from '../../core/wire/alarm.ts';
import type { StationRow } from '../../core/wire/station.ts';
import { TestHouse } from '../server/test-house.ts';
import { CutLine } from '../visit/cut-line.ts';
import { alwaysOpen, CutKiosk } from './cut-kiosk.ts';

const MINUTE = 60_000;
const SIGNS = '/api/v1/station-signs';
const HAND_INS = '/api/v1/hand-ins';

describe('what a kiosk says of itself to its house', () => {
  let house: TestHouse;
  let kiosk: CutKiosk;
  let device: { id: string; token: string };
  beforeEach(async () => {
    const line = await CutLine.open();
    house = new TestHouse(alwaysOpen());
    house.follow = Date.now;
    house.flags = ['--origins', `http://127.0.0.1:${line.port}`];
    await house.start();
    line.target = Number(new URL(house.base).port);
    device = house.device('station', 'sanh-a', null);
    kiosk = new CutKiosk(device.token, line);
  });
  afterEach(async () => {
    await kiosk.end();
    await house.end();
  });

  const alarm = (name: AlarmName): AlarmRow | undefined => {
    house.open.house.alarms.look();
    return house.open.house.alarms.list().find((row) => row.alarm === name);
  };
  const row = (): StationRow | undefined => house.open.house.stations.rows()[0];
  const told = (fits: (row: StationRow) => boolean): Promise<void> =>
    kiosk.until(() => row() !== undefined && fits(row()!));
  const ready = async (): Promise<void> => {
    kiosk.start();
    await kiosk.until(() => !kiosk.own.engaged());
    await told(({ sign }) => sign.ownNumbers === 'ready');
  };
  const journal = (): string => {
    const folder = join(kiosk.dir, 'offline');
    return join(
      folder,
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.journal'))!,
    );
  };

  it('names the number that the house would not take, until it is taken', async () => {
    await ready();
    expect(alarm('station')).toBeUndefined();
    kiosk.meddle = async (path, body, pass) =>
      path === HAND_INS ? { status: 400, body: JSON.stringify({ code: 'bad-request' }) } : pass(body);
    kiosk.line.cut();
    await kiosk.press('noi', null);
    const [code] = kiosk.given.map((given) => given.code);
    kiosk.line.mend();
    await told(({ sign }) => sign.refused.length > 0);
    expect(alarm('station')).toMatchObject({ level: 'red', what: `sanh-a: máy chủ không nhận số ${code}` });
    kiosk.meddle = null;
    kiosk.own.houseSpoke();
    await told(({ sign }) => sign.refused.length === 0);
    expect(alarm('station')).toBeUndefined();
  });

  it('names the journal that somebody changed, and its first bad line', async () => {
    await ready();
    kiosk.line.cut();
    await kiosk.press('noi', null);
    kiosk.stop();
    const file = journal();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"service":"noi"', '"service":"mat"'));
    kiosk.line.mend();
    kiosk.start();
    await told(({ sign }) => sign.faults.length > 0);
    const name = file.split('/').at(-1);
    expect(alarm('station')).toMatchObject({ level: 'red', what: `sanh-a: sổ ${name} hỏng từ dòng 1` });
  });

  it('tells a clock that is off, which is kept with the device, while the station itself judges rightly', async () => {
    kiosk.clock = () => Date.now() - 9 * MINUTE;
    await ready();
    expect(alarm('device-clock')).toMatchObject({ level: 'amber', what: 'sanh-a' });
    expect(Math.round(row()!.clockOffMs / MINUTE)).toBe(9);
    expect(Math.abs(kiosk.time.now() - Date.now())).toBeLessThan(2_000);
    const kept = house.open.house.devices.list().find(({ id }) => id === device.id)!;
    expect(Math.round(kept.clockOffMs! / MINUTE)).toBe(9);
    expect(kept.build).toBe('build-1');
    const metrics = await (await fetch(`${house.base}/metrics`)).text();
    expect(metrics).toMatch(new RegExp(`^clock_offset_seconds\\{device="${device.id}"\\} 5(39|40|41)`, 'm'));
    kiosk.stop();
    kiosk.clock = Date.now;
    kiosk.start();
    await told(({ clockOffMs }) => Math.abs(clockOffMs) < MINUTE);
    expect(alarm('device-clock')).toBeUndefined();
  });

  it('brings the time of the house back, also where no permit comes', async () => {
    kiosk.clock = () => Date.now() - 30 * 24 * 60 * MINUTE;
    kiosk.meddle = async (path, body, pass) =>
      path.startsWith('/api/v1/permits') ? { status: 503, body: '{}' } : pass(body);
    kiosk.start();
    await told(() => true);
    await kiosk.until(() => Math.abs(kiosk.time.now() - Date.now()) < 2_000);
  });

  it('is told to a house that was started anew at once', async () => {
    await ready();
    await house.stop();
    await house.start();
    kiosk.line.target = Number(new URL(house.base).port);
    expect(row()).toBeUndefined();
    const since = performance.now();
    await told(() => true);
    expect(performance.now() - since).toBeLessThan(15_000);
  });

  it('is shown to the supervisor and to other systems, and to no desk of a room', async () => {
    await ready();
    const ask = async (role: 'api' | 'console', room: string | null) =>
      house.get(house.device(role, 'x', room).token, '/stations');
    expect((await ask('console', null)).body).toMatchObject({
      stations: [{ name: 'sanh-a', connected: true }],
    });
    expect((await ask('api', null)).status).toBe(200);
    expect((await ask('console', 'pk1')).status).toBe(403);
  });

  it.each([404, 400])(
    'does a house of before no harm that answers %i to it, and is not told it again and again',
    async (status) => {
      let asked = 0;
      kiosk.meddle = async (path, body, pass) => {
        if (path !== SIGNS) return pass(body);
        asked += 1;
        return { status, body: JSON.stringify({ code: 'not-found' }) };
      };
      kiosk.start();
      await kiosk.until(() => !kiosk.own.engaged() && asked > 0);
      expect(await kiosk.press('noi', null)).toMatchObject({ offline: false });
      await new Promise((done) => setTimeout(done, 7_000));
      expect(asked).toBe(1);
    },
  );
});
