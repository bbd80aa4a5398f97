/**
 * Command lengths, from the manuals (ESC/POS guide 10.01, SRP-350, BT-532C): prefix in hex → number of
 * argument bytes. `rest` reads the length out of the arguments.
 */
export type Shape =
  | { readonly name: string; readonly args: number }
  | { readonly name: string; readonly args: number; readonly rest: (args: readonly number[]) => number };

const two = (low: number | undefined, high: number | undefined): number => (low ?? 0) + 256 * (high ?? 0);

export const SHAPES: Record<string, Shape> = {
  '09': { name: 'HT', args: 0 },
  '0a': { name: 'LF', args: 0 },
  '0c': { name: 'FF', args: 0 },
  '0d': { name: 'CR', args: 0 },
  '1004': { name: 'DLE EOT', args: 1 },
  '1005': { name: 'DLE ENQ', args: 1 },
  '1b40': { name: 'ESC @', args: 0 },
  '1b21': { name: 'ESC !', args: 1 },
  '1b2d': { name: 'ESC -', args: 1 },
  '1b45': { name: 'ESC E', args: 1 },
  '1b47': { name: 'ESC G', args: 1 },
  '1b4d': { name: 'ESC M', args: 1 },
  '1b74': { name: 'ESC t', args: 1 },
  '1b52': { name: 'ESC R', args: 1 },
  '1b61': { name: 'ESC a', args: 1 },
  '1b64': { name: 'ESC d', args: 1 },
  '1b4a': { name: 'ESC J', args: 1 },
  '1b32': { name: 'ESC 2', args: 0 },
  '1b33': { name: 'ESC 3', args: 1 },
  '1b24': { name: 'ESC $', args: 2 },
  '1b6d': { name: 'ESC m', args: 0 },
  '1b70': { name: 'ESC p', args: 3 },
  '1b2a': {
    name: 'ESC *',
    args: 3,
    rest: ([mode, low, high]) => two(low, high) * (mode === 32 || mode === 33 ? 3 : 1),
  },
  '1b42': { name: 'ESC B', args: 2 },
  '1c2e': { name: 'FS .', args: 0 },
  '1d21': { name: 'GS !', args: 1 },
  '1d42': { name: 'GS B', args: 1 },
  '1d4c': { name: 'GS L', args: 2 },
  '1d57': { name: 'GS W', args: 2 },
  '1d50': { name: 'GS P', args: 2 },
  '1d56': { name: 'GS V', args: 1, rest: ([how]) => (how === 65 || how === 66 ? 1 : 0) },
  '1d61': { name: 'GS a', args: 1 },
  '1d72': { name: 'GS r', args: 1 },
  '1d49': { name: 'GS I', args: 1 },
  '1d7630': { name: 'GS v 0', args: 5, rest: ([, xl, xh, yl, yh]) => two(xl, xh) * two(yl, yh) },
  '1b2841': { name: 'ESC ( A', args: 2, rest: ([low, high]) => two(low, high) },
  '1d286b': { name: 'GS ( k', args: 2, rest: ([low, high]) => two(low, high) },
  '1d2848': { name: 'GS ( H', args: 2, rest: ([low, high]) => two(low, high) },
};

/** Bytes a QR code of version 1, 2, … holds at level M in byte mode (ISO/IEC 18004, table 7). */
export const QR_BYTES_AT_M = [14, 26, 42, 62, 84, 106];

/** Epson's tables 30 and 31 from byte A0 on, as printed in the manual's grid: sixteen to a line, blank: no letter. */
export const TCVN3_PAGES: Readonly<Record<number, readonly string[]>> = {
  30: [
    ...'        ăâêôơưđ ',
    ...'     àảãáạ ằẳẵắ ',
    ...'      ặầẩẫấậè ẻẽ',
    ...'éẹềểễếệìỉ   ĩíịò',
    ...' ỏõóọồổỗốộờởỡớợù',
    ...' ủũúụừửữứựỳỷỹýỵ ',
  ],
  31: [
    ...' ĂÂ    Đ  ÊÔƠƯ  ',
    ...'     ÀẢÃÁẠ ẰẲẴẮ ',
    ...'      ẶẦẨẪẤẬÈ ẺẼ',
    ...'ÉẸỀỂỄẾỆÌỈ   ĨÍỊÒ',
    ...' ỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙ',
    ...' ỦŨÚỤỪỬỮỨỰỲỶỸÝỴ ',
  ],
};
