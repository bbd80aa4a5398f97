import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp } from '../../../server/log/backup.ts';
import { openDatabase } from '../../../server/log/database.ts';
import { seal, unseal } from '../../../server/people/keys.ts';
import { WrongKey } from '../../../server/people/people.ts';
import { openBoard, openDesk } from '../sockets/screen.ts';
import { binh, sampleClinic, TestHouse } from '../test-house.ts';
import { canaries, spellings } from './canary.ts';

type Ticket = { id: string; code: string };

/** All files of a folder and below it, as raw bytes. */
function filesIn(dir: string): { name: string; bytes: Buffer }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

describe('a day with twenty people', () => {
  let house: TestHouse;
  const places: { name: string; bytes: Buffer }[] = [];
  beforeAll(async () => {
    house = await new TestHouse(sampleClinic(() => {})).start();
    const kiosk = house.device('kiosk', 'kiosk', null).token;
    const api = house.device('api', 'his', null).token;
    const board = await openBoard(house, 'hall');
    const desk = await openDesk(house, 'pk1');
    const tickets: Ticket[] = [];
    for (const { card } of canaries) {
      await house.post(kiosk, '/scans', { requestId: undefined, scan: card });
      const body = { service: 'noi', scan: card, confirmed: true };
      const reply = await house.post(kiosk, '/check-ins', body);
      expect(reply.status, JSON.stringify(reply.body)).toBe(201);
      tickets.push(reply.body.ticket as Ticket);
      await house.post(kiosk, '/check-ins', body);
      await house.post(kiosk, '/check-ins', { ...body, scan: `${card}\u0007` });
      await house.send('POST', kiosk, '/check-ins', `{"scan":"${card}"`, {});
      await house.send('POST', kiosk, '/check-ins', JSON.stringify({ ...body, [card]: card }), {});
    }
    await house.post(api, '/rooms/pk1/next', { expected: null });
    await house.post(kiosk, `/tickets/${tickets[3]!.id}/print`, {});
    await vi.waitUntil(() => house.station.slips.length === 21);
    const admin = openDatabase(join(house.dir, 'data', 'tiepdon.sqlite'));
    admin.exec("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    await house.post(kiosk, '/check-ins', { service: 'mat', scan: canaries[0]!.card, confirmed: true });
    admin.exec('DROP TRIGGER full');
    await backUp(admin, join(house.dir, 'data', 'backup.sqlite'));
    admin.close();
    const metrics = await (await fetch(`${house.base}/metrics`)).text();
    places.push(
      ...filesIn(join(house.dir, 'data')),
      { name: 'log lines', bytes: Buffer.from(house.logLines.join('')) },
      { name: 'metrics', bytes: Buffer.from(metrics) },
      { name: 'board', bytes: Buffer.from(JSON.stringify(board.heard.messages)) },
      { name: 'desk', bytes: Buffer.from(JSON.stringify(desk.heard.messages)) },
      { name: 'answers', bytes: Buffer.from(JSON.stringify(house.replies)) },
    );
  });
  afterAll(() => house.end());

  it('is searched in all the places where it left something', () => {
    const names = places.map(({ name }) => name).join('\n');
    for (const part of ['tiepdon.sqlite', 'tiepdon.sqlite-wal', 'backup.sqlite', '.key', 'log lines'])
      expect(names).toContain(part);
    const database = places.filter(({ name }) => /sqlite/.test(name)).map(({ bytes }) => bytes);
    // What may be found is found: the search itself works.
    expect(Buffer.concat(database).includes('A020')).toBe(true);
    expect(spellings('Đỗ Ưởng')).toEqual(
      expect.arrayContaining(['ĐỖ ƯỞNG', 'Do Uong', 'do uong', 'c490e1bb9720c6afe1bb9f6e67']),
    );
    for (const lead of ['', 'x', 'xy']) {
      const packed = Buffer.from(`${lead}${canaries[0]!.name}|24`).toString('base64');
      expect(spellings(canaries[0]!.name).some((text) => packed.includes(text))).toBe(true);
    }
  });

  it('leaves no name and no number readable anywhere', () => {
    const hits = canaries.flatMap(({ name, number, old }) =>
      [name, number, old].flatMap((secret) =>
        spellings(secret).flatMap((text) =>
          places.filter(({ bytes }) => bytes.includes(text)).map((place) => `${place.name}: ${text}`),
        ),
      ),
    );
    expect(hits).toEqual([]);
  });

  it('knows its people while their key lives', async () => {
    const { people, tail } = house.open.house;
    const { visitor } = [...tail.day.tickets.values()][0]!;
    expect(await people.look('2026-11-22', visitor!)).toMatchObject({
      number: canaries[0]!.number,
      kind: 'cccd',
      sex: 'F',
    });
    expect(await people.look('2026-11-21', visitor!)).toBeNull();
    expect(await people.look('2026-11-22', 'nobody')).toBeNull();
  });
});

describe('the keys of a house', () => {
  let house: TestHouse;
  beforeEach(() => {
    house = new TestHouse(sampleClinic(() => {}));
  });
  afterEach(() => house.end().catch(() => {}));
  const key = (): string => join(house.dir, 'data', 'master.key');
  const dayKey = (day: string): string => join(house.dir, 'data', 'day-keys', `${day}.key`);
  const checkIn = async (): Promise<string> => {
    const api = house.device('api', 'his', null).token;
    await house.post(api, '/check-ins', { service: 'noi', scan: binh });
    return [...house.open.house.tail.day.tickets.values()].at(-1)!.visitor!;
  };
  const restartAt = async (time: string): Promise<void> => {
    await house.stop();
    house.now = Date.parse(time);
    await house.start();
  };

  it('lie in files that only their owner can read', async () => {
    await house.start();
    await checkIn();
    for (const file of [key(), dayKey('2026-11-22')]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(house.dir, 'data', 'day-keys')).mode & 0o777).toBe(0o700);
    expect(readFileSync(key(), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('are destroyed with all they sealed a day after the end of their day', async () => {
    await house.start();
    const visitor = await checkIn();
    const look = () => house.open.house.people.look('2026-11-22', visitor);
    await restartAt('2026-11-23T16:59:00Z'); // one minute before the midnight that ends the day after
    await expect.poll(() => house.open.house.tail.day.businessDay).toBe('2026-11-23');
    expect(await look()).toMatchObject({ number: '024085001234' });
    await restartAt('2026-11-23T17:01:00Z');
    await expect.poll(() => existsSync(dayKey('2026-11-22'))).toBe(false);
    expect(await look()).toBeNull();
    const db = openDatabase(join(house.dir, 'data', 'tiepdon.sqlite'));
    expect(
      db.prepare("SELECT count(*) AS people FROM person WHERE business_day = '2026-11-22'").get(),
    ).toEqual({
      people: 0,
    });
    db.close();
  });

  it('make a person known again after a restart', async () => {
    await house.start();
    const visitor = await checkIn();
    await restartAt('2026-11-22T02:00:00Z');
    expect(await checkIn()).toBe(visitor);
  });

  it('must be those that sealed the data', async () => {
    await house.start();
    await house.stop();
    writeFileSync(key(), `${'0'.repeat(64)}\n`);
    await expect(house.start()).rejects.toThrow(WrongKey);
  });

  it.each([
    ['is too short', (file: string) => writeFileSync(file, 'abc')],
    ['is empty', (file: string) => writeFileSync(file, '')],
    ['is a folder', (file: string) => mkdirSync(file)],
  ])('are refused in plain words when the file %s', async (_what, spoil) => {
    mkdirSync(join(house.dir, 'data'), { recursive: true });
    spoil(key());
    await expect(house.start()).rejects.toThrow(WrongKey);
    await expect(house.start()).rejects.toThrow(/^the key file [^\n]*$/);
  });
});

describe('a seal', () => {
  it('opens only with its key, its text and what it was about', () => {
    const [own, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const sealed = seal(own, Buffer.from('Nguyễn Văn Bình'), 'day visitor');
    expect(unseal(own, sealed, 'day visitor')?.toString()).toBe('Nguyễn Văn Bình');
    expect(unseal(other, sealed, 'day visitor')).toBeNull();
    expect(unseal(own, sealed, 'day somebody else')).toBeNull();
    for (let byte = 0; byte < sealed.length; byte += 1) {
      const changed = Buffer.from(sealed);
      changed[byte] = changed[byte]! ^ 1;
      expect(unseal(own, changed, 'day visitor')).toBeNull();
      expect(unseal(own, sealed.subarray(0, byte), 'day visitor')).toBeNull();
    }
    expect(seal(own, Buffer.from('a'), 'x').equals(seal(own, Buffer.from('a'), 'x'))).toBe(false);
  });
});
