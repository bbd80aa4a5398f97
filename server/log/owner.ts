import { chownSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Hands what root has made to the owner of the folder in which it lies: an admin command is easily typed as root, and
 * the server, which runs as a user of its own, could neither read nor write it.
 */
export function handToOwner(file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(file));
  if (uid !== 0) chownSync(file, uid, gid);
}

/** Makes an empty file where root would be the first to open it, so that it is its folder's owner's from the start. */
export function makeForOwner(file: string): void {
  if (process.getuid?.() !== 0 || existsSync(file) || !existsSync(dirname(file))) return;
  closeSync(openSync(file, 'a', 0o600));
  handToOwner(file);
}
