/**
 * A picture of one bit a dot, black = 1, rows from the top, most significant bit leftmost: the order a print
 * head takes. `stride` is the number of bytes in a row.
 */
export type Bitmap = {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly data: Uint8Array;
};

/** A white picture of `width` × `height` dots. */
export function createBitmap(width: number, height: number): Bitmap {
  const stride = (width + 7) >> 3;
  return { width, height, stride, data: new Uint8Array(stride * height) };
}

/** Puts black dots of `stamp` onto `sheet` at (x, y), in black or in white. What lies outside is left out. */
export function stampBitmap(
  sheet: Bitmap,
  stamp: Bitmap,
  x: number,
  y: number,
  paint: 'black' | 'white',
): void {
  const first = x >> 3;
  const shift = x & 7;
  const top = Math.max(0, -y);
  const bottom = Math.min(stamp.height, sheet.height - y);
  for (let row = top; row < bottom; row++) {
    const source = row * stamp.stride;
    const target = (y + row) * sheet.stride;
    for (let i = 0; i < stamp.stride; i++) {
      const bits = (stamp.data[source + i] ?? 0) << (8 - shift);
      if (bits === 0) continue;
      blend(sheet, target, first + i, bits >> 8, paint);
      blend(sheet, target, first + i + 1, bits & 0xff, paint);
    }
  }
}

function blend(sheet: Bitmap, row: number, column: number, bits: number, paint: 'black' | 'white'): void {
  if (column < 0 || column >= sheet.stride) return;
  const at = row + column;
  const old = sheet.data[at] ?? 0;
  sheet.data[at] = paint === 'black' ? old | bits : old & ~bits;
}

/** Blackens a rectangle; what lies outside the sheet is left out. */
export function fillRect(sheet: Bitmap, x: number, y: number, width: number, height: number): void {
  const left = Math.max(0, x);
  const right = Math.min(sheet.width, x + width);
  const bottom = Math.min(sheet.height, y + height);
  for (let row = Math.max(0, y); row < bottom; row++) {
    for (let column = left; column < right; ) {
      const at = row * sheet.stride + (column >> 3);
      if ((column & 7) === 0 && column + 8 <= right) {
        sheet.data[at] = 0xff;
        column += 8;
      } else {
        sheet.data[at] = (sheet.data[at] ?? 0) | (0x80 >> (column & 7));
        column += 1;
      }
    }
  }
}

/** Number of bytes of a row up to and with the last that holds a black dot: 0 for a white row. */
export function inkedBytes(sheet: Bitmap, row: number): number {
  const start = row * sheet.stride;
  let end = sheet.stride;
  while (end > 0 && sheet.data[start + end - 1] === 0) end -= 1;
  return end;
}

/** The same picture without its white rows at the top and the bottom; white through and through: 0 rows. */
export function trimRows(sheet: Bitmap): Bitmap {
  let top = 0;
  let bottom = sheet.height;
  while (top < bottom && inkedBytes(sheet, top) === 0) top += 1;
  while (bottom > top && inkedBytes(sheet, bottom - 1) === 0) bottom -= 1;
  const data = sheet.data.subarray(top * sheet.stride, bottom * sheet.stride);
  return { ...sheet, height: bottom - top, data };
}
