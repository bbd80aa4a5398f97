import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClinic } from '../core/queue/clinic-check.ts';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { type Day, emptyDay } from '../core/queue/day.ts';
import { decide, dueNow } from '../core/queue/decide.ts';
import { evolve } from '../core/queue/evolve.ts';
import type { Happening } from '../core/queue/happening.ts';
import type { PriorityClass } from '../core/queue/line-class.ts';
import { ClinicDoor } from '../server/clinic.ts';
import { type Db, openDatabase } from '../server/log/database.ts';
import { openSqliteLog } from '../server/log/sqlite-log.ts';
import { openKeys } from '../server/people/keys.ts';
import { openPeople } from '../server/people/people.ts';
import { foldNewestDay, Tail } from '../server/tail.ts';
import { quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

const START = Date.parse('2026-11-23T00:00:00Z');
const MINUTE = 60_000;
const CLASSES: readonly PriorityClass[] = ['normal', 'normal', 'priority', 'normal', 'appointment', 'urgent'];
const LONG = 5_000_000;
const SHORT = 10_000;

/** The figures of the queue itself: choosing, rebuilding, and a press of next before a short and a long log. */
export async function benchQueue(): Promise<Row[]> {
  return [choosing(), await rebuilding(), ...(await pressing())];
}

/** Six rooms for two services that all of them serve: the widest choice that a room has. */
function clinic(): Clinic {
  const service = (id: string, series: string) => ({ id, series, name: { vi: `Khám ${id}` } });
  const rooms = Array.from({ length: 6 }, (_, index) => ({
    id: `pk${index + 1}`,
    label: { vi: `Phòng khám ${index + 1}` },
    services: ['noi', 'nhi'],
  }));
  const read = readClinic({
    site: 'do-luong',
    name: 'Bệnh viện Đo Lường',
    services: [service('noi', 'A'), service('nhi', 'H')],
    rooms,
  });
  if (!read.ok) throw new Error(`${read.fault.path.join('.')} should be ${read.fault.should}`);
  return read.clinic;
}

/** A day in memory that keeps what happened. */
class Bench {
  readonly day: Day = emptyDay(clinic());
  readonly happenings: { at: number; happening: Happening }[] = [];
  #made = 0;

  take(at: number, happening: Happening): void {
    evolve(this.day, { seq: this.day.seq + 1, at, actor: 'bench', happening });
    this.happenings.push({ at, happening });
  }

  come(at: number): void {
    for (let due = dueNow(this.day, at); due; due = dueNow(this.day, at)) this.take(at, due);
    this.#made += 1;
    const ids = { ticket: `t${this.#made}`, token: `k${this.#made}`, visitor: `v${this.#made}` };
    const priority = CLASSES[this.#made % CLASSES.length]!;
    const none = { grounds: [], journey: null, appointment: null, paperFor: null };
    const service = this.#made % 2 === 0 ? 'noi' : 'nhi';
    this.#done(at, decide(this.day, { type: 'check-in', service, priority, ...ids, ...none }, at));
  }

  /** The room's press; the ms that the decision took. */
  next(at: number, room: string): number {
    this.#made += 1;
    const expected = this.day.inRoom.get(room) ?? null;
    const from = performance.now();
    const decision = decide(this.day, { type: 'next', room, expected, call: `c${this.#made}` }, at);
    const took = performance.now() - from;
    this.#done(at, decision);
    return took;
  }

  #done(at: number, decision: ReturnType<typeof decide>): void {
    if (!decision.ok) throw new Error(decision.fault.code);
    for (const happening of decision.happenings) this.take(at, happening);
  }
}

function choosing(): Row {
  const bench = new Bench();
  for (let i = 0; i < 3_000; i += 1) bench.come(START + i * 1_000);
  const took: number[] = [];
  for (let i = 0; i < 3_000; i += 1) {
    bench.come(START + (3_000 + i) * 1_000);
    took.push(bench.next(START + (3_000 + i) * 1_000, `pk${(i % 6) + 1}`));
  }
  const p99 = quantile(took, 0.99);
  return {
    what: 'deciding next, 3,000 waiting, p99 of 3,000',
    measured: `${p99.toFixed(3)} ms (median ${quantile(took, 0.5).toFixed(3)})`,
    bar: '≤ 1 ms',
    met: p99 <= 1,
  };
}

async function rebuilding(): Promise<Row> {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-bench-'));
  const db = openDatabase(join(dir, 'tiepdon.sqlite'));
  const log = openSqliteLog(db, 'do-luong');
  const bench = new Bench();
  for (let i = 0; i < 10_000; i += 1) {
    bench.come(START + i * 2_000);
    bench.next(START + i * 2_000, `pk${(i % 6) + 1}`);
  }
  const drafts = bench.happenings.map(({ at, happening }) => ({ at, actor: 'bench', happening }));
  await log.append(0, await log.epoch(), drafts, []);
  const took: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const from = performance.now();
    const { day } = await foldNewestDay(log, clinic(), () => {});
    took.push(performance.now() - from);
    if (day.tickets.size !== 10_000) throw new Error('the day is not the one that was written');
  }
  await log.close();
  rmSync(dir, { recursive: true, force: true });
  const median = quantile(took, 0.5);
  return {
    what: `rebuilding a day of 10,000 tickets (${drafts.length.toLocaleString('en')} entries), median of 5`,
    measured: `${median.toFixed(0)} ms`,
    bar: '≤ 500 ms',
    met: median <= 500,
  };
}

