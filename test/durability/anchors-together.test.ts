import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Anchors } from '../../server/log/anchor.ts';
import { aloneAmongProcesses } from '../../server/log/process-turn.ts';
import { root } from '../house/source-tree.ts';

const MANY = 60;
const anchor = { at: 1, epoch: 'e', seq: 1, hash: 'h', businessDay: '2026-11-22', from: null };

/** A server and `log renew`, say. */
describe('anchors that several processes add at the same moment', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tiepdon-anchors-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const script = (work: string): string => `
    const { Anchors } = await import('./server/log/anchor.ts');
    const { aloneAmongProcesses } = await import('./server/log/process-turn.ts');
    const dir = process.argv[1];
    const anchors = new Anchors(dir + '/anchors', Buffer.alloc(32, 7), 'one', dir + '/lock');
    const anchor = ${JSON.stringify(anchor)};
    ${work}`;
  const run = (work: string) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script(work), dir], { cwd: root });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (some) => {
        said += String(some);
      });
    const ended = new Promise<string>((resolve) => child.on('close', () => resolve(said.trim())));
    return { child, ended, said: () => said };
  };
  const here = (): Anchors =>
    new Anchors(join(dir, 'anchors'), Buffer.alloc(32, 7), 'one', join(dir, 'lock'));

  it('are all there, each signed with the one before it', async () => {
    const moment = Date.now() + 1_500;
    const children = ['A', 'B', 'C'].map((name) =>
      run(`
        while (Date.now() < ${moment});
        for (let n = 1; n <= ${MANY}; n += 1) await anchors.add({ ...anchor, above: { ${name}: n } });`),
    );
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual(['', '', '']);
    const { standing, fault, given } = here().read();
    expect(fault).toBeNull();
    expect(standing).toHaveLength(3 * MANY);
    expect(given).toMatchObject({ above: { A: MANY, B: MANY, C: MANY } });
  }, 60_000);

  it('wait for the other, and for nobody who was killed', async () => {
    const { child, said, ended } = run(`
      await aloneAmongProcesses(dir + '/lock', async () => {
        console.log('mine');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      });`);
    await expect.poll(said, { timeout: 20_000 }).toContain('mine');
    let added = false;
    const adding = here()
      .add({ ...anchor, above: {} })
      .then(() => {
        added = true;
      });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(added).toBe(false);
    child.kill('SIGKILL');
    await Promise.all([ended, adding]);
    expect(here().read()).toMatchObject({ fault: null, standing: [{ seq: 1 }] });
  }, 60_000);

  it('are added on a disk that has no room for the lock', async () => {
    const nowhere = new Anchors(join(dir, 'anchors'), Buffer.alloc(32, 7), 'one', join(dir, 'not', 'there'));
    await nowhere.add({ ...anchor, above: {} });
    expect(here().read()).toMatchObject({ fault: null, standing: [{ seq: 1 }] });
    expect(await aloneAmongProcesses(join(dir, 'not', 'there'), async () => 'done')).toBe('done');
  });
});
