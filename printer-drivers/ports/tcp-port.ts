import { Socket } from 'node:net';
import { Listeners, type Opening, type Port, portFault, type Writing } from './port.ts';

/** How long a printer may take to end its side after we ended ours. */
const FAREWELL_MS = 1000;
/** First probe of a silent line; an unplugged printer is noticed before the next patient. */
const KEEP_ALIVE_MS = 5000;

/** A network printer (port 9100: raw, no framing, as a rule one client). The callback of a write proves nothing. */
export class TcpPort implements Port {
  readonly name: string;
  readonly #host: string;
  readonly #port: number;
  readonly #bytes = new Listeners<[Uint8Array]>();
  readonly #closed = new Listeners<[boolean]>();
  #socket: Socket | null = null;

  constructor(host: string, port: number) {
    this.name = `tcp://${host}:${port}`;
    this.#host = host;
    this.#port = port;
  }

  wireMs(): number {
    return 0;
  }

  open(timeoutMs: number): Promise<Opening> {
    if (this.#socket) return Promise.resolve({ ok: true, twoWay: true });
    return new Promise((resolve) => {
      const socket = new Socket();
      const fail = (opening: Opening): void => {
        clearTimeout(timer);
        socket.destroy();
        resolve(opening);
      };
      const timer = setTimeout(
        () => fail({ ok: false, fault: { code: 'timeout', detail: 'connect' } }),
        timeoutMs,
      );
      socket.once('connect', () => {
        clearTimeout(timer);
        this.#adopt(socket);
        resolve({ ok: true, twoWay: true });
      });
      // Stays for the life of the socket: a reset long after the opening must not be an uncaught error.
      socket.on('error', (error) => fail({ ok: false, fault: portFault(error) }));
      socket.connect(this.#port, this.#host);
    });
  }

  #adopt(socket: Socket): void {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('data', (chunk) => this.#bytes.tell(chunk));
    socket.once('end', () => socket.end());
    socket.once('close', (broken) => {
      if (this.#socket === socket) this.#socket = null;
      this.#closed.tell(broken);
    });
    this.#socket = socket;
  }

  write(bytes: Uint8Array, timeoutMs: number): Promise<Writing> {
    const socket = this.#socket;
    if (!socket?.writable) {
      return Promise.resolve({ ok: false, fault: { code: 'closed', detail: '' }, touched: false });
    }
    return new Promise((resolve) => {
      const done = (writing: Writing): void => {
        clearTimeout(timer);
        socket.off('close', gone);
        resolve(writing);
      };
      const gone = (): void => done({ ok: false, fault: { code: 'closed', detail: '' }, touched: true });
      const late = (): void =>
        done({ ok: false, fault: { code: 'timeout', detail: 'write' }, touched: true });
      const timer = setTimeout(late, timeoutMs);
      socket.once('close', gone);
      socket.write(bytes, (error) => {
        if (error) done({ ok: false, fault: portFault(error), touched: true });
        else done({ ok: true });
      });
    });
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  onClosed(listener: (broken: boolean) => void): () => void {
    return this.#closed.add(listener);
  }

  close(how: 'finish' | 'discard'): Promise<void> {
    const socket = this.#socket;
    if (!socket) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => socket.destroy(), FAREWELL_MS);
      socket.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      if (how === 'finish') socket.end();
      else socket.destroy();
    });
  }
}
