import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** So many bytes of the next connection pass one way, then it breaks. */
export type Break = { way: 'up' | 'down'; bytes: number };

/**
 * A network line to a server with its bad days: cut, it drops what runs and refuses what comes; swallowing, it takes
 * everything and says nothing (half-open, as behind a router that lost its power); slow, all comes later; it can break
 * after so many bytes. `mend` makes it well, and what a dead line swallowed never comes.
 */
export class CutLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #dead = new WeakSet<Socket>();
  readonly #breaks: Break[] = [];
  #cut = false;
  #swallows = false;
  /** Everything arrives so much later, each way. */
  slowMs = 0;
  /** Carried so far, both ways. */
  bytes = 0;
  /** Where it leads; may be set after it was opened, since the server wants to know the line's port first. */
  target = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (near) => this.#join(near));
  }

  static async open(): Promise<CutLine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CutLine(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #join(near: Socket): void {
    if (this.#cut) {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        // The other side of a dead line hears of nothing.
        if (!this.#dead.has(near)) (socket === near ? far : near).destroy();
      });
    }
    if (this.#swallows) this.#dead.add(near);
    const limit = this.#breaks.shift() ?? null;
    this.#carry(near, far, near, limit?.way === 'up' ? limit.bytes : Number.POSITIVE_INFINITY);
    this.#carry(far, near, near, limit?.way === 'down' ? limit.bytes : Number.POSITIVE_INFINITY);
  }

  #carry(from: Socket, to: Socket, near: Socket, most: number): void {
    let left = most;
    const pass = (some: Buffer): void => {
      if (this.#dead.has(near) || to.destroyed) return;
      to.write(some.subarray(0, left));
      left -= some.length;
      // What was let through arrives; then both ends are gone without a goodbye.
      if (left < 0) setImmediate(() => [from, to].forEach((socket) => void socket.resetAndDestroy()));
    };
    from.on('data', (some: Buffer) => {
      if (this.#dead.has(near)) return;
      this.bytes += some.length;
      if (this.slowMs > 0) setTimeout(pass, this.slowMs, some);
      else pass(some);
    });
  }

  /** From now on everything is taken and nothing carried, also on connections to come. */
  swallow(): void {
    this.#swallows = true;
    for (const socket of this.#sockets) this.#dead.add(socket);
  }

  /** The next connections break so, one each. */
  breakNext(...breaks: readonly Break[]): void {
    this.#breaks.push(...breaks);
  }

  get breaksLeft(): number {
    return this.#breaks.length;
  }

  /** Every connection that runs is broken; new ones are taken. */
  flap(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What hung on a dead line stays dead; whoever comes anew is carried. */
  mend(): void {
    this.#cut = false;
    this.#swallows = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
