import { PNG } from 'pngjs';
import { readToken, type Token } from './strict-reader.ts';
import { QR_BYTES_AT_M, TCVN3_PAGES } from './strict-tokens-table.ts';

/** What happened on the paper, in order; `y` in dots from the top. */
export type PaperEvent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly scale: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: 'qr'; readonly text: string; readonly module: number; readonly level: number }
  | { readonly kind: 'cut'; readonly y: number }
  | { readonly kind: 'request'; readonly name: string; readonly bytes: string };

/** A decoded stream: rows of dots (1 black), events, paper length, and everything that a strict reader minds. */
export type Decoded = {
  readonly rows: readonly Uint8Array[];
  readonly events: readonly PaperEvent[];
  readonly failures: readonly string[];
  readonly millimetres: number;
};

const LETTER = { width: 12, height: 24 };

/** Plays a print stream on paper `width` dots wide. Written from the manuals; shares nothing with the renderer. */
export class StrictDecoder {
  readonly #width: number;
  readonly #dpi: number;
  readonly #rows: Uint8Array[] = [];
  readonly #events: PaperEvent[] = [];
  readonly #failures: string[] = [];
  #y = 0;
  #x = 0;
  #align = 0;
  #scale = { width: 1, height: 1 };
  #lineHeight = 0;
  #lineSpacing = 30;
  #feedUnit = 1;
  #pending: { x: number; columns: Uint8Array }[] = [];
  #text: { text: string; scale: number } | null = null;
  #page: number | null = null;
  #kanji = true;
  #qr = { module: 3, level: 48, text: '' };
  #cut = false;
  #bytes: Uint8Array = new Uint8Array();

  constructor(width: number, dpi: number) {
    this.#width = width;
    this.#dpi = dpi;
  }

  decode(bytes: Uint8Array): Decoded {
    this.#bytes = bytes;
    const realTime = new Set<number>();
    for (let at = 0; at < bytes.length; ) {
      const token = readToken(bytes, at);
      if (token === 'short' || token === 'unknown') {
        this.#failures.push(`${token} command at ${at}`);
        break;
      }
      if (token.name.startsWith('DLE')) realTime.add(at);
      this.#play(token);
      at = token.next;
    }
    this.#findRealTime(realTime);
    if (!this.#cut) this.#failures.push('no cut at the end');
    const millimetres = (this.#rows.length / this.#dpi) * 25.4;
    return { rows: this.#rows, events: this.#events, failures: this.#failures, millimetres };
  }

  #findRealTime(meant: ReadonlySet<number>): void {
    const bytes = this.#bytes;
    for (let i = 0; i + 1 < bytes.length; i++) {
      const pair = bytes[i] === 0x10 && [0x04, 0x05, 0x14].includes(bytes[i + 1] ?? 0);
      if (pair && !meant.has(i)) this.#failures.push(`real-time command in data at ${i}`);
    }
  }

  readonly #plays: Record<string, (token: Token, a: number, b: number) => void> = {
    'ESC @': () => {
      this.#align = 0;
      this.#scale = { width: 1, height: 1 };
      this.#lineSpacing = 30;
      this.#page = null;
    },
    'ESC !': (_, style) => {
      if ((style & 0x30) !== 0x30 && style !== 0) this.#failures.push(`ESC ! ${style}`);
      this.#scale = style === 0 ? { width: 1, height: 1 } : { width: 2, height: 2 };
    },
    'ESC E': () => undefined,
    'GS B': () => undefined,
    'ESC t': (_, page) => {
      this.#page = page;
    },
    'FS .': () => {
      this.#kanji = false;
    },
    'ESC 3': (_, dots) => {
      this.#lineSpacing = dots;
    },
    'ESC 2': () => {
      this.#lineSpacing = 30;
    },
    CR: () => undefined,
    'GS P': (_, __, y) => {
      this.#feedUnit = y === 0 ? 1 : this.#dpi / y;
    },
    'ESC a': (_, where) => {
      this.#align = where % 48;
    },
    'GS !': (_, size) => {
      this.#scale = { width: (size >> 4) + 1, height: (size & 7) + 1 };
    },
    text: (token) => this.#letters(token),
    LF: () => this.#feed(Math.max(this.#lineSpacing, this.#lineHeight)),
    'ESC J': (_, dots) => this.#feed(Math.round(dots * this.#feedUnit)),
    'ESC *': (token) => this.#columns(token),
    'GS v 0': (token) => this.#raster(token),
    'GS ( k': (token) => this.#qrCode(token),
    'GS V': () => this.#cutHere(),
    'ESC m': () => this.#cutHere(),
  };

  #play(token: Token): void {
    if (this.#cut && !['GS ( H', 'GS r'].includes(token.name))
      this.#failures.push(`${token.name} after the cut`);
    const [a = 0, b = 0] = token.args;
    const play = this.#plays[token.name];
    if (play) play(token, a, b);
    else this.#request(token);
  }

  #cutHere(): void {
    this.#cut = true;
    this.#events.push({ kind: 'cut', y: this.#y });
  }

  #request(token: Token): void {
    const known = ['GS a', 'GS r', 'GS ( H', 'DLE EOT', 'DLE ENQ', 'ESC p', 'ESC B', 'ESC ( A', 'GS I'];
    if (!known.includes(token.name)) this.#failures.push(`${token.name} has no place on a ticket`);
    const bytes = Buffer.from(this.#bytes.subarray(token.at, token.next)).toString('hex');
    this.#events.push({ kind: 'request', name: token.name, bytes });
  }

