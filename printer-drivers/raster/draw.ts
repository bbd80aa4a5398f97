import { outlineOf } from '../font.ts';
import type { Block, Item } from '../page.ts';
import { type Bitmap, createBitmap, fillRect, stampBitmap } from './bitmap.ts';
import { glyphDrawer } from './glyph-cache.ts';

type Run = Extract<Item, { kind: 'run' }>;
type Matrix = Extract<Item, { kind: 'matrix' }>;

/** Rows kept free above and below a block: marks on capitals reach out of a tight first line. */
const SPILL = 8;

/** Draws one block of a page, with spare white rows at its top and bottom. */
export function drawPicture(block: Extract<Block, { kind: 'picture' }>, width: number): Bitmap {
  const sheet = createBitmap(width, block.height + 2 * SPILL);
  for (const item of block.items) {
    if (item.kind === 'run') drawRun(sheet, item);
    else if (item.kind === 'matrix') drawMatrix(sheet, item);
    else fillRect(sheet, item.x, item.y + SPILL, item.width, item.height);
  }
  return sheet;
}

function drawRun(sheet: Bitmap, run: Run): void {
  const draw = glyphDrawer(run.face);
  let pen = run.x;
  for (const char of run.text) {
    const glyph = draw(char);
    if (glyph) {
      stampBitmap(
        sheet,
        glyph.bitmap,
        Math.round(pen) + glyph.left,
        SPILL + run.baseline - glyph.top,
        run.paint,
      );
    }
    pen += (outlineOf(char, run.face.weight)?.advance ?? 0) * run.face.size * run.face.squeeze;
  }
}

function drawMatrix(sheet: Bitmap, matrix: Matrix): void {
  const { x, y, module } = matrix;
  matrix.rows.forEach((row, r) => {
    // Neighbouring black modules are one box: a third of the calls.
    let start = 0;
    row.forEach((black, c) => {
      if (!black) start = c + 1;
      else if (!row[c + 1])
        fillRect(sheet, x + start * module, SPILL + y + r * module, (c + 1 - start) * module, module);
    });
  });
}
