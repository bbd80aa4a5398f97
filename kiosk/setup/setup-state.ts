/** What the station tells the set-up page; the station's own words for it lie in its `setup/setup-state.ts`. */
export type ScannerMode = 'serial' | 'keyboard' | 'hid';

export type SetupPort = {
  readonly path: string;
  readonly kind: 'scanner' | 'bridge' | 'unknown';
  readonly maker: string | null;
  readonly mode: ScannerMode | null;
  readonly usb: string | null;
  readonly usedBy: string | null;
};

export type SetupScanner = {
  readonly source: string;
  readonly from: 'setting' | 'kept';
  readonly state: 'connected' | 'missing' | 'busy' | 'denied' | 'closed' | 'opening';
  readonly advice: string | null;
  readonly path: string | null;
  readonly maker: string | null;
  readonly baud: number;
};

export type DeafPort = {
  readonly path: string;
  readonly end: 'missing' | 'busy' | 'denied' | 'gone' | 'closed';
};

export type SearchState =
  | { readonly state: 'none' }
  | {
      readonly state: 'running';
      readonly code: string;
      readonly baud: number;
      readonly heard: boolean;
      readonly ports: number;
    }
  | {
      readonly state: 'found';
      readonly port: SetupPort;
      readonly baud: number;
      readonly kept: 'new' | 'known' | 'not-saved';
    }
  | {
      readonly state: 'failed';
      readonly fault: 'no_port' | 'no_answer' | 'not_understood' | 'stopped';
      readonly deaf: readonly DeafPort[];
    };

/** One scan: verdict and lengths. `code` is a reason of the card reader or of the station itself. */
export type ScanEntry = {
  readonly id: number;
  /** ms since 1970 */
  readonly at: number;
  readonly source: string;
  readonly verdict: 'ok' | 'confirm' | 'reject';
  readonly code: string | null;
  readonly kind: 'cccd' | 'bhyt' | 'number' | null;
  readonly bytes: number;
  readonly fields: readonly number[];
  readonly end: 'cr' | 'lf' | 'etx' | 'silence' | null;
  readonly quality: 'ok' | 'repaired' | 'lossy' | null;
  readonly repair: readonly string[];
  readonly times: number;
};

export type SetupState = {
  readonly scanners: readonly SetupScanner[];
  readonly ports: readonly SetupPort[];
  readonly blind: boolean;
  readonly pick: string | null;
  readonly misplaced: readonly { readonly maker: string; readonly mode: 'keyboard' | 'hid' }[];
  readonly search: SearchState;
  readonly putAside: string | null;
  readonly scans: readonly ScanEntry[];
};
