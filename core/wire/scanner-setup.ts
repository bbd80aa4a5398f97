/** How a scanner hands over what it read: as a serial port, as keys, or as a device of its own class. */
export type ScannerMode = 'serial' | 'keyboard' | 'hid';

/** A port of this machine in the words of its USB numbers. `usedBy` is the source of the scanner that has it. */
export type SetupPort = {
  readonly path: string;
  readonly kind: 'scanner' | 'bridge' | 'unknown';
  readonly maker: string | null;
  readonly mode: ScannerMode | null;
  /** `0c2e:0720`; null for a port that is no USB device. */
  readonly usb: string | null;
  readonly usedBy: string | null;
};

/** A scanner this station keeps open. `path` is where it is now; null while it is away. */
export type SetupScanner = {
  readonly source: string;
  readonly from: 'setting' | 'kept';
  readonly state: 'connected' | 'missing' | 'busy' | 'denied' | 'closed' | 'opening';
  readonly advice: string | null;
  readonly path: string | null;
  readonly maker: string | null;
  readonly baud: number;
};

/** A port that could not be listened on, and why. */
export type DeafPort = {
  readonly path: string;
  readonly end: 'missing' | 'busy' | 'denied' | 'gone' | 'closed';
};

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

/**
 * One scan as the set-up page shows it. Everything here is a count, a code or a name of ours: nothing that
 * stood on the card is in it, and nothing from which that could be worked out.
 */
export type ScanEntry = {
  /** Counts up from the start of the station. */
  readonly id: number;
  /** Server time of the newest of these scans, ms since 1970. */
  readonly at: number;
  readonly source: string;
  readonly verdict: 'ok' | 'confirm' | 'reject';
  readonly code: string | null;
  readonly kind: 'cccd' | 'bhyt' | 'number' | null;
  readonly bytes: number;
  /** Characters in each `|`-separated field; one number for a text without fields; none for a broken scan. */
  readonly fields: readonly number[];
  /** What ended the scan on the wire; null for one that broke off. */
  readonly end: 'cr' | 'lf' | 'etx' | 'silence' | null;
  readonly quality: 'ok' | 'repaired' | 'lossy' | null;
  /** Names of what the text had to go through, such as `windows-1258`. */
  readonly repair: readonly string[];
  /** How often the card was read while it lay there. */
  readonly times: number;
};

/** All that the set-up page shows. Nothing of any card is in it. */
export type SetupState = {
  readonly scanners: readonly SetupScanner[];
  readonly ports: readonly SetupPort[];
  /** The ports could not be listed at all. */
  readonly blind: boolean;
  /** The one known scanner, offered where none is set up yet. */
  readonly pick: string | null;
  readonly misplaced: readonly { readonly maker: string; readonly mode: 'keyboard' | 'hid' }[];
  readonly search: SearchState;
  /** Name that an unreadable `station.json` was given at this start; null when all was well. */
  readonly putAside: string | null;
  readonly scans: readonly ScanEntry[];
};
