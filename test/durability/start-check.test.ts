import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockData, lockFault } from '../../scripts/data-lock.ts';
import { openDatabase } from '../../server/log/database.ts';
import { networkName, networkUnder } from '../../server/log/file-system.ts';
import { openSqliteLog } from '../../server/log/sqlite-log.ts';
import { checkStart } from '../../server/log/start-check.ts';
import { foldNewestDay } from '../../server/tail.ts';
import { quietClinic } from '../server/test-house.ts';
import { Product } from '../visit/product.ts';
import { chance } from './chance.ts';
import { KeptHouse } from './kept-house.ts';

const clinic = quietClinic();
const SEED = Number(process.env.TIEPDON_SEED ?? 20_261_122);
const FLIPS = Number(process.env.TIEPDON_FLIPS ?? 25);
const PAGE = 4096;

/** Pages of a SQLite file by what they hold. */
function pagesOf(bytes: Buffer): Map<string, number[]> {
  const pages = new Map<string, number[]>([['header', [0]]]);
  const put = (kind: string, page: number): void => void pages.set(kind, [...(pages.get(kind) ?? []), page]);
  const free = new Set<number>();
  for (let trunk = bytes.readUInt32BE(32); trunk !== 0; trunk = bytes.readUInt32BE((trunk - 1) * PAGE)) {
    free.add(trunk - 1);
    const leaves = bytes.readUInt32BE((trunk - 1) * PAGE + 4);
    for (let leaf = 0; leaf < leaves; leaf += 1)
      free.add(bytes.readUInt32BE((trunk - 1) * PAGE + 8 + leaf * 4) - 1);
  }
  const kinds: Record<number, string> = { 13: 'table', 5: 'inner table', 10: 'index', 2: 'inner index' };
  for (let page = 1; page < bytes.length / PAGE; page += 1)
    put(free.has(page) ? 'freelist' : (kinds[bytes[page * PAGE]!] ?? 'overflow'), page);
  return pages;
}

