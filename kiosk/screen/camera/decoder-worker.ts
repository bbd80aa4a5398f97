import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openWasmDecoder } from './decoder-wasm.ts';
import { type Gray, grayOf } from './frame-picture.ts';
import type { Decoder } from './retry-ladder.ts';
import { steadyReader } from './steady-reader.ts';

/**
 * What the worker tells the page: once that it can read (and with which engine) or never will, then one `frame`
 * for every picture it was given, with the bytes of the code or null.
 */
export type WorkerNews =
  | { kind: 'ready'; engine: Decoder['engine'] }
  | { kind: 'failed' }
  | { kind: 'frame'; bytes: Uint8Array | null };

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })!;
const tell = (news: WorkerNews): void => self.postMessage(news);

const reader = steadyReader(
  () => openWasmDecoder({ url: wasmUrl }),
  // Fetched only where it is needed: it is ten times the script of the other.
  async () => (await import('./decoder-plain.ts')).openPlainDecoder(),
);
const failed = (): void => tell({ kind: 'failed' });
reader.engine().then((engine) => tell({ kind: 'ready', engine }), failed);

self.onmessage = ({ data }: MessageEvent<ImageBitmap>) => {
  reader.read(grayPicture(data)).then((bytes) => tell({ kind: 'frame', bytes }), failed);
};

/** The picture as gray levels; the frame itself is given back at once. */
function grayPicture(bitmap: ImageBitmap): Gray {
  const { width, height } = bitmap;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return grayOf(context.getImageData(0, 0, width, height).data, width, height);
}
