import { PNG } from 'pngjs';
import type { Bitmap } from './raster/bitmap.ts';

/** White around the ticket in the picture, in dots: the 4 mm that a head never reaches on 80 mm paper. */
const MARGIN = 32;

/** The ticket as a PNG file (8 bit grey, a dot a pixel, with the paper's white margin). */
export function pictureAsPng(picture: Bitmap): Uint8Array {
  const width = picture.width + 2 * MARGIN;
  const height = picture.height + 2 * MARGIN;
  const png = new PNG({ width, height, colorType: 0, inputColorType: 0 });
  const grey = Buffer.alloc(width * height, 0xff);
  for (let y = 0; y < picture.height; y++) {
    const row = y * picture.stride;
    const out = (y + MARGIN) * width + MARGIN;
    for (let x = 0; x < picture.width; x++) {
      if ((picture.data[row + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) grey[out + x] = 0;
    }
  }
  png.data = grey;
  return new Uint8Array(PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false }));
}
