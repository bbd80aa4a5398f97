import { STRIP_ROWS } from './encode.ts';
import type { Band, Command } from './escpos-commands.ts';
import { type Bitmap, inkedBytes } from './raster/bitmap.ts';

/**
 * What a band costs beside its dots: 8 bytes of header, 3 of a feed before it, and as much again so that
 * printers are not handed slivers for a saving of a few bytes.
 */
const BAND_COST = 24;

/** The inked stretch of a row, in bytes from the left edge; `right` 0: a white row. */
type Stretch = { readonly left: number; readonly right: number };

/**
 * A picture as GS v 0 bands of at most `bandRows` rows: white rows between bands become feeds, and each band
 * is cropped after its last black byte. Where to part them is the cheapest of all ways (shortest path over
 * the rows). `centred`: the printer obeys ESC a for pictures, so a band may also lose as much white on its left
 * as on its right. What is printed is the picture, dot by dot.
 */
export function bandsOf(picture: Bitmap, bandRows: number, centred: boolean): Command[] {
  const stretches = Array.from({ length: picture.height }, (_, row) => stretchOf(picture, row));
  // Other widths would be centred half a byte beside the place they were drawn at.
  const inset = centred && picture.width % 8 === 0;
  const starts = cheapestStarts(stretches, bandRows, inset ? picture.stride : Number.POSITIVE_INFINITY);
  const pieces: (Band | number)[] = [];
  for (let to = picture.height; to > 0; ) {
    const from = starts[to] ?? 0;
    const rows = stretches.slice(from, to);
    const right = Math.max(...rows.map((row) => row.right));
    const margin = inset ? marginOf(rows, picture.stride) : 0;
    if (right === 0) pieces.push(to - from);
    else if (picture.stride - 2 * margin < right)
      pieces.push({ picture, from, to, left: margin, bytes: picture.stride - 2 * margin });
    else pieces.push({ picture, from, to, left: 0, bytes: right });
    to = from;
  }
  return aligned(pieces.reverse());
}

function stretchOf(picture: Bitmap, row: number): Stretch {
  const right = inkedBytes(picture, row);
  const start = row * picture.stride;
  let left = 0;
  while (left < right && picture.data[start + left] === 0) left += 1;
  return { left, right };
}

/** White bytes on both sides of some rows, as many as the fuller side has. White rows do not count. */
function marginOf(rows: readonly Stretch[], stride: number): number {
  const inked = rows.filter(({ right }) => right > 0);
  return Math.min(...inked.map(({ left, right }) => Math.min(left, stride - right)), stride);
}

/** Puts ESC a before the bands that need it, and left at the end, as it was. */
function aligned(pieces: readonly (Band | number)[]): Command[] {
  const commands: Command[] = [];
  let at: 'left' | 'center' = 'left';
  const turn = (to: typeof at): void => {
    if (at !== to) commands.push({ kind: 'align', to });
    at = to;
  };
  for (const piece of pieces) {
    if (typeof piece === 'number') {
      commands.push({ kind: 'feed', dots: piece });
      continue;
    }
    turn(piece.left > 0 ? 'center' : 'left');
    commands.push({ kind: 'band', band: piece });
  }
  turn('left');
  return commands;
}

/**
 * For each row the row where the piece that ends before it begins, in the cheapest parting up to there.
 * `stride`: bytes of a row when bands may be centred, else infinite.
 */
function cheapestStarts(rows: readonly Stretch[], bandRows: number, stride: number): Int32Array {
  const cost = new Float64Array(rows.length + 1);
  const starts = new Int32Array(rows.length + 1);
  let white = 0;
  for (let to = 1; to <= rows.length; to++) {
    white = rows[to - 1]?.right === 0 ? white + 1 : 0;
    let best = Number.POSITIVE_INFINITY;
    if (white > 0) {
      best = cost[to - white] ?? 0;
      starts[to] = to - white;
    }
    let right = 0;
    let left = Number.POSITIVE_INFINITY;
    for (let from = to - 1; from >= Math.max(0, to - bandRows); from--) {
      const row = rows[from];
      if (row && row.right > 0) {
        right = Math.max(right, row.right);
        left = Math.min(left, row.left);
      }
      const narrow = stride - 2 * Math.min(left, stride - right);
      const bytes = Math.min(narrow, right);
      const total = (cost[from] ?? 0) + BAND_COST + bytes * (to - from);
      if (total >= best || right === 0) continue;
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
    else commands.push({ kind: 'strip', band: { picture, from, to, left: 0, bytes } });
  }
  return commands;
}
