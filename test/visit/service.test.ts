import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServiceNotice } from '../../scripts/service-notice.ts';
import { root } from '../house/source-tree.ts';
import { Product } from './product.ts';

const SOON = { timeout: 30_000, interval: 50 };
/** In µs, as systemd says it. */
const PATIENCE = '2000000';

/**
 * What systemd does with its end: reads word by word and lets go of the pipe that comes with each, for which
 * `systemd-notify` waits. socat keeps that pipe.
 */
const EAR = `socket(S, AF_UNIX, SOCK_DGRAM, 0); bind(S, sockaddr_un($ARGV[0])) or die; $| = 1;
  while (defined(recv(S, $word, 4096, 0))) { print "$word\\n" }`;

let dir: string;
let socket: string;
let ear: ChildProcess;
let heard = '';
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tiepdon-notice-'));
  socket = join(dir, 'notify');
  heard = '';
  ear = spawn('perl', ['-MSocket', '-e', EAR, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  ear.stdout!.on('data', (some: Buffer) => {
    heard += some.toString();
  });
  await expect.poll(() => existsSync(socket), SOON).toBe(true);
});
afterEach(() => {
  ear.kill();
  rmSync(dir, { recursive: true, force: true });
});
const count = (word: string): number => heard.split(word).length - 1;

describe('a server under a service manager', () => {
  it('says that it is ready once it answers, feeds the watchdog as long as it lives, and says that it leaves', async () => {
    const product = new Product();
    product.environment = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: PATIENCE };
    try {
      await product.start([]);
      await expect.poll(() => heard, SOON).toContain('READY=1');
      expect(heard).toContain(`STATUS=Bệnh viện Đa khoa Minh Họa: ${product.base}`);
      await expect.poll(() => count('WATCHDOG=1'), SOON).toBeGreaterThan(1);
      // It hangs: nothing of it runs any more. One word may still be under way.
      product.signal('SIGSTOP');
      const before = count('WATCHDOG=1');
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect(count('WATCHDOG=1')).toBeLessThanOrEqual(before + 1);
      product.signal('SIGCONT');
      await expect.poll(() => count('WATCHDOG=1'), SOON).toBeGreaterThan(before + 1);
      expect(heard).not.toContain('STOPPING=1');
      expect(await product.stop()).toBe(0);
      await expect.poll(() => count('STOPPING=1'), SOON).toBe(1);
      expect(count('READY=1')).toBe(1);
    } finally {
      await product.end();
    }
  }, 120_000);

  it('lets the watchdog bite when its log does not answer, and feeds it again when it does', async () => {
    const events: string[] = [];
    const service = openServiceNotice({
      environment: { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '200000' },
      note: ({ event }) => void events.push(event),
    });
    let alive = false;
    service.feed(async () => alive);
    await expect.poll(() => events.length, SOON).toBeGreaterThan(2);
    expect(heard).toBe('');
    alive = true;
    await expect.poll(() => count('WATCHDOG=1'), SOON).toBeGreaterThan(1);
    service.stopping();
    await expect.poll(() => heard, SOON).toContain('STOPPING=1');
    expect(new Set(events)).toEqual(new Set(['watchdog-not-fed']));
  });

  it('starts nothing and says nothing where no service manager asked', () => {
    const service = openServiceNotice({ environment: {}, note: () => expect.unreachable() });
    service.ready('x');
    service.feed(() => expect.unreachable());
    service.stopping();
    expect(heard).toBe('');
  });
});

it('the unit of the server tells which run of the machine this is, as it hides the place where that stands', () => {
  const text = readFileSync(join(root, 'deploy', 'tiepdon.service'), 'utf8');
  expect(text).toMatch(/^ProcSubset=pid$/m);
  expect(text).toMatch(/^Environment=TIEPDON_BOOT_ID=%b$/m);
});

describe.each(['tiepdon.service', 'tiepdon-station.service'])('the unit %s', (name) => {
  /** As it lies on a server, with this folder in the place of the one there. */
  const copied = (): string => {
    const file = join(dir, name);
    writeFileSync(file, readFileSync(join(root, 'deploy', name), 'utf8').replaceAll('/opt/tiepdon', root));
    return file;
  };

  it('is understood by systemd, every line of it', () => {
    const { stderr } = spawnSync('systemd-analyze', ['verify', copied()], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.includes(name))).toEqual([]);
  });

  it('gives the program no more of the machine than it needs', () => {
    const words = ['security', '--offline=true', copied()];
    const { stdout } = spawnSync('systemd-analyze', words, { encoding: 'utf8' });
    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]);
    expect(exposure).toBeLessThanOrEqual(2.5);
  });

  it('starts what is there, and waits longer than the house takes to leave', () => {
    const text = readFileSync(join(root, 'deploy', name), 'utf8');
    const [, node, script] = /^ExecStart=\/opt\/tiepdon\/(\S+) \/opt\/tiepdon\/(\S+) (start|station)$/m.exec(
      text,
    )!;
    expect([existsSync(join(root, node!)), existsSync(join(root, script!))]).toEqual([true, true]);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(text)![1])).toBeGreaterThan(5);
  });
});
