import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockData } from '../../scripts/data-lock.ts';

const module = new URL('../../scripts/data-lock.ts', import.meta.url).href;
/** Asks for the folder at a given moment, says whether it has it, and keeps it. */
const taker = `
  const { lockData } = await import(${JSON.stringify(module)});
  while (Date.now() < Number(process.argv[2]));
  const lock = lockData(process.argv[1], 'server.lock');
  process.stdout.write(lock.ok ? 'taken\\n' : 'refused by ' + lock.pid + '\\n');
  setInterval(() => {}, 1_000);
`;

describe('a data folder', () => {
  let folder: string;
  let children: ChildProcess[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tiepdon-lock-'));
    children = [];
  });
  afterEach(async () => {
    for (const child of children) await killed(child);
    rmSync(folder, { recursive: true });
  });
  /** Another process, started by way of `through`; resolves with what became of its wish. */
  function take(at = 0, through: readonly string[] = []): Promise<string> {
    const script = [process.execPath, '--input-type=module', '-e', taker, folder, String(at)];
    const [command, ...words] = [...through, ...script];
    // A group of its own: what stands between would not hand the signal on.
    const child = spawn(command!, words, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    children.push(child);
    return new Promise((resolve) => {
      child.stdout!.once('data', (said: Buffer) => resolve(`${said}`.trim()));
      child.once('exit', (code) => resolve(`ended with ${code}`));
    });
  }
  function killed(child: ChildProcess): Promise<unknown> {
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid!, 'SIGKILL');
    return gone;
  }

  // Only root may make a namespace of processes.
  it.skipIf(process.getuid?.() !== 0)(
    'is not taken from a server that this process cannot see, as one in another container',
    async () => {
      expect(await take(0, ['unshare', '--pid', '--fork', '--mount-proc'])).toBe('taken');
      expect(lockData(folder, 'server.lock')).toMatchObject({ ok: false, pid: expect.any(Number) });
      await killed(children[0]!);
      await expect.poll(() => lockData(folder, 'server.lock')).toMatchObject({ ok: true, unclean: true });
    },
  );

  it('is taken over by one alone of some that find a lock left by a crash at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      writeFileSync(join(folder, 'server.lock'), '999999 1');
      const soon = Date.now() + 1_500;
      const said = await Promise.all(Array.from({ length: 4 }, () => take(soon)));
      expect(said.filter((word) => word === 'taken')).toHaveLength(1);
      expect(said.filter((word) => word.startsWith('refused by'))).toHaveLength(3);
      for (const child of children) await killed(child);
    }
  });

  it('is free again after a clean end, and told to be left unclean after a crash', async () => {
    const lock = lockData(folder, 'server.lock');
    expect(lock).toMatchObject({ ok: true, unclean: false });
    expect(await take()).toBe(`refused by ${process.pid}`);
    if (lock.ok) lock.release();
    expect(await take()).toBe('taken');
    await killed(children.at(-1)!);
    const after = lockData(folder, 'server.lock');
    expect(after).toMatchObject({ ok: true, unclean: true });
    if (after.ok) after.release();
  });
});
