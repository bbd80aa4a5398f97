import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../core/queue/happening.ts';
import { type Cluster, makeCluster } from '../../scripts/local-postgres.ts';
import { breaches, History, type Outcome } from '../history/history.ts';
import { openLogOf } from '../server/log/postgres-store.ts';
import { CutLine } from './cut-line.ts';
import { Client, DESKS, rushClinic, ServerFleet, WanderingBoard } from './several-servers.ts';

const SITE = 'minh-hoa';
const COMERS = 6;

/**
 * Two PostgreSQL, one the streaming replica of the other, and two servers that reach the primary by an address that
 * follows it. `wire` is the line of the replication, `address` that of the servers.
 */
class TwoDatabases {
  readonly history = new History(process.env.TIEPDON_HISTORY ?? null);
  readonly #primary: Cluster;
  readonly #standby: Cluster;
  readonly #address: CutLine;
  readonly wire: CutLine;
  readonly fleet: ServerFleet;
  board: WanderingBoard | null = null;
  token = '';

  private constructor(pair: { primary: Cluster; standby: Cluster; address: CutLine; wire: CutLine }) {
    this.#primary = pair.primary;
    this.#standby = pair.standby;
    this.#address = pair.address;
    this.wire = pair.wire;
    const url = new URL(pair.primary.urlOf('rush'));
    url.port = String(pair.address.port);
    this.fleet = new ServerFleet(url.href, 2, rushClinic);
  }

  static async open(mode: 'synchronous' | 'asynchronous'): Promise<TwoDatabases> {
    const primary = await makeCluster();
    await primary.database('rush');
    const [address, wire] = [await CutLine.open(), await CutLine.open()];
    address.target = primary.port;
    wire.target = primary.port;
    const standby = await primary.standby('s1', wire.port);
    const it = new TwoDatabases({ primary, standby, address, wire });
    for (const server of it.fleet.servers) await it.fleet.start(server);
    // The command stands still until it is done, and could carry no line meanwhile.
    const device = (role: string, name: string): string => it.fleet.device(role, name, primary.urlOf('rush'));
    it.token = device('api', 'rush');
    it.board = new WanderingBoard(it.fleet, device('board', 'hall'), 0);
    if (mode === 'synchronous') {
      // Said to the primary alone: a replica that waited for itself would take nothing after its promotion.
      await primary.sql('postgres', "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (s1)'");
      await primary.sql('postgres', 'SELECT pg_reload_conf()');
    }
    return it;
  }

  /** The machine of the primary is gone; the replica takes its place, and its address. */
  async failOver(): Promise<void> {
    this.#address.cut();
    await this.#primary.stop('immediate');
    await this.#standby.promote();
    this.#address.target = this.#standby.port;
    this.#address.mend();
  }

