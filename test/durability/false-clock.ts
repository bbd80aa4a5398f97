import { execFileSync } from 'node:child_process';

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

function library(): Record<string, string> {
  const path = execFileSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim();
  return { LD_PRELOAD: path, DONT_FAKE_MONOTONIC: '1' };
}
