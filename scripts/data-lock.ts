import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRunning, startOf } from '../server/log/live-process.ts';
import { holdLock } from '../server/log/process-turn.ts';

type Name = 'server.lock' | 'station.lock';
type Lock = { ok: true; unclean: boolean; release: () => void } | { ok: false; pid: number | string | null };

/** Beside the lock that can be read lies one of the kernel's. It is never taken away: another one would be no lock. */
export const heldName = (name: Name): string => name.replace('.lock', '.held');

/**
 * Takes the data folder for this process: `server.lock` for its log, which two servers would both write, and
 * `station.lock` for the numbers that a station gives out by itself.
 * Returns the release, or the process that holds it. A lock left by a crash is taken over; `unclean` tells of it. On a
 * full disk the reserve that lies there (`BALLAST`) is given up for it; where that does not help, `pid` is null. Where
 * nothing may be written, it is the system's name for why (EACCES, EROFS).
 *
 * The file names the process; what keeps others out is the kernel's lock beside it. By the file alone nobody could
 * tell a lock that is left over from that of a process that cannot be seen: of another user under a unit that hides
 * those, or in another container. Nor may two that find the same old file both take it over.
 */
export function lockData(dataDir: string, name: Name): Lock {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    return { ok: false, pid: (error as NodeJS.ErrnoException).code ?? '' };
  }
  const file = join(dataDir, name);
  const held = holdLock(join(dataDir, heldName(name)));
  if (held instanceof Error) return { ok: false, pid: Number(read(file).split(' ')[0]) };
  const lock = writeLock(file);
  if (!lock.ok) {
    held?.close();
    return lock;
  }
  const release = (): void => {
    lock.release();
    held?.close();
  };
  return { ...lock, release };
}

function writeLock(file: string): Lock {
  const mine = `${process.pid} ${startOf(process.pid)}`;
  let unclean = false;
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return { ok: true, unclean, release: () => unlink(file, mine) };
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC') {
        // What was made of it is empty.
        rmSync(file, { force: true });
        const reserve = join(dirname(file), 'ballast');
        if (!existsSync(reserve)) return { ok: false, pid: null };
        rmSync(reserve);
        continue;
      }
      if (code !== 'EEXIST') return { ok: false, pid: code };
      // Of a program of before, which has no lock of the kernel's.
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

const unlink = (file: string, mine: string): void => {
  if (read(file) === mine) rmSync(file, { force: true });
};

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Taken away between two looks.
    return '';
  }
}
