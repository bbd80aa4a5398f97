import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openWasmDecoder } from './decoder-wasm.ts';
import { type Gray, grayOf } from './frame-picture.ts';
import { type Decoder, readFrame } from './retry-ladder.ts';

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

let decoder = openWasmDecoder({ url: wasmUrl }).catch(plain);
decoder.then(
  ({ engine }) => tell({ kind: 'ready', engine }),
  () => tell({ kind: 'failed' }),
);

self.onmessage = async ({ data }: MessageEvent<ImageBitmap>) => {
  const frame = grayPicture(data);
  const bytes = await decoder
    .then((ready) => readFrame(frame, ready)?.bytes ?? null)
    .catch(() => {
      // The compiled reader gave up, out of memory as a rule; the frame is lost, the next one is read without it.
      decoder = plain();
      return null;
    });
  tell({ kind: 'frame', bytes });
};

/** Fetched only where it is needed: it is ten times the script of the other. */
async function plain(): Promise<Decoder> {
  const { openPlainDecoder } = await import('./decoder-plain.ts');
  return openPlainDecoder();
}

/** The picture as gray levels; the frame itself is given back at once. */
function grayPicture(bitmap: ImageBitmap): Gray {
  const { width, height } = bitmap;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return grayOf(context.getImageData(0, 0, width, height).data, width, height);
}
