import type { BindOutcome, SearchState, SetupState } from '../../../core/wire/scanner-setup.ts';
import { parsePrinterAddress } from '../../../printer-drivers/printer-address.ts';
import { identityOf } from '../scanner/discovery.ts';
import type { ListedPort } from '../scanner/port-list.ts';
import { DEFAULT_BAUD, type ScannerAddress, sourceName } from '../scanner/scanner-address.ts';
import type { SerialPorts } from '../scanner/serial-scanner.ts';
import type { Station } from '../station.ts';
import { type KeptScanners, keptScanners } from './kept-scanners.ts';
import {
  createSurvey,
  holderOf,
  pathOf,
  portsInWords,
  scannerInWords,
  withoutPrinter,
} from './port-survey.ts';
import { type Around, PrinterFinder } from './printer-finder.ts';
import { PrinterSetup } from './printer-setup.ts';
import { openStationFile, type StationFile } from './station-file.ts';
import { newTestCode, type SearchTiming, searchByTestCode } from './test-code-search.ts';

/** Why a wish of the set-up page is not granted. */
export type SetupFault = 'searching' | 'no-such-port' | 'not-kept';
export type SetupAnswer = { readonly ok: true } | { readonly ok: false; readonly fault: SetupFault };

/** What the set-up page can see and do at this station. */
export type Setup = {
  /** Also the sign that somebody looks: a search nobody looks at ends. */
  state(): Promise<SetupState>;
  /** Shows a test code and listens on all ports; while one runs, another start changes nothing. */
  search(): void;
  stopSearch(): void;
  /** Takes the scanner behind a listed port, now and after every start. Faults: `searching`, `no-such-port`. */
  bind(path: string): Promise<SetupAnswer>;
  /** Gives up a scanner that was bound here. Faults: `searching`, `not-kept`. */
  forget(source: string): Promise<SetupAnswer>;
  /** The printer's own page. */
  readonly printer: PrinterSetup;
  close(): Promise<void>;
};

/** `awayMs`: a search ends when nobody has asked for the state for so long. */
export type SetupTiming = SearchTiming & { readonly awayMs: number };

/** Time to walk up, aim and scan at each speed. */
export const SETUP_TIMING: SetupTiming = { roundMs: 30_000, settleMs: 1_500, awayMs: 10_000 };

export type SetupOptions = {
  readonly station: Pick<Station, 'scanners' | 'record' | 'paper'>;
  readonly ports: SerialPorts;
  /** `station.json` in the data folder. */
  readonly file: string;
  /** The `PRINTER` setting when a flag or the environment named it; null: a person may choose one at the page. */
  readonly printer: string | null;
  /** What is around this machine, for the search of printers. */
  readonly around: Around;
  /** The folder that holds `sys` and `dev`. */
  readonly usbRoot: string;
  readonly timing: SetupTiming;
  readonly note: (event: { event: string } & Record<string, string | number | boolean | null>) => void;
};

/** Opens the scanners that were kept from earlier and stands ready for the set-up pages. */
export async function openSetup(options: SetupOptions): Promise<Setup> {
  const file = await openStationFile(options.file);
  if (file.putAside !== null) options.note({ event: 'station-file-unreadable', file: file.putAside });
  const setup = new StationSetup(options, file);
  await setup.printer.begin();
  for (const address of file.notes().scanners) options.station.scanners.add(address, 'kept', options.ports);
  return setup;
}

class StationSetup implements Setup {
  readonly #options: SetupOptions;
  readonly printer: PrinterSetup;
  readonly #kept: KeptScanners;
  readonly #putAside: string | null;
  readonly #survey: ReturnType<typeof createSurvey>;
  #search: SearchState = { state: 'none' };
  #leave: AbortController | null = null;
  #searching: Promise<void> = Promise.resolve();
  #lookedAt = 0;

