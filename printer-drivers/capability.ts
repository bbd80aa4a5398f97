/** Where a statement about a printer comes from: its manual, an answer or a tick at this printer, or nowhere. */
export type Provenance = 'documented' | 'probed' | 'unverified';

/**
 * How far a printer can prove that a ticket came out: `processId` (GS ( H echo: printed and cut), `gsr`
 * (GS r fence: all bytes were carried out), `dleeot` (ready before and after), `none`.
 */
export type Completion = 'processId' | 'gsr' | 'dleeot' | 'none';

/**
 * How a printer sounds: `escB` (ESC B n t, the clones' own), `escParenA` (ESC ( A function 97, Epson's external
 * buzzer), `drawer` (a buzzer box on the drawer's socket).
 */
export type Buzzer = 'escB' | 'escParenA' | 'drawer';

/** What is known about a printer model. Page numbers and commands belong to a model, never to a vendor. */
export type Capabilities = {
  /** Printable dots of a line and dots per inch; slips are laid out for exactly these. */
  readonly dotsPerLine: number;
  readonly dpi: number;
  /** `gsv0`: GS v 0 bit images; `escstar`: ESC * 33 columns for printers without it (TM-U220, Datecs). */
  readonly raster: 'gsv0' | 'escstar';
  /** Rows in one GS v 0: some clones garble 288 or 432 rows, or what exceeds their buffer. */
  readonly bandRows: number;
  /** Obeys ESC a for GS v 0, so that white on both sides of a band need not be sent. */
  readonly centredRaster: boolean;
  /** Understands GS P, so that one feed unit can be made one dot; Epson feeds half dots without it. */
  readonly motionUnits: boolean;
  /** TCVN-3 tables for text mode, null: pictures only. */
  readonly text: { readonly lower: number; readonly upper: number } | null;
  /** Draws QR codes itself (GS ( k). */
  readonly nativeQr: boolean;
  /** Draws ASCII letters up to 8 times as large (GS !). */
  readonly bigDigits: boolean;
  readonly cut: 'gsv66' | 'gsv1' | 'escm' | 'none';
  readonly buzzer: Buzzer | 'none';
  /** Dots fed beyond the cutter before the cut. */
  readonly feedBeforeCut: number;
  readonly completion: Completion;
  /** Reports every change by itself (GS a). */
  readonly asb: boolean;
  /** `yes`: answers are expected; `probe`: asked, and what it answers is used; `none`: never asked. */
  readonly backChannel: 'yes' | 'probe' | 'none';
  /** Keep the connection, or one for each ticket (boards that leak sockets). */
  readonly connection: 'persistent' | 'perJob';
  /** Milliseconds after which a waiting ticket is not printed any more: a stranger would take it. */
  readonly ttlMs: number;
  /** DLE ENQ 2 clears a jam after staff said so. */
  readonly recoverable: boolean;
};

/** One printer model. `proven` names the capabilities that rest on more than a guess. */
export type Profile = Capabilities & {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly vendor: string | null;
  readonly model: string | null;
  readonly quirks: readonly string[];
  readonly proven: Partial<Record<keyof Capabilities, Exclude<Provenance, 'unverified'>>>;
};
