import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlarmName, type AlarmRow, alarmNames } from '../../../core/wire/alarm.ts';
import { alarmTable } from '../../../server/alarms/alarm-table.ts';
import { Alarms } from '../../../server/alarms/alarms.ts';
import { watchHouse } from '../../../server/alarms/house-looks.ts';
import { openDayClock } from '../../../server/day-clock.ts';
import type { House } from '../../../server/house.ts';
import { openSafekeeping } from '../../../server/safekeeping.ts';
import { type Heard, quietClinic, sampleClinic, TestHouse } from '../test-house.ts';
import { type AlarmCase, alarmCases } from './alarm-cases.ts';

const LONG = 60_000;

async function supervisorOf(house: TestHouse): Promise<Heard> {
  const heard = await house.socket('/console', house.device('console', 'dieu-phoi', null).token, {});
  await heard.hear('connect', () => true, LONG);
  heard.socket.emit('sub', { view: '*', epoch: null, seq: null, v: 1 });
  await heard.hear('snap', () => true, LONG);
  return heard;
}

const rowIn = ({ alarms }: Record<string, unknown>, alarm: AlarmName): AlarmRow | undefined =>
  (alarms as AlarmRow[]).find((row) => row.alarm === alarm);

/** What was heard from here on. */
function since(heard: Heard): Pick<Heard, 'hear'> {
  heard.messages.length = 0;
  return heard;
}

const metricOf = async (house: TestHouse, alarm: AlarmName): Promise<string | undefined> =>
  new RegExp(`^tiepdon_alarm\\{alarm="${alarm}"\\} (\\d)`, 'm').exec(
    await (await fetch(`${house.base}/metrics`)).text(),
  )?.[1];

const noted = (house: TestHouse, event: string, alarm: AlarmName): boolean =>
  house.logLines.some((line) => line.includes(`"event":"${event}","alarm":"${alarm}"`));

/** Raised by its cause, told to the supervisor, the monitoring and the log, and over with it. */
async function comesAndGoes(house: TestHouse, { alarm, level, says, make }: AlarmCase): Promise<void> {
  const supervisor = await supervisorOf(house);
  const first = await supervisor.hear('alarms', () => true, LONG);
  expect(rowIn(first, alarm)).toBeUndefined();
  const cure = await make(house);
  const raised = await supervisor.hear('alarms', (message) => rowIn(message, alarm) !== undefined, LONG);
  const row = rowIn(raised, alarm)!;
  expect(row).toMatchObject({ level, title: alarmTable[alarm].title, first: alarmTable[alarm].first });
  expect(row.what).toMatch(says);
  expect(await metricOf(house, alarm)).toBe('1');
  expect(noted(house, 'alarm-raised', alarm)).toBe(true);
  await cure();
  await since(supervisor).hear('alarms', (message) => rowIn(message, alarm) === undefined, LONG);
  expect(await metricOf(house, alarm)).toBe('0');
  expect(noted(house, 'alarm-over', alarm)).toBe(true);
}

describe.concurrent('an alarm is raised by its cause, and over with it:', () => {
  let house: TestHouse;
  const ofDevices: AlarmName[] = ['printer', 'scanner', 'speaker', 'board', 'device-clock', 'station'];
  beforeAll(async () => {
    house = await new TestHouse(sampleClinic(() => {})).start();
  }, LONG);
  afterAll(() => house.end());

  const cases = alarmCases.filter(({ alarm }) => ofDevices.includes(alarm));
  it.each(cases)('$alarm', (each) => comesAndGoes(house, each), 3 * LONG);
  const others = alarmCases.filter(({ alarm }) => !ofDevices.includes(alarm));
  it.each(others)(
    '$alarm',
    async (each) => {
      const own = await new TestHouse(quietClinic()).start();
      await comesAndGoes(own, each).finally(() => own.end());
    },
    3 * LONG,
  );

  it(
    'clock, when the supervisor says that the machine is right',
    async () => {
      const house = new TestHouse(quietClinic());
      house.clock = openDayClock({ wall: () => house.now, steady: () => performance.now(), memory: null });
      house.follow = house.clock.now;
      await house.start();
      const { token } = house.device('api', 'his', null);
      await house.post(token, '/check-ins', { service: 'noi', scan: null });
      const supervisor = await supervisorOf(house);
      house.now += 30 * 3_600_000;
      const raised = await supervisor.hear(
        'alarms',
        (message) => rowIn(message, 'clock') !== undefined,
        LONG,
      );
      expect(rowIn(raised, 'clock')!.what).toMatch(/^máy báo .*23\/11\/2026/);
      const desk = house.device('console', 'dieu-phoi', null);
      expect((await house.post(desk.token, '/day', {})).status).toBe(200);
      await since(supervisor).hear('alarms', (message) => rowIn(message, 'clock') === undefined, LONG);
      await house.end();
    },
    3 * LONG,
  );
});

