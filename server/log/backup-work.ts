import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import { backUp, readBackup } from './backup.ts';
import { syncFolder } from './file-system.ts';
import type { Witness } from './log.ts';
import { migrations } from './migration-table.ts';
import { sealFile, unsealFile } from './sealed-file.ts';

/** What a backup is made of and into; `source` null: the plain copy lies there already. */
export type BackupOrder = {
  source: string | null;
  plain: string;
  sealed: string;
  key: Uint8Array;
  clinic: Clinic;
  at: number;
  witnesses: readonly Witness[];
};
/** `entries` of the copy; `why` says what is wrong with it, and `damaged` that it is so with the live data too. */
export type BackupDone = { ok: true; entries: number } | { ok: false; damaged: boolean; why: string };

/** Copies, checks and seals; what is under the final name is whole, was opened again and says the same. */
async function work(order: BackupOrder): Promise<BackupDone> {
  const { source, plain, sealed, clinic, at } = order;
  const key = Buffer.from(order.key);
  const making = `${sealed}.making`;
  try {
    if (source !== null) await copy(source, plain);
    const version = versionOf(plain);
    if (version > migrations.length)
      return {
        ok: false,
        damaged: false,
        why: `an admin command of a newer program brought the data to version ${version}: restart the server`,
      };
    const read = await readBackup(null, clinic, plain, order.witnesses);
    if (!read.ok) return { ok: false, damaged: true, why: read.why };
    const sha256 = sealFile(plain, making, key, { site: clinic.site, at });
    const opened = unsealFile(making, null, key);
    if (!opened.ok || opened.sha256 !== sha256)
      return { ok: false, damaged: false, why: 'the disk of the backups does not keep what is written' };
    renameSync(making, sealed);
    syncFolder(dirname(sealed));
    return { ok: true, entries: read.day.seq };
  } finally {
    rmSync(plain, { force: true });
    rmSync(making, { force: true });
  }
}

async function copy(source: string, plain: string): Promise<void> {
  const db = new Database(source, { readonly: true });
  try {
    await backUp(db, plain);
  } finally {
    db.close();
  }
}

/** Which steps the data have; 0 for what is no database, of which the look at every page tells. */
function versionOf(plain: string): number {
  try {
    const db = new Database(plain, { readonly: true });
    try {
      return Number(db.pragma('user_version', { simple: true }));
    } finally {
      db.close();
    }
  } catch {
    return 0;
  }
}

const failed = (error: Error & { code?: string }): BackupDone => ({
  ok: false,
  damaged: error.code === 'SQLITE_CORRUPT',
  why: error.code ?? error.name,
});

// Without its server there is nobody to tell; what is half made is swept at the next start.
process.once('disconnect', () => process.exit(1));
process.once('message', async (order: BackupOrder) => {
  process.send!(await work(order).catch(failed), () => process.exit(0));
});
