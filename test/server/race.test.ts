import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Command } from '../../core/queue/command.ts';
import type { Entry } from '../../core/queue/happening.ts';
import { ClinicDoor } from '../../server/clinic.ts';
import { openDatabase } from '../../server/log/database.ts';
import { openSqliteLog } from '../../server/log/sqlite-log.ts';
import { openKeys } from '../../server/people/keys.ts';
import { openPeople } from '../../server/people/people.ts';
import { foldNewestDay, Tail } from '../../server/tail.ts';
import { clinicOf, room, service } from '../core/queue/test-day.ts';
import { tempFolder } from './log/sqlite-store.ts';

const desks = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `pk${n}`);
const clinic: Clinic = clinicOf({
  services: [service('noi', 'A', { policy: 'target', digits: 4 })],
  rooms: desks.map((id) => room(id, ['noi'])),
  boards: [],
  speakers: [],
});

type Called = { status: number; ticket: string | null };

/** The real door on a real log; every desk is a device of its own. */
async function openHouse(dir: string) {
  const db = openDatabase(join(dir, 'log.sqlite'));
  const log = openSqliteLog(db, clinic.site);
  const keys = openKeys({ masterFile: join(dir, 'master.key'), daysDir: join(dir, 'day-keys') });
  const people = openPeople(db, clinic.site, keys);
  const start = () => foldNewestDay(log, clinic, () => {});
  const tail = new Tail(log, await start());
  const clock = { now: Date.parse('2026-11-23T00:30:00Z') };
  const parts = { log, people, tail, now: () => clock.now, digest: keys.digest, start: await start() };
  const door = new ClinicDoor(parts);

  const ask = async (actor: string | null, command: Command): Promise<Called> => {
    const request = actor === null ? null : { actor, requestId: randomUUID(), body: command };
    const { status, body } = await door.handle({
      request,
      command,
      person: null,
      answer: (_day, outcome) => ({
        status: 200,
        body: { ticket: 'ticket' in outcome ? outcome.ticket : null },
      }),
      refuse: (fault) => ({ status: fault.status, body: { ticket: null } }),
    });
    return { status, ticket: (JSON.parse(body) as { ticket: string | null }).ticket };
  };
  const comes = (n: number) => {
    const person = {
      visitor: null,
      priority: 'normal',
      grounds: [],
      journey: null,
      appointment: null,
    } as const;
    const ids = { ticket: `t${n}`, token: `token${n}`, paperFor: null };
    return ask(null, { type: 'check-in', service: 'noi', ...ids, ...person, grounds: [] });
  };
  const next = (desk: string, expected: string | null) =>
    ask(desk, { type: 'next', room: desk, expected, call: randomUUID() });
  const entries = async (): Promise<Entry[]> => {
    const all: Entry[] = [];
    for (;;) {
      const more = await log.read(all.length, 5_000);
      all.push(...more);
      if (more.length === 0) return all;
    }
  };
  return { db, tail, clock, comes, next, entries };
}

describe('who presses at once', () => {
  let dir: string;
  let house: Awaited<ReturnType<typeof openHouse>>;
  beforeEach(async () => {
    dir = tempFolder();
    house = await openHouse(dir);
  });
  afterEach(() => {
    house.db.close();
    rmSync(dir, { recursive: true });
  });
  const crowd = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => house.comes(n + 1)));

  it('eight desks call ten thousand people: each of them to one desk, none to two, none forgotten', async () => {
    await crowd(10_000);
    const shift = async (desk: string): Promise<string[]> => {
      const called: string[] = [];
      for (let inside: string | null = null; ; inside = called.at(-1)!) {
        const { status, ticket } = await house.next(desk, inside);
        expect(status).toBe(200);
        if (ticket === null) return called;
        called.push(ticket);
      }
    };
    const shifts = await Promise.all(desks.map(shift));
    const called = shifts.flat();
    expect(called.length).toBe(10_000);
    expect(new Set(called).size).toBe(10_000);
    expect(Math.min(...shifts.map(({ length }) => length))).toBeGreaterThan(0);
    // The log says the same as the answers did: who, to which desk, in the order of arrival.
    const calls = (await house.entries()).flatMap(({ happening }) =>
      happening.type === 'ticket-called' ? [happening] : [],
    );
    expect(calls.map(({ ticket }) => ticket)).toEqual(Array.from({ length: 10_000 }, (_, n) => `t${n + 1}`));
    for (const [index, desk] of desks.entries())
      expect(calls.filter(({ room: at }) => at === desk).map(({ ticket }) => ticket)).toEqual(shifts[index]);
    await expect.poll(() => house.tail.day.inRoom.size).toBe(0);
    expect([...house.tail.day.tickets.values()].every(({ state }) => state === 'done')).toBe(true);
  });

  it('two people at one desk press a thousand times at once: nobody is skipped', async () => {
    await crowd(1_000);
    let inside: string | null = null;
    for (let race = 1; race <= 1_000; race += 1) {
      house.clock.now += 15_000;
      const first = house.next('pk1', inside);
      // Every other time the second press comes while the first is on its way to the disk.
      if (race % 2 === 0) await setImmediate();
      const answers: Called[] = await Promise.all([first, house.next('pk1', inside)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      inside = answers.find(({ status }) => status === 200)!.ticket;
      expect(inside).toBe(`t${race}`);
    }
    await expect.poll(() => house.tail.day.inRoom.get('pk1')).toBe('t1000');
    const states = [...house.tail.day.tickets.values()].map(({ state }) => state);
    expect(states).toEqual([...Array<string>(999).fill('done'), 'called']);
  });
});
