/** What the station tells the printer's page; its own words for it lie in its `setup/printer-state.ts`. */
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

export type SheetState =
  | { readonly state: 'none' }
  | { readonly state: 'printing'; readonly id: string }
  | { readonly state: 'done'; readonly id: string; readonly outcome: PrintState };

export type LayoutChoice = {
  readonly name: 'full' | 'compact' | 'vietnamese';
  readonly millimetres: number;
  readonly setting: string;
  readonly chosen: boolean;
};

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
  readonly rollMetres: number | null;
  readonly left: number | null;
  readonly leftWords: string;
  readonly layouts: readonly LayoutChoice[];
  readonly saved: boolean;
  readonly putAside: string | null;
};
