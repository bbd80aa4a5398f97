/** A picture as its first bytes tell it, whatever its name says. Pixels. */
export type PictureKind = { type: 'png' | 'jpeg' | 'webp'; width: number; height: number };

/** Reads the kind and the size of a picture from its bytes; null when it is none of the three, or broken. */
export function pictureKind(bytes: Buffer): PictureKind | null {
  return png(bytes) ?? jpeg(bytes) ?? webp(bytes);
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

function png(bytes: Buffer): PictureKind | null {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(PNG) || text(bytes, 12) !== 'IHDR') return null;
  return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Goes from marker to marker until the one that tells the size (SOF0 to SOF15 without DHT, JPG and DAC). */
function jpeg(bytes: Buffer): PictureKind | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    const isSize = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isSize)
      return { type: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    // A filling byte stands before a marker; the others bring their length.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function webp(bytes: Buffer): PictureKind | null {
  if (bytes.length < 30 || text(bytes, 0) !== 'RIFF' || text(bytes, 8) !== 'WEBP') return null;
  const size = sizeOf(text(bytes, 12), bytes);
  return size && { type: 'webp', ...size };
}

function sizeOf(chunk: string, bytes: Buffer): { width: number; height: number } | null {
  if (chunk === 'VP8 ')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk !== 'VP8L') return null;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const text = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 4);
