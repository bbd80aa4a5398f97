import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Socket, Server as SocketServer } from 'socket.io';
import type { Namespace, Op, Sub } from '../../core/wire/protocol.ts';

/** What happens to one message on its way to the screens. */
export type Fate = 'sent' | 'lost' | 'twice' | 'held';
type Sent = { event: string; message: object };
type View = {
  epoch: string;
  seq: number;
  state: object;
  changes: { prev: number; seq: number; ops: object[] }[];
};

/** Answers of the HTTP side by path; a path that is missing answers 404. */
export type Answers = { [path: string]: { status: number; body: object | Buffer } };

const PAGE_OF: { [first: string]: string } = { '': 'home', t: 'ticket' };
const TYPES: { [ending: string]: string } = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  wav: 'audio/wav',
};

/**
 * A server that speaks the real sync protocol over real sockets, and serves the built pages under the real
 * content policy, but can be told to lose, repeat and hold back messages, to be cut off and to start again
 * with a new epoch. Tests put states in and see what the screens and the server heard.
 */
export class FakeLiveServer {
  readonly answers: Answers = {};
  readonly heard: { event: string; message: Record<string, unknown>; at: number }[] = [];
  /** Decides over each delta. */
  fate: (sent: Sent) => Fate = () => 'sent';
  /** The hand of the server's clock, ms added to this machine's. */
  clockAheadMs = 0;
  /** Tokens it knows. */
  tokens = new Set(['token-1']);
  heartbeatMs = 5_000;
  readonly #dir: string;
  readonly #views = new Map<string, View>();
  readonly #held: (() => void)[] = [];
  #http: Server | null = null;
  #io: SocketServer | null = null;
  #port = 0;
  #beat: NodeJS.Timeout | null = null;

  constructor(pagesDir: string) {
    this.#dir = pagesDir;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Opens at a free port, or at the old one after `cut`. */
  async open(): Promise<void> {
    const http = createServer((request, response) => void this.#serve(request, response));
    const io = new SocketServer(http, { transports: ['websocket'], serveClient: false, path: '/socket.io' });
    for (const name of ['/board', '/speaker', '/console', '/station'] as const) this.#space(io, name);
    await new Promise<void>((done) => http.listen(this.#port, '127.0.0.1', done));
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    this.#io = io;
    this.#beat = setInterval(() => this.beat(), this.heartbeatMs);
  }

  /** All connections end at once and none is taken any more. */
  async cut(): Promise<void> {
    if (this.#beat) clearInterval(this.#beat);
    this.#http?.closeAllConnections();
    await this.#io?.close();
    this.#io = null;
  }

  /** A restore: the same states under a new epoch, numbers from the start. */
  restore(epoch: string): void {
    for (const view of this.#views.values()) Object.assign(view, { epoch, seq: 1, changes: [] });
  }

  /** The state of a view as it is now, told to nobody. */
  put(name: Namespace, view: string, state: object): void {
    this.#views.set(`${name} ${view}`, { epoch: 'epoch-1', seq: 1, state, changes: [] });
  }

  /** One change: the new whole state and the ops that lead to it. */
  change<State extends object>(name: Namespace, view: string, state: State, ops: Op<State>[]): void {
    const held = this.#view(name, view);
    const prev = held.seq;
    held.seq += 3;
    held.state = state;
    held.changes.push({ prev, seq: held.seq, ops });
    const { epoch, seq } = held;
    this.#send(name, view, { event: 'delta', message: { view, epoch, prev, seq, now: this.now(), ops } });
  }

  /** Any other event to everybody in a namespace. */
  tell(name: Namespace, event: string, message: object): void {
    this.#io?.of(name).emit(event, message);
  }

  /** The sign of life of all views. */
  beat(): void {
    for (const [key, { epoch, seq }] of this.#views) {
      const [name, view] = key.split(' ') as [Namespace, string];
      this.#io?.of(name).to(view).emit('hb', { view, epoch, seq, now: this.now() });
    }
  }

  /** Lets go what was held back, the last first. */
  release(): void {
    for (const go of this.#held.splice(0).reverse()) go();
  }

  now(): number {
    return Date.now() + this.clockAheadMs;
  }

  async close(): Promise<void> {
    await this.cut();
  }

  #view(name: Namespace, view: string): View {
    const held = this.#views.get(`${name} ${view}`);
    if (!held) throw new Error(`nothing was put into ${name} ${view}`);
    return held;
  }

  #space(io: SocketServer, name: Namespace): void {
    const space = io.of(name);
    space.use((socket, next) => {
      const { token } = socket.handshake.auth;
      next(this.tokens.has(token) ? undefined : new Error('unauthorized'));
    });
    space.on('connection', (socket) => {
      socket.onAny((event: string, message: Record<string, unknown>) => {
        this.heard.push({ event, message, at: Date.now() });
      });
      socket.on('sub', (sub: Sub) => this.#answer(name, socket, sub));
    });
  }

  #answer(name: Namespace, socket: Socket, sub: Sub): void {
    void socket.join(sub.view);
    const { view } = sub;
    const { epoch, seq, state, changes } = this.#view(name, view);
    const now = this.now();
    const from = changes.findIndex(({ prev }) => prev === sub.seq);
    if (sub.epoch === epoch && sub.seq === seq) socket.emit('hb', { view, epoch, seq, now });
    else if (sub.epoch === epoch && from >= 0) {
      const ops = changes.slice(from).flatMap((change) => change.ops);
      socket.emit('delta', { view, epoch, prev: sub.seq, seq, now, ops });
    } else socket.emit('snap', { view, epoch, seq, now, state, build: 'build-1' });
  }

  #send(name: Namespace, view: string, sent: Sent): void {
    const go = (): void => void this.#io?.of(name).to(view).emit(sent.event, sent.message);
    const fate = this.fate(sent);
    if (fate === 'held') this.#held.push(go);
    if (fate === 'sent' || fate === 'twice') go();
    if (fate === 'twice') go();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0]!;
    const answer = this.answers[path];
    response.setHeader('Content-Security-Policy', this.#policy());
    if (answer !== undefined) {
      const raw = Buffer.isBuffer(answer.body);
      response.writeHead(answer.status, { 'Content-Type': raw ? TYPES.wav : 'application/json' });
      response.end(raw ? answer.body : JSON.stringify(answer.body));
      return;
    }
    const first = path.split('/')[1] ?? '';
    const file = first === 'assets' ? path : `/${PAGE_OF[first] ?? first}.html`;
    const body = await readFile(join(this.#dir, file)).catch(() => null);
    const type = TYPES[file.split('.').pop() ?? ''] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
  }

  /** As the product sends it: nothing inline, nothing from elsewhere. */
  #policy(): string {
    return [
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'",
      `media-src 'self'; connect-src 'self' ws://127.0.0.1:${this.#port}; worker-src 'self' blob:`,
      "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
      "require-trusted-types-for 'script'",
    ].join('; ');
  }
}
