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

/** `at` in ISO 8601; `address` as the setting was then. */
export type Trial = Ticks & { readonly at: string; readonly address: string; readonly profile: string };

/** Names of the layouts that a printer can be set to. */
export type LayoutName = 'full' | 'compact' | 'vietnamese';

/** A look of the tickets: its paper, and the `PRINTER` setting that chooses it. */
export type LayoutChoice = {
  readonly name: LayoutName;
  readonly millimetres: number;
  readonly setting: string;
  readonly chosen: boolean;
};

/** The sample sheet of this run. `id` is the page's own for one press of the button. */
export type SheetState =
  | { readonly state: 'none' }
  | { readonly state: 'printing'; readonly id: string }
  | { readonly state: 'done'; readonly id: string; readonly outcome: PrintState };

/** All that the printer's page shows. Nothing of any ticket is in it. */
export type PrinterState = {
  readonly address: string;
  readonly kind: 'paper' | 'preview';
  readonly profile: { readonly id: string; readonly model: string | null; readonly dotsPerLine: number };
  readonly mode: 'raster' | 'hybrid' | 'text' | 'ascii';
  readonly cuts: boolean;
  readonly health: { readonly state: string; readonly staff: string };
  readonly sheet: SheetState;
  readonly sampleCode: string;
  readonly trial: Trial | null;
  /** Metres of the roll as it was put in; null as long as nobody has told. */
  readonly rollMetres: number | null;
  /** Tickets left on the roll, and the words for it. */
  readonly left: number | null;
  readonly leftWords: string;
  readonly layouts: readonly LayoutChoice[];
  /** Whether what staff told last was written to disk. */
  readonly saved: boolean;
  /** Name that an unreadable `station.json` was given at this start; null when all was well. */
  readonly putAside: string | null;
};
