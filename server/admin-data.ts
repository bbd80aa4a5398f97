import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { type Devices, openDevices } from './devices/devices.ts';
import { openPostgresDevices } from './devices/postgres-devices.ts';
import { type Anchors, type AnchorsRead, witnessesOf } from './log/anchor.ts';
import { backUp, type Restored, type RestoreFault, renew, restore } from './log/backup.ts';
import { DataDamaged, isDamage } from './log/damage.ts';
import { restoreAside, type TakeFolder } from './log/damaged-data.ts';
import { type Db, openDatabase } from './log/database.ts';
import { makingName } from './log/live-process.ts';
import type { Given, Log, Verdict } from './log/log.ts';
import { broughtUpToDate } from './log/older-backup.ts';
import { openPostgres } from './log/postgres.ts';
import { backUpPostgres, renewPostgres, restorePostgres } from './log/postgres-backup.ts';
import { openPostgresLog } from './log/postgres-log.ts';
import { openWake } from './log/postgres-wake.ts';
import { sealedHeader, unsealFile } from './log/sealed-file.ts';
import { openSqliteLog } from './log/sqlite-log.ts';
import { anchorsOf, type DataPlace } from './log/start-check.ts';
import { keyFor } from './people/keys.ts';

/** What a terminal may do with the data of a site, whether or not servers run on it. */
export type AdminData = {
  /** The chain, and what the anchors have seen of it; `anchors` null: no key, so they could not be read. */
  verify(): Promise<{ verdict: Verdict; anchors: AnchorsRead | null }>;
  devices: Devices;
  /** Copies the site into one file. */
  backUp(file: string): Promise<void>;
  /** Takes back a plain backup or a sealed one. `now` in ms since 1970. */
  restore(file: string, now: number): Promise<Restored | RestoreFault>;
  /** A new epoch, and every series of today goes on so many numbers higher; returns from where. */
  renew(skip: number, now: number): Promise<Record<string, number>>;
  /** Begins the anchors' file anew with what of it is proven, if it has a fault and the log bears that out. */
  mendAnchors(now: number): Promise<Mended | RestoreFault>;
  close(): Promise<void>;
};

/** The anchors could not be told of what a command would do to the log, so it was not done. */
export class AnchorsAway extends Error {}

/** `aside`: where the file with the fault lies now; null: there was none. */
export type Mended = { ok: true; aside: string | null };

/** The stores' own half of it. */
type Kept = {
  log: Pick<Log, 'verify' | 'head' | 'hashAt' | 'epoch'>;
  devices: Devices;
  backUp(file: string): Promise<void>;
  restore(file: string, now: number, seen: Given | null): Promise<Restored | RestoreFault>;
  renew(skip: number, now: number, seen: Given | null): Promise<Record<string, number>>;
  close(): Promise<void>;
};

/**
 * Opens the data that the settings name. Throws FromTheFuture, DatabaseRefused or WrongKey; a renewal, AnchorsAway. A
 * damaged SQLite file can only be restored, once `take` has the folder; all else throws DataDamaged.
 */
export async function openAdminData(
  place: DataPlace,
  clinic: Clinic,
  take: TakeFolder = () => () => {},
): Promise<AdminData> {
  const kept = place.databaseUrl === null ? openFile(place, clinic, take) : await openServer(place, clinic);
  const anchors = anchorsOf(place, clinic.site);
  const seen = (): Given | null => anchors?.read().given ?? null;
  return {
    get devices() {
      return kept.devices;
    },
    backUp: kept.backUp,
    close: kept.close,
    async verify() {
      const read = anchors?.read() ?? null;
      const witnesses = witnessesOf(read?.standing ?? []);
      return { verdict: await kept.log.verify({ from: null, witnesses }), anchors: read };
    },
    async restore(file, now) {
      const away = await anchors?.away();
      if (away) return { ok: false, why: away };
      const done = await withPlain(place, clinic.site, file, (plain) => kept.restore(plain, now, seen()));
      if (done.ok) await anchorAnew(anchors, kept.log, done.kept, now);
      return done;
    },
    async renew(skip, now) {
      const away = await anchors?.away();
      if (away) throw new AnchorsAway(away);
      const before = await kept.log.head();
      const above = await kept.renew(skip, now, seen());
      await anchorAnew(anchors, kept.log, before, now);
      return above;
    },
    mendAnchors: (now) => mendAnchors(anchors, kept.log, now),
  };
}

async function mendAnchors(
  anchors: Anchors | null,
  log: Kept['log'],
  now: number,
): Promise<Mended | RestoreFault> {
  if (anchors === null) return { ok: false, why: 'the key file is missing (KEY_FILE)' };
  const away = await anchors.away();
  if (away !== null) return { ok: false, why: away };
  const { standing, unproven } = anchors.read();
  const verdict = await log.verify({ from: null, witnesses: witnessesOf(standing) });
  if (!verdict.ok)
    return { ok: false, why: `entry ${verdict.seq} ${verdict.why}: restore FILE, or log renew` };
  if ((unproven ?? 0) > verdict.entries)
    return {
      ok: false,
      why: `the log ends at entry ${verdict.entries}, but a line that cannot be proven speaks of entry ${unproven}: restore FILE, or log renew`,
    };
  const aside = await anchors.mend(now);
  if (aside !== null) await anchors.add({ ...(await headOf(log)), ...NO_NUMBERS, at: now, from: null });
  return { ok: true, aside };
}