  #row(y: number): Uint8Array {
    while (this.#rows.length <= y) this.#rows.push(new Uint8Array(this.#width));
    return this.#rows[y] as Uint8Array;
  }

  #feed(dots: number): void {
    this.#printLine();
    if (dots > 0) this.#row(this.#y + dots - 1);
    this.#y += dots;
    this.#x = 0;
    this.#lineHeight = 0;
  }

  #start(width: number): number {
    const free = this.#width - width;
    return this.#align === 0 ? 0 : this.#align === 1 ? Math.floor(free / 2) : free;
  }

  #letters(token: Token): void {
    const high = token.data.some((byte) => byte > 0x7e);
    if (high && this.#page === null) this.#failures.push('text outside ASCII without a code page');
    if (high && this.#kanji) this.#failures.push('high bytes while pairs of them may be Chinese');
    const letters = [...token.data].map((byte) =>
      byte < 0x80 ? String.fromCharCode(byte) : this.#letter(byte),
    );
    if (this.#scale.width !== this.#scale.height) this.#failures.push('stretched letters');
    this.#text = { text: (this.#text?.text ?? '') + letters.join(''), scale: this.#scale.height };
    this.#lineHeight = LETTER.height * this.#scale.height;
  }

  #letter(byte: number): string {
    const letter = this.#page === null ? undefined : TCVN3_PAGES[this.#page]?.[byte - 0xa0];
    if (letter !== undefined && letter !== ' ') return letter;
    this.#failures.push(`byte ${byte.toString(16)} is no letter of page ${this.#page}`);
    return '\ufffd';
  }

  #printLine(): void {
    if (this.#text) {
      const width = this.#text.text.length * LETTER.width * this.#text.scale;
      if (width > this.#width) this.#failures.push('text wider than the head');
      this.#events.push({ kind: 'text', ...this.#text, x: this.#start(width), y: this.#y });
      this.#text = null;
    }
    for (const { x, columns } of this.#pending.splice(0)) this.#drawColumns(x, columns);
  }

  #columns(token: Token): void {
    if (token.args[0] !== 33) this.#failures.push('ESC * in another mode than 33');
    const count = token.data.length / 3;
    if (this.#x + count > this.#width) this.#failures.push('columns wider than the head');
    this.#pending.push({ x: this.#x, columns: token.data });
    this.#x += count;
  }

  #drawColumns(x: number, columns: Uint8Array): void {
    for (let i = 0; i < columns.length; i++) {
      for (let bit = 0; bit < 8; bit++) {
        if (((columns[i] ?? 0) >> (7 - bit)) & 1)
          this.#row(this.#y + (i % 3) * 8 + bit)[x + Math.floor(i / 3)] = 1;
      }
    }
  }

  #raster(token: Token): void {
    const [mode, xl = 0, xh = 0, yl = 0, yh = 0] = token.args;
    const wide = xl + 256 * xh;
    const high = yl + 256 * yh;
    if (mode !== 0) this.#failures.push(`raster mode ${mode}`);
    if (wide === 0 || high === 0) this.#failures.push('empty raster');
    if (wide * 8 > Math.ceil(this.#width / 8) * 8) this.#failures.push('raster wider than the head');
    const left = this.#start(wide * 8);
    for (let y = 0; y < high; y++) {
      const row = this.#row(this.#y + y);
      for (let x = 0; x < wide * 8; x++) {
        const bit = ((token.data[y * wide + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
        if (bit && left + x < this.#width) row[left + x] = 1;
      }
    }
    this.#y += high;
  }

  #qrCode(token: Token): void {
    const [kind, fn, value = 0] = token.data;
    if (kind !== 49) this.#failures.push(`2D symbol ${kind}`);
    if (fn === 67) this.#qr.module = value;
    else if (fn === 69) this.#qr.level = value;
    else if (fn === 80) this.#qr.text = Buffer.from(token.data.subarray(3)).toString('latin1');
    else if (fn === 81) this.#printQr();
    else if (fn !== 65) this.#failures.push(`GS ( k function ${fn}`);
  }

  #printQr(): void {
    const version = QR_BYTES_AT_M.findIndex((bytes) => bytes >= this.#qr.text.length) + 1;
    if (version === 0) this.#failures.push('QR text too long');
    this.#events.push({ kind: 'qr', ...this.#qr });
    this.#feed((17 + 4 * version) * this.#qr.module);
  }
}

/** The decoded paper as a PNG file with a white margin, for QR readers and eyes. */
export function decodedPng(decoded: Decoded): Uint8Array {
  const margin = 24;
  const width = (decoded.rows[0]?.length ?? 0) + 2 * margin;
  const png = new PNG({ width, height: decoded.rows.length + 2 * margin });
  png.data.fill(0xff);
  decoded.rows.forEach((row, y) => {
    row.forEach((black, x) => {
      if (black)
        png.data.fill(
          0,
          ((y + margin) * width + x + margin) * 4,
          ((y + margin) * width + x + margin) * 4 + 3,
        );
    });
  });
  return new Uint8Array(PNG.sync.write(png));
}