describe(`a data folder that is looked at before a start (seed ${SEED})`, () => {
  const kept = new KeptHouse();
  let sound: Buffer;
  let day: string;
  const place = (folder: string) => ({
    ...{ dataDir: folder, databaseUrl: null, backupDir: join(folder, 'backups') },
    keyFile: join(folder, 'master.key'),
  });
  beforeAll(async () => {
    await kept.start();
    for (let each = 0; each < 150; each += 1) await kept.comes();
    const { log } = kept.house.open.house;
    const epoch = await log.epoch();
    const wide = { type: 'nothing-changed', command: 'next', code: 'x'.repeat(20_000) } as const;
    await log.append(await log.head(), epoch, [{ at: kept.house.now, actor: 'test', happening: wide }], []);
    // Answers that are forgotten leave free pages behind.
    await log.forgetAnswers(Number.MAX_SAFE_INTEGER);
    await kept.house.stop();
    sound = readFileSync(kept.database);
    day = await folded(kept.database);
  });
  afterAll(() => kept.house.end());
  async function folded(file: string): Promise<string> {
    const db = openDatabase(file);
    try {
      const { day } = await foldNewestDay(openSqliteLog(db, clinic.site), clinic, () => {});
      return JSON.stringify([day.seq, day.businessDay, [...day.tickets], [...day.counters]]);
    } finally {
      db.close();
    }
  }

  it('has a page of every kind', () => {
    const kinds = ['freelist', 'header', 'index', 'inner table', 'overflow', 'table'];
    expect([...pagesOf(sound).keys()]).toEqual(expect.arrayContaining(kinds));
  });

  it.each(['header', 'table', 'inner table', 'index', 'overflow', 'freelist'])(
    'is refused after an unclean end when a bit of a page is another (%s), or is the same for everybody',
    async (kind) => {
      const next = chance(SEED + kind.length);
      const pages = pagesOf(sound).get(kind)!;
      let refused = 0;
      for (let flip = 0; flip < FLIPS; flip += 1) {
        const folder = join(kept.house.dir, `flip-${kind.replace(' ', '-')}-${flip}`);
        mkdirSync(folder);
        const bytes = Buffer.from(sound);
        const at = pages[Math.floor(next() * pages.length)]! * PAGE + Math.floor(next() * PAGE);
        bytes[at]! ^= 1 << Math.floor(next() * 8);
        const file = join(folder, 'tiepdon.sqlite');
        writeFileSync(file, bytes);
        const checked = await checkStart(place(folder), clinic.site, true);
        if (!checked.ok) {
          expect(checked.why).toMatch(/^DATA_DIR: [^\n]+npm run admin -- restore FILE/);
          expect(readFileSync(file).equals(bytes)).toBe(true);
          refused += 1;
          continue;
        }
        // What the check lets pass must be the same day for everybody, or not open at all.
        const opened = await folded(file).catch(() => day);
        expect(opened, `byte ${at}`).toBe(day);
      }
      console.log(`bit flips in ${kind}: ${FLIPS}, refused ${refused}, the others without effect`);
      if (kind === 'table') expect(refused).toBeGreaterThan(0);
    },
    120_000,
  );

  it('says on one screen what was found, and throws away what was half made', async () => {
    const folder = join(kept.house.dir, 'unclean');
    mkdirSync(join(folder, 'backups'), { recursive: true });
    cpSync(kept.database, join(folder, 'tiepdon.sqlite'));
    writeFileSync(join(folder, 'backup-1.making'), 'half');
    writeFileSync(join(folder, 'backups', 'tiepdon-x.backup.making'), 'half');
    const checked = await checkStart(place(folder), clinic.site, true);
    expect(checked).toMatchObject({ ok: true });
    expect(checked.report.join('\n')).toMatch(
      /Tìm thấy: .*nguyên vẹn, nhật ký 152 mục.*\n.*bỏ 2 bản sao dở dang.*\n.*không cần gì/s,
    );
    expect(checked.report.length).toBeLessThan(10);
    expect(
      [...readdirSync(folder), ...readdirSync(join(folder, 'backups'))].filter((name) =>
        name.includes('making'),
      ),
    ).toEqual([]);
    expect((await checkStart(place(folder), clinic.site, false)).report).toEqual([]);
  });

  it('is never served when it is damaged: the product says so and ends', async () => {
    const product = new Product();
    try {
      await product.start(['--log-level', 'error']);
      const { token } = product.addDevice('api', 'x');
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      for (let each = 0; each < 30; each += 1) {
        const body = JSON.stringify({
          requestId: crypto.randomUUID(),
          service: 'noi',
          scan: null,
          confirmed: false,
          declared: [],
        });
        await fetch(`${product.base}/api/v1/check-ins`, { method: 'POST', headers, body });
      }
      await product.kill();
      await product.start(['--log-level', 'error']);
      expect(product.output).toMatch(/Lần trước máy chủ dừng đột ngột/);
      await product.kill();
      const data = join(product.dir, 'data');
      const file = join(data, 'tiepdon.sqlite');
      // Everything is in the file itself, and then one page of the log is not what it was.
      openDatabase(file).close();
      const bytes = readFileSync(file);
      const page = bytes.indexOf('ticket-issued');
      bytes.write('ticket-issueD', page);
      writeFileSync(file, bytes);
      await expect(product.start(['--log-level', 'error'])).rejects.toThrow(
        /nothing is served from it: npm run admin -- restore FILE/,
      );
    } finally {
      await product.end();
    }
  }, 120_000);
});

describe('a data folder that may not be written', () => {
  it('is refused with why, and not as one that another server has', () => {
    const inFile = join(import.meta.filename, 'data');
    const lock = lockData(inFile, 'server.lock');
    expect(lock).toEqual({ ok: false, pid: 'ENOTDIR' });
    expect(lockFault(inFile, 'EROFS', 'server')).toMatch(
      /cannot be written \(EROFS\): it belongs to another user, or its disk is read-only/,
    );
  });
});

describe('a data folder on a network', () => {
  it.each([
    [0x6969, 'nfs4', 'NFS'],
    [0xff534d42 | 0, 'cifs', 'CIFS'],
    [0xfe534d42, 'smb3', 'SMB'],
    [0x65735546, 'fuse.sshfs', 'sshfs'],
    [0x65735546, 'fuse.davfs', 'davfs'],
    [0x01021997, '9p', '9P'],
    [0x65735546, 'fuseblk', null],
    [0xef53, 'ext4', null],
    [0x01021994, 'tmpfs', null],
    [0x794c7630, 'overlay', null],
  ])('is known by the kernel (%i, %s): %s', (type, mounted, name) => {
    expect(networkName(type, mounted)).toBe(name);
  });
  it('is not seen where there is none', () => {
    expect(networkUnder('/dev')).toBeNull();
    expect(networkUnder('/no/such/folder')).toBeNull();
  });
});
