/**
 * The bytes of a code as text for the reader: UTF-8, or else each byte as one character, a form from which the
 * reader finds its way back to any encoding that it knows.
 */
export function cardText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return [...bytes].map((byte) => String.fromCharCode(byte)).join('');
  }
}
