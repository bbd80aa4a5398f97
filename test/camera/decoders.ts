import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { openWasmDecoder } from '../../kiosk/screen/camera/decoder-wasm.ts';
import type { Decoder } from '../../kiosk/screen/camera/retry-ladder.ts';

/** The compiled decoder outside a browser, from the same file that the pages are given. */
export async function wasmDecoder(): Promise<Decoder> {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const { buffer, byteOffset, byteLength } = await readFile(file);
  return openWasmDecoder({ binary: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer });
}

export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
