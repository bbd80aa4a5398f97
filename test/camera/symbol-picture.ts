import type { Gray } from '../../kiosk/screen/camera/frame-picture.ts';
import type { QrSymbol } from './qr-symbol.ts';

const QUIET = 4;

/** A perfect picture of a symbol with its quiet zone: every module a square of `scale` × `scale` pixels. */
export function symbolPicture({ size, dark }: QrSymbol, scale: number): Gray {
  const side = (size + 2 * QUIET) * scale;
  const pixels = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < size * scale; y += 1) {
    for (let x = 0; x < size * scale; x += 1) {
      if (!dark[Math.floor(y / scale)]![Math.floor(x / scale)]) continue;
      pixels[(y + QUIET * scale) * side + x + QUIET * scale] = 0;
    }
  }
  return { width: side, height: side, pixels };
}
