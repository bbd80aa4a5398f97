import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../core/queue/happening.ts';
import { type Answer, ClinicDoor, type Request, StorageFault } from '../../server/clinic.ts';
import { openDatabase } from '../../server/log/database.ts';
import { openSqliteLog } from '../../server/log/sqlite-log.ts';
import { openKeys } from '../../server/people/keys.ts';
import { openPeople } from '../../server/people/people.ts';
import { foldNewestDay, Tail } from '../../server/tail.ts';
import { tempFolder } from './log/sqlite-store.ts';
import { sampleClinic } from './test-house.ts';
import { type Mishap, WatchedLog } from './watched-log.ts';

const clinic = sampleClinic(() => {});
const SEED = 20261130;

/** A door at a log that is away: while its appends are held, the door has its time. */
async function openDoor(dir: string) {
  const db = openDatabase(join(dir, `${randomUUID()}.sqlite`));
  const log = new WatchedLog(openSqliteLog(db, clinic.site));
  log.remote = true;
  const keys = openKeys({ masterFile: join(dir, 'master.key'), daysDir: join(dir, 'day-keys') });
  const people = openPeople(db, clinic.site, keys);
  const start = () => foldNewestDay(log, clinic, () => {});
  const tail = new Tail(log, await start());
  const now = (): number => Date.parse('2026-11-22T00:30:00Z');
  const door = new ClinicDoor({ log, people, tail, now, digest: keys.digest, start: await start() });
  /** Codes in the order in which they were decided, whether they were stored or not. */
  const decided: string[] = [];
  const comes = (request: Request, spoil = false): Promise<Answer> =>
    door.handle({
      request,
      command: {
        ...{ type: 'check-in', service: 'noi', ticket: randomUUID(), token: randomUUID(), visitor: null },
        ...{ priority: 'normal', grounds: [], journey: null, appointment: null, paperFor: null },
      },
      person: null,
      answer(day, outcome) {
        if (spoil) throw new Error('an answer that cannot be made');
        const { code } = day.tickets.get('ticket' in outcome ? outcome.ticket! : '')!;
        decided.push(code);
        return { status: 201, body: { code } };
      },
      refuse: ({ status, code }) => ({ status, body: { code } }),
    });
  return { db, log, tail, door, decided, comes };
}

const asks = (): Request => ({ actor: 'kiosk', requestId: randomUUID(), body: { a: 1 } });
const codeOf = ({ body }: Answer): string => (JSON.parse(body) as { code: string }).code;
const codes = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `A${String(from + index).padStart(3, '0')}`);
const issued = (entries: readonly Entry[]): string[] =>
  entries.flatMap(({ happening }) => (happening.type === 'ticket-issued' ? [happening.code] : []));

