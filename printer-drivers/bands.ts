import { STRIP_ROWS } from './encode.ts';
import type { Command } from './escpos-commands.ts';
import { type Bitmap, inkedBytes } from './raster/bitmap.ts';

/**
 * What a band costs beside its dots: 8 bytes of header, 3 of a feed before it, and as much again so that
 * printers are not handed slivers for a saving of a few bytes.
 */
const BAND_COST = 24;

/**
 * A picture as GS v 0 bands of at most `bandRows` rows: white rows between bands become feeds, and each band
 * is cropped after its last black byte. Where to part them is the cheapest of all ways (shortest path over
 * the rows). What is printed is the picture, dot by dot.
 */
export function bandsOf(picture: Bitmap, bandRows: number): Command[] {
  const ink = Array.from({ length: picture.height }, (_, row) => inkedBytes(picture, row));
  const starts = cheapestStarts(ink, bandRows);
  const bands: Command[] = [];
  for (let to = picture.height; to > 0; ) {
    const from = starts[to] ?? 0;
    const bytes = Math.max(...ink.slice(from, to));
    if (bytes > 0) bands.push({ kind: 'band', band: { picture, from, to, bytes } });
    else bands.push({ kind: 'feed', dots: to - from });
    to = from;
  }
  return bands.reverse();
}

/** For each row the row where the piece that ends before it begins, in the cheapest parting up to there. */
function cheapestStarts(ink: readonly number[], bandRows: number): Int32Array {
  const cost = new Float64Array(ink.length + 1);
  const starts = new Int32Array(ink.length + 1);
  let white = 0;
  for (let to = 1; to <= ink.length; to++) {
    white = ink[to - 1] === 0 ? white + 1 : 0;
    let best = Number.POSITIVE_INFINITY;
    if (white > 0) {
      best = cost[to - white] ?? 0;
      starts[to] = to - white;
    }
    let widest = 0;
    for (let from = to - 1; from >= Math.max(0, to - bandRows); from--) {
      widest = Math.max(widest, ink[from] ?? 0);
      const total = (cost[from] ?? 0) + BAND_COST + widest * (to - from);
      if (total >= best || widest === 0) continue;
      best = total;
      starts[to] = from;
    }
    cost[to] = best;
  }
  return starts;
}

/** The same picture as ESC * 33 strips of 24 rows, for printers without GS v 0. The last strip is filled up. */
export function stripsOf(picture: Bitmap): Command[] {
  const commands: Command[] = [];
  for (let from = 0; from < picture.height; from += STRIP_ROWS) {
    const to = Math.min(from + STRIP_ROWS, picture.height);
    const ink = Array.from({ length: to - from }, (_, i) => inkedBytes(picture, from + i));
    const bytes = Math.max(...ink);
    if (bytes === 0) commands.push({ kind: 'feed', dots: STRIP_ROWS });
    else commands.push({ kind: 'strip', band: { picture, from, to, bytes } });
  }
  return commands;
}
