/**
 * The few names of the platform that `core/` uses beyond the language itself. They are the same in Node and
 * in every browser; all else (clock, chance, files, network) stays out of this room by not being declared.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array;
}
