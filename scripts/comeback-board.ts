import { get } from 'node:http';
import { WebSocket } from 'ws';
import { pauseBefore, restAfterBye } from '../core/wire/comeback.ts';

/** What a board got at last, and when, in ms of the machine's monotonic clock. */
export type Seen = { seq: number; state: unknown; at: number };

type Place = { port: number; view: string; token: string };

const PROBE_MS = 1_500;
const machineNow = (): number => Number(process.hrtime.bigint()) / 1e6;

/**
 * A board that knows how a page goes away and comes back, and no more, so that a thousand of them fit into one
 * machine: `web/live.ts` has the same steps, and both take their pauses from `core/wire/comeback.ts`. It holds
 * nothing over a connection: each time it asks for the whole state.
 */
export class ComebackBoard {
  readonly #place: Place;
  readonly #onSnap: (seen: Seen) => void;
  #socket: WebSocket | null = null;
  #timer: NodeJS.Timeout | null = null;
  #tries = 0;
  #rest = 0;
  #closed = false;

  constructor(place: Place, onSnap: (seen: Seen) => void) {
    this.#place = place;
    this.#onSnap = onSnap;
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#socket?.terminate();
  }

  #connect(): void {
    const url = `ws://127.0.0.1:${this.#place.port}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { perMessageDeflate: false });
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('close', () => this.#search());
    socket.on('message', (bytes) => this.#take(socket, String(bytes)));
  }

  #take(socket: WebSocket, text: string): void {
    const { view, token } = this.#place;
    if (text === '2') socket.send('3');
    else if (text.startsWith('0{')) socket.send(`40/board,${JSON.stringify({ token })}`);
    else if (text.startsWith('40/board,')) {
      this.#tries = 0;
      socket.send(`42/board,${JSON.stringify(['sub', { view, epoch: null, seq: null, v: 1 }])}`);
    } else if (text.startsWith('42/board,')) this.#hear(JSON.parse(text.slice('42/board,'.length)));
    else if (text.startsWith('44/board') || text.startsWith('41')) socket.terminate();
  }

  #hear([event, message]: [string, { seq: number; state: unknown; retryMs: number }]): void {
    if (event === 'bye') this.#rest = restAfterBye('/board', message.retryMs, Math.random());
    if (event === 'snap') this.#onSnap({ seq: message.seq, state: message.state, at: machineNow() });
  }

  #search(): void {
    if (this.#closed) return;
    const pause = Math.max(this.#rest, pauseBefore('/board', this.#tries, Math.random()));
    this.#tries += 1;
    this.#rest = 0;
    this.#timer = setTimeout(() => this.#look(), pause);
  }

  /** As the page does, it knocks by HTTP until somebody answers, and only then opens a socket. */
  #look(): void {
    const { port } = this.#place;
    const request = get({ host: '127.0.0.1', port, path: '/api/v1/health/live', timeout: PROBE_MS });
    request.on('response', (response) => {
      response.resume();
      if (this.#closed) return;
      if ([502, 503, 504].includes(response.statusCode ?? 503)) this.#search();
      else this.#connect();
    });
    request.on('timeout', () => request.destroy(new Error('silent')));
    request.on('error', () => this.#search());
  }
}
