import type { CardReading } from './card.ts';
import { readCardNumber } from './insurance-card.ts';

/**
 * One text for one person: `cccd:` and the 12 digits, or `bhyt:` and the BHXH code, which the old and the new
 * card of a person share. Null when a reading names nobody. Names never enter it: they repeat, and letters
 * can be forged. It is personal data; the server keeps only its keyed hash (HMAC).
 */
export function identityKey(reading: CardReading): string | null {
  if (reading.status === 'reject') return null;
  if ('id' in reading) return `cccd:${reading.id}`;
  const bhxh = readCardNumber(reading.no)?.bhxh ?? null;
  return bhxh && `bhyt:${bhxh}`;
}
