import { prepareZXingModule } from 'zxing-wasm/reader';
import type { Gray } from './frame-picture.ts';
import { type Binarizer, type Decoder, wasmLadder } from './retry-ladder.ts';

/** Where the compiled reader is: its address among our own files, or, outside a browser, its bytes. */
export type WasmSource = { url: string } | { binary: ArrayBuffer };

const options = {
  formats: 'QRCode',
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  tryDenoise: false,
  isPure: false,
  downscaleThreshold: 500,
  downscaleFactor: 3,
  minLineCount: 2,
  maxNumberOfSymbols: 1,
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: 0,
  textMode: 0,
  characterSet: 0,
  tryCode39ExtendedMode: false,
};
const binarizers: Record<Binarizer, number> = { LocalAverage: 0, GlobalHistogram: 1 };

/** What is used of the module; pixels go in as gray, since its own wrapper would turn them to colour and back. */
type Reader = {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
  readBarcodesFromPixmap(at: number, width: number, height: number, how: object): Found;
};
type Found = {
  size(): number;
  get(index: number): { isValid: boolean; bytes: Uint8Array } | undefined;
  delete?(): void;
};

/**
 * Loads the reader of zxing-cpp. Its package would fetch the wasm from a public network: it is told where ours
 * is. Rejects when WebAssembly is missing, forbidden by the page's policy or the file cannot be had.
 */
export async function openWasmDecoder(source: WasmSource): Promise<Decoder> {
  if (typeof WebAssembly === 'undefined') throw new Error('no WebAssembly here');
  const overrides =
    'binary' in source
      ? { wasmBinary: source.binary }
      : {
          locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? source.url : prefix + path),
        };
  const reader = (await prepareZXingModule({ overrides, fireImmediately: true })) as unknown as Reader;
  return {
    engine: 'wasm',
    ladder: wasmLadder,
    decode: (picture, binarizer) => decode(reader, picture, binarizer),
  };
}

function decode(reader: Reader, { width, height, pixels }: Gray, binarizer: Binarizer): Uint8Array | null {
  const at = reader._malloc(pixels.length);
  if (at === 0) throw new Error(`no memory for a picture of ${pixels.length} bytes`);
  try {
    reader.HEAPU8.set(pixels, at);
    const found = reader.readBarcodesFromPixmap(at, width, height, {
      ...options,
      binarizer: binarizers[binarizer],
    });
    const first = found.size() > 0 ? found.get(0) : undefined;
    const bytes = first?.isValid ? first.bytes.slice() : null;
    found.delete?.();
    return bytes;
  } finally {
    reader._free(at);
  }
}
