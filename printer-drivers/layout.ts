import { cleanField } from './clean-text.ts';
import { CAP_HEIGHT, outlineOf } from './font.ts';
import { type Block, blockRows, type Item, type Page } from './page.ts';
import { type Paragraph, printableText, setParagraph } from './paragraph.ts';
import { QUIET_ZONE, qrMatrix } from './qr-matrix.ts';
import type { Face } from './raster/glyph-cache.ts';
import type { BigPart, ColumnsPart, QrPart, Slip, SlipFault, SlipPart, TextPart } from './slip.ts';

/** What the printer draws itself instead of receiving a picture (the hybrid way, for slow lines). */
export type NativeParts = { readonly digits: boolean; readonly qr: boolean };

/** Nothing native: all of the slip is a picture, the way every printer understands. */
export const ALL_RASTER: NativeParts = { digits: false, qr: false };

// In em. Of the 134 letters of the alphabet Ẵ reaches highest (1.05), ẵ 0.89, and descenders 0.24 down.
const ASCENT = 0.99;
const LINE = 1.26;
const BAR = 1.45;
const BAR_MARGIN = 20;
/** Widest black stretch against the paper: a head that burns more dots at once prints them pale. */
const WIDEST_BLACK = 0.66;
/** Widest a number may get: a roll that lies askew must not cut off a digit, and white at the right is not sent. */
const WIDEST_NUMBER = 0.92;
/** Narrower than this a squeezed digit loses its shape: from here the number gets lower instead. */
const NARROWEST = 0.7;

/** Width of the printer's own letters, and height of its capitals (font A, 12 × 24). */
export const LETTER_COLUMNS = 12;
const CAPITAL_ROWS = 17.5;

type Outcome = { readonly ok: true; readonly page: Page } | { readonly ok: false; readonly fault: SlipFault };
type Placed = { readonly height: number; readonly items: readonly Item[] };
type Placing =
  | { readonly ok: true; readonly placed: Placed }
  | { readonly ok: false; readonly fault: SlipFault };

/**
 * Decides the place of everything on a slip. With `native` parts the page falls into blocks that the printer
 * draws itself and pictures between them. Faults: `missing_glyph` (a letter of ours that Noto Sans lacks),
 * `qr_too_long`, `qr_unprintable`, `too_wide` (a code wider than the paper).
 */
export function layoutSlip(slip: Slip, native: NativeParts): Outcome {
  const width = slip.dotsPerLine;
  const blocks: Block[] = [];
  for (const part of slip.parts) {
    const own = nativeBlock(part, width, native);
    if (own) {
      blocks.push(own);
      continue;
    }
    const placing = placePart(part, width);
    if (!placing.ok) return placing;
    const last = blocks.at(-1);
    if (last?.kind === 'picture') blocks[blocks.length - 1] = below(last, placing.placed);
    else blocks.push({ kind: 'picture', ...placing.placed });
  }
  return { ok: true, page: { width, blocks } };
}

/**
 * Dots from the first to the last part. A slip with a fault has none: the fault is named when it is printed.
 */
export function laidRows(slip: Slip, native: NativeParts): number {
  const laid = layoutSlip(slip, native);
  return laid.ok ? laid.page.blocks.reduce((sum, block) => sum + blockRows(block), 0) : 0;
}

/** Dots of a slip that is all pictures. */
export function rasterRows(slip: Slip): number {
  return laidRows(slip, ALL_RASTER);
}

function nativeBlock(part: SlipPart, width: number, native: NativeParts): Block | null {
  if (part.kind === 'cut') return { kind: 'cut' };
  if (part.kind === 'buzz') return { kind: 'buzz', times: part.times };
  if (part.kind === 'qr' && native.qr) {
    const qr = qrMatrix(part.text);
    const rows = qr.ok ? qr.rows.length * part.module : 0;
    return qr.ok ? { kind: 'qr', text: part.text, module: part.module, rows } : null;
  }
  if (part.kind === 'big' && native.digits) {
    const text = cleanField(part.text);
    return /^[\x20-\x7e]+$/.test(text)
      ? { kind: 'digits', text, scale: digitScale(part, text, width) }
      : null;
  }
  return null;
}

/** How many times the printer's own letters are enlarged: as high as wanted, and within the paper. */
export function digitScale(part: BigPart, text: string, width: number): number {
  const wide = Math.floor(width / (LETTER_COLUMNS * text.length));
  return Math.max(1, Math.min(8, wide, Math.round(part.height / CAPITAL_ROWS)));
}

function below(block: Extract<Block, { kind: 'picture' }>, placed: Placed): Block {
  const items = placed.items.map((item) => moved(item, 0, block.height));
  return { kind: 'picture', height: block.height + placed.height, items: [...block.items, ...items] };
}

function moved(item: Item, dx: number, dy: number): Item {
  if (item.kind === 'run') return { ...item, x: item.x + dx, baseline: item.baseline + dy };
  return { ...item, x: item.x + dx, y: item.y + dy };
}

