import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clinic } from '../core/queue/clinic-file.ts';
import { ClinicDoor } from '../server/clinic.ts';
import { loadClinic } from '../server/clinic-store.ts';
import type { Draft, Log, StoredAnswer } from '../server/log/log.ts';
import { openStores } from '../server/stores.ts';
import { foldNewestDay, Tail } from '../server/tail.ts';
import { quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';
import { makeCluster } from './local-postgres.ts';
import { refuse } from './runtime.ts';

const ROUNDS = 5;
const ROUND_MS = 800;
const TOGETHER = 64;
/** By so much a flush is longer on an ordinary disk without protection against power loss. */
const SLOW_MS = 4;

/** `cpu` in µs of this process for each. */
type Rate = { perSecond: number; p99: number; cpu: number };
type Store = { log: Log; door: ClinicDoor; clinic: Clinic; end(): Promise<void> };

/**
 * Durable check-ins a second at both stores, held against the flushes that this very disk does in the same run.
 * All kinds take turns, so that each meets the same machine; the median of five rounds counts.
 */
export async function benchStore(): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tiepdon-bench-'));
  const cluster = await makeCluster();
  const sqlite = await openStore(join(dir, 'sqlite'), null, 0);
  const slow = await openStore(join(dir, 'slow'), null, SLOW_MS);
  const postgres = await openStore(join(dir, 'postgres'), await cluster.database('bench'), 0);
  const kinds = {
    flush: () => flushing(join(dir, 'flush'), 0),
    slowFlush: () => flushing(join(dir, 'slow-flush'), SLOW_MS),
    sqliteOne: () => appending(sqlite),
    postgresLook: () => looking(postgres),
    postgresOne: () => appending(postgres),
    sqliteMany: () => checkingIn(sqlite),
    slowMany: () => checkingIn(slow),
    postgresMany: () => checkingIn(postgres),
  };
  const seen = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, [] as Rate[]]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [kind, measure] of Object.entries(kinds)) seen[kind]!.push(await measure());
  await sqlite.end();
  await slow.end();
  await postgres.end();
  await cluster.end();
  rmSync(dir, { recursive: true, force: true });
  return rowsOf((kind) => {
    const of = (part: keyof Rate): number =>
      quantile(
        seen[kind]!.map((each) => each[part]),
        0.5,
      );
    return { perSecond: of('perSecond'), p99: of('p99'), cpu: of('cpu') };
  });
}

type Kind =
  | `${'sqlite' | 'slow' | 'postgres'}Many`
  | `${'sqlite' | 'postgres'}One`
  | 'postgresLook'
  | 'flush'
  | 'slowFlush';