  /** Entries of the log that is left. */
  async entries(): Promise<Entry[]> {
    const log = await openLogOf(this.#standby.urlOf('rush'), SITE);
    try {
      const all: Entry[] = [];
      for (;;) {
        const some = await log.read(all.at(-1)?.seq ?? 0, 5_000);
        if (some.length === 0) break;
        all.push(...some);
      }
      expect(await log.verify()).toMatchObject({ ok: true });
      return all;
    } finally {
      await log.close();
    }
  }

  /** People who come until told to stop; returns how many numbers they hold. */
  come(token: string, until: () => boolean): Promise<unknown> {
    return Promise.all(
      Array.from({ length: COMERS }, async (_, index) => {
        const client = new Client(this.fleet, token, this.history, index + 1);
        while (!until()) await client.checkIn();
      }),
    );
  }

  call(token: string, over: () => boolean): Promise<unknown> {
    return Promise.all(
      DESKS.map(async (desk, index) => {
        const client = new Client(this.fleet, token, this.history, 100 + index);
        for (let inside: string | null = null; ; ) {
          const done = over();
          inside = await client.callNext(desk, inside);
          if (inside === null && done) return;
          if (inside === null) await pause(50);
        }
      }),
    );
  }

  get held(): number {
    return this.history.events.filter(({ phase, what }) => phase === 'ok' && what === 'check-in').length;
  }

  async reaches(numbers: number): Promise<void> {
    await expect.poll(() => this.held, { timeout: 120_000 }).toBeGreaterThanOrEqual(numbers);
  }

  async end(): Promise<void> {
    this.board?.stop();
    await this.fleet.end();
    for (const line of [this.#address, this.wire]) await line.close();
    for (const cluster of [this.#primary, this.#standby]) await cluster.end();
  }
}

describe('a database whose machine is lost, with a synchronous replica', () => {
  let it_: TwoDatabases;
  beforeAll(async () => {
    it_ = await TwoDatabases.open('synchronous');
  }, 180_000);
  afterAll(() => it_?.end());

  it('takes no number along: servers go on at the replica, every number and call is kept, none is given twice', async () => {
    const api = it_.token;
    let stop = false;
    let come = false;
    const comers = it_.come(api, () => stop).then(() => (come = true));
    const desks = it_.call(api, () => come);
    await it_.reaches(150);
    await it_.failOver();
    await it_.reaches(400);
    stop = true;
    await Promise.all([comers, desks]);
    const entries = await it_.entries();
    expect(breaches(saidPlainly(it_.history), outcomeOf(entries))).toEqual([]);
    // It was in the middle of the rush.
    expect(it_.history.events.some(({ phase }) => phase === 'info')).toBe(true);
    const last = entries.findLast(({ happening }) => happening.type === 'ticket-called')!.seq;
    await expect.poll(() => it_.board!.seq, { timeout: 30_000 }).toBeGreaterThanOrEqual(last);
    // What the board knew before was true all along.
    expect(new Set(it_.board!.shown.map(({ epoch }) => epoch)).size).toBe(1);
  }, 300_000);
});

describe('a database whose machine is lost, with a replica that lagged behind', () => {
  let it_: TwoDatabases;
  beforeAll(async () => {
    it_ = await TwoDatabases.open('asynchronous');
  }, 180_000);
  afterAll(() => it_?.end());

  it('loses what the replica had not heard, yet no number is held by two people, and screens begin anew', async () => {
    const api = it_.token;
    let stop = false;
    const comers = it_.come(api, () => stop);
    await it_.reaches(100);
    it_.wire.cut();
    await it_.reaches(180);
    const before = it_.history.events.length;
    await it_.failOver();
    const atFailover = it_.held;
    await it_.reaches(atFailover + 150);
    stop = true;
    await comers;
    const { issued } = outcomeOf(await it_.entries());
    const held = saidPlainly(it_.history).flatMap((event) =>
      event.phase === 'ok' && event.what === 'check-in' ? [event.code!] : [],
    );
    const lost = held.filter((code) => !issued.some((each) => each.code === code));
    // The trial was one: something was lost.
    expect(lost.length).toBeGreaterThan(20);
    expect(held.filter((code, at) => held.indexOf(code) !== at)).toEqual([]);
    expect(issued.length).toBe(new Set(issued.map(({ code }) => code)).size);
    // What was said after it is there.
    const after = saidPlainly(it_.history)
      .slice(before)
      .flatMap((event) => (event.phase === 'ok' && event.what === 'check-in' ? [event.code!] : []));
    expect(after.slice(COMERS).filter((code) => !issued.some((each) => each.code === code))).toEqual([]);
    await expect
      .poll(() => new Set(it_.board!.shown.map(({ epoch }) => epoch)).size, { timeout: 30_000 })
      .toBeGreaterThan(1);
  }, 300_000);
});

/** The history with codes as the log has them: series and number without zeros. */
const saidPlainly = ({ events }: History) =>
  events.map((event) =>
    event.what === 'check-in' && event.code ? { ...event, code: event.code.replace(/^A0*/, 'A') } : event,
  );

const outcomeOf = (entries: readonly Entry[]): Outcome => ({
  issued: entries.flatMap(({ happening }) =>
    happening.type === 'ticket-issued'
      ? [{ ticket: happening.ticket, code: `${happening.series}${happening.number}` }]
      : [],
  ),
  called: entries.flatMap(({ happening }) =>
    happening.type === 'ticket-called' ? [{ ticket: happening.ticket, desk: happening.room }] : [],
  ),
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
