import { Worker } from 'node:worker_threads';
import type { BackupDone, BackupOrder } from './backup-work.ts';

/** Makes a sealed backup on a thread of its own: neither the copy nor its check holds up anybody. */
export function runBackup(order: BackupOrder): Promise<BackupDone> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./backup-work.ts', import.meta.url), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', (error: Error) => resolve({ ok: false, damaged: false, why: error.name }));
    worker.once('exit', () => resolve({ ok: false, damaged: false, why: 'it was broken off' }));
  });
}
