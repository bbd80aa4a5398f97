import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The environment of a process whose machine shows another time, as an offset such as `+3d`. Its count of ms since
 * the start of the machine runs on truly. Not by the wrapper itself: it would stand between us and the process.
 */
export const falseClock = (offset: string): Record<string, string> => ({ ...library(), FAKETIME: offset });

/** The same, with the offset in a file that is read again at each look at the clock. */
export const turnableClock = (file: string): Record<string, string> => ({
  ...library(),
  FAKETIME_NO_CACHE: '1',
  FAKETIME_TIMESTAMP_FILE: file,
});

let path = '';

function library(): Record<string, string> {
  path ||= execFileSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim();
  sweep();
  return { LD_PRELOAD: path, DONT_FAKE_MONOTONIC: '1' };
}

/**
 * The library keeps a semaphore and a piece of memory under the number of its process, which one that was killed
 * leaves there: the next process that happens to get the number would not start.
 */
function sweep(): void {
  for (const name of readdirSync('/dev/shm')) {
    const [, pid] = /^(?:sem\.)?faketime_(?:shm|sem)_(\d+)$/.exec(name) ?? [];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join('/dev/shm', name), { force: true });
  }
}
