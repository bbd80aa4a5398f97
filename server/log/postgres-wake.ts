import { randomBytes } from 'node:crypto';
import { type Client, escapeIdentifier, type Notification } from 'pg';
import type { Word } from '../peers.ts';
import type { Postgres } from './postgres.ts';

/** The net below the wake-ups: what was missed is seen after so long. */
const POLL_MS = 1_000;
/** Wake-ups closer together than this are sent as one. */
const GAP_MS = 5;
const AGAIN_MS = 500;
const LARGEST_WORD = 7_900;

/**
 * Wake-ups between the servers of one site: LISTEN and NOTIFY on a connection of its own, and a look each second,
 * since a connection that LISTENs may be lost without a sign.
 */
export type Wake = {
  /** Id of this server, new with each start. */
  readonly id: string;
  /** This server has appended up to there: the others are told, after the commit and never before. */
  wrote(seq: number): void;
  /** Calls `on` when another server has written, restored, or changed a device; returns the stop. */
  watch(on: () => void): () => void;
  /** Calls out to the other servers. */
  say(word: Word): void;
  hear(on: (word: Word) => void): () => void;
  close(): Promise<void>;
};

type State = { head: number; epoch: string; devices: number };

/** Resolves when it listens, or when that was tried once in vain: it goes on trying. */
export async function openWake(db: Postgres, site: string): Promise<Wake> {
  const wake = new PostgresWake(db, site);
  await wake.connect();
  return wake;
}

class PostgresWake implements Wake {
  readonly id = randomBytes(9).toString('base64url');
  readonly #db: Postgres;
  readonly #site: string;
  readonly #channel: string;
  readonly #watchers = new Set<() => void>();
  readonly #hearers = new Set<(word: Word) => void>();
  readonly #poll: NodeJS.Timeout;
  #line: Client | null = null;
  #saying: Promise<unknown> = Promise.resolve();
  #known: State | null = null;
  #written = 0;
  #told = 0;
  #telling: NodeJS.Timeout | null = null;
  #again: NodeJS.Timeout | null = null;
  #looking = false;
  #closed = false;

  constructor(db: Postgres, site: string) {
    this.#db = db;
    this.#site = site;
    this.#channel = `tiepdon_${site}`;
    this.#poll = setInterval(() => void this.#look(), POLL_MS);
    this.#poll.unref();
  }

  wrote(seq: number): void {
    this.#written = Math.max(this.#written, seq);
    if (this.#telling) return;
    this.#tell();
    this.#telling = setTimeout(() => {
      this.#telling = null;
      this.#tell();
    }, GAP_MS);
  }

  #tell(): void {
    if (this.#written === this.#told) return;
    this.#told = this.#written;
    this.say({ kind: 'wrote' });
  }

  watch(on: () => void): () => void {
    this.#watchers.add(on);
    void this.#look();
    return () => void this.#watchers.delete(on);
  }

  say(word: Word): void {
    const payload = JSON.stringify({ ...word, from: this.id });
    if (Buffer.byteLength(payload) > LARGEST_WORD) return;
    // A word that cannot be sent now is not sent later: the others look each second.
    const line = this.#line;
    if (!line) return;
    this.#saying = this.#saying
      .then(() => line.query('SELECT pg_notify($1, $2)', [this.#channel, payload]))
      .catch(() => line.end())
      .catch(() => {});
  }

  hear(on: (word: Word) => void): () => void {
    this.#hearers.add(on);
    return () => void this.#hearers.delete(on);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    for (const timer of [this.#telling, this.#again]) if (timer) clearTimeout(timer);
    await this.#line?.end().catch(() => {});
  }

  async connect(): Promise<void> {
    this.#again = null;
    const line = this.#db.line();
    let lost = false;
    const onLost = (): void => {
      if (lost) return;
      lost = true;
      if (this.#line === line) this.#line = null;
      void line.end().catch(() => {});
      if (!this.#closed)
        this.#again = setTimeout(() => void this.connect(), AGAIN_MS * (0.5 + Math.random()));
    };
    line.on('error', onLost);
    line.on('end', onLost);
    line.on('notification', (told) => this.#onNotification(told));
    try {
      await line.connect();
      await line.query(`LISTEN ${escapeIdentifier(this.#channel)}`);
    } catch {
      return onLost();
    }
    if (this.#closed || lost) return void line.end().catch(() => {});
    this.#line = line;
    // Nobody knows what was said while nobody listened.
    this.#wakeAll();
  }

  #onNotification({ payload = '' }: Notification): void {
    let word: Word & { from?: string };
    try {
      word = JSON.parse(payload) as Word & { from?: string };
    } catch {
      return;
    }
    if (word.from === this.id) return;
    if (word.kind === 'wrote') this.#wakeAll();
    else for (const on of this.#hearers) on(word);
  }

  #wakeAll(): void {
    for (const on of this.#watchers) on();
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#watchers.size === 0) return;
    this.#looking = true;
    try {
      const [now] = await this.#db.query<State>({ name: 'look', text: LOOK, values: [this.#site] });
      const known = this.#known;
      this.#known = now!;
      const same =
        known !== null &&
        known.epoch === now!.epoch &&
        known.devices === now!.devices &&
        now!.head <= Math.max(known.head, this.#written);
      if (!same && known !== null) this.#wakeAll();
    } catch {
      // What happened while the database was away is found by the first look that succeeds.
      this.#known = { head: -1, epoch: '', devices: -1 };
    } finally {
      this.#looking = false;
    }
  }
}

const LOOK = `SELECT epoch,
    coalesce((SELECT seq FROM entry WHERE site = $1 ORDER BY seq DESC LIMIT 1), 0) AS head,
    coalesce((SELECT version FROM device_change WHERE site = $1), 0) AS devices
  FROM generation WHERE site = $1`;