  constructor(options: SetupOptions, file: StationFile) {
    const { station, printer: setting, note } = options;
    const { paper } = station;
    this.#options = options;
    this.#kept = keptScanners(file);
    this.#putAside = file.putAside;
    this.#survey = createSurvey(options.ports.list, options.usbRoot);
    const finder = new PrinterFinder({
      around: options.around,
      root: options.usbRoot,
      ports: async () => (await this.#survey()).ports,
      scannerPaths: async () => this.#scannerPaths(),
    });
    this.printer = new PrinterSetup({ paper, setting, finder, file, note });
  }

  async state(): Promise<SetupState> {
    this.#lookedAt = performance.now();
    const { scanners, record } = this.#options.station;
    const { ports: listed, misplaced } = await this.#survey();
    const ports = withoutPrinter(listed ?? [], this.#printer);
    const racked = scanners.list();
    return {
      ...portsInWords(ports, racked),
      scanners: racked.map((scanner) => scannerInWords(scanner, ports)),
      blind: listed === null,
      misplaced,
      search: this.#search,
      putAside: this.#putAside,
      scans: record.list(),
    };
  }

  search(): void {
    if (this.#leave !== null) return;
    this.#leave = new AbortController();
    const code = newTestCode();
    this.#search = { state: 'running', code, baud: DEFAULT_BAUD, heard: false, ports: 0 };
    this.#lookedAt = performance.now();
    this.#searching = this.#run(code, this.#leave);
  }

  stopSearch(): void {
    this.#leave?.abort();
  }

  async bind(path: string): Promise<SetupAnswer> {
    if (this.#leave !== null) return { ok: false, fault: 'searching' };
    const ports = await this.#ports();
    const port = ports.find((each) => each.path === path);
    if (!port) return { ok: false, fault: 'no-such-port' };
    await this.#take(port, DEFAULT_BAUD, ports);
    return { ok: true };
  }

  async forget(source: string): Promise<SetupAnswer> {
    if (this.#leave !== null) return { ok: false, fault: 'searching' };
    if (!this.#kept.list().some((address) => sourceName(address) === source))
      return { ok: false, fault: 'not-kept' };
    await this.#kept.forget(source);
    await this.#options.station.scanners.remove(source);
    this.#options.note({ event: 'scanner-forgotten', source });
    return { ok: true };
  }

  async close(): Promise<void> {
    this.stopSearch();
    await this.#searching;
    await this.printer.close();
  }

  /** Nobody listens for scans on a serial printer. */
  get #printer(): string | null {
    const printer = parsePrinterAddress(this.#options.station.paper.address());
    return printer.ok && 'path' in printer.place ? printer.place.path : null;
  }

  async #scannerPaths(): Promise<string[]> {
    const ports = (await this.#survey()).ports ?? [];
    return this.#options.station.scanners.list().flatMap(({ address }) => pathOf(address, ports) ?? []);
  }

  async #ports(): Promise<readonly ListedPort[]> {
    return withoutPrinter(await this.#options.ports.list().catch(() => []), this.#printer);
  }

  async #run(code: string, leave: AbortController): Promise<void> {
    const { station, ports: machine, timing, note } = this.#options;
    const watch = setInterval(() => {
      if (performance.now() - this.#lookedAt > timing.awayMs) leave.abort();
    }, timing.awayMs / 4);
    await station.scanners.rest();
    const ports = await this.#ports();
    const answer = await searchByTestCode({
      ...{ ports, code, timing, open: machine.open, signal: leave.signal },
      onRound: (round) => {
        this.#search = { state: 'running', code, ports: ports.length, ...round };
      },
    });
    clearInterval(watch);
    station.scanners.wake();
    if (answer.ok) {
      const { port, baud } = answer;
      const kept = await this.#take(port, baud, ports);
      const [words] = portsInWords([port], station.scanners.list()).ports;
      if (words) this.#search = { state: 'found', port: words, baud, kept };
    } else this.#search = { state: 'failed', fault: answer.fault, deaf: answer.deaf };
    note({ event: 'scanner-search', outcome: answer.ok ? 'found' : answer.fault, ports: ports.length });
    this.#leave = null;
  }

  /** Opens and keeps the scanner behind a port. One that the setting names is there already. */
  async #take(port: ListedPort, baud: number, ports: readonly ListedPort[]): Promise<BindOutcome> {
    const { station, note } = this.#options;
    const holder = holderOf(port, station.scanners.list(), ports);
    if (holder && (holder.from === 'setting' || holder.address.baud === baud)) return 'known';
    if (holder) await station.scanners.remove(holder.source);
    const address: ScannerAddress = { place: placeOf(port), baud };
    station.scanners.add(address, 'kept', this.#options.ports);
    const isSaved = await this.#kept.keep(address);
    note({ event: 'scanner-kept', source: sourceName(address), baud, saved: isSaved });
    return isSaved ? 'new' : 'not-saved';
  }
}

/**
 * A device is known by what it is. A port on the board has no USB numbers and never moves, and a device without
 * serial number, name and socket could not be told from its like: those are known by their path.
 */
function placeOf(port: ListedPort): ScannerAddress['place'] {
  const identity = identityOf(port);
  const isTelling = identity && (identity.serialNumber ?? identity.pnpId ?? identity.byPath) !== null;
  return identity && isTelling ? { by: 'identity', identity } : { by: 'path', path: port.path };
}
