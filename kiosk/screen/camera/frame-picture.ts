/** A gray picture, one byte a pixel, row by row. No function here changes the picture that it is given. */
export type Gray = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** Gray levels of a canvas' RGBA bytes, by the weights of ITU-R BT.601 in 1024ths. */
export function grayOf(rgba: Uint8ClampedArray, width: number, height: number): Gray {
  const pixels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at += 1, from += 4) {
    pixels[at] = (306 * rgba[from]! + 601 * rgba[from + 1]! + 117 * rgba[from + 2]! + 512) >> 10;
  }
  return { width, height, pixels };
}

/** Blurred with the 3 × 3 binomial kernel (1 2 1): takes away the sensor's grain and keeps the modules. */
export function blurred({ width, height, pixels }: Gray): Gray {
  const out = new Uint8Array(pixels.length);
  const line = new Uint16Array(width);
  for (let y = 0; y < height; y += 1) {
    const above = Math.max(y - 1, 0) * width;
    const here = y * width;
    const below = Math.min(y + 1, height - 1) * width;
    for (let x = 0; x < width; x += 1)
      line[x] = pixels[above + x]! + 2 * pixels[here + x]! + pixels[below + x]!;
    let left = line[0]!;
    let level = left;
    for (let x = 1; x < width; x += 1) {
      const right = line[x]!;
      out[here + x - 1] = (left + 2 * level + right + 8) >> 4;
      left = level;
      level = right;
    }
    out[here + width - 1] = (left + 3 * level + 8) >> 4;
  }
  return { width, height, pixels: out };
}

/**
 * Each pixel pushed away from its blurred surroundings: undoes a part of defocus and smear.
 * @param strength share of the difference that is added again
 * @param reach passes of the binomial blur that make the surroundings: more for coarser blur
 */
export function sharpened(picture: Gray, strength: number, reach: number): Gray {
  let around = picture;
  for (let pass = 0; pass < reach; pass += 1) around = blurred(around);
  const out = new Uint8ClampedArray(picture.pixels.length);
  for (let at = 0; at < out.length; at += 1) {
    const level = picture.pixels[at]!;
    out[at] = level + strength * (level - around.pixels[at]!);
  }
  return { ...picture, pixels: new Uint8Array(out.buffer) };
}

/** Shares of width and height in which a patient is asked to hold the code: 760 × 560 of 1280 × 720. */
const MIDDLE = { width: 760 / 1280, height: 560 / 720 };

/** The part in the middle of a picture, where the screen asks the code to be held. */
export function middle({ width, height, pixels }: Gray): Gray {
  const part = { width: Math.round(width * MIDDLE.width), height: Math.round(height * MIDDLE.height) };
  const [left, top] = [(width - part.width) >> 1, (height - part.height) >> 1];
  const out = new Uint8Array(part.width * part.height);
  for (let y = 0; y < part.height; y += 1) {
    const from = (top + y) * width + left;
    out.set(pixels.subarray(from, from + part.width), y * part.width);
  }
  return { ...part, pixels: out };
}

/** Twice as wide and high, bilinear: a new pixel is 9/16, 3/16, 3/16 and 1/16 of the four around it. */
export function doubled({ width, height, pixels }: Gray): Gray {
  const out = new Uint8Array(4 * width * height);
  for (let y = 0; y < 2 * height; y += 1) {
    const near = (y >> 1) * width;
    const far = Math.min(Math.max((y >> 1) + (y & 1 ? 1 : -1), 0), height - 1) * width;
    let at = y * 2 * width;
    let left = 3 * pixels[near]! + pixels[far]!;
    let level = left;
    for (let x = 1; x < width; x += 1) {
      const right = 3 * pixels[near + x]! + pixels[far + x]!;
      out[at] = (3 * level + left + 8) >> 4;
      out[at + 1] = (3 * level + right + 8) >> 4;
      left = level;
      level = right;
      at += 2;
    }
    out[at] = (3 * level + left + 8) >> 4;
    out[at + 1] = (4 * level + 8) >> 4;
  }
  return { width: 2 * width, height: 2 * height, pixels: out };
}

/** Scaled by any factor, bilinear. */
export function scaled({ width, height, pixels }: Gray, factor: number): Gray {
  const size = { width: Math.round(width * factor), height: Math.round(height * factor) };
  const out = new Uint8Array(size.width * size.height);
  for (let y = 0; y < size.height; y += 1) {
    const down = Math.min(Math.max((y + 0.5) / factor - 0.5, 0), height - 1);
    const [top, fy] = [Math.floor(down), down % 1];
    const bottom = Math.min(top + 1, height - 1);
    for (let x = 0; x < size.width; x += 1) {
      const along = Math.min(Math.max((x + 0.5) / factor - 0.5, 0), width - 1);
      const [left, fx] = [Math.floor(along), along % 1];
      const right = Math.min(left + 1, width - 1);
      const upper = pixels[top * width + left]! * (1 - fx) + pixels[top * width + right]! * fx;
      const lower = pixels[bottom * width + left]! * (1 - fx) + pixels[bottom * width + right]! * fx;
      out[y * size.width + x] = upper * (1 - fy) + lower * fy + 0.5;
    }
  }
  return { ...size, pixels: out };
}

/** Dark for light, for codes on a telephone in dark mode. */
export function inverted({ width, height, pixels }: Gray): Gray {
  return { width, height, pixels: pixels.map((level) => 255 - level) };
}
