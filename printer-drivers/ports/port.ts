/** Why a device could not be opened or written to. */
export type PortFault = {
  readonly code: 'not_there' | 'refused' | 'busy' | 'no_permission' | 'timeout' | 'closed' | 'io';
  /** The system's name of the error (ECONNREFUSED …) for the log; empty when there is none. */
  readonly detail: string;
};

/** How an opening ended. `twoWay`: the device can talk back. */
export type Opening =
  | { readonly ok: true; readonly twoWay: boolean }
  | { readonly ok: false; readonly fault: PortFault };

/**
 * How a write ended. `touched`: whether any byte may have left; only `false` allows to send the same ticket
 * again. Success means that the system took the bytes, not that a printer did.
 */
export type Writing =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: PortFault; readonly touched: boolean };

/**
 * A device as two ends of a pipe. Everything else stands above it. A port is opened and closed any number of
 * times; listeners stay. `onClosed` speaks once for each opening that ends, whoever ended it.
 */
export interface Port {
  /** What to call it in a log: kind and address. */
  readonly name: string;
  /** Milliseconds the line itself needs for that many bytes; 0 where it is quick. */
  wireMs(bytes: number): number;
  open(timeoutMs: number): Promise<Opening>;
  write(bytes: Uint8Array, timeoutMs: number): Promise<Writing>;
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** `broken`: by an error; else one of the two sides closed it. */
  onClosed(listener: (broken: boolean) => void): () => void;
  /**
   * Lets go of the device. What the system holds and has not sent is still sent (`finish`) or thrown away
   * (`discard`, after a job that hangs), as far as the system can.
   */
  close(how: 'finish' | 'discard'): Promise<void>;
}

/** A system error as a fault. */
export function portFault(error: unknown): PortFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENODEV' || code === 'ENXIO') return { code: 'not_there', detail: code };
  if (code === 'ECONNREFUSED') return { code: 'refused', detail: code };
  if (code === 'EBUSY') return { code: 'busy', detail: code };
  if (code === 'EACCES' || code === 'EPERM') return { code: 'no_permission', detail: code };
  if (code === 'ETIMEDOUT') return { code: 'timeout', detail: code };
  return { code: 'io', detail: code };
}

/** A set of listeners: adding returns the taking away. */
export class Listeners<Args extends unknown[]> {
  readonly #all = new Set<(...args: Args) => void>();

  add(listener: (...args: Args) => void): () => void {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  }

  tell(...args: Args): void {
    for (const listener of [...this.#all]) listener(...args);
  }
}
