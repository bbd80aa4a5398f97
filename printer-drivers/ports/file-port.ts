import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Listeners, type Opening, type Port, portFault, type Writing } from './port.ts';

/** How often a device that has no room, or nothing to say, is tried again. */
const RETRY_MS = 20;
const LISTEN_MS = 50;
/** usblp takes 8 kB at a time; smaller pieces keep one write from holding a worker thread. */
const PIECE = 8192;

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
const isAgain = (error: unknown): boolean => hasCode(error, ['EAGAIN', 'EWOULDBLOCK']);

/**
 * `/dev/usb/lp*` and ordinary files. A usblp device blocks for minutes when the paper is out and would hold a
 * thread of the pool with it; so devices are opened non-blocking and tried again until there is room.
 * Ordinary files are appended to.
 */
export class FilePort implements Port {
  readonly name: string;
  readonly #path: string;
  readonly #bytes = new Listeners<[Uint8Array]>();
  readonly #closed = new Listeners<[boolean]>();
  #handle: FileHandle | null = null;
  #twoWay = false;

  constructor(path: string) {
    this.name = `file:${path}`;
    this.#path = path;
  }

  wireMs(): number {
    return 0;
  }

  async open(): Promise<Opening> {
    if (this.#handle) return { ok: true, twoWay: this.#twoWay };
    // Windows has no non-blocking files; printers there are reached by name over the network or a COM port.
    const { O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
    try {
      const kind = await stat(this.#path).catch(() => null);
      // A device that is gone, also one behind a link elsewhere, is not replaced by an ordinary file.
      if (!kind && (this.#path.startsWith('/dev/') || this.#twoWay)) {
        return { ok: false, fault: { code: 'not_there', detail: 'ENOENT' } };
      }
      const isDevice = kind?.isCharacterDevice() ?? false;
      const ordinary = kind?.isFIFO() ? O_WRONLY | O_NONBLOCK : O_WRONLY | O_APPEND | O_CREAT;
      const handle = await open(this.#path, isDevice ? O_RDWR | O_NONBLOCK | O_NOCTTY : ordinary, 0o640);
      this.#handle = handle;
      this.#twoWay = isDevice;
      if (isDevice) void this.#listen(handle);
      return { ok: true, twoWay: isDevice };
    } catch (error) {
      return { ok: false, fault: portFault(error) };
    }
  }

  async #listen(handle: FileHandle): Promise<void> {
    const chunk = new Uint8Array(512);
    while (this.#handle === handle) {
      try {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
        if (bytesRead > 0) this.#bytes.tell(chunk.slice(0, bytesRead));
        else await pause(LISTEN_MS, undefined, { ref: false });
      } catch (error) {
        if (this.#handle !== handle) return;
        // A printer that enumerates one-way has nothing to read; it prints all the same.
        if (hasCode(error, ['EINVAL', 'EOPNOTSUPP'])) return;
        if (!isAgain(error)) return this.#gone(handle, true);
        await pause(LISTEN_MS, undefined, { ref: false });
      }
    }
  }

  async write(bytes: Uint8Array, timeoutMs: number): Promise<Writing> {
    const until = performance.now() + timeoutMs;
    let at = 0;
    while (at < bytes.length) {
      const handle = this.#handle;
      if (!handle) return { ok: false, fault: { code: 'closed', detail: '' }, touched: at > 0 };
      try {
        const piece = bytes.subarray(at, at + PIECE);
        at += (await handle.write(piece, 0, piece.length, null)).bytesWritten;
      } catch (error) {
        const again = isAgain(error);
        if (again && performance.now() < until) {
          await pause(RETRY_MS);
          continue;
        }
        if (again) return { ok: false, fault: { code: 'timeout', detail: 'write' }, touched: at > 0 };
        await this.#gone(handle, true);
        return { ok: false, fault: portFault(error), touched: at > 0 };
      }
    }
    return { ok: true };
  }

  async #gone(handle: FileHandle, broken: boolean): Promise<void> {
    if (this.#handle !== handle) return;
    this.#handle = null;
    await handle.close().catch(() => undefined);
    this.#closed.tell(broken);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  onClosed(listener: (broken: boolean) => void): () => void {
    return this.#closed.add(listener);
  }

  async close(): Promise<void> {
    if (this.#handle) await this.#gone(this.#handle, false);
  }
}
