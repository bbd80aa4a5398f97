import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { BareWord } from './bench-bare-server.ts';
import type { CrowdOrder, CrowdWord } from './bench-crowd.ts';

const PATIENCE_MS = 30_000;
const root = process.env.TIEPDON_ROOT ?? process.cwd();
const start = (script: string): ChildProcess => fork(join(root, 'scripts', script), { execArgv: [] });

/** Many boards in processes of their own, and when the last of them has each change. */
export class Crowd {
  readonly #children: readonly ChildProcess[];
  /** Times at which a child's part of the crowd had a change, by its seq. */
  readonly #parts = new Map<number, number[]>();
  #ready = 0;
  #closing = false;
  #text = '';
  #done: (at: number) => void = () => {};
  #opened: () => void = () => {};

  /** `count` boards in each of `children` processes; resolves when all have their first snapshot. */
  static async open(order: CrowdOrder, children: number): Promise<Crowd> {
    const crowd = new Crowd(Array.from({ length: children }, () => start('bench-crowd.ts')));
    const opened = patience('the boards to connect', (done) => (crowd.#opened = done));
    for (const child of crowd.#children) {
      child.on('message', (word: CrowdWord) => crowd.#hear(word));
      child.send(order);
    }
    await opened;
    return crowd;
  }

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children;
  }

  /** The bytes of the last change, as they were sent. */
  get text(): string {
    return this.#text;
  }

  /** When the last board has the next change, ms of the monotonic clock. */
  next(): Promise<number> {
    this.#parts.clear();
    return patience('the boards to hear of a change', (done) => (this.#done = done));
  }

  close(): void {
    this.#closing = true;
    for (const child of this.#children) child.kill();
  }

  #hear(word: CrowdWord): void {
    if (word.kind === 'text') this.#text = word.text;
    if (word.kind === 'ready') {
      this.#ready += 1;
      if (this.#ready === this.#children.length) this.#opened();
    }
    if (word.kind === 'closed' && !this.#closing) throw new Error('a board of the crowd lost its connection');
    if (word.kind !== 'all') return;
    const times = [...(this.#parts.get(word.seq) ?? []), word.at];
    this.#parts.set(word.seq, times);
    if (times.length === this.#children.length) this.#done(Math.max(...times));
  }
}

/** A bare WebSocket server with a crowd of its own. */
export class Bare {
  readonly #server: ChildProcess;
  readonly #crowd: Crowd;
  /** As long as those of a house in the middle of its day. */
  #seq = 1_000;
  #sent: (from: number) => void = () => {};

  static async open(count: number, children: number): Promise<Bare> {
    const server = start('bench-bare-server.ts');
    let onPort = (_port: number): void => {};
    const port = patience<number>('the bare server', (done) => (onPort = done));
    let bare: Bare | null = null;
    server.on('message', (word: BareWord) => {
      if (word.kind === 'port') onPort(word.port);
      else if (bare !== null) bare.#sent(word.from);
    });
    const url = `ws://127.0.0.1:${await port}/`;
    bare = new Bare(server, await Crowd.open({ url, count, view: '', token: null }, children));
    return bare;
  }

  private constructor(server: ChildProcess, crowd: Crowd) {
    this.#server = server;
    this.#crowd = crowd;
  }

  /** Sends these bytes to everybody so many times; ms from the first write until the last board has them. */
  async broadcasts(count: number, text: string): Promise<number[]> {
    const times: number[] = [];
    for (let each = 0; each < count; each += 1) {
      this.#seq += 1;
      const numbered = text.replace(/"seq":\d+/, `"seq":${this.#seq}`);
      const heard = this.#crowd.next();
      const sent = patience<number>('the bare server to send', (done) => (this.#sent = done));
      this.#server.send({ text: numbered });
      times.push(-(await sent) + (await heard));
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    return times;
  }

  close(): void {
    this.#crowd.close();
    this.#server.kill();
  }
}

function patience<T = void>(what: string, work: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), PATIENCE_MS);
    work((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
