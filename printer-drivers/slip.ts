/** Where a line stands between the edges of the paper. */
export type Align = 'left' | 'center' | 'right';

/**
 * One paragraph. It is set at the largest size between `size` and `smallest` (pixels per em, 8 a millimetre)
 * at which it fits into `lines` lines; what does not fit even then ends in `…`.
 * `bar`: white letters on a black bar, at most two thirds of the paper wide.
 * `data`: the words came from outside (a name, the clinic file); a letter the font lacks is then printed
 * as `?`. In words of ours it is a fault.
 */
export type TextPart = {
  readonly kind: 'text';
  readonly text: string;
  readonly size: number;
  readonly smallest: number;
  readonly bold: boolean;
  readonly align: Align;
  readonly bar: boolean;
  readonly data: boolean;
  readonly lines: number;
};

/** The number: capitals `height` dots high, squeezed sideways when it would not fit the paper. */
export type BigPart = { readonly kind: 'big'; readonly text: string; readonly height: number };

/** A line over two thirds of the paper, `thickness` dots high. */
export type RulePart = { readonly kind: 'rule'; readonly thickness: number };

/** White paper, `dots` high. */
export type SpacePart = { readonly kind: 'space'; readonly dots: number };

/** A QR code, `module` dots per module, with its quiet zone of 4 modules. */
export type QrPart = { readonly kind: 'qr'; readonly text: string; readonly module: number };

/** A QR code at the left edge with a column of lines beside it, `gap` dots after its quiet zone. */
export type ColumnsPart = {
  readonly kind: 'columns';
  readonly qr: QrPart;
  readonly gap: number;
  readonly beside: readonly (TextPart | SpacePart)[];
};

/** The paper is cut here; a slip that does not end in a cut stays in the printer's mouth. */
export type CutPart = { readonly kind: 'cut' };

/** The printer sounds `times` times, where it can. */
export type BuzzPart = { readonly kind: 'buzz'; readonly times: number };

export type SlipPart = TextPart | BigPart | RulePart | SpacePart | QrPart | ColumnsPart | BuzzPart | CutPart;

/** A slip for paper of `dotsPerLine` printable dots. Other paper needs another slip: pictures are never scaled. */
export type Slip = { readonly dotsPerLine: number; readonly parts: readonly SlipPart[] };

/** Why a slip cannot be laid out. None of them carries words of a patient. */
export type SlipFault =
  | { readonly code: 'missing_glyph'; readonly char: string }
  | { readonly code: 'qr_too_long'; readonly length: number }
  | { readonly code: 'qr_unprintable' }
  | { readonly code: 'too_wide'; readonly dotsPerLine: number };

/**
 * A paragraph with the usual settings: regular, centred, words of ours, one line that does not shrink.
 * 22 px is the smallest size read safely at 203 dpi, 24 px for what a patient must read.
 */
export function textPart(text: string, size: number, change: Partial<TextPart>): TextPart {
  const usual = { bold: false, align: 'center', bar: false, data: false, lines: 1 } as const;
  return { kind: 'text', text, size, smallest: size, ...usual, ...change };
}
