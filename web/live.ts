import { io, type Socket } from 'socket.io-client';
import { pauseBefore, restAfterBye } from '../core/wire/comeback.ts';
import type { Beat, Delta, Namespace, Snap } from '../core/wire/protocol.ts';
import { AMBER_MS, GREY_MS, PROTOCOL } from '../core/wire/rhythm.ts';
import { openServerClock } from '../core/wire/server-clock.ts';
import { isReachable } from './reach.ts';
import { type ApplyOp, type Held, type News, receive } from './revision.ts';

/** How old the last news is: under 10 s, from 10 s on (a connection is being made), from 60 s on. */
export type Freshness = 'fresh' | 'amber' | 'grey';
export type Revision = { epoch: string; seq: number; build: string };

export type LiveOptions<State> = {
  namespace: Namespace;
  /** The board's, speaker's, room's or station's id. */
  view: string;
  token: string;
  applyOp: ApplyOp<State>;
  onState: (state: State, revision: Revision) => void;
  /** Called at each change of the level; the page itself begins as `fresh` without any state. */
  onFreshness: (level: Freshness) => void;
  onConnect?: () => void;
  /** The server refuses this device; the code is its word for why. It is tried again every few seconds. */
  onRefused?: (code: string) => void;
  /** Other events of the namespace. */
  listen: { [event: string]: (message: never) => void };
};

export type Live = {
  stop: () => void;
  /** Tells the server now or never: what cannot be sent at once is dropped, not kept for later. */
  emit: (event: string, message: object) => void;
  /** The server's time, ms since 1970. */
  now: () => number;
  /** What the page holds of its view; null before the first snapshot. */
  held: () => Revision | null;
  /** When the last good news came, by `performance.now()`. */
  newsAt: () => number;
};

const ASK_PAUSE_MS = 500;
const REFUSED_PAUSE_MS = 3_000;
const CONNECT_MS = 8_000;

/**
 * Keeps a view of the server true: first load, reconnect, wake-up and any doubt are one way, a `sub`. Each
 * connection is made anew, after the server was found to answer, and thrown away when it gave no news for 10 s:
 * the library's own reconnect has been seen to hang (Node-RED dashboard issue 620).
 */
export function openLive<State>(options: LiveOptions<State>): Live {
  const line = new Line(options);
  return {
    stop: () => line.stop(),
    emit: (event, message) => line.emit(event, message),
    now: () => line.clock.now(),
    held: () => line.held,
    newsAt: () => line.newsAt,
  };
}

class Line<State> {
  readonly clock = openServerClock(Date.now);
  readonly #options: LiveOptions<State>;
  #held: Held<State> | null = null;
  /** Null between connections, while the server is looked for. */
  #socket: Socket | null = null;
  #level: Freshness = 'fresh';
  #newsAt = performance.now();
  #askedAt = -ASK_PAUSE_MS;
  #tries = 0;
  /** Grows with each step of the search, so that the answer of an older one is not taken for news. */
  #step = 0;
  #watchTimer = 0;
  #askTimer = 0;
  #searchTimer = 0;