/** The same presses on two houses, turn by turn, so that both meet the same machine. */
async function pressing(): Promise<Row[]> {
  const houses = [await house(SHORT), await house(LONG)];
  const took: number[][] = houses.map(() => []);
  for (let i = 0; i < 600; i += 1)
    for (const [index, each] of houses.entries()) took[index]!.push(await each.press());
  const [short, long] = took.map((list) => quantile(list.slice(100), 0.5)) as [number, number];
  const size = houses[1]!.size();
  for (const each of houses) await each.end();
  const ratio = long / short;
  return [
    {
      what: `next at the door, ${LONG.toLocaleString('en')} entries (${size} MB) against ${SHORT.toLocaleString('en')}, median of 500`,
      measured: `${long.toFixed(2)} ms against ${short.toFixed(2)} ms, ratio ${ratio.toFixed(2)}`,
      bar: 'ratio ≤ 1.2',
      met: ratio <= 1.2,
    },
  ];
}

async function house(entries: number) {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-bench-'));
  const file = join(dir, 'tiepdon.sqlite');
  const db = openDatabase(file);
  const log = openSqliteLog(db, 'do-luong');
  fill(db, entries, await log.epoch());
  const keys = openKeys({ masterFile: join(dir, 'master.key'), daysDir: join(dir, 'day-keys') });
  const people = openPeople(db, 'do-luong', keys);
  const tail = new Tail(log, await foldNewestDay(log, clinic(), () => {}));
  const time = { now: START };
  const start = await foldNewestDay(log, clinic(), () => {});
  const door = new ClinicDoor({ log, people, tail, now: () => time.now, digest: keys.digest, start });
  const answer = () => ({ status: 200, body: {} });
  const ask = (command: Parameters<ClinicDoor['handle']>[0]['command']) =>
    door.handle({ request: null, command, person: null, answer, refuse: answer });
  let made = 0;
  const come = (): Promise<unknown> => {
    made += 1;
    const none = { visitor: null, grounds: [], journey: null, appointment: null, paperFor: null };
    const ids = { ticket: `t${made}`, token: `k${made}` };
    return ask({ type: 'check-in', service: 'noi', priority: 'normal', ...ids, ...none });
  };
  for (let i = 0; i < 700; i += 1) await come();
  return {
    async press(): Promise<number> {
      time.now += MINUTE / 60;
      made += 1;
      const expected = tail.day.inRoom.get('pk1') ?? null;
      const from = performance.now();
      await ask({ type: 'next', room: 'pk1', expected, call: `c${made}` });
      return performance.now() - from;
    },
    size: () => Math.round(statSync(file).size / 1e6),
    async end(): Promise<void> {
      await log.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Entries of the past, written by SQL alone: what a press costs does not depend on what they say. */
function fill(db: Db, entries: number, epoch: string): void {
  const body = JSON.stringify({ ticket: 'AbCdEfGhIjKl', room: 'pk1', until: null });
  db.prepare(
    `WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < ?)
     INSERT INTO entry SELECT 'do-luong', seq, ?, 1700000000000 + seq, 'bench', 'service-finished', ?, '0', hex(randomblob(32))
     FROM n`,
  ).run(entries - 1, epoch, body);
  const opened = JSON.stringify({ businessDay: '2026-11-22' });
  db.prepare("INSERT INTO entry VALUES ('do-luong', ?, ?, ?, 'bench', 'day-opened', ?, '0', 'F')").run(
    entries,
    epoch,
    START - 86_400_000,
    opened,
  );
}