function rowsOf(median: (kind: Kind) => Rate): Row[] {
  const [flush, one, many] = [median('flush'), median('sqliteOne'), median('sqliteMany')];
  const [look, pgOne, pgMany] = [median('postgresLook'), median('postgresOne'), median('postgresMany')];
  const share = (what: string, rate: Rate, to: Rate, least: number, name: string): Row => {
    const ratio = rate.perSecond / to.perSecond;
    return {
      what,
      measured: `${whole(rate.perSecond)}/s = ${ratio.toFixed(2)} ${name}, ${whole(rate.cpu)} µs of CPU each`,
      bar: `≥ ${least} ${name}`,
      met: ratio >= least,
    };
  };
  const times = many.p99 / flush.p99;
  return [
    {
      what: 'F: 4 kB overwritten and flushed (fdatasync), one after another',
      measured: `${whole(flush.perSecond)}/s, p99 ${flush.p99.toFixed(2)} ms`,
      bar: 'the measure of this disk',
      met: null,
    },
    share('SQLite: durable check-ins at the store, one by one', one, flush, 0.45, 'F'),
    share(`SQLite: group commit, ${TOGETHER} at once at the door`, many, flush, 4, 'F'),
    share(
      `the same, each flush ${SLOW_MS} ms longer, as is F (${whole(median('slowFlush').perSecond)}/s)`,
      ...([median('slowMany'), median('slowFlush'), 4, 'F'] as const),
    ),
    {
      what: `SQLite: answer p99 with ${TOGETHER} at once`,
      measured: `${many.p99.toFixed(1)} ms = ${times.toFixed(0)} × fdatasync p99`,
      bar: '≤ 25 ×',
      met: times <= 25,
    },
    {
      what: 'PostgreSQL: a look at the head of the log, one after another: there and back, nothing written',
      measured: `${whole(look.perSecond)}/s; with a flush after it ${whole(1 / (1 / look.perSecond + 1 / flush.perSecond))}/s`,
      bar: 'what an append cannot beat',
      met: null,
    },
    share('PostgreSQL: durable check-ins at the store, one by one', pgOne, one, 0.5, 'of SQLite'),
    {
      what: `PostgreSQL: group commit, ${TOGETHER} at once at the door`,
      measured: `${whole(pgMany.perSecond)}/s, answer p99 ${pgMany.p99.toFixed(1)} ms, ${whole(pgMany.cpu)} µs of CPU each beside PostgreSQL's own`,
      bar: '≥ 10,000/s',
      met: pgMany.perSecond >= 10_000,
    },
  ];
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** Opens a house's stores. `slowMs`: the process sleeps so long in each append, as it waits for a slow disk. */
async function openStore(dataDir: string, databaseUrl: string | null, slowMs: number): Promise<Store> {
  const loaded = loadClinic(join(dataDir, 'clinic.json'));
  if (!loaded.ok) refuse(loaded.fault);
  const { clinic } = loaded;
  const place = { dataDir, databaseUrl, keyFile: join(dataDir, 'master.key') };
  const { log: quick, people, digest } = await openStores(place, clinic.site, Date.now);
  const append: Log['append'] = (...given) => {
    sleep(slowMs);
    return quick.append(...given);
  };
  const log: Log = { ...quick, append };
  const start = () => foldNewestDay(log, clinic, () => {});
  const tail = new Tail(log, await start());
  const door = new ClinicDoor({ log, people, tail, now: Date.now, digest, start: await start() });
  return { log, door, clinic, end: () => log.close() };
}

/** What one check-in writes: the entry and its answer. */
function written(code: string): { draft: Draft; answer: StoredAnswer } {
  const at = Date.now();
  const happening = {
    type: 'nothing-changed',
    command: 'check-in',
    code: `${code}${'x'.repeat(110)}`,
  } as const;
  const body = '{"ticket":{"id":"AbCdEfGhIjKl","code":"A001","number":1,"service":"noi","state":"waiting"}}';
  const answer = { actor: 'bench', requestId: randomUUID(), hash: code, status: 201, body, at };
  return { draft: { at, actor: 'bench', happening }, answer };
}

const looking = ({ log }: Store): Promise<Rate> => repeat(1, async () => void (await log.head()));

async function appending({ log, door }: Store): Promise<Rate> {
  const epoch = await log.epoch();
  let head = await log.head();
  const rate = await repeat(1, async () => {
    const { draft, answer } = written('one');
    const done = await log.append(head, epoch, [draft], [answer]);
    if (!done.ok) throw new Error('somebody else writes');
    head = done.seq;
  });
  door.outdated();
  return rate;
}

/** As at a morning's peak: everybody asks again as soon as they are answered. */
function checkingIn({ door, clinic }: Store): Promise<Rate> {
  const service = clinic.services[0]!.id;
  return repeat(TOGETHER, async () => {
    const requestId = randomUUID();
    const none = { visitor: null, grounds: [], journey: null, appointment: null, paperFor: null };
    const { status } = await door.handle({
      request: { actor: 'bench', requestId, body: { requestId, service } },
      command: {
        ...{ type: 'check-in', service, priority: 'normal', ...none },
        ...{ ticket: requestId, token: requestId },
      },
      person: null,
      answer: (day, outcome) => ({
        status: 201,
        body: { code: 'ticket' in outcome && outcome.ticket ? day.tickets.get(outcome.ticket)?.code : null },
      }),
      refuse: ({ status }) => ({ status, body: {} }),
    });
    if (status !== 201) throw new Error(`answered ${status}`);
  });
}

async function repeat(clients: number, once: () => Promise<void>): Promise<Rate> {
  const took: number[] = [];
  const cpu = process.cpuUsage();
  const from = performance.now();
  const until = from + ROUND_MS;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let at = performance.now(); at < until; ) {
        await once();
        const now = performance.now();
        took.push(now - at);
        at = now;
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: (took.length * 1_000) / (performance.now() - from),
    p99: quantile(took, 0.99),
    cpu: (user + system) / took.length,
  };
}

/** The measure of the disk: what a store must do at least for each durable step. */
function flushing(file: string, slowMs: number): Promise<Rate> {
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4_096, 1);
  for (let at = 0; at < 256; at += 1) writeSync(handle, page, 0, page.length, at * page.length);
  fdatasyncSync(handle);
  let at = 0;
  return repeat(1, async () => {
    at = (at + 1) % 256;
    writeSync(handle, page, 0, page.length, at * page.length);
    fdatasyncSync(handle);
    sleep(slowMs);
  }).finally(() => closeSync(handle));
}

/** Nothing else of this process goes on meanwhile, as in a call of the database. */
function sleep(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
