import Printer from 'escpos';

/**
 * The only door to the escpos package: its builder for the plainest commands. Its text, pictures, QR codes,
 * drawer, beep and transports are not used; they send bytes that many printers do not understand.
 */
function built(build: (printer: Printer) => void): Uint8Array {
  const chunks: Uint8Array[] = [];
  const printer = new Printer(
    { write: (bytes) => chunks.push(new Uint8Array(bytes)) },
    { encoding: 'ascii' },
  );
  build(printer);
  printer.flush();
  return chunks[0] ?? new Uint8Array();
}

/** ESC @: forget what was before. */
export const INIT = built((printer) => printer.hardware('init'));

/** ESC a. */
export const ALIGN = {
  left: built((printer) => printer.align('lt')),
  center: built((printer) => printer.align('ct')),
} as const;

/** Three line feeds and a full cut (GS V 0), for printers without GS V 66. */
export const FEED_AND_CUT = built((printer) => printer.cut(false));

/** GS !: letters `scale` (1–8) times as wide and as high. */
export function sizeBytes(scale: number): Uint8Array {
  return built((printer) => printer.size(scale - 1, scale - 1));
}
