import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { BoardState } from '../../core/queue/views.ts';
import type { Beat, Delta, Snap } from '../../core/wire/protocol.ts';
import { applyBoardOp } from '../../display/board-state.ts';
import { type Held, type News, receive } from '../../web/revision.ts';
import type { History } from '../history/history.ts';
import { Product } from './product.ts';

export const DESKS = ['pk1', 'pk2', 'pk3', 'pk4', 'pk5', 'pk6'];

/** Numbers between 0 and 1 that a seed repeats. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The sample clinic with one service, six desks and a board; whose turn it is depends on the log alone. */
export function rushClinic(dir: string): void {
  clinicWith([], dir);
}

/** The same with speakers. */
export function clinicWith(speakers: readonly object[], dir: string): void {
  const sample = readFileSync(new URL('../../server/sample/clinic.json', import.meta.url), 'utf8');
  const json = JSON.parse(sample) as Record<string, unknown>;
  const [service] = (json.services as Record<string, unknown>[]).filter(({ id }) => id === 'noi');
  json.services = [{ ...service, policy: 'fifo', digits: 4, overnight: false }];
  json.rooms = DESKS.map((id, index) => ({
    id,
    label: { vi: `Phòng khám ${index + 1}` },
    services: ['noi'],
  }));
  json.boards = [{ id: 'hall', rooms: DESKS, rows: 6, names: 'none' }];
  json.speakers = speakers;
  json.journeys = [];
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'clinic.json'), JSON.stringify(json));
}

/** Servers of one hospital as processes of their own, any of which may die at any moment. */
export class ServerFleet {
  readonly servers: Product[] = [];
  readonly #url: string;
  readonly #writeClinic: (dir: string) => void;

  /** `writeClinic` puts the clinic file into a data folder. */
  constructor(url: string, count: number, writeClinic: (dir: string) => void) {
    this.#url = url;
    this.#writeClinic = writeClinic;
    for (let each = 0; each < count; each += 1) this.servers.push(new Product());
  }

  async start(server: Product): Promise<void> {
    this.#writeClinic(join(server.dir, 'data'));
    const keyFile = join(this.servers[0]!.dir, 'master.key');
    const words = ['--database-url', this.#url, '--key-file', keyFile, '--log-level', 'error'];
    await server.start([
      ...words,
      '--origins',
      this.servers.map(({ port }) => `http://127.0.0.1:${port || 1}`).join(','),
    ]);
  }

  /** `url`: another way to the same database, for one who waits here and cannot carry a line meanwhile. */
  device(role: string, name: string, url = this.#url): string {
    const words = ['device', 'add', '--role', role, '--name', name, '--database-url', url];
    return (JSON.parse(this.servers[0]!.adminLines(...words).at(-1)!) as { token: string }).token;
  }

  async end(): Promise<void> {
    for (const server of this.servers) await server.end();
  }
}

type Answer = { status: number; body: { ticket?: { id: string; code: string } | null } };

/** Somebody who asks whichever server answers, and asks again until one does. */
export class Client {
  readonly #fleet: ServerFleet;
  readonly #token: string;
  readonly #next: () => number;
  readonly #history: History;
  readonly #name: number;

  constructor(fleet: ServerFleet, token: string, history: History, name: number) {
    this.#fleet = fleet;
    this.#token = token;
    this.#history = history;
    this.#name = name;
    this.#next = chance(name * 7_919);
  }

  /** A number for one person, told to the history; every try carries the same request id. */
  async checkIn(): Promise<void> {
    const op = randomUUID();
    const event = { client: this.#name, op, what: 'check-in' as const };
    const none = { code: null, ticket: null };
    const body = { requestId: op, service: 'noi', scan: null, confirmed: false, declared: [] };
    await this.#until('/check-ins', body, (phase, ticket) =>
      this.#history.note({ ...event, phase, ...(ticket ? { code: ticket.code, ticket: ticket.id } : none) }),
    );
  }

