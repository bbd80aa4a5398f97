import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBallast } from '../../server/log/ballast.ts';
import { root } from '../house/source-tree.ts';

const MIB = 1 << 20;

describe('the reserve of room on the disk', () => {
  let folder: string;
  let path: string | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tiepdon-ballast-'));
    path = process.env.PATH;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['by the disk itself', true],
    ['byte by byte, where the disk cannot', false],
  ])("takes its room %s, is nobody else's to read, and gives it back", (_how, withProgram) => {
    if (!withProgram) {
      mkdirSync(join(folder, 'nothing'));
      process.env.PATH = join(folder, 'nothing');
    }
    const ballast = openBallast(folder, 3);
    ballast.lay();
    const { size, blocks, mode } = statSync(join(folder, 'ballast'));
    expect([size, (mode & 0o777).toString(8)]).toEqual([3 * MIB, '600']);
    // A file with holes holds no room.
    expect(blocks * 512).toBeGreaterThanOrEqual(3 * MIB);
    expect([ballast.lies(), ballast.free(), ballast.lies(), ballast.free()]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is gone when none is wanted any more', () => {
    openBallast(folder, 1).lay();
    openBallast(folder, 0).lay();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that cannot be written leaves neither half of it nor an open file, however often it is tried', () => {
    // A limit on the size of a file stands for the disk that fills up meanwhile.
    const script = `
      const { openBallast } = await import('./server/log/ballast.ts');
      const { readdirSync, readlinkSync } = await import('node:fs');
      const ballast = openBallast(process.argv[1], 8);
      const codes = [1, 2, 3].map(() => { try { ballast.lay(); } catch (error) { return error.code; } });
      const open = readdirSync('/proc/self/fd').filter((fd) => {
        try { return readlinkSync('/proc/self/fd/' + fd).startsWith(process.argv[1]); } catch { return false; }
      });
      console.log(JSON.stringify([codes, open.length]));`;
    const limited = `ulimit -f 2048; exec "$0" --input-type=module -e "$1" "$2"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', limited, process.execPath, script, folder], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout || stderr)).toEqual([['EFBIG', 'EFBIG', 'EFBIG'], 0]);
    expect(existsSync(join(folder, 'ballast'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });
});
