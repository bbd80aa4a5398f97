import { closeSync, fsyncSync, openSync, readFileSync, realpathSync, statfsSync } from 'node:fs';

/**
 * File systems over a network: their locks and syncs are not to be relied on, and SQLite's shared memory does not
 * work on them. Numbers of statfs(2), from linux/magic.h and the file systems' own headers.
 */
const NETWORK: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4266872130: 'SMB',
  4283649346: 'CIFS',
  16914839: '9P',
  12805120: 'Ceph',
  1397113167: 'AFS',
  1799439955: 'AFS',
  22092: 'NCP',
  1937076805: 'Coda',
  198183888: 'Lustre',
  2020557398: 'a shared folder of VirtualBox',
  3133910204: 'a shared folder of VMware',
};
const FUSE = 0x65735546;

/** What a folder lies on, when that is a network; null when it is a disk. `mounted` is the kernel's name of it. */
export function networkName(type: number, mounted: string): string | null {
  const known = NETWORK[type >>> 0];
  if (known) return known;
  // By way of FUSE come disks too (NTFS as fuseblk), and much that is no disk: sshfs, davfs, glusterfs.
  return type >>> 0 === FUSE && mounted !== 'fuseblk' ? mounted.replace(/^fuse\./, '') || 'FUSE' : null;
}

/** What an existing folder lies on, when that is a network; null when it is a disk, or nobody can tell. */
export function networkUnder(folder: string): string | null {
  try {
    return networkName(statfsSync(folder).type, mountOf(realpathSync(folder)));
  } catch {
    return null;
  }
}

/** The kernel's name of the file system at a path, such as ext4 or fuse.sshfs; empty when it does not tell. */
function mountOf(path: string): string {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => ({ at: line.split(' ')[4] ?? '', name: / - (\S+)/.exec(line)?.[1] ?? '' }))
    .filter(({ at }) => at !== '' && (path === at || path.startsWith(at === '/' ? '/' : `${at}/`)));
  return mounts.sort((a, b) => b.at.length - a.at.length)[0]?.name ?? '';
}

/** A new or changed name is on the disk only when its folder is. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
