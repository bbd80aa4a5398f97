import { networkInterfaces } from 'node:os';
import type { NetworkState, PrinterPlace } from '../../../core/wire/printer-setup.ts';
import type { ListedPort } from '../scanner/port-list.ts';
import { neighbours, RAW_PORT, searchNetwork } from './network-search.ts';
import { type MayUse, mayUse, pluggedPlaces } from './printer-places.ts';

/** What is around this machine: devices it may use, and the addresses beside its own. */
export type Around = {
  readonly mayUse: MayUse;
  readonly hosts: () => readonly string[];
  readonly port: number;
};
/** The machine as it is; its inner interface is not searched. */
export const MACHINE_AROUND: Around = {
  mayUse,
  hosts: () => neighbours(networkInterfaces(), false),
  port: RAW_PORT,
};

export type FinderOptions = {
  readonly around: Around;
  /** The folder that holds `dev` and `sys`. */
  readonly root: string;
  /** Null when this machine's ports cannot be listed. */
  readonly ports: () => Promise<readonly ListedPort[] | null>;
  readonly scannerPaths: () => Promise<readonly string[]>;
};

const NEVER: NetworkState = { state: 'none', done: 0, total: 0, found: [] };

/** Finds what could be a printer: what is plugged in, always; what answers in the network, when somebody asks for it. */
export class PrinterFinder {
  readonly #options: FinderOptions;
  #network: NetworkState = NEVER;
  #leave: AbortController | null = null;
  #searching: Promise<void> = Promise.resolve();

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  get network(): NetworkState {
    return this.#network;
  }

  async places(): Promise<{ places: PrinterPlace[]; blind: boolean }> {
    const { root, around, ports, scannerPaths } = this.#options;
    const listed = await ports();
    const plugged = await pluggedPlaces({
      ...{ root, mayUse: around.mayUse },
      ports: listed ?? [],
      scannerPaths: await scannerPaths(),
    });
    const near = this.#network.found.map(
      (host): PrinterPlace => ({
        place: `tcp://${host}:${around.port}`,
        kind: 'network',
        name: null,
        obstacle: null,
      }),
    );
    return { places: [...plugged, ...near], blind: listed === null };
  }

  /** Knocks at every address beside this machine's own, once; while it runs another start changes nothing. */
  search(): void {
    if (this.#leave !== null) return;
    const leave = new AbortController();
    this.#leave = leave;
    this.#searching = this.#run(leave.signal).finally(() => {
      this.#leave = null;
    });
  }

  stop(): void {
    this.#leave?.abort();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#searching;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { hosts: list, port } = this.#options.around;
    const hosts = list();
    this.#network = { state: 'running', done: 0, total: hosts.length, found: [] };
    const onHost = (host: string, isOpen: boolean): void => {
      const { done, found } = this.#network;
      this.#network = { ...this.#network, done: done + 1, found: isOpen ? [...found, host] : found };
    };
    await searchNetwork({ hosts, port, signal, onHost });
    this.#network = { ...this.#network, state: signal.aborted ? 'stopped' : 'done' };
  }
}
