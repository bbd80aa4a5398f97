import { type Gray, grayOf } from './frame-picture.ts';

/** Formats whose first plane is the brightness, a byte a pixel. */
const withBrightness = /^(NV12|I4\d\dA?)$/;

let canvas: OffscreenCanvas | null = null;

/**
 * The picture of a camera as gray levels; the frame is given back at once. Cameras send brightness and colour
 * apart, so the brightness is there for the taking: by way of a canvas it would cost four times as much.
 */
export async function grayPicture(frame: VideoFrame): Promise<Gray> {
  try {
    return withBrightness.test(frame.format ?? '') ? await brightnessOf(frame) : paintedGray(frame);
  } finally {
    frame.close();
  }
}

async function brightnessOf(frame: VideoFrame): Promise<Gray> {
  const { width, height } = frame.visibleRect!;
  const planes = new Uint8Array(frame.allocationSize());
  const [{ offset, stride }] = (await frame.copyTo(planes)) as [PlaneLayout];
  if (stride === width) return { width, height, pixels: planes.subarray(offset, offset + width * height) };
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = offset + y * stride;
    pixels.set(planes.subarray(from, from + width), y * width);
  }
  return { width, height, pixels };
}

function paintedGray(frame: VideoFrame): Gray {
  const { codedWidth: width, codedHeight: height } = frame;
  canvas ??= new OffscreenCanvas(width, height);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })!;
  context.drawImage(frame, 0, 0, width, height);
  return grayOf(context.getImageData(0, 0, width, height).data, width, height);
}
