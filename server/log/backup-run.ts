import { fork } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { BackupDone, BackupOrder } from './backup-work.ts';

/**
 * Makes a sealed backup in a process of its own, which gives way to the server: neither the copy nor its check holds
 * up anybody, and what it took of memory goes with it. (On a thread, 30 to 150 MB of a large log stayed with the
 * server.) It ends with the server. Also when it is killed, nothing half made stays, and no copy that can be read.
 */
export function runBackup(order: BackupOrder): Promise<BackupDone> {
  return new Promise((resolve) => {
    let done: BackupDone = { ok: false, damaged: false, why: 'it was broken off' };
    const child = fork(new URL('./backup-work.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // The key goes as bytes, and on no command line.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    const end = (why: string | null): void => {
      process.off('exit', kill);
      clear(order);
      resolve(why === null ? done : { ok: false, damaged: false, why });
    };
    child.once('message', (said) => {
      done = said as BackupDone;
    });
    child.once('error', (error) => end(error.name));
    child.once('exit', () => end(null));
    child.send(order, () => {});
    if (child.pid !== undefined) giveWay(child.pid);
  });
}

/** What a process that was killed could not throw away itself: the plain copy, what lies beside it, the half sealed. */
function clear({ plain, sealed }: BackupOrder): void {
  const folder = dirname(plain);
  try {
    for (const name of readdirSync(folder))
      if (name.startsWith(basename(plain))) rmSync(join(folder, name), { force: true });
    rmSync(`${sealed}.making`, { force: true });
  } catch {
    // A disk that lets nothing go: the next start sweeps.
  }
}

/** A machine that does not let it is no reason for no backup. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It is gone already, or may not.
  }
}
