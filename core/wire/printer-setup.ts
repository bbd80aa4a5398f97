/** How far a slip got; the words of the printer drivers. */
export type PrintState =
  | 'confirmed'
  | 'processed'
  | 'likely'
  | 'sent-unconfirmed'
  | 'unknown'
  | 'failed-before-bytes';

/** What staff saw on the sample sheet: true where it came out right. */
export type Ticks = {
  readonly letters: boolean;
  readonly edges: boolean;
  readonly code: boolean;
  readonly cut: boolean;
};

/** `at` in ISO 8601; `address` as it was printed with then. */
export type Trial = Ticks & { readonly at: string; readonly address: string; readonly profile: string };

/** Names of the layouts that a printer can be set to. */
export type LayoutName = 'full' | 'compact' | 'vietnamese';

/** How a slip is made for a printer; see `PrintMode` of the printer drivers. */
export type PrintMode = 'raster' | 'hybrid' | 'text' | 'ascii';

/** The sample sheet of this run. `id` is the page's own for one press of the button, `address` where it went. */
export type SheetState =
  | { readonly state: 'none' }
  | { readonly state: 'printing'; readonly id: string; readonly address: string }
  | { readonly state: 'done'; readonly id: string; readonly address: string; readonly outcome: PrintState };

/**
 * A device that could be a printer, as an address without options. `board`: a port on the board, rarely one.
 * `obstacle`: this program may not open it, or a scanner is on it.
 */
export type PrinterPlace = {
  readonly place: string;
  readonly kind: 'usb' | 'serial' | 'board' | 'network';
  readonly name: string | null;
  readonly obstacle: 'permission' | 'scanner' | null;
};

/** The search of the machine's own networks: `done` of `total` addresses were tried, `found` answered. */
export type NetworkState = {
  readonly state: 'none' | 'running' | 'done' | 'stopped';
  readonly done: number;
  readonly total: number;
  readonly found: readonly string[];
};

/** What a device said when it was asked; see `ProbeResult` of the printer drivers. */
export type ProbeState =
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly fault: string }
  | {
      readonly state: 'done';
      readonly voice: 'yes' | 'no' | 'echo' | 'garbage';
      readonly health: { readonly state: string; readonly staff: string };
      readonly completion: 'processId' | 'gsr' | 'dleeot' | 'none';
      readonly whole: boolean;
      readonly maker: string | null;
      readonly model: string | null;
    };

/** A statement about a printer and how it is known: its manual, an answer or a tick here, or not at all. */
export type Known = {
  readonly what: 'dotsPerLine' | 'cut' | 'completion' | 'backChannel' | 'text';
  readonly value: string;
  readonly how: 'documented' | 'probed' | 'unverified';
};

/** A printer as its address has it. */
export type PrinterLook = {
  readonly address: string;
  readonly profile: { readonly id: string; readonly model: string | null; readonly dotsPerLine: number };
  readonly mode: PrintMode;
  readonly cuts: boolean;
  readonly known: readonly Known[];
};

/**
 * A printer that somebody looks at and does not use yet. `letters`: whether its own Vietnamese letters were seen
 * right; `none`: its profile has none. `suggested`: the profile that its name speaks for. `slow`: pictures take long
 * on this line.
 */
export type Draft = PrinterLook & {
  readonly probe: ProbeState;
  readonly suggested: string | null;
  readonly letters: 'none' | 'untried' | 'printing' | 'printed' | 'right';
  readonly trial: Trial | null;
  /** Its address as the ticks of that trial would have it; null: nothing to change, or nothing is known to help. */
  readonly refined: string | null;
  readonly slow: boolean;
};

/** A profile to choose. */
export type ProfileChoice = {
  readonly id: string;
  readonly name: string | null;
  readonly dotsPerLine: number;
};

/** What a draft can be set to; what is not named stays. */
export type DraftWish = {
  readonly profile?: string | undefined;
  readonly mode?: PrintMode | undefined;
  readonly cut?: 'yes' | 'none' | undefined;
  readonly dots?: number | undefined;
  readonly baud?: number | undefined;
};

/** Parts of a ticket in their order; the shape of `TicketLayout` of the printer drivers. */
export type LayoutPart =
  | 'number'
  | 'place'
  | 'service'
  | 'second'
  | 'person'
  | 'priority'
  | 'waiting'
  | 'instructions'
  | 'issued'
  | 'facility'
  | { readonly code: readonly ('waiting' | 'instructions')[] };
export type TicketLook = {
  readonly parts: readonly LayoutPart[];
  readonly facility: string | null;
  readonly instructions: readonly string[] | null;
  readonly words: {
    readonly ahead: string;
    readonly next: string;
    readonly window: string;
    readonly priority: string;
  };
  readonly longestMm: { readonly wide: number; readonly narrow: number };
};

/** A layout drawn: a PNG in base64, its paper; or the key that is wrong and what it should be. */
export type LookAnswer =
  | { readonly ok: true; readonly png: string; readonly width: number; readonly millimetres: number }
  | { readonly ok: false; readonly key: string; readonly detail: string };

/**
 * How tickets look. `own`: as somebody made them here; null: as `named` says. `fixed`: the setting names a layout, and
 * it wins. `before`: the look to go back to; null: there is none.
 */
export type LookState = {
  readonly own: TicketLook | null;
  readonly named: LayoutName;
  readonly fixed: boolean;
  readonly before: { readonly own: TicketLook | null } | null;
  readonly standards: { readonly [name in LayoutName]: TicketLook };
};

/** All that the printer's page shows. Nothing of any ticket is in it. */
export type PrinterState = PrinterLook & {
  /** Who named the printer: a flag or the environment, a person at this page, or nobody. */
  readonly from: 'setting' | 'kept' | 'none';
  /** Address of the printer before, to which one press leads back; null: there was none. */
  readonly before: string | null;
  readonly kind: 'paper' | 'preview';
  readonly health: { readonly state: string; readonly staff: string };
  readonly places: readonly PrinterPlace[];
  /** This machine's ports cannot be listed. */
  readonly blind: boolean;
  readonly network: NetworkState;
  readonly profiles: readonly ProfileChoice[];
  readonly draft: Draft | null;
  readonly sheet: SheetState;
  readonly sampleCode: string;
  readonly trial: Trial | null;
  /** The address as the ticks of the trial would have it; null: nothing to change, or nothing is known to help. */
  readonly refined: string | null;
  /** Metres of the roll as it was put in; null as long as nobody has told. */
  readonly rollMetres: number | null;
  /** Tickets left on the roll, and the words for it. */
  readonly left: number | null;
  readonly leftWords: string;
  readonly look: LookState;
  /** Whether what staff told last was written to disk. */
  readonly saved: boolean;
  /** Name that an unreadable `station.json` was given at this start; null when all was well. */
  readonly putAside: string | null;
};
