import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Devices } from './devices/devices.ts';
import { openDevices } from './devices/devices.ts';
import { openPostgresDevices } from './devices/postgres-devices.ts';
import { openDatabase } from './log/database.ts';
import type { Log } from './log/log.ts';
import { openPostgres, type Postgres } from './log/postgres.ts';
import { backUpPostgres } from './log/postgres-backup.ts';
import { openPostgresLog } from './log/postgres-log.ts';
import { openPostgresPeers } from './log/postgres-peers.ts';
import { openWake } from './log/postgres-wake.ts';
import { openSqliteLog } from './log/sqlite-log.ts';
import { type PermitSigner, permitSigner } from './offline/house-keys.ts';
import { openPostgresSeriesGrants } from './offline/postgres-series-grants.ts';
import { openSeriesGrants, type SeriesGrants } from './offline/series-grants.ts';
import { noPeers, type Peers } from './peers.ts';
import { openKeys, WrongKey } from './people/keys.ts';
import { openPeople, type People } from './people/people.ts';
import { openPostgresPeople } from './people/postgres-people.ts';
import type { Settings } from './settings.ts';

/** Where everything of a site is kept. Closing the log closes all. */
export type Stores = {
  log: Log;
  people: People;
  devices: Devices;
  peers: Peers;
  grants: SeriesGrants;
  permits: PermitSigner;
  /** A keyed digest of a text that may hold a card's number. */
  digest: (text: string) => string;
  /** Where a backup comes from: the file to copy, or what copies the site into a plain file. */
  source: BackupSource;
};

export type BackupSource = string | ((plain: string) => Promise<void>);

type Place = Pick<Settings, 'dataDir' | 'keyFile' | 'databaseUrl'>;

async function checkKeyFile(db: Postgres, site: string, file: string): Promise<void> {
  if (existsSync(file)) return;
  const known = await db.query({ text: 'SELECT 1 FROM key_check WHERE site = $1', values: [site] });
  if (known.length > 0)
    throw new WrongKey(`${file} is missing: copy the key file of the servers that share this database`);
}

/**
 * Opens the stores of a site: the SQLite file of the data folder, or the PostgreSQL database that DATABASE_URL
 * names. `wall` is the machine's time in ms. Throws FromTheFuture, WrongKey or DatabaseRefused.
 */
export async function openStores(place: Place, site: string, wall: () => number): Promise<Stores> {
  const keyFiles = { masterFile: place.keyFile, daysDir: join(place.dataDir, 'day-keys') };
  const grantsFile = join(place.dataDir, 'series-grants.log');
  if (place.databaseUrl === null) {
    const keys = openKeys(keyFiles);
    const source = join(place.dataDir, 'tiepdon.sqlite');
    const db = openDatabase(source);
    const people = openPeople(db, site, keys);
    const devices = openDevices(db, wall);
    return {
      log: openSqliteLog(db, site),
      ...{ people, devices, peers: noPeers(), digest: keys.digest },
      grants: openSeriesGrants(grantsFile, () => otherStations(devices)),
      permits: permitSigner(keys.derived('permit')),
      source,
    };
  }
  const db = await openPostgres(place.databaseUrl);
  try {
    // First of all: a server whose key does not fit writes nothing, and one without a key makes no other one.
    await checkKeyFile(db, site, place.keyFile);
    const keys = openKeys(keyFiles);
    const people = await openPostgresPeople(db, site, keys);
    const wake = await openWake(db, site);
    const log = await openPostgresLog(db, site, wake);
    const devices = await openPostgresDevices(db, site, wake, wall);
    const source = (plain: string): Promise<void> => backUpPostgres(db, site, plain);
    return {
      ...{ log, people, devices, peers: openPostgresPeers(db, site, wake), digest: keys.digest },
      grants: openPostgresSeriesGrants(db, site, grantsFile, () => otherStations(devices)),
      permits: permitSigner(keys.derived('permit')),
      source,
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Stations ever enrolled but the one that asks: so many series may have been granted when nobody knows any more. */
function otherStations(devices: Devices): number {
  return Math.max(0, devices.list().filter(({ role }) => role === 'station').length - 1);
}
