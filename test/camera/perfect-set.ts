import { type Decoder, readFrame } from '../../kiosk/screen/camera/retry-ladder.ts';
import { seeded } from '../../scripts/identity-fuzz/fictional-card.ts';
import { cardPayload } from './card-payload.ts';
import { byteSymbol, mixedSymbol, type QrSymbol } from './qr-symbol.ts';
import { symbolPicture } from './symbol-picture.ts';

/** Pixels a module at which a perfect picture must be read. */
export const SCALES = [2, 3, 4, 5, 6, 8] as const;
const SEED = 653;

export type Perfect = { text: string; symbol: QrSymbol };

/** Codes of fictional cards: levels L and M, every third with segments for its digits. */
export function perfectSymbols(count: number): Perfect[] {
  const random = seeded(SEED);
  return Array.from({ length: count }, (_, at) => {
    const text = cardPayload(random);
    const level = at % 2 === 0 ? 'L' : 'M';
    return { text, symbol: at % 3 === 0 ? mixedSymbol(text, level) : byteSymbol(text, level) };
  });
}

/** Numbers of the codes that are not read exactly from a perfect picture of that scale. */
export function unread(symbols: readonly Perfect[], scale: number, decoder: Decoder): number[] {
  return symbols.flatMap(({ text, symbol }, at) => {
    const found = readFrame(symbolPicture(symbol, scale), decoder);
    return found && Buffer.from(text).equals(found.bytes) ? [] : [at];
  });
}
