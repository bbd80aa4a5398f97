import type { ScanEntry } from '../scan-record.ts';
import type { ScannerCandidate } from '../scanner/discovery.ts';
import type { ScannerMode } from '../scanner/scanner-model-table.ts';
import type { LineEnd } from '../scanner/serial-line.ts';
import type { ScannerState } from '../scanner/serial-scanner.ts';
import type { MisplacedScanner } from '../scanner/usb-mode.ts';
import type { ScannerOrigin } from '../scanner-rack.ts';

/** A port of this machine in the words of its USB numbers. `usedBy` is the source of the scanner that has it. */
export type SetupPort = {
  readonly path: string;
  readonly kind: ScannerCandidate['kind'];
  readonly maker: string | null;
  readonly mode: ScannerMode | null;
  /** `0c2e:0720`; null for a port that is no USB device. */
  readonly usb: string | null;
  readonly usedBy: string | null;
};

/** A scanner this station keeps open. `path` is where it is now; null while it is away. */
export type SetupScanner = {
  readonly source: string;
  readonly from: ScannerOrigin;
  readonly state: ScannerState | 'opening';
  readonly advice: string | null;
  readonly path: string | null;
  readonly maker: string | null;
  readonly baud: number;
};

/** A port that could not be listened on, and why. */
export type DeafPort = { readonly path: string; readonly end: LineEnd };

/** `new`: kept from now on. `known`: it was there already. `not-saved`: in use, but gone with the next start. */
export type BindOutcome = 'new' | 'known' | 'not-saved';

/**
 * The search for the scanner that reads the test code. `heard`: something was scanned that was not the code, or
 * was misread at this speed. Faults: `no_port` none to listen on, `no_answer` nothing came, `not_understood`
 * something came at both speeds and never the code, `stopped` by a person or as nobody looked any more.
 */
export type SearchState =
  | { readonly state: 'none' }
  | {
      readonly state: 'running';
      readonly code: string;
      readonly baud: number;
      readonly heard: boolean;
      readonly ports: number;
    }
  | { readonly state: 'found'; readonly port: SetupPort; readonly baud: number; readonly kept: BindOutcome }
  | {
      readonly state: 'failed';
      readonly fault: 'no_port' | 'no_answer' | 'not_understood' | 'stopped';
      readonly deaf: readonly DeafPort[];
    };

/** All that the set-up page shows. Nothing of any card is in it. */
export type SetupState = {
  readonly scanners: readonly SetupScanner[];
  readonly ports: readonly SetupPort[];
  /** The ports could not be listed at all. */
  readonly blind: boolean;
  /** The one known scanner, offered where none is set up yet. */
  readonly pick: string | null;
  readonly misplaced: readonly MisplacedScanner[];
  readonly search: SearchState;
  /** Name that an unreadable `station.json` was given at this start; null when all was well. */
  readonly putAside: string | null;
  readonly scans: readonly ScanEntry[];
};