const NO_NUMBERS = { businessDay: null, above: {} };

async function headOf(log: Kept['log']): Promise<{ seq: number; epoch: string; hash: string }> {
  const [seq, epoch] = await Promise.all([log.head(), log.epoch()]);
  return { seq, epoch, hash: (await log.hashAt(seq)) ?? '' };
}

/**
 * Tells the anchors that the log is another from `from` on: what they have seen above it is gone for good reason, and
 * so is all after the first of them that saw another entry than stands there now. A fault in their file, which may
 * have refused the start, ends with it.
 */
async function anchorAnew(
  anchors: Anchors | null,
  log: Kept['log'],
  from: number,
  now: number,
): Promise<void> {
  if (anchors === null) return;
  await anchors.mend(now);
  let left = 0;
  for (const { seq, hash } of anchors.read().standing) {
    if (seq > from || (await log.hashAt(seq)) !== hash) break;
    left = seq;
  }
  await anchors.add({ ...(await headOf(log)), ...NO_NUMBERS, at: now, from: left });
}

/**
 * Hands over a backup as a plain file of this version; one that is sealed is opened beside the data and one of an
 * older version copied there, and gone again afterwards.
 */
export async function withPlain<T>(
  { dataDir, keyFile }: Pick<DataPlace, 'dataDir' | 'keyFile'>,
  site: string,
  file: string,
  use: (plain: string) => Promise<T>,
): Promise<T | RestoreFault> {
  if (!existsSync(file)) return { ok: false, why: 'there is no such file' };
  const [opened, newer] = ['opened', 'newer'].map((name) => makingName(join(dataDir, name))) as [
    string,
    string,
  ];
  try {
    const plain = plainOf(file, site, keyFile, opened);
    if (!plain.ok) return plain;
    const ready = broughtUpToDate(plain.file, newer);
    return ready.ok ? await use(ready.file) : ready;
  } finally {
    for (const made of [opened, newer])
      for (const end of ['', '-wal', '-shm', '-journal']) rmSync(made + end, { force: true });
  }
}

/** The file itself, or what was sealed in it, opened into `opened`. */
function plainOf(
  file: string,
  site: string,
  keyFile: string,
  opened: string,
): { ok: true; file: string } | RestoreFault {
  const header = sealedHeader(file);
  if (header === null) return { ok: true, file };
  if (header.site !== site) return { ok: false, why: `the backup is not of the site "${site}"` };
  const key = keyFor('backup', keyFile);
  if (key === null) return { ok: false, why: `the backup is sealed and ${keyFile} is missing` };
  const done = unsealFile(file, opened, key);
  return done.ok ? { ok: true, file: opened } : done;
}

function openFile({ dataDir }: DataPlace, clinic: Clinic, take: TakeFolder): Kept {
  const { site } = clinic;
  const file = join(dataDir, 'tiepdon.sqlite');
  let opened = openUnlessDamaged(file);
  const db = (): Db => {
    if (opened === null) throw new DataDamaged('the database file is damaged: npm run admin -- restore FILE');
    return opened;
  };
  return {
    get log() {
      return openSqliteLog(db(), site);
    },
    get devices() {
      return openDevices(db(), Date.now);
    },
    backUp: async (copy) => backUp(db(), copy),
    async restore(backup, now, seen) {
      try {
        if (opened !== null) return await restore(opened, clinic, backup, now, seen);
      } catch (error) {
        if (!isDamage(error, file)) throw error;
        opened?.close();
        opened = null;
      }
      const done = await restoreAside(file, { clinic, file: backup, now, seen }, take);
      if (done.ok) opened = openDatabase(file);
      return done;
    },
    renew: async (skip, now, seen) => renew(db(), clinic, skip, now, seen),
    close: async () => void opened?.close(),
  };
}

function openUnlessDamaged(file: string): Db | null {
  try {
    return openDatabase(file);
  } catch (error) {
    if (isDamage(error, file)) return null;
    throw error;
  }
}

async function openServer({ databaseUrl }: DataPlace, clinic: Clinic): Promise<Kept> {
  const { site } = clinic;
  const db = await openPostgres(databaseUrl!);
  const wake = await openWake(db, site);
  const log = await openPostgresLog(db, site, wake);
  return {
    log,
    devices: await openPostgresDevices(db, site, wake, Date.now),
    backUp: (file) => backUpPostgres(db, site, file),
    restore: (file, now, seen) => restorePostgres(db, clinic, file, now, seen),
    renew: (skip, now, seen) => renewPostgres(db, clinic, skip, now, seen),
    close: () => log.close(),
  };
}
