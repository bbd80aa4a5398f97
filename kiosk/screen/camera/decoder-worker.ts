import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { openWasmDecoder } from './decoder-wasm.ts';
import type { Decoder } from './retry-ladder.ts';
import { steadyReader } from './steady-reader.ts';
import { grayPicture } from './video-picture.ts';

/**
 * What the worker tells the page: once that it can read (and with which engine) or never will, then one `frame`
 * for every picture it was given, with the bytes of the code or null.
 */
export type WorkerNews =
  | { kind: 'ready'; engine: Decoder['engine'] }
  | { kind: 'failed' }
  | { kind: 'frame'; bytes: Uint8Array | null };

const tell = (news: WorkerNews): void => self.postMessage(news);

const reader = steadyReader(
  () => openWasmDecoder({ url: wasmUrl }),
  // Fetched only where it is needed: it is ten times the script of the other.
  async () => (await import('./decoder-plain.ts')).openPlainDecoder(),
);
const failed = (): void => tell({ kind: 'failed' });
reader.engine().then((engine) => tell({ kind: 'ready', engine }), failed);

// A frame whose pixels cannot be had is a miss; the next one comes in a moment.
self.onmessage = ({ data }: MessageEvent<VideoFrame>) => {
  grayPicture(data)
    .then(reader.read, () => null)
    .then((bytes) => tell({ kind: 'frame', bytes }), failed);
};
