import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runtimeFault } from '../../scripts/runtime.ts';
import { root } from '../house/source-tree.ts';
import { Product } from './product.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tiepdon-start-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the start to its end; only for starts that are refused. */
function start(...words: string[]): { code: number | null; lines: string[] } {
  const args = ['scripts/start.ts', '--data-dir', join(dir, 'data'), '--port', '1', ...words];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 20_000 });
  return { code: done.status, lines: (done.stdout + done.stderr).trim().split('\n') };
}

function clinic(edit: (json: Record<string, unknown[]>) => void): string {
  const json = JSON.parse(readFileSync(join(root, 'server/sample/clinic.json'), 'utf8')) as Record<
    string,
    unknown[]
  >;
  edit(json);
  const file = join(dir, 'clinic.json');
  writeFileSync(file, JSON.stringify(json, null, 2));
  return file;
}

describe('a start that is refused', () => {
  it.each([
    [['--port', '80a'], '--port: should be a whole number'],
    [['--host', 'not a host'], '--host: should be a host name'],
    [['--printer', 'lpt1'], '--printer: should be an address that starts with tcp://'],
    [['--printer', 'tcp://h?profile=nope'], 'PRINTER: should be profile is one of'],
    [['--scanner', '/dev/ttyACM0'], '--scanner: should be an address that starts with serial:'],
    [['--scanner', 'serial:/dev/ttyACM0?baud=fast'], 'SCANNER: should be baud='],
    [['--database-url', 'mysql://x'], '--database-url: should be an address'],
    [['--database-url', 'postgres://a:geheim@127.0.0.1:1/b'], 'DATABASE_URL: nothing answers at 127.0.0.1:1'],
    [['--colour', 'red'], '--colour: no such setting'],
    [['--limits', 'kiosk=many'], '--limits: should be commands a second'],
  ])('says in one line what is wrong with %j', (words, line) => {
    const { code, lines } = start(...words);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`tiepdon: ${line}`);
    expect(code).toBe(1);
  });

  it('names file, line and key of a wrong clinic file', () => {
    const file = clinic((json) => Object.assign(json.services![1]!, { digits: 'three' }));
    const { code, lines } = start('--clinic', file);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/clinic\.json: line \d+: services\[1\]\.digits: should be /);
    expect(code).toBe(1);
    const misspelt = clinic((json) => Object.assign(json.rooms![0]!, { servces: [] }));
    expect(start('--clinic', misspelt).lines[0]).toMatch(
      /line \d+: rooms\[0\]\.servces: should be no such key/,
    );
    writeFileSync(file, '{ "site": "a",, }');
    expect(start('--clinic', file).lines[0]).toMatch(/line 1: no valid JSON/);
  });

  it('says that this Node is too old before it loads anything native', () => {
    expect(runtimeFault({ node: '20.20.2', napi: '9' })).toMatch(/^Node 20\.20\.2 is too old/);
    expect(runtimeFault({ node: '22.13.1', napi: '10' })).not.toBeNull();
    expect(runtimeFault({ node: '24.21.0', napi: '10' })).toBeNull();
  });
});

describe('a running product', () => {
  const product = new Product();
  beforeAll(() => product.start([]));
  afterAll(() => product.end());

  it('keeps its folder to itself and its key secret', () => {
    const second = spawnSync(
      process.execPath,
      ['scripts/start.ts', '--data-dir', join(product.dir, 'data'), '--port', '0'],
      { cwd: root, encoding: 'utf8' },
    );
    expect(second.stderr).toMatch(/^tiepdon: DATA_DIR: .* is in use by the server with process id \d+\n$/);
    expect(statSync(join(product.dir, 'data', 'master.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(product.dir, 'data')).mode & 0o777).toBe(0o700);
  });

  it('says which port is taken', () => {
    const other = join(dir, 'other');
    mkdirSync(other);
    const second = spawnSync(
      process.execPath,
      ['scripts/start.ts', '--data-dir', other, '--port', String(product.port)],
      { cwd: root, encoding: 'utf8' },
    );
    expect(second.stderr).toContain(`tiepdon: PORT: ${product.port} is in use by another program`);
    expect(second.status).toBe(1);
  });

  it('leaves within five seconds when told to, and comes back with the same log', async () => {
    const epoch = /"epoch":"([^"]+)"/.exec(product.output)?.[1];
    const from = Date.now();
    expect(await product.stop()).toBe(0);
    expect(Date.now() - from).toBeLessThan(5_000);
    product.output = '';
    await product.start([]);
    expect(/"epoch":"([^"]+)"/.exec(product.output)?.[1]).toBe(epoch);
  });
});

describe('a hospital whose clinic file is gone', () => {
  it('does not open as the one of the sample, and opens again with the file of its last start', async () => {
    const product = new Product();
    try {
      await product.start([]);
      await product.stop();
      const file = join(product.dir, 'data', 'clinic.json');
      rmSync(file);
      await expect(product.start([])).rejects.toThrow(/clinic\.json is missing, .*clinic\.last\.json/);
      expect(product.admin('device', 'list')).toBe(1);
      copyFileSync(join(product.dir, 'data', 'clinic.last.json'), file);
      await product.start([]);
      expect(await product.stop()).toBe(0);
    } finally {
      await product.end();
    }
  }, 60_000);
});
