import { Listeners, type Opening, type Port, type Writing } from './port.ts';

/** No printer at all: the ticket is a picture on the kiosk screen. Takes every byte and says nothing. */
export class PreviewPort implements Port {
  readonly name = 'preview:';
  readonly #closed = new Listeners<[boolean]>();

  wireMs(): number {
    return 0;
  }

  async open(): Promise<Opening> {
    return { ok: true, twoWay: false };
  }

  async write(): Promise<Writing> {
    return { ok: true };
  }

  onBytes(): () => void {
    return () => undefined;
  }

  onClosed(listener: (broken: boolean) => void): () => void {
    return this.#closed.add(listener);
  }

  async close(): Promise<void> {
    this.#closed.tell(false);
  }
}
