import type { Outline } from '../font.ts';
import { type Bitmap, createBitmap } from './bitmap.ts';

/** A letter in dots: the picture stands `left` dots right of the pen and reaches `top` dots above the base line. */
export type GlyphPicture = { readonly bitmap: Bitmap; readonly left: number; readonly top: number };

/** A dot is black from this share of ink on: 0.45 keeps thin strokes whole at 203 dpi without filling the eyes. */
const INK_THRESHOLD = 0.45;

/** Straight pieces per curve: at most a tenth of a dot off, even for the big number. */
const CURVE_STEPS = 8;

type Point = { readonly x: number; readonly y: number };

/** Calls `line` for each straight piece of an outline, in dots, y downwards. */
function flatten(outline: Outline, sx: number, sy: number, line: (a: Point, b: Point) => void): void {
  let start: Point = { x: 0, y: 0 };
  let pen = start;
  const to = (point: Point): void => {
    line(pen, point);
    pen = point;
  };
  for (const c of outline.commands) {
    if (c.type === 'Z') {
      to(start);
    } else if (c.type === 'M') {
      pen = start = { x: c.x * sx, y: -c.y * sy };
    } else if (c.type === 'Q') {
      const from = pen;
      const end = { x: c.x * sx, y: -c.y * sy };
      const control = { x: c.x1 * sx, y: -c.y1 * sy };
      for (let i = 1; i <= CURVE_STEPS; i++) {
        const t = i / CURVE_STEPS;
        to(i === CURVE_STEPS ? end : between(from, control, end, t));
      }
    } else {
      to({ x: c.x * sx, y: -c.y * sy });
    }
  }
}

function between(a: Point, control: Point, b: Point, t: number): Point {
  const u = 1 - t;
  return {
    x: u * u * a.x + 2 * u * t * control.x + t * t * b.x,
    y: u * u * a.y + 2 * u * t * control.y + t * t * b.y,
  };
}

type Field = { readonly width: number; readonly height: number; readonly cells: Float32Array };

/**
 * Adds what one edge covers: each cell gets the change of the covered share against its left neighbour,
 * so that a running sum along the row is the winding number times the area.
 */
function addEdge(field: Field, a: Point, b: Point): void {
  if (a.y === b.y) return;
  const sign = a.y < b.y ? 1 : -1;
  const [top, low] = a.y < b.y ? [a, b] : [b, a];
  const slope = (low.x - top.x) / (low.y - top.y);
  const last = Math.min(field.height, Math.ceil(low.y));
  for (let row = Math.max(0, Math.floor(top.y)); row < last; row++) {
    const y0 = Math.max(top.y, row);
    const y1 = Math.min(low.y, row + 1);
    const x0 = top.x + (y0 - top.y) * slope;
    const x1 = top.x + (y1 - top.y) * slope;
    addSpan(field, row, Math.min(x0, x1), Math.max(x0, x1), sign * (y1 - y0));
  }
}

/** One row's share of an edge that runs from x0 to x1 (x0 ≤ x1) and has the signed height `dy` in the row. */
function addSpan(field: Field, row: number, x0: number, x1: number, dy: number): void {
  const first = Math.floor(x0);
  const last = Math.floor(x1);
  let before = 0;
  for (let column = first; column <= last + 1; column++) {
    const share = x1 - x0 < 1e-6 ? rise(column + 1 - x0) : spread(column + 1 - x0, column + 1 - x1);
    const at = row * field.width + column;
    field.cells[at] = (field.cells[at] ?? 0) + dy * (share - before);
    before = share;
  }
}

/** The covered share of a dot whose right side lies `u` dots right of an upright edge. */
function rise(u: number): number {
  return Math.max(0, Math.min(1, u));
}

/** The mean of `rise` from `near` to `far`: what a slanting edge covers. */
function spread(far: number, near: number): number {
  return (risen(far) - risen(near)) / (far - near);
}

function risen(u: number): number {
  return u <= 0 ? 0 : u >= 1 ? u - 0.5 : (u * u) / 2;
}

/**
 * Draws one letter at `size` pixels per em, `squeeze` times as wide as it is (1 = as drawn). Winding numbers
 * are summed with their sign, so strokes that overlap inside a letter stay black.
 */
export function drawGlyph(outline: Outline, size: number, squeeze: number): GlyphPicture {
  const sy = size / outline.unitsPerEm;
  const edges: [Point, Point][] = [];
  flatten(outline, sy * squeeze, sy, (a, b) => edges.push([a, b]));
  if (edges.length === 0) return { bitmap: createBitmap(0, 0), left: 0, top: 0 };
  const xs = edges.map(([a]) => a.x);
  const ys = edges.map(([a]) => a.y);
  const left = Math.floor(Math.min(...xs));
  const top = Math.floor(Math.min(...ys));
  const width = Math.ceil(Math.max(...xs)) - left;
  const height = Math.ceil(Math.max(...ys)) - top;
  // Two spare columns: an edge on the right border still hands its share on.
  const field = { width: width + 2, height, cells: new Float32Array((width + 2) * height) };
  const shift = (p: Point): Point => ({ x: p.x - left, y: p.y - top });
  for (const [a, b] of edges) addEdge(field, shift(a), shift(b));
  return { bitmap: threshold(field, width), left, top: -top };
}

function threshold(field: Field, width: number): Bitmap {
  const bitmap = createBitmap(width, field.height);
  for (let row = 0; row < field.height; row++) {
    let ink = 0;
    for (let column = 0; column < width; column++) {
      ink += field.cells[row * field.width + column] ?? 0;
      if (Math.abs(ink) < INK_THRESHOLD) continue;
      const at = row * bitmap.stride + (column >> 3);
      bitmap.data[at] = (bitmap.data[at] ?? 0) | (0x80 >> (column & 7));
    }
  }
  return bitmap;
}
