import { type Repaired, strictText, trimmed, unwound } from './text-repair.ts';

/** Whether a piece of an insurance card is written in hex digits; no plain name or address looks so. */
export function isHex(piece: string): boolean {
  return /^[0-9A-Fa-f]{6,}$/.test(piece);
}

/** The text behind hex digits of UTF-8, trimmed, unwound and composed; null when the digits are no text. */
export function hexText(piece: string): Repaired | null {
  if (!isHex(piece) || piece.length % 2 !== 0) return null;
  const bytes = Uint8Array.from({ length: piece.length / 2 }, (_, i) =>
    Number.parseInt(piece.slice(2 * i, 2 * i + 2), 16),
  );
  const raw = strictText(bytes);
  if (raw === null) return null;
  const { text, repair } = unwound(raw);
  const composed = text.normalize('NFC');
  return { text: trimmed(composed, ' '), repair: composed === text ? repair : [...repair, 'nfc'] };
}
