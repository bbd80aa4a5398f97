import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { readClinic } from '../../core/queue/clinic-check.ts';
import type { Clinic } from '../../core/queue/clinic-file.ts';
import type { Role } from '../../core/wire/protocol.ts';
import type { DayClock } from '../../server/day-clock.ts';
import type { EnrolledDevice } from '../../server/devices/devices.ts';
import { type OpenHouse, openHouse } from '../../server/open-house.ts';
import { readSettings, type Settings } from '../../server/settings.ts';
import { FakeStation } from './fake-station.ts';

const sample: unknown = JSON.parse(
  readFileSync(new URL('../../server/sample/clinic.json', import.meta.url), 'utf8'),
);

/** The sample clinic, changed by `edit`. */
export function sampleClinic(edit: (json: Record<string, unknown>) => void): Clinic {
  const json = structuredClone(sample) as Record<string, unknown>;
  edit(json);
  const read = readClinic(json);
  if (!read.ok) throw new Error(`${read.fault.path.join('.')}: ${read.fault.should}`);
  return read.clinic;
}

/** The sample clinic without loudspeakers, for tests in which nothing needs to be said. */
export const quietClinic = (): Clinic =>
  sampleClinic((json) => {
    json.speakers = [];
  });

/** One request and what it got, to be held against the description of the interface. */
export type Seen = { method: string; path: string; status: number; body: unknown };

export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };

/** A fictional person's citizen card. */
export const binh =
  '024085001234|121234567|Nguyễn Văn Bình|15031985|Nam|Thôn Hạ, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang|25042021';
export const ty =
  '024148000777|120000111|Hoàng Thị Tý|1948|Nữ|Xã Tân Trung, Huyện Tân Yên, Bắc Giang|08032022';

/** A real house on a folder of its own, listening on a free port, with a fake station and a clock one can set. */
export class TestHouse {
  readonly dir: string;
  readonly station = new FakeStation();
  readonly logLines: string[] = [];
  clinic: Clinic;
  now = Date.parse('2026-11-22T00:30:00Z');
  /** A clock that goes, in place of `now`. */
  follow: (() => number) | null = null;
  /** What guards that clock against jumps. */
  clock: DayClock | null = null;
  /** Further settings, as flags. */
  flags: readonly string[] = [];
  /** The folder of built pages; null: an empty one. */
  pages: string | null = null;
  /** Everything this house has answered to `send`, `post` and `get`. */
  readonly replies: Seen[] = [];
  open!: OpenHouse;
  #sockets: Socket[] = [];

  constructor(clinic: Clinic) {
    this.clinic = clinic;
    this.dir = mkdtempSync(join(tmpdir(), 'tiepdon-test-'));
  }

  settings(): Settings {
    const own = ['--data-dir', join(this.dir, 'data'), '--port', '0', '--ballast', '0'];
    const read = readSettings([...own, ...this.flags], {});
    if (!read.ok) throw new Error(read.fault);
    return read.settings;
  }

  async start(): Promise<this> {
    const pagesDir = this.pages ?? join(this.dir, 'pages');
    mkdirSync(join(pagesDir, 'assets'), { recursive: true });
    const log = pino({ base: null }, { write: (line: string) => void this.logLines.push(line) });
    const parts = { settings: this.settings(), clinic: this.clinic, station: this.station, pagesDir, log };
    const now = (): number => this.follow?.() ?? this.now;
    const { clock } = this;
    this.open = await openHouse({ ...parts, now, wall: now, clock, defaultPackAfterMs: null });
    await new Promise<void>((resolve) => this.open.http.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.open.http.address() as AddressInfo).port}`;
  }

  /** Enrols a device; a house on SQLite does it at once. */
  device(role: Role, name: string, room: string | null): EnrolledDevice {
    return this.open.house.devices.add({ role, name, room }) as EnrolledDevice;
  }

  async post(token: string, path: string, body: object): Promise<Reply> {
    return this.send('POST', token, path, JSON.stringify({ requestId: randomUUID(), ...body }), {});
  }

  async get(token: string, path: string): Promise<Reply> {
    return this.send('GET', token, path, null, {});
  }

  async send(
    method: string,
    token: string,
    path: string,
    body: string | null,
    headers: Record<string, string>,
  ): Promise<Reply> {
    const type = body === null ? {} : { 'content-type': 'application/json' };
    const reply = await fetch(`${this.base}/api/v1${path}`, {
      method,
      body,
      headers: { authorization: `Bearer ${token}`, ...type, ...headers },
    });
    const text = await reply.text();
    const answer = text.startsWith('{') ? JSON.parse(text) : { text };
    this.replies.push({ method, path, status: reply.status, body: answer });
    return { status: reply.status, headers: reply.headers, body: answer };
  }

  /** A connected socket; its events are collected in `heard`. */
  async socket(
    namespace: string,
    token: string,
    options: { headers?: Record<string, string> },
  ): Promise<Heard> {
    const socket = io(`${this.base}${namespace}`, {
      transports: ['websocket'],
      auth: { token },
      reconnection: false,
      forceNew: true,
      ...(options.headers ? { extraHeaders: options.headers } : {}),
    });
    this.#sockets.push(socket);
    return new Heard(socket);
  }

  async stop(): Promise<void> {
    await this.open.close();
    for (const socket of this.#sockets) socket.close();
    this.#sockets = [];
  }

  async end(): Promise<void> {
    try {
      await this.stop();
    } finally {
      rmSync(this.dir, { recursive: true, force: true });
    }
  }
}

/** A socket with everything it was told, and a way to wait for more. */
export class Heard {
  readonly socket: Socket;
  readonly messages: { event: string; message: Record<string, unknown> }[] = [];
  #waiting: (() => void)[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((event: string, message: Record<string, unknown>) => this.#note(event, message));
    for (const event of ['connect', 'connect_error', 'disconnect'] as const) {
      socket.on(event, (about: unknown) =>
        this.#note(event, { about: about instanceof Error ? about.message : about }),
      );
    }
  }

  #note(event: string, message: Record<string, unknown>): void {
    this.messages.push({ event, message });
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** The first message of this kind that fits, already there or still to come; throws after `ms`. */
  async hear(
    event: string,
    fits: (message: Record<string, unknown>) => boolean = () => true,
    ms = 10_000,
  ): Promise<Record<string, unknown>> {
    const until = Date.now() + ms;
    for (;;) {
      const found = this.messages.find((each) => each.event === event && fits(each.message));
      if (found) return found.message;
      const left = until - Date.now();
      if (left <= 0)
        throw new Error(
          `no "${event}" within ${ms} ms; heard: ${this.messages.map((m) => m.event).join(' ')}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
}
