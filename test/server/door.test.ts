import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../core/queue/command.ts';
import type { Day } from '../../core/queue/day.ts';
import { copyOf } from '../../core/queue/day-copy.ts';
import type { Entry } from '../../core/queue/happening.ts';
import { type Answer, ClinicDoor, type Request, StorageFault } from '../../server/clinic.ts';
import { openDatabase } from '../../server/log/database.ts';
import { openSqliteLog } from '../../server/log/sqlite-log.ts';
import { openKeys } from '../../server/people/keys.ts';
import { openPeople, type Person } from '../../server/people/people.ts';
import { foldNewestDay, Tail } from '../../server/tail.ts';
import { tempFolder } from './log/sqlite-store.ts';
import { sampleClinic } from './test-house.ts';
import { WatchedLog } from './watched-log.ts';

const clinic = sampleClinic(() => {});

/** A door on a real log whose disk can fail, with a follower that notes what it is told. */
async function openDoor(dir: string, remote: boolean) {
  const db = openDatabase(join(dir, 'log.sqlite'));
  const log = new WatchedLog(openSqliteLog(db, clinic.site));
  log.remote = remote;
  const keys = openKeys({ masterFile: join(dir, 'master.key'), daysDir: join(dir, 'day-keys') });
  const people = openPeople(db, clinic.site, keys);
  const tail = new Tail(log, await foldNewestDay(log, clinic, () => {}));
  const told: Entry[] = [];
  tail.follow({ onEntries: (entries) => void told.push(...entries) });
  const clock = { now: Date.parse('2026-11-22T00:30:00Z') };
  const start = await foldNewestDay(log, clinic, () => {});
  const door = new ClinicDoor({ log, people, tail, now: () => clock.now, digest: keys.digest, start });
  let tickets = 0;
  const ask = (command: Command, request: Request | null, person: Person | null): Promise<Answer> =>
    door.handle({
      request,
      command,
      person,
      answer: (day, outcome) => ({
        status: 200,
        body: {
          code: 'ticket' in outcome && outcome.ticket ? day.tickets.get(outcome.ticket)?.code : null,
          kind: outcome.kind,
        },
      }),
      refuse: ({ status, code }) => ({ status, body: { code } }),
    });
  const checkIn = (service: string, request: Request | null, person: Person | null): Promise<Answer> => {
    tickets += 1;
    const ids = { ticket: `t${tickets}`, token: `token${tickets}`, visitor: null };
    return ask(
      {
        ...{ type: 'check-in', service, ...ids, priority: 'normal', grounds: [] },
        ...{ journey: null, appointment: null, paperFor: null },
      },
      request,
      person,
    );
  };
  const next = (room: string, expected: string | null, request: Request | null): Promise<Answer> =>
    ask({ type: 'next', room, expected, call: `call${tickets}` }, request, null);
  return { db, log, people, tail, told, clock, checkIn, next, door };
}

/** The lists that a day keeps beside its tickets are lines with methods; what they hold is compared. */
const held = (day: Day): unknown => JSON.parse(JSON.stringify(day, (_key, value: unknown) => plain(value)));
const plain = (value: unknown): unknown =>
  value instanceof Map || value instanceof Set ? [...value] : value;

const from = (actor: string): Request => ({ actor, requestId: randomUUID(), body: { a: 1 } });
const person = (number: string): Person => ({
  key: number,
  facts: { name: 'NGUYỄN VĂN BÌNH', birth: '1985-03-15', sex: 'M', number, kind: 'cccd' },
});

