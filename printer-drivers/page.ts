import type { Face } from './raster/glyph-cache.ts';

/** A thing with its place in a block: dots from the left edge and from the block's top. */
export type Item =
  | {
      readonly kind: 'run';
      readonly x: number;
      readonly baseline: number;
      readonly text: string;
      readonly face: Face;
      readonly paint: 'black' | 'white';
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'matrix';
      readonly x: number;
      readonly y: number;
      readonly module: number;
      readonly rows: readonly (readonly boolean[])[];
    };

/**
 * One stretch of paper from top to bottom: a picture drawn here, or a number or QR code that the printer
 * draws itself (`scale`: 1–8 times the printer's own letters of 12 × 24 dots; `rows`: dots of a code's height).
 */
export type Block =
  | { readonly kind: 'picture'; readonly height: number; readonly items: readonly Item[] }
  | { readonly kind: 'digits'; readonly text: string; readonly scale: number }
  | { readonly kind: 'qr'; readonly text: string; readonly module: number; readonly rows: number }
  | { readonly kind: 'buzz'; readonly times: number }
  | { readonly kind: 'cut' };

/** A slip with every place decided, for paper of `width` printable dots. */
export type Page = { readonly width: number; readonly blocks: readonly Block[] };

/** Height of the printer's own letters, in dots (font A, 12 × 24). */
export const LETTER_ROWS = 24;

/** Rows of paper that a block takes; a native QR code is counted with the height its modules have. */
export function blockRows(block: Block): number {
  switch (block.kind) {
    case 'picture':
      return block.height;
    case 'digits':
      return block.scale * LETTER_ROWS;
    case 'qr':
      return block.rows;
    case 'buzz':
    case 'cut':
      return 0;
  }
}