function placePart(part: SlipPart, width: number): Placing {
  switch (part.kind) {
    case 'text':
      return placeText(part, width);
    case 'big':
      return placeBig(part, width);
    case 'rule': {
      const wide = Math.round(width * WIDEST_BLACK);
      const line: Item = { kind: 'box', x: (width - wide) >> 1, y: 0, width: wide, height: part.thickness };
      return { ok: true, placed: { height: part.thickness, items: [line] } };
    }
    case 'space':
      return { ok: true, placed: { height: part.dots, items: [] } };
    case 'qr':
      return placeQr(part, width, 'center');
    case 'columns':
      return placeColumns(part, width);
    case 'buzz':
    case 'cut':
      return { ok: true, placed: { height: 0, items: [] } };
  }
}

function startOf(align: TextPart['align'], free: number): number {
  return align === 'left' ? 0 : align === 'right' ? free : free / 2;
}

function placeText(part: TextPart, width: number): Placing {
  if (part.bar) return placeBar(part, width);
  const set = setParagraph(part, width);
  if (!set.ok) return set;
  const { size, lines } = set.value;
  const step = Math.round(size * LINE);
  return {
    ok: true,
    placed: {
      height: step * lines.length,
      items: runs(part, set.value, width, { step, rise: Math.round(size * ASCENT), paint: 'black' }),
    },
  };
}

function placeBar(part: TextPart, width: number): Placing {
  const set = setParagraph(part, Math.floor(width * WIDEST_BLACK) - 2 * BAR_MARGIN);
  if (!set.ok) return set;
  const { size, lines } = set.value;
  const step = Math.round(size * BAR);
  const height = step * lines.length;
  const wide = Math.round(Math.max(...lines.map((line) => line.width))) + 2 * BAR_MARGIN;
  const x = Math.round(startOf(part.align, width - wide));
  const rise = Math.round((step + size * CAP_HEIGHT) / 2);
  const words = runs(part, set.value, wide, { step, rise, paint: 'white' }).map((run) => moved(run, x, 0));
  return { ok: true, placed: { height, items: [{ kind: 'box', x, y: 0, width: wide, height }, ...words] } };
}

type Ink = { readonly step: number; readonly rise: number; readonly paint: 'black' | 'white' };

function runs(part: TextPart, set: Paragraph, width: number, ink: Ink): Item[] {
  const face: Face = { size: set.size, weight: set.weight, squeeze: 1 };
  const align = part.bar ? 'center' : part.align;
  return set.lines.map((line, i) => ({
    kind: 'run',
    x: startOf(align, width - line.width),
    baseline: i * ink.step + ink.rise,
    text: line.text,
    face,
    paint: ink.paint,
  }));
}

function placeBig(part: BigPart, width: number): Placing {
  const text = printableText(part.text, false, 700);
  if (!text.ok) return text;
  let em = 0;
  for (const char of text.value) em += outlineOf(char, 700)?.advance ?? 0;
  const wanted = part.height / CAP_HEIGHT;
  const wide = width * WIDEST_NUMBER;
  const squeeze = Math.min(1, Math.max(NARROWEST, wide / (em * wanted)));
  const size = Math.min(wanted, wide / (em * squeeze));
  // Round figures reach about 0.015 em over and under the capitals.
  const spare = Math.ceil(size * 0.02);
  const x = (width - em * size * squeeze) / 2;
  const baseline = spare + Math.round(size * CAP_HEIGHT);
  const face: Face = { size, weight: 700, squeeze };
  const run: Item = { kind: 'run', x, baseline, text: text.value, face, paint: 'black' };
  return { ok: true, placed: { height: baseline + spare, items: [run] } };
}

function placeQr(part: QrPart, width: number, align: 'left' | 'center'): Placing {
  const qr = qrMatrix(part.text);
  if (!qr.ok) return qr;
  const quiet = QUIET_ZONE * part.module;
  const side = qr.rows.length * part.module + 2 * quiet;
  if (side > width) return { ok: false, fault: { code: 'too_wide', dotsPerLine: width } };
  const x = quiet + (align === 'left' ? 0 : Math.floor((width - side) / 2));
  return {
    ok: true,
    placed: { height: side, items: [{ kind: 'matrix', x, y: quiet, module: part.module, rows: qr.rows }] },
  };
}

function placeColumns(part: ColumnsPart, width: number): Placing {
  const qr = placeQr(part.qr, width, 'left');
  if (!qr.ok) return qr;
  const left = qr.placed.height + part.gap;
  let height = 0;
  const items: Item[] = [];
  for (const line of part.beside) {
    const placing = placePart(line, width - left);
    if (!placing.ok) return placing;
    items.push(...placing.placed.items.map((item) => moved(item, left, height)));
    height += placing.placed.height;
  }
  const tall = Math.max(height, qr.placed.height);
  const centred = (placed: readonly Item[], own: number): Item[] =>
    placed.map((item) => moved(item, 0, Math.floor((tall - own) / 2)));
  const all = [...centred(qr.placed.items, qr.placed.height), ...centred(items, height)];
  return { ok: true, placed: { height: tall, items: all } };
}
