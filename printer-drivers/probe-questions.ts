import { Demultiplexer, type Saying } from './demultiplexer.ts';
import { encodeCommands } from './encode.ts';
import type { Command } from './escpos-commands.ts';
import { Listeners, type Port, type PortFault } from './ports/port.ts';

/** The requests that change nothing in a printer. */
export type HarmlessRequest = Extract<Command, { kind: 'status' | 'fence' | 'processId' | 'identify' }>;

/** A probe's answers are a few dozen bytes; whoever says more than this is not answering. */
const MOST_BYTES = 2048;
/** Bytes without meaning that a real line may bring, such as the rest of an older answer. */
const MOST_DROPPED = 8;
/** How long it is listened before the first question: other devices greet, and their letters look like answers. */
const GREETING_MS = 200;

/** One question at a time to a device of which nothing is known, in constant memory whatever it says. */
export class Questions {
  readonly #port: Port;
  readonly #answerMs: number;
  readonly #signal: AbortSignal;
  readonly #said = new Listeners<[Saying | 'over']>();
  readonly #demultiplexer = new Demultiplexer((saying) => this.#said.tell(saying));
  readonly #stops: (() => void)[];
  #sent: Uint8Array = new Uint8Array();
  #echoed = 0;
  #bytes = 0;
  #noise: 'echo' | 'garbage' | null = null;
  #fault: PortFault | null = null;
  #isOver = false;

  constructor(port: Port, answerMs: number, signal: AbortSignal) {
    this.#port = port;
    this.#answerMs = answerMs;
    this.#signal = signal;
    const over = (): void => this.#end();
    signal.addEventListener('abort', over);
    this.#stops = [
      port.onBytes((bytes) => this.#hear(bytes)),
      port.onClosed(() => {
        this.#fault ??= { code: 'closed', detail: '' };
        over();
      }),
      () => signal.removeEventListener('abort', over),
    ];
  }

  /** Why nothing that is heard can be believed; null as long as it can. */
  get noise(): 'echo' | 'garbage' | null {
    return this.#noise;
  }

  /** The line broke while it was asked. */
  get fault(): PortFault | null {
    return this.#fault;
  }

  /** Hears out what a device says without being asked. */
  async listen(): Promise<void> {
    if (!this.#isOver) await this.#next(() => null, GREETING_MS);
  }

  /** Sends a request and waits for what `match` makes something of; null when that does not come in time. */
  async ask<T>(request: HarmlessRequest, match: (saying: Saying) => T | null): Promise<T | null> {
    if (this.#isOver || this.#signal.aborted) return null;
    if (request.kind === 'status') this.#demultiplexer.asked(request.n);
    if (request.kind === 'fence') this.#demultiplexer.fenced();
    this.#sent = encodeCommands([request]).bytes;
    this.#echoed = 0;
    const answer = this.#next(match, this.#answerMs);
    const writing = await this.#port.write(this.#sent, this.#answerMs);
    if (!writing.ok) {
      this.#fault ??= writing.fault;
      this.#end();
    }
    return answer;
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #next<T>(match: (saying: Saying) => T | null, ms: number): Promise<T | null> {
    return new Promise((resolve) => {
      const finish = (value: T | null): void => {
        clearTimeout(timer);
        forget();
        resolve(value);
      };
      const timer = setTimeout(() => finish(null), ms);
      const forget = this.#said.add((saying) => {
        if (saying === 'over') return finish(null);
        const value = match(saying);
        if (value !== null) finish(value);
      });
    });
  }

  #hear(bytes: Uint8Array): void {
    if (this.#isOver) return;
    this.#bytes += bytes.length;
    for (const byte of bytes) {
      this.#echoed = byte === this.#sent[this.#echoed] ? this.#echoed + 1 : 0;
      // No answer to any of the requests repeats the request.
      if (this.#sent.length > 0 && this.#echoed === this.#sent.length) this.#give('echo');
    }
    if (this.#isOver) return;
    this.#demultiplexer.feed(bytes.subarray(0, MOST_BYTES), performance.now());
    if (this.#bytes > MOST_BYTES || this.#demultiplexer.dropped > MOST_DROPPED) this.#give('garbage');
  }

  #give(noise: 'echo' | 'garbage'): void {
    this.#noise ??= noise;
    this.#end();
  }

  #end(): void {
    this.#isOver = true;
    this.#said.tell('over');
  }
}
