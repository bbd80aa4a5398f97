import { Listeners, type Opening, type Port, type Writing } from './port.ts';

/** A port without a device: keeps what is written, says what it is told to say. For trials and the bench. */
export class MemoryPort implements Port {
  readonly name = 'memory:';
  /** What was written since the last `take`. */
  readonly #written: Uint8Array[] = [];
  readonly #bytes = new Listeners<[Uint8Array]>();
  readonly #closed = new Listeners<[boolean]>();
  #open = false;

  wireMs(): number {
    return 0;
  }

  async open(): Promise<Opening> {
    this.#open = true;
    return { ok: true, twoWay: true };
  }

  async write(bytes: Uint8Array): Promise<Writing> {
    if (!this.#open) return { ok: false, fault: { code: 'closed', detail: '' }, touched: false };
    this.#written.push(bytes.slice());
    return { ok: true };
  }

  /** Hands out, and forgets, what was written. */
  take(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#written.splice(0)));
  }

  /** Plays the printer: these bytes come in. */
  say(bytes: Uint8Array): void {
    this.#bytes.tell(bytes);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  onClosed(listener: (broken: boolean) => void): () => void {
    return this.#closed.add(listener);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#closed.tell(false);
  }
}