  constructor(options: LiveOptions<State>) {
    this.#options = options;
    this.#connect();
    window.addEventListener('online', this.#wake);
    window.addEventListener('pageshow', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#watch();
  }

  stop(): void {
    window.removeEventListener('online', this.#wake);
    window.removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    clearTimeout(this.#watchTimer);
    this.#disconnect();
  }

  get held(): Revision | null {
    return this.#held;
  }

  get newsAt(): number {
    return this.#newsAt;
  }

  emit(event: string, message: object): void {
    // Not volatile: of two messages in one turn it drops the second. Each connection has a buffer of its own, so what
    // did not get out dies with it.
    if (this.#socket?.connected) this.#socket.emit(event, message);
  }

  #connect(): void {
    this.#disconnect();
    const { namespace, token, listen } = this.#options;
    const socket = io(namespace, {
      transports: ['websocket'],
      auth: { token },
      forceNew: true,
      reconnection: false,
      timeout: CONNECT_MS,
    });
    socket.on('connect', () => {
      this.#tries = 0;
      this.#sub();
      this.#options.onConnect?.();
    });
    socket.on('connect_error', (fault: Error & { data?: { code?: string } }) => {
      // Still active: the way is broken, or the server's own way to its data is. Else the server itself has refused this device.
      if (socket.active || fault.message === 'unavailable') return this.#search(this.#pause());
      this.#search(REFUSED_PAUSE_MS);
      this.#options.onRefused?.(fault.data?.code ?? fault.message);
    });
    let rest = 0;
    socket.on('bye', ({ retryMs }: { retryMs: number }) => {
      rest = restAfterBye(namespace, retryMs, Math.random());
    });
    socket.on('disconnect', () => this.#search(Math.max(rest, this.#pause())));
    socket.on('snap', (message: Snap<State>) => this.#receive({ event: 'snap', message }));
    socket.on('delta', (message: Delta<State>) => this.#receive({ event: 'delta', message }));
    socket.on('hb', (message: Beat) => this.#receive({ event: 'hb', message }));
    for (const event of Object.keys(listen)) socket.on(event, listen[event] as (message: unknown) => void);
    this.#socket = socket;
  }

  #disconnect(): void {
    this.#step += 1;
    clearTimeout(this.#askTimer);
    clearTimeout(this.#searchTimer);
    this.#socket?.off();
    this.#socket?.disconnect();
    this.#socket = null;
  }

  /** Looks for the server after a pause, until it answers, and connects then. */
  #search(pause: number): void {
    this.#disconnect();
    const step = this.#step;
    this.#searchTimer = window.setTimeout(async () => {
      const found = await isReachable();
      if (step !== this.#step) return;
      if (found) this.#connect();
      else this.#search(this.#pause());
    }, pause);
  }

  #pause(): number {
    const pause = pauseBefore(this.#options.namespace, this.#tries, Math.random());
    this.#tries += 1;
    return pause;
  }

  #receive(news: News<State>): void {
    const { message } = news;
    if (message.view !== this.#options.view || typeof message.seq !== 'number') return;
    this.clock.hear(message.now);
    const before = this.#held;
    const { held, ask } = receive(before, news, this.#options.applyOp);
    this.#held = held;
    if (ask) this.#ask();
    else this.#newsAt = performance.now();
    if (held !== null && held !== before) this.#options.onState(held.state, held);
    this.#watch();
  }

  /** The page was asleep or the network is back: ask at once, and do not sit out a pause. */
  readonly #wake = (): void => {
    if (document.hidden) return;
    if (this.#socket === null) this.#search(0);
    else this.#ask();
  };

  /** At most one `sub` in half a second: a burst of doubts is one question. */
  readonly #ask = (): void => {
    clearTimeout(this.#askTimer);
    const wait = this.#askedAt + ASK_PAUSE_MS - performance.now();
    if (wait <= 0) this.#sub();
    else this.#askTimer = window.setTimeout(this.#ask, wait);
  };

  #sub(): void {
    if (!this.#socket?.connected) return;
    this.#askedAt = performance.now();
    const { epoch = null, seq = null } = this.#held ?? {};
    this.emit('sub', { view: this.#options.view, epoch, seq, v: PROTOCOL });
  }

  /** Runs at each news and at each full 10 s without any. A `hb` that betrays a gap is no good news. */
  #watch(): void {
    clearTimeout(this.#watchTimer);
    const age = performance.now() - this.#newsAt;
    const level = age >= GREY_MS ? 'grey' : age >= AMBER_MS ? 'amber' : 'fresh';
    this.#watchTimer = window.setTimeout(() => this.#renew(), AMBER_MS - (age % AMBER_MS));
    if (level === this.#level) return;
    this.#level = level;
    this.#options.onFreshness(level);
  }

  #renew(): void {
    const silent = performance.now() - this.#newsAt >= AMBER_MS;
    if (silent && this.#socket !== null) this.#connect();
    this.#watch();
  }
}