describe('an alarm that needs time or a busy machine', () => {
  /** A house whose own clock is put forward, with a list of alarms that is looked at by hand. */
  async function withOwnClock(
    work: (parts: {
      test: TestHouse;
      house: House;
      alarms: Alarms;
      pass: (ms: number) => void;
    }) => Promise<void>,
  ): Promise<void> {
    const test = await new TestHouse(quietClinic()).start();
    let passed = 0;
    const pass = (ms: number): void => {
      passed += ms;
    };
    const elapsed = (): number => performance.now() + passed;
    const known = { ...test.open.house, elapsed };
    const source = join(test.dir, 'data', 'tiepdon.sqlite');
    const parts = { house: known, settings: test.settings(), source, lines: pino({ level: 'silent' }) };
    const alarms = new Alarms({ clock: elapsed, note: () => {} });
    const house = { ...known, alarms, safekeeping: openSafekeeping({ ...parts, everyMs: 900_000 }) };
    watchHouse(house);
    await work({ test, house, alarms, pass });
    await test.end();
  }

  it('backup: when none has succeeded for 45 minutes, until one does', () =>
    withOwnClock(async ({ house, alarms, pass }) => {
      pass(44 * 60_000);
      alarms.look();
      expect(alarms.isRaised('backup')).toBe(false);
      pass(2 * 60_000);
      alarms.look();
      expect(alarms.isRaised('backup')).toBe(true);
      expect(await house.safekeeping.backUp()).toBe(true);
      alarms.look();
      expect(alarms.isRaised('backup')).toBe(false);
    }));

  it('station: one that was never seen is missed after two minutes, and no longer once it is revoked', () =>
    withOwnClock(async ({ house, alarms, pass }) => {
      const { id } = await house.devices.add({ role: 'station', name: 'sanh-c', room: null });
      pass(100_000);
      alarms.look();
      expect(alarms.list()).toEqual([]);
      pass(60_000);
      alarms.look();
      expect(alarms.list()).toMatchObject([{ alarm: 'station', level: 'red', what: 'sanh-c' }]);
      await house.devices.revoke(id);
      alarms.look();
      expect(alarms.list()).toEqual([]);
    }));

  it('station: one that stays away over a restart is told with when it was seen last, until another is in its place', () =>
    withOwnClock(async ({ test, house, alarms, pass }) => {
      const old = test.device('station', 'sanh-c', null);
      const seen = { at: Date.parse('2026-11-20T01:10:00Z'), clockOffMs: null, build: null };
      house.devices.saw(old.id, seen);
      test.now += 1_000;
      const fresh = test.device('station', 'sanh-c', null);
      pass(160_000);
      alarms.look();
      const what = 'sanh-c (thấy lần cuối 08:10:00 20/11/2026), sanh-c';
      expect(alarms.list()).toMatchObject([{ alarm: 'station', level: 'red', what }]);
      const heard = await test.socket('/station', fresh.token, {});
      await heard.hear('connect');
      alarms.look();
      expect(alarms.list()).toEqual([]);
      // Whoever is in its place is missed by name alone: it was here since the start.
      heard.socket.close();
      await expect.poll(() => house.connected(fresh.id), { timeout: 10_000 }).toBe(false);
      pass(31_000);
      alarms.look();
      expect(alarms.list()).toMatchObject([{ alarm: 'station', level: 'red', what: 'sanh-c' }]);
    }));

  it('station: one whose token was lost before it ever came is not missed beside the one that was enrolled instead', () =>
    withOwnClock(async ({ test, alarms, pass }) => {
      test.device('station', 'sanh-c', null);
      test.now += 1_000;
      const inUse = test.device('station', 'sanh-c', null);
      const heard = await test.socket('/station', inUse.token, {});
      await heard.hear('connect');
      pass(160_000);
      alarms.look();
      expect(alarms.list()).toEqual([]);
      test.now += 1_000;
      test.device('station', 'sanh-c', null);
      alarms.look();
      expect(alarms.list()).toMatchObject([{ alarm: 'station', what: 'sanh-c' }]);
    }));

  it('slow: the event loop stood still for more than two seconds', async () => {
    const house = await new TestHouse(quietClinic()).start();
    const supervisor = await supervisorOf(house);
    // The timer that watches has to be due once before.
    await new Promise((resolve) => setTimeout(resolve, 300));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_800);
    const raised = await supervisor.hear('alarms', (message) => rowIn(message, 'slow') !== undefined, LONG);
    expect(rowIn(raised, 'slow')).toMatchObject({ level: 'amber', what: '' });
    await house.end();
  });
});

describe('the list of alarms', () => {
  it('puts red before amber, tells since when, and each change once', () => {
    let now = 0;
    const notes: string[] = [];
    const alarms = new Alarms({
      clock: () => now,
      note: ({ event, alarm }) => notes.push(`${event} ${alarm}`),
    });
    let level: 'amber' | 'red' | null = null;
    alarms.watch('disk', () => ({ level: 'amber', what: '' }));
    alarms.watch('printer', () => (level ? { level, what: 'sanh-a' } : null));
    expect(alarms.look()).toBe(true);
    expect(alarms.look()).toBe(false);
    level = 'amber';
    alarms.look();
    now += 5_000;
    level = 'red';
    expect(alarms.look()).toBe(true);
    expect(alarms.list().map(({ alarm, seconds }) => `${alarm} ${seconds}`)).toEqual(['printer 5', 'disk 5']);
    level = null;
    expect(alarms.look()).toBe(true);
    expect(notes).toEqual([
      'alarm-raised disk',
      'alarm-raised printer',
      'alarm-raised printer',
      'alarm-over printer',
    ]);
  });

  it('takes a source that breaks for trouble, and does not break with it', () => {
    const alarms = new Alarms({ clock: () => 0, note: () => {} });
    alarms.watch('disk', () => {
      throw new Error('statfs');
    });
    alarms.watch('printer', () => null);
    alarms.look();
    expect(alarms.list()).toMatchObject([{ alarm: 'disk', level: 'amber', what: 'không xem được' }]);
  });

  it('is short enough to be learned, and every alarm of it has a source', async () => {
    expect(alarmNames.length).toBeLessThanOrEqual(12);
    const watched: AlarmName[] = [];
    const house = await new TestHouse(quietClinic()).start();
    const alarms = { watch: (alarm: AlarmName) => void watched.push(alarm) } as unknown as Alarms;
    watchHouse({ ...house.open.house, alarms });
    expect([...watched].sort()).toEqual([...alarmNames].sort());
    await house.end();
  });
});
