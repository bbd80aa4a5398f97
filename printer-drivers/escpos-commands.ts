import type { Buzzer } from './capability.ts';
import type { Bitmap } from './raster/bitmap.ts';

/**
 * Rows `from` ≤ row < `to` of a picture, of which `bytes` bytes of each row from byte `left` on are sent (the
 * rest is white).
 */
export type Band = {
  readonly picture: Bitmap;
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly bytes: number;
};

/** What is asked with DLE EOT: 1 printer, 2 cause of being offline, 3 error, 4 paper. */
export type StatusNumber = 1 | 2 | 3 | 4;

/**
 * One command to a printer, as data: what a print job consists of until the last step makes bytes of it.
 * Lengths are in dots. `ascii` holds characters 20–7E only, `bytes` of words no byte below 20. A process id is
 * four characters of 20–7E. `flush`: so many bytes 00, which end a picture that was cut short and are nothing else.
 */
export type Command =
  | { readonly kind: 'init' }
  | { readonly kind: 'motionUnits'; readonly dpi: number }
  | { readonly kind: 'asb'; readonly on: boolean }
  | { readonly kind: 'align'; readonly to: 'left' | 'center' }
  | { readonly kind: 'size'; readonly scale: number }
  | { readonly kind: 'line'; readonly ascii: string }
  | { readonly kind: 'lineFeed' }
  | { readonly kind: 'words'; readonly bytes: readonly number[] }
  | { readonly kind: 'codePage'; readonly page: number }
  | { readonly kind: 'cancelKanji' }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'inverse'; readonly on: boolean }
  | { readonly kind: 'double'; readonly on: boolean }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'band'; readonly band: Band }
  | { readonly kind: 'strip'; readonly band: Band }
  | { readonly kind: 'qr'; readonly ascii: string; readonly module: number }
  | { readonly kind: 'cut'; readonly how: 'gsv66' | 'gsv1' | 'escm'; readonly feed: number }
  | { readonly kind: 'drawer'; readonly pin: 0 | 1; readonly onMs: number; readonly offMs: number }
  | { readonly kind: 'buzz'; readonly how: Buzzer; readonly times: number; readonly ms: number }
  | { readonly kind: 'status'; readonly n: StatusNumber }
  | { readonly kind: 'fence' }
  | { readonly kind: 'processId'; readonly id: string }
  | { readonly kind: 'identify'; readonly what: 'firmware' | 'maker' | 'model' }
  | { readonly kind: 'recover' }
  | { readonly kind: 'flush'; readonly bytes: number };