describe('what comes while a batch is on its way to a log that is away', () => {
  let dir: string;
  let house: Awaited<ReturnType<typeof openDoor>>;
  let land: () => void;
  beforeEach(async () => {
    dir = tempFolder();
    house = await openDoor(dir);
  });
  afterEach(() => {
    house.db.close();
    rmSync(dir, { recursive: true });
  });
  const hold = (): void => {
    house.log.held = new Promise((resolve) => {
      land = resolve;
    });
  };
  /** Sends a first batch of two, and a second of three that is decided while the first is held. */
  const twoBatches = async (mishaps: Mishap[], spoil = false) => {
    hold();
    house.log.mishaps = mishaps;
    const first = [house.comes(asks()), house.comes(asks())];
    await expect.poll(() => house.log.appends).toEqual([3]);
    const second = [house.comes(asks()), house.comes(asks(), spoil), house.comes(asks())];
    await expect.poll(() => house.decided.length).toBe(spoil ? 3 : 5);
    const settled = Promise.all([Promise.allSettled(first), Promise.allSettled(second)]);
    return { settled, second };
  };
  const outcomes = (settled: PromiseSettledResult<Answer>[]): string[] =>
    settled.map((each) => (each.status === 'fulfilled' ? codeOf(each.value) : each.reason.name));

  it('is decided at once, and neither sent nor answered before that batch is stored', async () => {
    const { settled, second } = await twoBatches([]);
    expect(house.decided).toEqual(codes(1, 5));
    let answered = 0;
    for (const each of second) void each.then(() => (answered += 1));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([house.log.appends, answered, await house.log.head()]).toEqual([[3], 0, 0]);
    land();
    const [first, next] = await settled;
    expect([outcomes(first), outcomes(next)]).toEqual([codes(1, 2), codes(3, 5)]);
    expect(house.log.appends).toEqual([3, 3]);
    expect(issued(house.tail.day.seq ? await house.log.read(0, 100) : [])).toEqual(codes(1, 5));
  });

  it('is decided anew when another server was first, under the numbers that are still free', async () => {
    const { settled } = await twoBatches(['conflict']);
    land();
    const [first, next] = await settled;
    expect([outcomes(first), outcomes(next)]).toEqual([codes(1, 2), codes(3, 5)]);
    expect(house.decided).toEqual([...codes(1, 5), ...codes(1, 5)]);
    expect((await house.log.read(0, 100)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is decided anew when that batch failed, and gets the numbers of those who got none', async () => {
    const { settled } = await twoBatches(['disk-full']);
    land();
    const [first, next] = await settled;
    expect(outcomes(first)).toEqual(['StorageFault', 'StorageFault']);
    expect(outcomes(next)).toEqual(codes(1, 3));
    expect(issued(await house.log.read(0, 100))).toEqual(codes(1, 3));
  });

  it('fails alone when it cannot be decided: the batch before it is answered, the next one goes on', async () => {
    const { settled } = await twoBatches([], true);
    land();
    const [first, next] = await settled;
    expect([outcomes(first), outcomes(next)]).toEqual([codes(1, 2), Array(3).fill('StorageFault')]);
    expect(codeOf(await house.comes(asks()))).toBe('A003');
    expect(issued(await house.log.read(0, 100))).toEqual(codes(1, 3));
  });

  it('gets the one answer of a request that is on its way, and not before it is stored', async () => {
    hold();
    const request = asks();
    const first = house.comes(request);
    await expect.poll(() => house.log.appends).toEqual([2]);
    let early = true;
    const again = house.comes(request).then((answer) => {
      expect(early).toBe(false);
      return answer;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    early = false;
    land();
    expect([codeOf(await first), codeOf(await again)]).toEqual(['A001', 'A001']);
    expect(issued(await house.log.read(0, 100))).toEqual(['A001']);
  });

  it('is answered as it was when it was asked for long before', async () => {
    const request = asks();
    expect(codeOf(await house.comes(request))).toBe('A001');
    await house.comes(asks());
    const mixed = [asks(), request, asks()].map((each) => house.comes(each));
    expect((await Promise.all(mixed)).map(codeOf)).toEqual(['A003', 'A001', 'A004']);
    expect(await house.comes({ ...request, body: { a: 2 } })).toMatchObject({ status: 409 });
    expect(issued(await house.log.read(0, 100))).toEqual(codes(1, 4));
  });

  it(`gives every number once and says of each what is stored, whatever fails (seed ${SEED})`, async () => {
    const mishap = fc.constantFrom<Mishap>('none', 'none', 'none', 'conflict', 'disk-full');
    const wave = fc.record({ people: fc.integer({ min: 1, max: 40 }), again: fc.boolean(), wait: fc.nat(2) });
    const night = fc.record({ mishaps: fc.array(mishap, { maxLength: 12 }), waves: fc.array(wave) });
    await fc.assert(
      fc.asyncProperty(night, async ({ mishaps, waves }) => {
        const { db, log, comes, tail } = await openDoor(dir);
        log.mishaps = [...mishaps];
        const sent = new Map<string, Promise<string | null>[]>();
        const ask = (request: Request): void => {
          const answer = comes(request).then(codeOf, (error) => {
            expect(error).toBeInstanceOf(StorageFault);
            return null;
          });
          sent.set(request.requestId, [...(sent.get(request.requestId) ?? []), answer]);
        };
        let last: Request | null = null;
        for (const { people, again, wait } of waves) {
          for (let each = 0; each < people; each += 1) {
            last = asks();
            ask(last);
          }
          if (again && last) ask(last);
          for (let turn = 0; turn < wait; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        }
        const answers = await Promise.all([...sent.values()].map((each) => Promise.all(each)));
        const given = answers.map((each) => [...new Set(each.filter((code) => code !== null))]);
        expect(given.every(({ length }) => length <= 1)).toBe(true);
        const stored = issued(await log.read(0, 5_000));
        expect(given.flat().toSorted()).toEqual(stored.toSorted());
        expect(stored).toEqual(codes(1, stored.length));
        await tail.catchUp();
        expect(tail.day.seq).toBe(await log.head());
        expect(await log.verify()).toMatchObject({ ok: true });
        db.close();
      }),
      { seed: SEED, numRuns: 15 },
    );
  });
});
