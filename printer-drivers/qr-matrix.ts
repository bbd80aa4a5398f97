import { encode } from 'uqr';
import type { SlipFault } from './slip.ts';

/** White modules that a reader wants on every side (ISO/IEC 18004). */
export const QUIET_ZONE = 4;

/** Version 6: 41 modules, 106 bytes at level M. A larger code would not fit beside text on 58 mm paper. */
const LARGEST_VERSION = 6;
const LONGEST_TEXT = 106;

type Answer =
  | { readonly ok: true; readonly rows: readonly (readonly boolean[])[] }
  | { readonly ok: false; readonly fault: SlipFault };

/** The last code drawn: a ticket is measured before it is laid out, with the same address. */
let last: { readonly text: string; readonly rows: readonly (readonly boolean[])[] } = { text: '', rows: [] };

/**
 * The modules of a QR code, error correction M, without quiet zone; true = black. The text is an address:
 * printable ASCII only, because native codes carry it as bytes of the print stream.
 * Faults: `qr_too_long`, `qr_unprintable`.
 */
export function qrMatrix(text: string): Answer {
  if (text.length > LONGEST_TEXT) return { ok: false, fault: { code: 'qr_too_long', length: text.length } };
  if (!/^[\x20-\x7e]+$/.test(text)) return { ok: false, fault: { code: 'qr_unprintable' } };
  if (last.text !== text) {
    last = { text, rows: encode(text, { ecc: 'M', border: 0, maxVersion: LARGEST_VERSION }).data };
  }
  return { ok: true, rows: last.rows };
}
