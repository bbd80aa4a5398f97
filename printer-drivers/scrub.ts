/** Bytes for the printer, and which of them belong to pictures (1) or to commands (0). */
export type MarkedStream = { readonly bytes: Uint8Array; readonly image: Uint8Array };

const DLE = 0x10;
const REAL_TIME = new Set([0x04, 0x05, 0x14]);

/**
 * Printers carry out DLE EOT, DLE ENQ and DLE DC4 even inside picture data (TM-L90 and RP-U420
 * specifications): 10 05 02 wipes the ticket, 10 14 01 opens the drawer. Wherever such a pair touches picture
 * bytes one more dot is blackened. Runs over the whole stream, so over rows, bands and headers alike; pairs
 * that are a command of ours stay. Changes `bytes` in place and returns how many dots it blackened.
 */
export function scrubRealTime(stream: MarkedStream): number {
  const { bytes, image } = stream;
  let changed = 0;
  for (let i = bytes.indexOf(DLE); i !== -1; i = bytes.indexOf(DLE, i + 1)) {
    if (!REAL_TIME.has(bytes[i + 1] ?? 0)) continue;
    if (image[i]) bytes[i] = DLE | 0x01;
    else if (image[i + 1]) bytes[i + 1] = (bytes[i + 1] ?? 0) | 0x80;
    else continue;
    changed += 1;
  }
  return changed;
}
