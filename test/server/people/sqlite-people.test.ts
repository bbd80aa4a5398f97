import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, openDatabase } from '../../../server/log/database.ts';
import { openPeople } from '../../../server/people/people.ts';
import { tempFolder } from '../log/sqlite-store.ts';
import { peopleContract } from './contract.ts';

peopleContract('SQLite', async () => {
  const dir = tempFolder();
  const opened: Db[] = [];
  return {
    async open(site, keys) {
      const db = openDatabase(join(dir, 'people.sqlite'));
      opened.push(db);
      return openPeople(db, site, keys);
    },
    async end() {
      for (const db of opened) db.close();
      rmSync(dir, { recursive: true });
    },
  };
});