  /** The next patient of a desk, or null when nobody waits. */
  async callNext(desk: string, expected: string | null): Promise<string | null> {
    const op = randomUUID();
    const event = { client: this.#name, op, what: 'next' as const, desk };
    const called = await this.#until(`/rooms/${desk}/next`, { requestId: op, expected }, (phase, ticket) =>
      this.#history.note({ ...event, phase, ticket: ticket?.id ?? null }),
    );
    // Now and then an answer that came is asked for again, at whichever server: it must be the same.
    if (this.#next() < 0.05)
      await this.#until(`/rooms/${desk}/next`, { requestId: op, expected }, (phase, ticket) =>
        this.#history.note({ ...event, phase, ticket: ticket?.id ?? null }),
      );
    return called?.id ?? null;
  }

  async #until(
    path: string,
    body: object,
    note: (phase: 'invoke' | 'ok' | 'fail' | 'info', ticket: { id: string; code: string } | null) => void,
  ): Promise<{ id: string; code: string } | null> {
    note('invoke', null);
    for (let tries = 0; tries < 300; tries += 1) {
      const { servers } = this.#fleet;
      const server = servers[Math.floor(this.#next() * servers.length)]!;
      const answer = await this.#post(server, path, body);
      if (answer?.status === 200 || answer?.status === 201) {
        note('ok', answer.body.ticket ?? null);
        return answer.body.ticket ?? null;
      }
      if (answer && answer.status < 500) {
        note('fail', null);
        throw new Error(`${path} was refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
      }
      note('info', null);
      await new Promise((resolve) => setTimeout(resolve, 20 + this.#next() * 180));
    }
    throw new Error(`${path} was not answered by any server`);
  }

  async #post(server: Product, path: string, body: object): Promise<Answer | null> {
    try {
      const reply = await fetch(`${server.base}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      });
      return { status: reply.status, body: (await reply.json()) as Answer['body'] };
    } catch {
      return null;
    }
  }
}

/** What a board showed: a revision with its state. */
export type Shown = { epoch: string; seq: number; state: BoardState };

/** A board that goes to the next server whenever its own is gone, by the rules of the pages. */
export class WanderingBoard {
  readonly shown: Shown[] = [];
  readonly #fleet: ServerFleet;
  readonly #token: string;
  #socket: Socket | null = null;
  #held: Held<BoardState> | null = null;
  #at: number;
  #over = false;
  moves = 0;

  constructor(fleet: ServerFleet, token: string, at: number) {
    this.#fleet = fleet;
    this.#token = token;
    this.#at = at;
    this.#connect();
  }

  get seq(): number {
    return this.#held?.seq ?? 0;
  }

  stop(): void {
    this.#over = true;
    this.#socket?.close();
  }

  #connect(): void {
    if (this.#over) return;
    const { servers } = this.#fleet;
    const { base } = servers[this.#at % servers.length]!;
    const socket = io(`${base}/board`, {
      transports: ['websocket'],
      auth: { token: this.#token },
      reconnection: false,
      forceNew: true,
      timeout: 3_000,
    });
    this.#socket = socket;
    let left = false;
    const onward = (): void => {
      if (left) return;
      left = true;
      socket.close();
      this.#at += 1;
      this.moves += 1;
      setTimeout(() => this.#connect(), 100);
    };
    socket.on('connect', () => this.#ask());
    socket.on('connect_error', onward);
    socket.on('disconnect', onward);
    socket.on('snap', (message: Snap<BoardState>) => this.#take({ event: 'snap', message }));
    socket.on('delta', (message: Delta<BoardState>) => this.#take({ event: 'delta', message }));
    socket.on('hb', (message: Beat) => this.#take({ event: 'hb', message }));
  }

  #ask(): void {
    this.#socket?.emit('sub', {
      view: 'hall',
      epoch: this.#held?.epoch ?? null,
      seq: this.#held?.seq ?? null,
      v: 1,
    });
  }

  #take(news: News<BoardState>): void {
    const { held, ask } = receive(this.#held, news, applyBoardOp);
    if (held && held !== this.#held) this.shown.push({ epoch: held.epoch, seq: held.seq, state: held.state });
    this.#held = held;
    if (ask) this.#ask();
  }
}
