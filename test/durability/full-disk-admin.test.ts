import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { roomOf } from '../../server/log/ballast.ts';
import { root } from '../house/source-tree.ts';
import { KeptHouse } from './kept-house.ts';
import { asOlder } from './older-data.ts';

/** A small disk of its own may be made by root alone, as in CI. */
describe.skipIf(process.getuid?.() !== 0)('an admin command on a full disk', () => {
  let kept: KeptHouse;
  let disk: string;
  let sealed: string;
  let older: string;
  beforeEach(async () => {
    kept = new KeptHouse();
    disk = join(kept.house.dir, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
    const backups = join(kept.house.dir, 'backups');
    kept.house.flags = ['--data-dir', join(disk, 'data'), '--ballast', '0', '--backup-dir', backups];
    await kept.start();
    await kept.comes();
    [sealed, older] = ['sealed.backup', 'older.sqlite'].map((name) => join(kept.house.dir, name)) as [
      string,
      string,
    ];
    copyFileSync(await kept.backUp(), sealed);
    await kept.house.stop();
    // The house is in this process and has its clinic from the test; a server's lies beside its data.
    copyFileSync(join(root, 'server/sample/clinic.json'), join(disk, 'data', 'clinic.json'));
    asOlder(join(disk, 'data', 'tiepdon.sqlite'), older, 1);
  });
  afterEach(async () => {
    execFileSync('umount', ['-l', disk]);
    await kept.house.end();
  });
  /** Leaves so many bytes. */
  const fill = (free: number): void => {
    rmSync(join(disk, 'filler'), { force: true });
    appendFileSync(join(disk, 'filler'), Buffer.alloc(roomOf(disk).free - free));
  };
  const admin = (...words: string[]): { status: number | null; stderr: string } => {
    const env = { ...process.env, DATA_DIR: join(disk, 'data') };
    return spawnSync(process.execPath, ['scripts/admin.ts', ...words], { cwd: root, env, encoding: 'utf8' });
  };

  it('says that room is wanted, and calls neither the data nor a good backup damaged', () => {
    expect(admin('boards').status).toBe(0);
    for (const free of [0, 65_536, 98_304, 131_072])
      for (const words of [
        ['drill', sealed],
        ['drill', older],
        ['restore', older],
        ['device', 'list'],
      ]) {
        fill(free);
        const { status, stderr } = admin(...words);
        if (status === 0) continue;
        expect(stderr, `${words} with ${free} bytes`).toMatch(
          /^tiepdon: the disk of \S+ is full or cannot be written \(\w+\): make room on it .*\n$/,
        );
      }
    fill(4 << 20);
    expect(admin('drill', sealed).status).toBe(0);
  }, 60_000);
});
