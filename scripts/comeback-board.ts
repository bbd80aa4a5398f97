import { pauseBefore, restAfterBye } from '../core/wire/comeback.ts';
import { BoardLine, knock } from './board-line.ts';

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
  #line: BoardLine | null = null;
  #timer: NodeJS.Timeout | null = null;
  #tries = 0;
  #rest = 0;
  #closed = false;
  /** Whether this connection still owes the board its state: what comes later are changes of a minute. */
  #waits = false;

  constructor(place: Place, onSnap: (seen: Seen) => void) {
    this.#place = place;
    this.#onSnap = onSnap;
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#line?.end();
  }

  #connect(): void {
    const line = new BoardLine(this.#place.port, {
      text: (text) => this.#take(line, text),
      closed: () => this.#search(),
    });
    this.#line = line;
    this.#waits = true;
  }

  #take(line: BoardLine, text: string): void {
    const { view, token } = this.#place;
    if (text === '2') line.say('3');
    else if (text.startsWith('0{')) line.say(`40/board,${JSON.stringify({ token })}`);
    else if (text.startsWith('40/board,')) {
      this.#tries = 0;
      line.say(`42/board,${JSON.stringify(['sub', { view, epoch: null, seq: null, v: 1 }])}`);
    } else if (text.startsWith('42/board,')) this.#hear(JSON.parse(text.slice('42/board,'.length)));
    else if (text.startsWith('44/board') || text.startsWith('41')) line.end();
  }

  #hear([event, message]: [string, { seq: number; state: unknown; retryMs: number }]): void {
    if (event === 'bye') this.#rest = restAfterBye('/board', message.retryMs, Math.random());
    if (event !== 'snap' || !this.#waits) return;
    this.#waits = false;
    this.#onSnap({ seq: message.seq, state: message.state, at: machineNow() });
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
    knock(this.#place.port, PROBE_MS, (status) => {
      if (this.#closed) return;
      if (status === null || [502, 503, 504].includes(status)) this.#search();
      else this.#connect();
    });
  }
}
