import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Settings } from './settings.ts';

type Places = Pick<Settings, 'dataDir' | 'backupDir' | 'keyFile' | 'databaseUrl'>;

/** `database`: the data are in PostgreSQL. Where is not noted: its address holds a password. */
const Noted = z.object({ backupDir: z.string(), keyFile: z.string(), database: z.boolean().default(false) });

const fileOf = (dataDir: string): string => join(dataDir, 'places.json');
const usualIn = (dataDir: string): z.infer<typeof Noted> => ({
  backupDir: resolve(dataDir, 'backups'),
  keyFile: resolve(dataDir, 'master.key'),
  database: false,
});

/**
 * Notes beside the data where the server has its backups, anchors and key, and whether it has a database, when all is
 * not in the data folder. A disk that takes no note is no reason not to serve.
 */
export function notePlaces({ dataDir, backupDir, keyFile, databaseUrl }: Places): void {
  const usual = usualIn(dataDir);
  const database = databaseUrl !== null;
  const own = { backupDir: resolve(backupDir), keyFile: resolve(keyFile), database };
  try {
    if (JSON.stringify(own) === JSON.stringify(usual)) rmSync(fileOf(dataDir), { force: true });
    else writeFileSync(fileOf(dataDir), `${JSON.stringify(own)}\n`);
  } catch {
    // What was noted before stays.
  }
}

/**
 * The same settings for an admin command, which is seldom told BACKUP_DIR and KEY_FILE: the server's own, as they were
 * noted. A renewal or a restore without them would tell other anchors than those that hold the server back.
 */
export function withServersPlaces<S extends Places>(settings: S): S {
  const usual = usualIn(settings.dataDir);
  const noted = notedIn(settings.dataDir);
  const own = (name: 'backupDir' | 'keyFile'): string =>
    resolve(settings[name]) === usual[name] ? (noted?.[name] ?? settings[name]) : settings[name];
  return { ...settings, backupDir: own('backupDir'), keyFile: own('keyFile') };
}

/** Whether an admin command was not told of the database in which the server has its data, and so looks into a file. */
export const isBesideDatabase = ({ dataDir, databaseUrl }: Places): boolean =>
  databaseUrl === null && notedIn(dataDir)?.database === true;

function notedIn(dataDir: string): z.infer<typeof Noted> | null {
  try {
    return Noted.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}
