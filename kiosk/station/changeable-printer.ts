import { setTimeout as pause } from 'node:timers/promises';
import type { PrintOutcome } from '../../printer-drivers/print-outcome.ts';
import type { Printer } from '../../printer-drivers/printer.ts';
import type { Slip } from '../../printer-drivers/slip.ts';

type Open = (address: string) => Printer;

/**
 * The place at which one printer of the station hangs. The printer may be changed or lent out while the station runs:
 * what it prints is waited for first, and tickets that come meanwhile wait for the printer that comes after.
 */
export class ChangeablePrinter {
  readonly #open: Open;
  readonly #under = new Set<Promise<unknown>>();
  #address: string;
  #printer: Printer;
  #turn: Promise<unknown> = Promise.resolve();
  #waits = 0;
  #isClosed = false;

  constructor(address: string, open: Open) {
    this.#address = address;
    this.#open = open;
    this.#printer = open(address);
  }

  get address(): string {
    return this.#address;
  }

  /** The printer of now, for its state. */
  get now(): Printer {
    return this.#printer;
  }

  /**
   * Prints on the printer that is here within the time; null when it was away all that time, and nothing was sent.
   * @param slipFor lays the slip out for the address that is printed on
   */
  async print(
    slipFor: (address: string) => Slip,
    order: { readonly jobId: string; readonly deadlineMs: number },
  ): Promise<PrintOutcome | null> {
    const until = performance.now() + order.deadlineMs;
    if (this.#waits > 0) await this.#comeBack(order.deadlineMs);
    const deadlineMs = until - performance.now();
    if (this.#waits > 0 || deadlineMs <= 0) return null;
    const printing = this.#printer.print(slipFor(this.#address), { ...order, deadlineMs });
    this.#under.add(printing);
    try {
      return await printing;
    } finally {
      this.#under.delete(printing);
    }
  }

  /** Another printer, or the same one under other wishes, from the next ticket on. */
  change(address: string): Promise<void> {
    this.#address = address;
    return this.#away(async () => undefined);
  }

  /** Lets `work` have the device for a while. */
  lend<T>(work: () => Promise<T>): Promise<T> {
    return this.#away(work);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#printer.close();
    await this.#turn;
  }

  async #comeBack(withinMs: number): Promise<void> {
    const late = new AbortController();
    const end = performance.now() + withinMs;
    while (this.#waits > 0 && performance.now() < end) {
      const rest = pause(end - performance.now(), undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([this.#turn, rest]);
    }
    late.abort();
  }

  #away<T>(work: () => Promise<T>): Promise<T> {
    this.#waits += 1;
    const done = this.#turn.then(async () => {
      await Promise.allSettled([...this.#under]);
      await this.#printer.close();
      try {
        return await work();
      } finally {
        this.#waits -= 1;
        if (!this.#isClosed) this.#printer = this.#open(this.#address);
      }
    });
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
