/**
 * The part of opentype.js 2.0.0 (which brings no types) that the font reader uses. Font units, y upwards.
 * Curves of the third degree (type C) do not occur in TrueType faces, the only ones read here.
 */
declare module 'opentype.js' {
  type Command =
    | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
    | {
        readonly type: 'Q';
        readonly x1: number;
        readonly y1: number;
        readonly x: number;
        readonly y: number;
      }
    | { readonly type: 'Z' };
  type Glyph = { readonly advanceWidth: number; readonly path: { readonly commands: Command[] } };
  type Font = {
    readonly unitsPerEm: number;
    readonly glyphs: { get(index: number): Glyph };
    charToGlyphIndex(char: string): number;
  };
  const opentype: { parse(data: ArrayBuffer, options: { lowMemory: boolean }): Font };
  export = opentype;
}
