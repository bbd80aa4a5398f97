import { realpathSync } from 'node:fs';
import { findByIdentity } from './discovery.ts';
import { createFramer, type FrameDrop, type FrameEnd, type Framer } from './frame.ts';
import { type ListPorts, listSerialPorts } from './port-list.ts';
import { type ScannerAddress, sourceName } from './scanner-address.ts';
import { type LineEnd, type OpenLine, openSerialLine, type SerialLine } from './serial-line.ts';

export type ScannerState = 'connected' | 'missing' | 'busy' | 'denied' | 'closed';

export interface ScannerStatus {
  readonly source: string;
  readonly state: ScannerState;
  /** What staff should do, in Vietnamese; null while all is well. */
  readonly advice: string | null;
}

/** The serial ports of a machine: the real ones, or a fake that misbehaves. */
export interface SerialPorts {
  readonly list: ListPorts;
  readonly open: OpenLine;
}

export const MACHINE_PORTS: SerialPorts = { list: listSerialPorts, open: openSerialLine };

/** All in ms. `pollMs` for the first tries, `slowPollMs` later; `watchMs` between looks at the list. */
export interface ScannerTiming {
  readonly pollMs: number;
  readonly slowPollMs: number;
  readonly watchMs: number;
}

/** A scanner plugged in again has to read within 3 s, so a back-off may not pass 2 s. */
export const SCANNER_TIMING: ScannerTiming = { pollMs: 1000, slowPollMs: 2000, watchMs: 5000 };
const QUICK_TRIES = 60;
/** Some Windows drivers never tell that a pulled port is closed; stopping does not wait longer for it. */
const CLOSE_WAIT_MS = 1000;

/** When and whence a scan came, and what ended it on the wire. */
export interface ScanOrigin {
  readonly at: number;
  readonly source: string;
  readonly end: FrameEnd;
}

export interface SerialScannerOptions {
  readonly address: ScannerAddress;
  readonly ports: SerialPorts;
  readonly timing: ScannerTiming;
  /** One whole scan, not decoded; `at` on the clock of `performance.now()`, `source` as in the status. */
  readonly onFrame: (bytes: Uint8Array, scan: ScanOrigin) => void;
  readonly onDrop: (drop: FrameDrop, source: string) => void;
  /** Told on every change, and first for the outcome of the first try. */
  readonly onStatus: (status: ScannerStatus) => void;
}

const ADVICE: Record<ScannerState, string | null> = {
  connected: null,
  missing: 'Không thấy đầu đọc. Kiểm tra dây rồi cắm lại đầu đọc; máy sẽ tự nhận.',
  busy: 'Chương trình khác đang giữ đầu đọc. Đóng chương trình đó; máy sẽ tự nhận.',
  denied: 'Máy chưa được phép dùng đầu đọc. Báo tin học cấp quyền cổng nối tiếp (nhóm dialout).',
  closed: 'Đầu đọc đã được tắt.',
};

/**
 * Keeps one serial scanner open for as long as the station runs: polls while it is away, opens a new port
 * object at each plugging in and forgets half a scan at each unplugging, so that two cards never merge.
 * @returns the closing; its promise is fulfilled when the port is free again
 */
export function openSerialScanner(options: SerialScannerOptions): () => Promise<void> {
  const scanner = new SerialScanner(options);
  scanner.start();
  return () => scanner.stop();
}

class SerialScanner {
  readonly #options: SerialScannerOptions;
  readonly #source: string;
  readonly #framer: Framer;
  #state: ScannerState | null = null;
  #line: SerialLine | null = null;
  /** Counts openings; what an earlier one still says is not heard. */
  #opening = 0;
  #tries = 0;
  #retry: NodeJS.Timeout | null = null;
  #watch: NodeJS.Timeout | null = null;
  #device = '';
  #listed = false;
  #stopping: Promise<void> | null = null;
  #onClosed = () => {};

  constructor(options: SerialScannerOptions) {
    this.#options = options;
    this.#source = sourceName(options.address);
    this.#framer = createFramer({
      onFrame: (bytes, at, end) => {
        if (!this.#stopping) options.onFrame(bytes, { at, source: this.#source, end });
      },
      onDrop: (drop) => options.onDrop(drop, this.#source),
      setTimer(run, ms) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    });
  }

  start(): void {
    void this.#open();
    this.#watchOn();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  async #close(): Promise<void> {
    if (this.#watch) clearTimeout(this.#watch);
    if (this.#retry) clearTimeout(this.#retry);
    const line = this.#line;
    if (line !== null) {
      await new Promise<void>((resolve) => {
        const tooLong = setTimeout(resolve, CLOSE_WAIT_MS);
        this.#onClosed = () => {
          clearTimeout(tooLong);
          resolve();
        };
        line.close();
      });
    }
    this.#opening++;
    this.#framer.reset();
    this.#tell('closed');
  }

  async #open(): Promise<void> {
    const opening = ++this.#opening;
    const path = await this.#path();
    if (this.#stopping) return;
    if (path === null) return this.#ended('missing');
    this.#device = deviceBehind(path);
    const ifCurrent = (act: () => void) => {
      if (opening === this.#opening) act();
    };
    const line = this.#options.ports.open(
      { path, baud: this.#options.address.baud },
      {
        onOpen: () => ifCurrent(() => this.#opened()),
        onBytes: (bytes) => ifCurrent(() => this.#framer.push(bytes, performance.now())),
        onEnd: (end) => ifCurrent(() => this.#ended(end)),
      },
    );
    ifCurrent(() => {
      this.#line = line;
    });
  }

  async #path(): Promise<string | null> {
    const { place } = this.#options.address;
    if (place.by === 'path') return place.path;
    const ports = await this.#options.ports.list().catch(() => []);
    return findByIdentity(ports, place.identity)?.path ?? null;
  }

  #opened(): void {
    this.#tries = 0;
    this.#listed = false;
    this.#tell('connected');
  }

  #ended(end: LineEnd): void {
    this.#line = null;
    this.#opening++;
    this.#framer.reset();
    this.#onClosed();
    if (this.#stopping) return;
    this.#tell(end === 'gone' || end === 'closed' ? 'missing' : end);
    const { pollMs, slowPollMs } = this.#options.timing;
    this.#retry = setTimeout(() => void this.#open(), this.#tries++ < QUICK_TRIES ? pollMs : slowPollMs);
  }

  #watchOn(): void {
    if (this.#stopping) return;
    this.#watch = setTimeout(() => {
      void this.#lookForPort().then(() => this.#watchOn());
    }, this.#options.timing.watchMs);
  }

  /**
   * Some Windows drivers close nothing when a device is pulled (serialport/node-serialport#2351): a port that
   * was in the list and is there no more is let go and opened anew.
   */
  async #lookForPort(): Promise<void> {
    if (this.#state !== 'connected') return;
    const opening = this.#opening;
    const ports = await this.#options.ports.list().catch(() => null);
    if (ports === null || opening !== this.#opening) return;
    const there = ports.some(({ path }) => path.toLowerCase() === this.#device.toLowerCase());
    if (!there && this.#listed) {
      const line = this.#line;
      this.#ended('gone');
      line?.close();
    }
    this.#listed ||= there;
  }

  #tell(state: ScannerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onStatus({ source: this.#source, state, advice: ADVICE[state] });
  }
}

/** The list names devices, a setting may name a link to one; a port that is no file stands for itself. */
export function deviceBehind(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
