/** The part of escpos 3.0.0-alpha.6 (which brings no types; `@types/escpos` describes 2.5) used here. */
declare module 'escpos' {
  class Printer {
    constructor(adapter: { write(bytes: Buffer): void }, options: { encoding: string });
    hardware(what: 'init'): this;
    align(where: 'lt' | 'ct' | 'rt'): this;
    /** Each 0–7: one less than the magnification. */
    size(width: number, height: number): this;
    cut(partial: boolean): this;
    flush(): this;
  }
  export = Printer;
}
