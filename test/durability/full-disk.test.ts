import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockData, lockFault } from '../../scripts/data-lock.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { quietClinic } from '../server/test-house.ts';
import { KeptHouse } from './kept-house.ts';

const { site } = quietClinic();

/** A small disk of its own may be made by root alone, as in CI. */
const isRoot = process.getuid?.() === 0;
const SOON = { timeout: 20_000, interval: 100 };

describe.skipIf(!isRoot)('a house whose disk is full', () => {
  let kept: KeptHouse;
  let disk: string;
  beforeEach(async () => {
    kept = new KeptHouse();
    disk = join(kept.house.dir, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    const backups = join(kept.house.dir, 'backups');
    kept.house.flags = ['--data-dir', join(disk, 'data'), '--ballast', '4', '--backup-dir', backups];
    await kept.start();
    await expect.poll(() => existsSync(join(disk, 'data', 'ballast')), SOON).toBe(true);
  });
  afterEach(async () => {
    rmSync(filler(), { force: true });
    await kept.house.stop();
    execFileSync('umount', ['-l', disk]);
    await kept.house.end();
  });
  const filler = (): string => join(disk, 'filler');
  const fill = (): void => {
    for (const size of [1 << 20, 4096])
      for (;;)
        try {
          appendFileSync(filler(), Buffer.alloc(size));
        } catch {
          break;
        }
  };
  /** Somebody asks again and again until the disk takes no more; the codes that were given, and the refused request. */
  async function untilRefused(): Promise<{ codes: string[]; requestId: string }> {
    const codes: string[] = [];
    for (;;) {
      const requestId = randomUUID();
      const reply = await kept.house.post(kept.api, '/check-ins', { requestId, service: 'noi', scan: null });
      if (reply.status !== 201) {
        expect(reply.body).toMatchObject({ status: 503, code: 'storage-unavailable' });
        expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
        return { codes, requestId };
      }
      codes.push((reply.body.ticket as { code: string }).code);
    }
  }
  const ready = async (): Promise<string> => (await fetch(`${kept.house.base}/health/ready`)).text();
  const NOT_READY = '{"status":"not-ready","missing":["disk"]}';
  const alarm = (): string[] =>
    kept.house.open.house.alarms.list().flatMap(({ alarm, level }) => (alarm === 'disk' ? [level] : []));
  const troubles = (): string[] => kept.house.open.house.safekeeping.troubles();

  it('refuses in words, goes on with its reserve while staff are told, and has no gap when there is room again', async () => {
    const desk = await kept.house.socket('/console', kept.house.device('console', 'Bàn', 'pk1').token, {});
    await desk.hear('connect');
    fill();
    const first = await untilRefused();
    expect(existsSync(join(disk, 'data', 'ballast'))).toBe(false);
    expect(troubles()).toEqual(['disk-full', 'backup-old'].slice(0, 1));
    await desk.hear('storage', ({ troubles }) => JSON.stringify(troubles) === '["disk-full"]', 10_000);
    await expect.poll(ready, SOON).toBe(NOT_READY);
    await expect.poll(alarm, SOON).toEqual(['red']);
    // The reserve: the patient who asks again gets the number.
    const again = { requestId: first.requestId, service: 'noi', scan: null };
    expect((await kept.house.post(kept.api, '/check-ins', again)).status).toBe(201);
    const codes = [...first.codes, await kept.comes()];
    fill();
    const last = await untilRefused();
    expect((await kept.house.get(kept.api, '/tickets')).status).toBe(200);
    rmSync(filler());
    await expect.poll(() => existsSync(join(disk, 'data', 'ballast')), SOON).toBe(true);
    expect(troubles()).toEqual([]);
    await desk.hear('storage', ({ troubles }) => JSON.stringify(troubles) === '[]', 10_000);
    await expect.poll(ready, SOON).toBe('{"status":"ready"}');
    await expect.poll(alarm, SOON).toEqual([]);
    const end = { requestId: last.requestId, service: 'noi', scan: null };
    const reply = await kept.house.post(kept.api, '/check-ins', end);
    const { tickets } = (await kept.house.get(kept.api, '/tickets')).body as {
      tickets: { code: string; number: number }[];
    };
    expect(tickets.map(({ number }) => number)).toEqual(tickets.map((_, index) => index + 1));
    expect(tickets.at(-1)!.code).toBe((reply.body.ticket as { code: string }).code);
    expect(tickets.map(({ code }) => code)).toEqual(expect.arrayContaining([...codes, ...last.codes]));
    expect(kept.house.logLines.join('')).toContain('"event":"disk-full","reserveFreed":true');
  }, 120_000);

  it('ends cleanly and has every number after that', async () => {
    fill();
    const { codes } = await untilRefused();
    fill();
    codes.push(...(await untilRefused()).codes);
    await kept.house.stop();
    rmSync(filler());
    await kept.house.start();
    const { tickets } = (await kept.house.get(kept.api, '/tickets')).body as { tickets: { code: string }[] };
    expect(tickets.map(({ code }) => code)).toEqual(codes);
    const { verdict } = await kept.asAdmin((data) => data.verify());
    expect(verdict.ok).toBe(true);
  }, 120_000);

  it('starts with the reserve, and without one says that room is wanted and no restore', async () => {
    await kept.comes();
    await kept.house.stop();
    const data = join(disk, 'data');
    fill();
    const lock = lockData(data, 'server.lock');
    expect(lock).toMatchObject({ ok: true });
    expect(existsSync(join(data, 'ballast'))).toBe(false);
    if (lock.ok) lock.release();
    expect(await checkStart(kept.house.settings(), site, true)).toMatchObject({ ok: true });
    // What SQLite keeps beside the file has to be made anew, as after a restart of the machine.
    for (const end of ['-wal', '-shm']) rmSync(join(data, `tiepdon.sqlite${end}`), { force: true });
    fill();
    const full = lockData(data, 'server.lock');
    expect(full).toEqual({ ok: false, pid: null });
    expect(existsSync(join(data, 'server.lock'))).toBe(false);
    expect(lockFault(data, null, 'server')).toMatch(/is full: make room .* nothing needs a restore$/);
    expect(await checkStart(kept.house.settings(), site, true)).toMatchObject({
      ok: false,
      why: expect.stringMatching(/the disk is full or cannot be written .*nothing needs a restore$/),
    });
    rmSync(filler());
    await kept.house.start();
    expect(await kept.comes()).toBe('A002');
  });

  it('refuses what is kept beside the log in the same words', async () => {
    fill();
    await untilRefused();
    fill();
    await untilRefused();
    const statuses: number[] = [];
    for (let each = 0; each < 50 && !statuses.includes(503); each += 1)
      statuses.push((await kept.house.post('', '/enrol', { requestId: undefined, code: 'ABCD1234' })).status);
    expect(statuses.filter((status) => status === 500)).toEqual([]);
  });

  it('warns while a tenth is still free', async () => {
    appendFileSync(filler(), Buffer.alloc(18 << 20));
    expect(troubles()).toEqual(['disk-low']);
    await expect.poll(alarm, SOON).toEqual(['amber']);
    expect(await ready()).toBe('{"status":"ready"}');
  });
});