describe.each([
  ['at hand', false],
  ['away', true],
])('the one door at a log that is %s', (_where, remote) => {
  let dir: string;
  let house: Awaited<ReturnType<typeof openDoor>>;
  beforeEach(async () => {
    dir = tempFolder();
    house = await openDoor(dir, remote);
  });
  afterEach(() => {
    house.db.close();
    rmSync(dir, { recursive: true });
  });
  const many = (count: number, service = 'noi') =>
    Array.from({ length: count }, () => house.checkIn(service, from('kiosk'), null));
  const codes = (answers: readonly Answer[]): string[] =>
    answers.map(({ body }) => (JSON.parse(body) as { code: string }).code);

  it('begins on a copy of the day that was folded for its followers, and goes on alone', async () => {
    for (let each = 0; each < 4; each += 1) await house.checkIn('noi', null, null);
    await house.next('pk1', null, null);
    house.clock.now += 26 * 3_600_000;
    for (let each = 0; each < 3; each += 1) await house.checkIn('noi', null, null);
    await house.next('pk1', null, null);
    const first = await foldNewestDay(house.log, clinic, () => {});
    const again = copyOf(first.day);
    expect(again.tickets.size).toBeGreaterThan(2);
    expect(again.tickets.size).toBeLessThan(7);
    expect(held(again)).toEqual(held(first.day));
    const before = held(first.day);
    // The door's day goes on alone.
    again.tickets.clear();
    again.inRoom.clear();
    expect(held(first.day)).toEqual(before);
    expect(again).not.toBe(first.day);
  });

  it('commits what comes in at once together, in the order in which it came', async () => {
    const answers = await Promise.all(many(64));
    expect(house.log.appends).toEqual([65]); // the day's opening comes before the first ticket
    expect(codes(answers)).toEqual(
      Array.from({ length: 64 }, (_, index) => `A${String(index + 1).padStart(3, '0')}`),
    );
  });

  it('takes what comes during a slow commit as the next batch, and never two at a time', async () => {
    let free: () => void = () => {};
    house.log.held = new Promise((resolve) => {
      free = resolve;
    });
    const early = many(1);
    await expect.poll(() => house.log.appends.length).toBe(1);
    const late = many(40);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(house.log.appends).toHaveLength(1);
    free();
    await Promise.all([...early, ...late]);
    // What is decided ahead is sent as far as it has come; at a log at hand it is decided all at once.
    const [first, ...rest] = house.log.appends;
    expect([first, rest.reduce((sum, each) => sum + each, 0)]).toEqual([2, 40]);
    if (!remote) expect(rest).toEqual([40]);
  });

  it('answers nobody and tells nobody before the disk has it', async () => {
    let free: () => void = () => {};
    house.log.held = new Promise((resolve) => {
      free = resolve;
    });
    let answered = 0;
    const asked = many(3).map((each) =>
      each.then(() => {
        answered += 1;
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([answered, house.told.length, house.tail.day.tickets.size]).toEqual([0, 0, 0]);
    free();
    await Promise.all(asked);
    expect(house.tail.day.tickets.size).toBe(3);
    await expect.poll(() => house.told.length).toBe(4);
  });

  it('refuses the whole batch when the disk is full, leaves everything as it was, and goes on after', async () => {
    await house.checkIn('noi', null, null);
    const seq = house.tail.day.seq;
    house.log.mishaps = ['disk-full'];
    const outcomes = await Promise.allSettled([
      ...many(5),
      house.checkIn('noi', null, person('024085001234')),
      house.next('pk1', null, from('desk')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(7).fill('rejected'));
    for (const outcome of outcomes)
      expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(StorageFault);
    expect([house.tail.day.seq, await house.log.head()]).toEqual([seq, seq]);
    expect(codes(await Promise.all(many(2)))).toEqual(['A002', 'A003']);
    expect(house.log.appends).toEqual([2, 7, 2]);
  });

  it('lets a request that failed be sent again with the same id', async () => {
    const request = from('kiosk');
    house.log.mishaps = ['disk-full'];
    await expect(house.checkIn('noi', request, null)).rejects.toThrow(StorageFault);
    expect(codes([await house.checkIn('noi', request, null)])).toEqual(['A001']);
  });

  it('answers one request that came three times in a batch once, and two devices each for itself', async () => {
    const request = from('kiosk-1');
    const other = { ...request, actor: 'kiosk-2' };
    const asked = [request, request, other, request].map((each) => house.checkIn('noi', each, null));
    expect(codes(await Promise.all(asked))).toEqual(['A001', 'A001', 'A002', 'A001']);
    expect(house.log.appends).toEqual([3]);
  });

  it('decides again when another server was first', async () => {
    await house.checkIn('noi', null, null);
    house.log.mishaps = ['conflict', 'conflict'];
    expect(codes(await Promise.all(many(3)))).toEqual(['A002', 'A003', 'A004']);
    expect(house.log.appends).toEqual([2, 3, 3, 3]);
    const seqs = (await house.log.read(0, 100)).map(({ seq }) => seq);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await expect.poll(() => house.tail.day.seq).toBe(7);
  });

  it('gives up with a storage fault when others are first again and again', async () => {
    await house.checkIn('noi', null, null);
    // A batch that was decided ahead has had its one try before.
    house.log.mishaps = Array(remote ? 7 : 6).fill('conflict');
    await expect(house.checkIn('noi', null, null)).rejects.toThrow(StorageFault);
    expect(codes([await house.checkIn('noi', null, null)])).toEqual(['A002']);
  });

  it('never lets stored time run backwards', async () => {
    await house.checkIn('noi', null, null);
    house.clock.now -= 3 * 24 * 3_600_000;
    await house.checkIn('noi', null, null);
    const times = (await house.log.read(0, 10)).map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(house.tail.day.businessDay).toBe('2026-11-22');
  });

  it('knows one person again within a batch, after it, and not on the next day', async () => {
    const somebody = person('024085001234');
    const twice = [house.checkIn('noi', null, somebody), house.checkIn('noi', null, somebody)];
    expect(codes(await Promise.all(twice))).toEqual(['A001', 'A001']);
    expect(codes([await house.checkIn('noi', null, somebody)])).toEqual(['A001']);
    house.clock.now += 24 * 3_600_000;
    await house.checkIn('noi', null, null);
    expect(codes([await house.checkIn('noi', null, somebody)])).toEqual(['A002']);
  });

  it('answers a request of another generation of the log with that log', async () => {
    await house.checkIn('noi', null, null);
    house.db.prepare("UPDATE generation SET epoch = 'restored'").run();
    expect(codes([await house.checkIn('noi', null, null)])).toEqual(['A002']);
    await expect.poll(() => house.tail.epoch).toBe('restored');
    expect(house.tail.day.tickets.size).toBe(2);
  });

  it('reads on after a look at the log that failed', async () => {
    await house.checkIn('noi', null, null);
    const { epoch } = house.log;
    house.log.epoch = () => Promise.reject(new Error('disk I/O error'));
    await expect(house.tail.catchUp()).rejects.toThrow('disk I/O');
    house.log.epoch = epoch;
    await house.log.bySomebodyElse(house.tail.day.seq, await epoch());
    await house.tail.catchUp();
    expect(house.tail.day.seq).toBe(await house.log.head());
  });
});
