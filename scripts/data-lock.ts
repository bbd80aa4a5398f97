import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, startOf } from '../server/log/live-process.ts';

/**
 * Takes the data folder for this process: `server.lock` for its log, which two servers would both write, and
 * `station.lock` for the numbers that a station gives out by itself.
 * Returns the release, or the process that holds it. A lock left by a crash is taken over; `unclean` tells of it. On a
 * full disk the reserve that lies there (`BALLAST`) is given up for it; where that does not help, `pid` is null. Where
 * nothing may be written, it is the system's name for why (EACCES, EROFS).
 */
export function lockData(
  dataDir: string,
  name: 'server.lock' | 'station.lock',
): { ok: true; unclean: boolean; release: () => void } | { ok: false; pid: number | string | null } {
  const file = join(dataDir, name);
  const mine = `${process.pid} ${startOf(process.pid)}`;
  let unclean = false;
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      writeFileSync(file, mine, { flag: 'wx' });
      return { ok: true, unclean, release: () => release(file, mine) };
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC') {
        // What was made of it is empty.
        rmSync(file, { force: true });
        const reserve = join(dataDir, 'ballast');
        if (!existsSync(reserve)) return { ok: false, pid: null };
        rmSync(reserve);
        continue;
      }
      if (code !== 'EEXIST') return { ok: false, pid: code };
      const held = read(file);
      const pid = Number(held.split(' ')[0]);
      if (isRunning(pid) && held === `${pid} ${startOf(pid)}`) return { ok: false, pid };
      unclean = true;
      try {
        rmSync(file, { force: true });
      } catch (refused) {
        return { ok: false, pid: (refused as NodeJS.ErrnoException).code ?? '' };
      }
    }
  }
  return { ok: false, pid: 0 };
}

/** Why the folder could not be taken, in one line. */
export const lockFault = (dataDir: string, pid: number | string | null, who: string): string =>
  pid === null
    ? `DATA_DIR: the disk of ${dataDir} is full: make room on it; nothing is damaged, and nothing needs a restore`
    : typeof pid === 'string'
      ? `DATA_DIR: ${dataDir} cannot be written (${pid}): it belongs to another user, or its disk is read-only; nothing needs a restore`
      : `DATA_DIR: ${dataDir} is in use by the ${who} with process id ${pid}`;

function release(file: string, mine: string): void {
  if (read(file) === mine) rmSync(file, { force: true });
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
