import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Opening, Port, Writing } from './port.ts';

/** How long an owner may take to say its name. */
const NAME_MS = 300;

/**
 * A port that only one program of this machine holds at a time: two that print over one connection's tickets would
 * mix them (of two machines only the printer can refuse the second). The mark is a local socket named after the
 * device: the system takes it back when its holder dies, so none is ever left over as a file would be. A second
 * owner is refused with `busy` and the process number of the first.
 */
export class OwnedPort implements Port {
  readonly #port: Port;
  readonly #device: () => string;
  #mark: Server | null = null;

  /** `device`: what the printer is called, the same for all who name it; asked for at each opening. */
  constructor(port: Port, device: () => string) {
    this.#port = port;
    this.#device = device;
    port.onClosed(() => this.#release());
  }

  get name(): string {
    return this.#port.name;
  }

  wireMs(bytes: number): number {
    return this.#port.wireMs(bytes);
  }

  async open(timeoutMs: number): Promise<Opening> {
    if (this.#mark) return this.#port.open(timeoutMs);
    const path = markOf(this.#device());
    const mark = await marked(path);
    if (!mark) return { ok: false, fault: { code: 'busy', detail: await ownerOf(path) } };
    this.#mark = mark;
    const opening = await this.#port.open(timeoutMs);
    if (!opening.ok) this.#release();
    return opening;
  }

  #release(): void {
    this.#mark?.close();
    this.#mark = null;
  }

  write(bytes: Uint8Array, timeoutMs: number): Promise<Writing> {
    return this.#port.write(bytes, timeoutMs);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#port.onBytes(listener);
  }

  onClosed(listener: (broken: boolean) => void): () => void {
    return this.#port.onClosed(listener);
  }

  close(how: 'finish' | 'discard'): Promise<void> {
    return this.#port.close(how);
  }
}

/** Linux has sockets without a file, Windows named pipes; elsewhere a file in the folder for such things. */
function markOf(name: string): string {
  const id = `tiepdon-printer-${createHash('sha256').update(name).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${id}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${id}` : join(tmpdir(), id);
}

/** The mark, or null when another holds it. A machine without such sockets has no second owner to fear. */
function marked(path: string): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(`process ${process.pid}`);
    });
    server.once('error', (error) => resolve('code' in error && error.code === 'EADDRINUSE' ? null : server));
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function ownerOf(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const done = (words: string): void => {
      socket.destroy();
      resolve(/^process \d+$/.test(words) ? words : 'EADDRINUSE');
    };
    socket.setTimeout(NAME_MS, () => done(''));
    socket.on('data', (words) => done(String(words)));
    socket.on('error', () => done(''));
  });
}
