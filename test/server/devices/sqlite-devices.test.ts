import { rmSync } from 'node:fs';
import { join } from 'node:path';
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
