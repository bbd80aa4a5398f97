import { SerialPort } from 'serialport';
import { watchDevice } from './device-watch.ts';
import { Listeners, type Opening, type Port, type PortFault, portFault, type Writing } from './port.ts';

/** Speed of the line, and whether the printer holds us back by RTS/CTS (it should: 11 and 13 occur in pictures). */
export type SerialSettings = { readonly path: string; readonly baud: number; readonly rtscts: boolean };

/**
 * Written at once, and seen off before the next: less than a line of the system holds (4096). serialport forgets that
 * it waits for room as soon as it waits for bytes too (bindings-cpp 13, poller.cpp: `uv_poll_start` with the newer wish
 * alone), so a ticket stood still when its printer said something in the middle. With room there is no waiting.
 */
const PIECE = 2048;

/** A printer on a serial line or a virtual COM port. A drained line means sent by the kernel, not printed. */
export class SerialPrinterPort implements Port {
  readonly name: string;
  readonly #settings: SerialSettings;
  readonly #bytes = new Listeners<[Uint8Array]>();
  readonly #closed = new Listeners<[boolean]>();
  #line: SerialPort | null = null;

  constructor(settings: SerialSettings) {
    this.name = `serial:${settings.path}`;
    this.#settings = settings;
  }

  /** Ten bits a byte. */
  wireMs(bytes: number): number {
    return (bytes * 10_000) / this.#settings.baud;
  }

  open(timeoutMs: number): Promise<Opening> {
    if (this.#line) return Promise.resolve({ ok: true, twoWay: true });
    const { path, baud, rtscts } = this.#settings;
    return new Promise((resolve) => {
      const line = new SerialPort({ path, baudRate: baud, rtscts, autoOpen: false });
      let waiting = true;
      const finish = (opening: Opening): void => {
        clearTimeout(timer);
        waiting = false;
        resolve(opening);
      };
      const timer = setTimeout(
        () => finish({ ok: false, fault: { code: 'timeout', detail: 'open' } }),
        timeoutMs,
      );
      line.on('error', () => line.isOpen && line.close());
      line.open((error) => {
        if (!waiting && !error) line.close();
        else if (error) finish({ ok: false, fault: serialFault(error) });
        else {
          this.#adopt(line);
          finish({ ok: true, twoWay: true });
        }
      });
    });
  }

  #adopt(line: SerialPort): void {
    line.on('data', (chunk: Uint8Array) => this.#bytes.tell(chunk));
    let isGone = false;
    const stopWatching = watchDevice(this.#settings.path, () => {
      isGone = true;
      line.close(() => undefined);
    });
    line.once('close', (error: Error | null) => {
      stopWatching();
      if (this.#line === line) this.#line = null;
      this.#closed.tell(isGone || error instanceof Error);
    });
    this.#line = line;
  }

  async write(bytes: Uint8Array, timeoutMs: number): Promise<Writing> {
    const until = performance.now() + timeoutMs;
    for (let at = 0; at < bytes.length; at += PIECE) {
      const writing = await this.#writePiece(bytes.subarray(at, at + PIECE), until - performance.now());
      if (!writing.ok) return { ...writing, touched: writing.touched || at > 0 };
    }
    return { ok: true };
  }

  #writePiece(bytes: Uint8Array, timeoutMs: number): Promise<Writing> {
    const line = this.#line;
    if (!line?.isOpen) {
      return Promise.resolve({ ok: false, fault: { code: 'closed', detail: '' }, touched: false });
    }
    return new Promise((resolve) => {
      const done = (writing: Writing): void => {
        clearTimeout(timer);
        line.off('close', gone);
        resolve(writing);
      };
      const failed = (fault: PortFault): void => done({ ok: false, fault, touched: true });
      const gone = (): void => failed({ code: 'closed', detail: '' });
      const timer = setTimeout(() => failed({ code: 'timeout', detail: 'write' }), timeoutMs);
      line.once('close', gone);
      line.write(Buffer.from(bytes), (error) => {
        if (error) failed(serialFault(error));
      });
      line.drain((error) => (error ? failed(serialFault(error)) : done({ ok: true })));
    });
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  onClosed(listener: (broken: boolean) => void): () => void {
    return this.#closed.add(listener);
  }

  close(how: 'finish' | 'discard'): Promise<void> {
    const line = this.#line;
    if (!line?.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      line.once('close', () => resolve());
      // A printer that holds CTS would print the rest of a given-up ticket whenever it lets go.
      if (how === 'discard') line.flush(() => line.close());
      else line.close();
    });
  }
}

/** serialport's errors carry the system's words instead of its code. */
function serialFault(error: Error): PortFault {
  const words = error.message;
  if (/No such file|cannot find|ENOENT/i.test(words)) return { code: 'not_there', detail: 'ENOENT' };
  if (/Permission denied|Access denied|EACCES/i.test(words))
    return { code: 'no_permission', detail: 'EACCES' };
  if (/lock|busy|EBUSY/i.test(words)) return { code: 'busy', detail: 'EBUSY' };
  return portFault(error);
}
