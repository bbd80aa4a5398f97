import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const MIB = 1 << 20;

/** Free and whole size of the disk under a folder, in bytes, as a process without privileges may use it. */
export function roomOf(folder: string): { free: number; total: number } {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** A file that holds room for the hour in which the disk is full: SQLite can then not even delete. */
export type Ballast = {
  /** Whether it lies there. */
  lies(): boolean;
  /** Gives its room back to the disk; true when there was some. */
  free(): boolean;
  /** Lays it again when the disk has room for it and as much again. */
  lay(): void;
};

/** `mib` 0: none. */
export function openBallast(folder: string, mib: number): Ballast {
  const file = join(folder, 'ballast');
  const lies = (): boolean => existsSync(file);
  return {
    lies,
    free() {
      if (!lies()) return false;
      rmSync(file, { force: true });
      return true;
    },
    lay() {
      if (mib === 0) return void rmSync(file, { force: true });
      if (lies() || roomOf(folder).free < 2 * mib * MIB) return;
      const making = `${file}.making`;
      try {
        fill(making, mib);
        renameSync(making, file);
      } catch (error) {
        // Half a reserve would take the last room from the log.
        rmSync(making, { force: true });
        throw error;
      }
    },
  };
}

/** Room that is really taken: a file with holes would hold none. */
function fill(file: string, mib: number): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    if (spawnSync('fallocate', ['-l', String(mib * MIB), file], { stdio: 'ignore' }).status === 0) return;
    for (let each = 0; each < mib; each += 1) writeSync(handle, Buffer.alloc(MIB, 0xb5));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
