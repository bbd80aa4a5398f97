import { statSync } from 'node:fs';

/** How often a line looks whether its device still stands at its path. */
const LOOK_MS = 500;

/**
 * Calls `onGone` once another device, or none, stands at a path. serialport does not notice a device that goes
 * while a read is under way: the read then gives 0 bytes, which its bindings take for "try again", for ever. A held
 * device keeps its number, so one plugged in again comes with another. Windows ports are no files: not watched.
 * @returns the way to call it off
 */
export function watchDevice(path: string, onGone: () => void): () => void {
  const before = process.platform === 'win32' ? null : deviceAt(path);
  if (before === null) return () => undefined;
  const timer = setInterval(() => {
    if (deviceAt(path) === before) return;
    clearInterval(timer);
    onGone();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function deviceAt(path: string): string | null {
  try {
    const { dev, ino, rdev } = statSync(path);
    return `${dev}:${ino}:${rdev}`;
  } catch {
    return null;
  }
}
