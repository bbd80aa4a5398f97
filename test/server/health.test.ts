import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openHealth } from '../../server/health/health.ts';
import { Lateness } from '../../server/health/loop-lag.ts';
import { StorageFault } from '../../server/log/log.ts';
import { quietClinic, TestHouse } from './test-house.ts';

const SOON = { timeout: 20_000, interval: 50 };

/** A log that counts how often it is tried, on a clock that is moved by hand. */
function tried() {
  const at = {
    now: 0,
    probes: 0,
    probe: async (): Promise<void> => {},
    head: async (): Promise<number> => 0,
  };
  const log = {
    probe: () => {
      at.probes += 1;
      return at.probe();
    },
    head: () => at.head(),
  };
  return { at, health: openHealth({ log, hasRoom: () => true, clock: () => at.now }) };
}
const refuse = (): Promise<never> => Promise.reject(new Error('disk I/O error'));

describe('whether a house is ready', () => {
  it('is asked a thousand times a second, and written down once in five', async () => {
    const { at, health } = tried();
    for (let ms = 0; ms < 10_000; ms += 1) {
      at.now = ms;
      expect(await health.missing()).toEqual([]);
    }
    expect(at.probes).toBe(2);
  });

  it('is proved by the entries that are stored: a house with patients writes nothing for it', async () => {
    const { at, health } = tried();
    for (at.now = 0; at.now < 60_000; at.now += 1_000) {
      health.stored();
      await health.check();
    }
    expect(at.probes).toBe(0);
  });

  it('is denied by an entry that could not be stored, until a write goes through', async () => {
    const { at, health } = tried();
    await health.check();
    at.probe = refuse;
    health.failed();
    expect(await health.missing()).toEqual(['log']);
    at.now += 2_000;
    expect(await health.missing()).toEqual(['log']);
    at.probe = async () => {};
    at.now += 2_000;
    expect(await health.missing()).toEqual([]);
    expect(at.probes).toBe(3);
  });

  it('is denied within two seconds when a write hangs, and no second one is sent after it', async () => {
    const { at, health } = tried();
    let free = (): void => {};
    at.probe = () => new Promise((resolve) => (free = resolve));
    expect(await health.missing()).toEqual(['log']);
    for (let each = 0; each < 20; each += 1) {
      at.now += 5_000;
      expect(await health.missing()).toEqual(['log']);
    }
    expect(at.probes).toBe(1);
    free();
    at.probe = async () => {};
    await expect.poll(() => health.missing(), SOON).toEqual([]);
  });

  it('says what is missing, and is alive as long as the log answers, even that its database is away', async () => {
    const { at, health } = tried();
    const full = openHealth({
      log: { probe: refuse, head: async () => 0 },
      hasRoom: () => {
        throw new Error('statfs');
      },
      clock: () => at.now,
    });
    expect(await full.missing()).toEqual(['log', 'disk']);
    expect(await full.isAlive()).toBe(true);
    at.head = () => Promise.reject(new StorageFault('the database cannot be reached'));
    expect(await health.isAlive()).toBe(true);
    at.head = refuse;
    expect(await health.isAlive()).toBe(false);
  });
});

describe('the lateness of the event loop', () => {
  it('counts what is overdue now, and remembers the worst for half a minute', () => {
    const lateness = new Lateness();
    expect(lateness.now(100_000)).toBe(0);
    lateness.begin(100_000);
    lateness.came(100_250);
    expect([lateness.now(100_250), lateness.worst(100_250)]).toEqual([0, 0]);
    expect(lateness.now(103_500)).toBe(3_000);
    lateness.came(103_500);
    lateness.came(103_750);
    expect([lateness.now(103_750), lateness.worst(103_750)]).toEqual([0, 3_000]);
    for (let at = 104_000; at <= 133_250; at += 250) lateness.came(at);
    expect(lateness.worst(133_250)).toBe(3_000);
    lateness.came(133_500);
    expect(lateness.worst(133_500)).toBe(0);
  });
});

describe('a house whose file another process holds', () => {
  it('is not ready, goes on answering, and is ready again by itself', async () => {
    const house = await new TestHouse(quietClinic()).start();
    const ready = async (): Promise<string> => {
      const reply = await fetch(`${house.base}/health/ready`);
      return `${reply.status} ${await reply.text()}`;
    };
    expect(await ready()).toBe('200 {"status":"ready"}');
    const other = new Database(`${house.dir}/data/tiepdon.sqlite`);
    other.exec('BEGIN IMMEDIATE');
    await expect.poll(ready, SOON).toBe('503 {"status":"not-ready","missing":["log"]}');
    expect((await fetch(`${house.base}/health/live`)).status).toBe(200);
    other.exec('ROLLBACK');
    other.close();
    await expect.poll(ready, SOON).toBe('200 {"status":"ready"}');
    // The patience with others is that of an append again.
    expect(house.open.house.tail.day.seq).toBe(await house.open.house.log.head());
    await house.end();
  });
});
