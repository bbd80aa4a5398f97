import { io, type Socket } from 'socket.io-client';
import { pauseBefore } from '../core/wire/comeback.ts';
import type {
  Announce,
  Beat,
  Cut,
  Lease,
  Snap,
  SpeakerState,
  Withdraw,
  YourTurn,
} from '../core/wire/protocol.ts';
import { AMBER_MS, PROTOCOL } from '../core/wire/rhythm.ts';
import { openServerClock, type ServerClock } from '../core/wire/server-clock.ts';

export type LineState = 'connected' | 'away' | 'refused';

/** The line of a speaker to its house. */
export type HouseLine = {
  /** Tells the server now or never: what cannot be sent at once is dropped, not kept for later. */
  emit(event: 'ack' | 'sound' | 'sign', message: object): void;
  /** The server's time, ms since 1970. */
  now(): number;
  /** Whether `now` can be trusted: the server was heard, and this machine has not slept since. */
  knowsTime(): boolean;
  /** What the house said of its state last; null before it did. */
  held(): Held | null;
  stop(): void;
};

export type Held = Pick<Snap<SpeakerState>, 'epoch' | 'seq' | 'build'>;

/** What the house says to its speakers beside its sign of life. */
export type HouseWords = {
  announce: (message: Announce) => void;
  withdraw: (message: Withdraw) => void;
  turn: (message: YourTurn) => void;
  cut: (message: Cut) => void;
  lease: (message: Lease) => void;
};

type Options = {
  server: string;
  token: string;
  /** The speaker's id. */
  view: string;
  words: HouseWords;
  onState: (state: LineState) => void;
};

const CONNECT_MS = 8_000;
const REFUSED_PAUSE_MS = 3_000;
const LOOK_MS = 1_000;
/** The machine's two clocks part by more than this: it slept, or its date was set. */
const SLEPT_MS = 5_000;

/**
 * Opens the line and keeps it for ever. Each connection is made anew with a clock of its own; one that gives no
 * news for ten seconds, or over which the machine has slept, is thrown away. Announcements that come before the
 * server's time is known wait for it, over a new connection too.
 */
export function openHouseLine(options: Options): HouseLine {
  return new Line(options);
}

class Line implements HouseLine {
  readonly #options: Options;
  readonly #looking: NodeJS.Timeout;
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | null = null;
  #tries = 0;
  #clock: ServerClock = openServerClock(elapsed);
  #heard = false;
  #newsAt = elapsed();
  #gap = Date.now() - elapsed();
  #early: (() => void)[] = [];
  #held: Held | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#connect();
  }

  emit(event: 'ack' | 'sound' | 'sign', message: object): void {
    // Not `volatile`: of two answers in one turn it would lose the second.
    if (this.#socket?.connected) this.#socket.emit(event, message);
  }

  now(): number {
    return this.#clock.now();
  }

  knowsTime(): boolean {
    return this.#heard && Math.abs(Date.now() - elapsed() - this.#gap) < SLEPT_MS;
  }

  held(): Held | null {
    return this.#held;
  }

  stop(): void {
    clearInterval(this.#looking);
    this.#early = [];
    this.#drop();
  }

  #connect(): void {
    this.#drop();
    const { server, token, view, onState } = this.#options;
    const socket = io(`${server.replace(/\/+$/, '')}/speaker`, {
      transports: ['websocket'],
      auth: { token },
      forceNew: true,
      reconnection: false,
      timeout: CONNECT_MS,
    });
    this.#socket = socket;
    this.#newsAt = elapsed();
    socket.on('connect', () => {
      this.#tries = 0;
      socket.emit('sub', { view, epoch: null, seq: null, v: PROTOCOL });
      onState('connected');
    });
    socket.on('connect_error', (fault) => {
      const refused = fault.message === 'unauthorized';
      onState(refused ? 'refused' : 'away');
      this.#later(refused ? REFUSED_PAUSE_MS : this.#pause());
    });
    socket.on('disconnect', () => {
      onState('away');
      this.#later(this.#pause());
    });
    socket.on('hb', (beat: Beat) => this.#news(beat));
    socket.on('snap', (snap: Snap<SpeakerState>) => {
      const { epoch, seq, build } = snap;
      this.#held = { epoch, seq, build };
      this.#news(snap);
    });
    this.#listen(socket);
  }

  /** In the order in which they came, also those that must wait for the time. */
  #listen(socket: Socket): void {
    const { words } = this.#options;
    const on = <Word extends keyof HouseWords>(word: Word): void => {
      const hear = words[word] as (message: unknown) => void;
      socket.on(word as string, (message: unknown) => {
        if (this.knowsTime()) hear(message);
        else this.#early.push(() => hear(message));
      });
    };
    for (const word of Object.keys(words) as (keyof HouseWords)[]) on(word);
  }

  #drop(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    this.#socket?.removeAllListeners();
    this.#socket?.disconnect();
    this.#socket = null;
  }

  #later(pause: number): void {
    this.#drop();
    this.#retry = setTimeout(() => this.#connect(), pause);
  }

  #pause(): number {
    const pause = pauseBefore('/speaker', this.#tries, Math.random());
    this.#tries += 1;
    return pause;
  }

  #news({ view, now }: Beat): void {
    if (view !== this.#options.view || typeof now !== 'number') return;
    if (!this.knowsTime()) this.#setClock();
    this.#clock.hear(now);
    this.#newsAt = elapsed();
    this.#heard = true;
    for (const go of this.#early.splice(0)) go();
  }

  /** What was measured before a sleep says nothing any more. */
  #setClock(): void {
    this.#clock = openServerClock(elapsed);
    this.#gap = Date.now() - elapsed();
  }

  #look(): void {
    if (this.#socket === null) return;
    const slept = this.#heard && !this.knowsTime();
    if (!slept && elapsed() - this.#newsAt < AMBER_MS) return;
    this.#options.onState('away');
    this.#connect();
  }
}

/** Does not go while the machine sleeps, and knows nothing of its date. */
function elapsed(): number {
  return performance.now();
}
