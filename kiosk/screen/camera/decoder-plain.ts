import {
  BinaryBitmap,
  GlobalHistogramBinarizer,
  HybridBinarizer,
  QRCodeReader,
  ResultMetadataType,
  RGBLuminanceSource,
} from '@zxing/library';
import { bytesOfCode, type Level } from './code-segments.ts';
import type { Gray } from './frame-picture.ts';
import { type Binarizer, type Decoder, plainLadder } from './retry-ladder.ts';

/** The reader that needs no WebAssembly. It is large and reads less: load it only where the other cannot run. */
export function openPlainDecoder(): Decoder {
  const reader = new QRCodeReader();
  return {
    engine: 'plain',
    ladder: plainLadder,
    decode: (picture, binarizer) => decode(reader, picture, binarizer),
  };
}

function decode(
  reader: QRCodeReader,
  { width, height, pixels }: Gray,
  binarizer: Binarizer,
): Uint8Array | null {
  const levels = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length);
  const source = new RGBLuminanceSource(levels, width, height);
  const how =
    binarizer === 'LocalAverage' ? new HybridBinarizer(source) : new GlobalHistogramBinarizer(source);
  const found = attempt(reader, new BinaryBitmap(how));
  if (!found) return null;
  const level = found.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL);
  return bytesOfCode(found.getRawBytes(), String(level) as Level);
}

/** This reader says by an exception that there is no code. */
function attempt(reader: QRCodeReader, bitmap: BinaryBitmap): ReturnType<QRCodeReader['decode']> | null {
  try {
    return reader.decode(bitmap);
  } catch {
    return null;
  }
}
