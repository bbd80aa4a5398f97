import { join } from 'node:path';
import { AnchorsAway } from '../server/admin-data.ts';
import { isDamage } from '../server/log/damage.ts';
import { FromTheFuture } from '../server/log/database.ts';
import { StorageFault } from '../server/log/log.ts';
import { DatabaseRefused } from '../server/log/postgres.ts';
import { WrongKey } from '../server/people/people.ts';
import type { Settings } from '../server/settings.ts';
import { refuse } from './runtime.ts';

/** Ends the program with one line when its data cannot be used; anything else is a bug and keeps its stack. */
export function refuseData({
  databaseUrl,
  dataDir,
}: Pick<Settings, 'databaseUrl' | 'dataDir'>): (error: unknown) => never {
  return (error) => {
    if (error instanceof FromTheFuture)
      refuse(`${databaseUrl === null ? 'DATA_DIR' : 'DATABASE_URL'}: ${error.message}`);
    if (databaseUrl === null && isDamage(error, join(dataDir, 'tiepdon.sqlite')))
      refuse(
        'DATA_DIR: the database file is damaged: npm run admin -- restore FILE, newest file of BACKUP_DIR',
      );
    if (error instanceof DatabaseRefused || (error instanceof StorageFault && databaseUrl !== null))
      refuse(`DATABASE_URL: ${error.message}`);
    if (error instanceof WrongKey) refuse(`KEY_FILE: ${error.message}`);
    if (error instanceof AnchorsAway) refuse(`${error.message}; the live data are as they were`);
    const disk = diskFault(error, dataDir);
    if (disk !== null) refuse(disk);
    throw error;
  };
}

/** What a disk does not let be done, in one line: it names neither a restore nor a mistake of the program. */
function diskFault(error: unknown, dataDir: string): string | null {
  const { code = '', path, dest } = (error ?? {}) as { code?: string; path?: string; dest?: string };
  const isSqlite = code.startsWith('SQLITE_');
  if (/^(SQLITE_(FULL|IOERR)|ENOSPC|EDQUOT)/.test(code))
    return `the disk of ${dest ?? path ?? dataDir} is full or cannot be written (${code}): make room on it and try again; nothing is damaged`;
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM)|EACCES$|EPERM$|EROFS$)/.test(code) && (isSqlite || path))
    return `${path ?? dataDir} cannot be written or read (${code}): do it as the user of the server (sudo -u tiepdon), or its disk is read-only; nothing needs a restore`;
  return null;
}
