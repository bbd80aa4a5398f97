import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBackup } from '../../server/log/backup-run.ts';
import { quietClinic } from '../server/test-house.ts';

/** Processes that this one has started to make a backup. */
function workers(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return Number(parent) === process.pid && command.includes('backup-work');
      } catch {
        return false;
      }
    });
}

it('a backup whose process is killed leaves nothing of the data behind in the open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-killed-'));
  const [plain, sealed] = [join(folder, 'backup-0.making'), join(folder, 'tiepdon.backup')];
  const left = ['', '-wal', '-shm', '-journal', '.12345678.making', '.12345678.making-journal'];
  for (const end of left) writeFileSync(plain + end, 'the data');
  writeFileSync(`${sealed}.making`, 'half');
  writeFileSync(join(folder, 'backup-1.making'), 'of another');
  const order = { source: null, plain, sealed, key: Buffer.alloc(32), clinic: quietClinic() };
  const done = runBackup({ ...order, at: 0, witnesses: [] });
  const [pid] = workers();
  process.kill(pid!, 'SIGKILL');
  expect(await done).toEqual({ ok: false, damaged: false, why: 'it was broken off' });
  expect(readdirSync(folder)).toEqual(['backup-1.making']);
  rmSync(folder, { recursive: true });
});
