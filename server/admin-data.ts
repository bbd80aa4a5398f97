import { join } from 'node:path';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { type Devices, openDevices } from './devices/devices.ts';
import { openPostgresDevices } from './devices/postgres-devices.ts';
import { backUp, type RestoreFault, renew, restore } from './log/backup.ts';
import { openDatabase } from './log/database.ts';
import type { Log } from './log/log.ts';
import { openPostgres } from './log/postgres.ts';
import { backUpPostgres, renewPostgres, restorePostgres } from './log/postgres-backup.ts';
import { openPostgresLog } from './log/postgres-log.ts';
import { openWake } from './log/postgres-wake.ts';
import { openSqliteLog } from './log/sqlite-log.ts';
import type { Settings } from './settings.ts';

/** What a terminal may do with the data of a site, whether or not servers run on it. Needs no key. */
export type AdminData = {
  log: Pick<Log, 'verify'>;
  devices: Devices;
  /** Copies the site into one file. */
  backUp(file: string): Promise<void>;
  /** `now` in ms since 1970. */
  restore(file: string, now: number): Promise<{ ok: true; entries: number } | RestoreFault>;
  /** A new epoch, and every series of today goes on so many numbers higher; returns from where. */
  renew(skip: number, now: number): Promise<Record<string, number>>;
  close(): Promise<void>;
};

/** Opens the data that the settings name. Throws FromTheFuture or DatabaseRefused. */
export async function openAdminData(
  { dataDir, databaseUrl }: Pick<Settings, 'dataDir' | 'databaseUrl'>,
  clinic: Clinic,
): Promise<AdminData> {
  const { site } = clinic;
  if (databaseUrl === null) {
    const db = openDatabase(join(dataDir, 'tiepdon.sqlite'));
    return {
      log: openSqliteLog(db, site),
      devices: openDevices(db, Date.now),
      backUp: (file) => backUp(db, file),
      restore: (file, now) => restore(db, clinic, file, now),
      renew: async (skip, now) => renew(db, site, skip, now),
      close: async () => void db.close(),
    };
  }
  const db = await openPostgres(databaseUrl);
  const wake = await openWake(db, site);
  const log = await openPostgresLog(db, site, wake);
  return {
    log,
    devices: await openPostgresDevices(db, site, wake, Date.now),
    backUp: (file) => backUpPostgres(db, site, file),
    restore: (file, now) => restorePostgres(db, clinic, file, now),
    renew: (skip, now) => renewPostgres(db, site, skip, now),
    close: () => log.close(),
  };
}
