import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDay } from '../../core/queue/day.ts';
import { evolve } from '../../core/queue/evolve.ts';
import type { Entry } from '../../core/queue/happening.ts';
import { type BoardState, boardCalls, boardRoom } from '../../core/queue/views.ts';
import { type Cluster, makeCluster } from '../../scripts/local-postgres.ts';
import { loadClinic } from '../../server/clinic-store.ts';
import { breaches, History } from '../history/history.ts';
import { openLogOf } from '../server/log/postgres-store.ts';
import { Client, chance, DESKS, rushClinic, ServerFleet, WanderingBoard } from './several-servers.ts';

/** The long form is `npm run torture`. */
const CHECK_INS = Number(process.env.TIEPDON_RUSH ?? 2_000);
const SEED = Number(process.env.TIEPDON_SEED ?? 20_261_129);
const COMERS = 12;
/** Nobody comes while so many wait: a desk that looks through thousands for each call is a trial of something else. */
const MOST_WAITING = 500;
/** A server that was killed folds its day anew; in a long day it needs the time for that. */
const CALM = CHECK_INS > 5_000 ? 4 : 1;

describe(`three servers on one database, killed and cut off at random (${CHECK_INS} check-ins, seed ${SEED})`, () => {
  let cluster: Cluster;
  let fleet: ServerFleet;
  const history = new History(process.env.TIEPDON_HISTORY ?? null);
  const boards: WanderingBoard[] = [];
  const mishaps = { killed: 0, deaf: 0, cut: 0 };
  let entries: Entry[] = [];
  let over = false;

  beforeAll(
    async () => {
      cluster = await makeCluster();
      fleet = new ServerFleet(await cluster.database('rush'), 3, rushClinic);
      for (const server of fleet.servers) await fleet.start(server);
      const board = fleet.device('board', 'hall');
      for (let each = 0; each < 3; each += 1) boards.push(new WanderingBoard(fleet, board, each));
      const api = fleet.device('api', 'rush');
      const bad = misfortune();
      await Promise.all([...comers(api), ...desks(api)]);
      over = true;
      await bad;
      const log = await openLogOf(cluster.urlOf('rush'), 'minh-hoa');
      for (;;) {
        const more = await log.read(entries.length, 5_000);
        entries = [...entries, ...more];
        if (more.length === 0) break;
      }
      expect(await log.verify()).toMatchObject({ ok: true, entries: entries.length });
      await log.close();
    },
    600_000 + CHECK_INS * 600,
  );
  afterAll(async () => {
    for (const board of boards) board.stop();
    await fleet?.end();
    await cluster?.end();
  });

  let left = CHECK_INS;
  let come = 0;
  let callsMade = 0;
  const comers = (token: string): Promise<void>[] =>
    Array.from({ length: COMERS }, async (_, index) => {
      const client = new Client(fleet, token, history, index + 1);
      while (left > 0) {
        if (come - callsMade > MOST_WAITING) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          continue;
        }
        left -= 1;
        await client.checkIn();
        come += 1;
      }
    });
  const desks = (token: string): Promise<void>[] =>
    DESKS.map(async (desk, index) => {
      const client = new Client(fleet, token, history, 100 + index);
      for (let inside: string | null = null; ; ) {
        const done = come === CHECK_INS;
        inside = await client.callNext(desk, inside);
        if (inside !== null) callsMade += 1;
        if (inside === null && done) return;
        if (inside === null) await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
  /** Servers are killed and come back, LISTEN connections are cut, and at times all connections. */
  const misfortune = async (): Promise<void> => {
    const next = chance(SEED);
    while (!over) {
      await new Promise((resolve) => setTimeout(resolve, CALM * (300 + next() * 1_200)));
      const lot = next();
      const which = fleet.servers[Math.floor(next() * fleet.servers.length)]!;
      if (lot < 0.4) {
        await which.kill();
        await new Promise((resolve) => setTimeout(resolve, next() * 500));
        await fleet.start(which);
        mishaps.killed += 1;
      } else {
        const deaf = lot < 0.8;
        const ears = deaf ? "AND (query LIKE 'LISTEN%' OR query LIKE '%pg_notify%')" : '';
        await cluster.sql(
          'rush',
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = 'rush' AND application_name = 'tiepdon' ${ears}`,
        );
        if (deaf) mishaps.deaf += 1;
        else mishaps.cut += 1;
      }
    }
  };

  it('really were in trouble all the time', () => {
    expect(mishaps.killed).toBeGreaterThan(1);
    expect(mishaps.deaf + mishaps.cut).toBeGreaterThan(1);
    expect(history.events.filter(({ phase }) => phase === 'info').length).toBeGreaterThan(0);
    expect(boards.reduce((sum, { moves }) => sum + moves, 0)).toBeGreaterThan(0);
  });

  it('keep every number they gave, give none twice and leave none out, and call everybody to one desk', () => {
    const issued = entries.flatMap(({ happening }) =>
      happening.type === 'ticket-issued'
        ? [{ ticket: happening.ticket, code: `${happening.series}${happening.number}` }]
        : [],
    );
    const said = history.events.map((event) =>
      event.what === 'check-in' && event.code ? { ...event, code: event.code.replace(/^A0*/, 'A') } : event,
    );
    const called = entries.flatMap(({ happening }) =>
      happening.type === 'ticket-called' ? [{ ticket: happening.ticket, desk: happening.room }] : [],
    );
    expect(breaches(said, { issued, called })).toEqual([]);
    expect([issued.length, called.length]).toEqual([CHECK_INS, CHECK_INS]);
    // First come, first called: the one log is the one order, whichever server a desk asked.
    expect(called.map(({ ticket }) => ticket)).toEqual(issued.map(({ ticket }) => ticket));
  });

  it('showed on every board an in-order run of the log, without a gap, and each revision as the log has it', async () => {
    const last = entries.findLast(({ happening }) => happening.type === 'ticket-called')!.seq;
    await expect
      .poll(() => boards.map(({ seq }) => seq >= last), { timeout: 30_000 })
      .toEqual([true, true, true]);
    const loaded = loadClinic(`${fleet.servers[0]!.dir}/data/clinic.json`);
    if (!loaded.ok) throw new Error(loaded.fault);
    const { clinic } = loaded;
    const [board] = clinic.boards;
    const portrait = ({ rooms, calls }: Pick<BoardState, 'rooms' | 'calls'>): string =>
      JSON.stringify([
        rooms.map(({ id, now, next }) => [id, now?.code ?? null, next]),
        calls.map(({ callId, rev, code }) => [callId, rev, code]),
      ]);
    const day = emptyDay(clinic);
    const truth = new Map<number, string>();
    const wanted = new Set(boards.flatMap(({ shown }) => shown.map(({ seq }) => seq)));
    for (const entry of entries) {
      evolve(day, entry);
      if (!wanted.has(entry.seq)) continue;
      const state = {
        rooms: clinic.rooms.map((room) => boardRoom(day, room, entry.at)),
        calls: boardCalls(day, board!, () => null),
      };
      truth.set(entry.seq, portrait(state));
    }
    for (const { shown } of boards) {
      const seqs = shown.map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(new Set(shown.map(({ epoch }) => epoch)).size).toBe(1);
      expect(shown.length).toBeGreaterThan(20);
      for (const { seq, state } of shown)
        if (seq > 0) expect(portrait(state), `revision ${seq}`).toBe(truth.get(seq));
    }
  });
});
