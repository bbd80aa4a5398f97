import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDevices } from '../../../server/devices/devices.ts';
import { type Db, openDatabase } from '../../../server/log/database.ts';
import { tempFolder } from '../log/sqlite-store.ts';
import { deviceContract } from './contract.ts';

deviceContract('SQLite', async () => {
  const dir = tempFolder();
  const opened: Db[] = [];
  return {
    async open(now) {
      const db = openDatabase(join(dir, 'devices.sqlite'));
      opened.push(db);
      return openDevices(db, now);
    },
    async end() {
      for (const db of opened) db.close();
      rmSync(dir, { recursive: true });
    },
  };
});

describe('devices in SQLite', () => {
  it('are written down the next time when somebody else has the file, and nothing waits for it', async () => {
    const dir = tempFolder();
    const file = join(dir, 'devices.sqlite');
    const [db, other] = [openDatabase(file), openDatabase(file)];
    const devices = openDevices(db, () => 0);
    const { id } = devices.add({ role: 'board', name: 'hall', room: null });
    devices.saw(id, { at: 5_000, clockOffMs: null, build: null });
    other.exec('BEGIN IMMEDIATE');
    const before = performance.now();
    expect(() => devices.storeSightings()).toThrow(/locked/);
    expect(performance.now() - before).toBeLessThan(2_000);
    other.exec('ROLLBACK');
    devices.storeSightings();
    expect(openDevices(other, () => 0).list()).toMatchObject([{ seenAt: 5_000 }]);
    for (const each of [db, other]) each.close();
    rmSync(dir, { recursive: true });
  });
});
