import { beforeAll, describe, expect, it } from 'vitest';
import { openPlainDecoder } from '../../kiosk/screen/camera/decoder-plain.ts';
import type { Gray } from '../../kiosk/screen/camera/frame-picture.ts';
import { type Decoder, readFrame } from '../../kiosk/screen/camera/retry-ladder.ts';
import { seeded } from '../../scripts/identity-fuzz/fictional-card.ts';
import { cardPayload, shortPayload } from './card-payload.ts';
import { textOf, wasmDecoder } from './decoders.ts';
import { frameOf } from './frame-set.ts';
import { perfectSymbols, SCALES, unread } from './perfect-set.ts';
import { byteSymbol, mixedSymbol } from './qr-symbol.ts';
import { symbolPicture } from './symbol-picture.ts';

let wasm: Decoder;
const plain = openPlainDecoder();
beforeAll(async () => {
  wasm = await wasmDecoder();
});

const read = (picture: Gray, decoder: Decoder): string | null => {
  const found = readFrame(picture, decoder);
  return found && textOf(found.bytes);
};

describe('a perfect picture of a code', () => {
  it.each(SCALES)('is read at %i pixels a module, whatever card it is', (scale) => {
    expect(unread(perfectSymbols(60), scale, wasm)).toEqual([]);
  });

  it('holds the same bytes for both decoders, digits in segments of their own or not', () => {
    const random = seeded(11);
    for (let card = 0; card < 12; card += 1) {
      const text = card % 3 === 0 ? shortPayload(random) : cardPayload(random);
      const symbol = card % 3 === 2 ? mixedSymbol(text, 'L') : byteSymbol(text, 'M');
      expect(read(symbolPicture(symbol, 4), wasm)).toBe(text);
      expect(read(symbolPicture(symbol, 4), plain)).toBe(text);
    }
  });

  it('gives raw bytes: what is no UTF-8 is for the reader of cards to judge', () => {
    const bytes = [0x4e, 0x67, 0x75, 0x79, 0xea, 0xde, 0x6e, 0x00, 0xff, 0x8d];
    const picture = symbolPicture(byteSymbol(bytes, 'M'), 5);
    for (const decoder of [wasm, plain]) expect([...readFrame(picture, decoder)!.bytes]).toEqual(bytes);
  });

  it('without content is a miss for both', () => {
    const picture = symbolPicture(byteSymbol([], 'M'), 6);
    for (const decoder of [wasm, plain]) expect(readFrame(picture, decoder)).toBeNull();
  });

  it('that is none is a miss for both', () => {
    const random = seeded(3);
    const grain: Gray = {
      width: 320,
      height: 240,
      pixels: Uint8Array.from({ length: 76_800 }, () => 255 * random()),
    };
    const wall: Gray = { width: 320, height: 240, pixels: new Uint8Array(76_800).fill(200) };
    for (const decoder of [wasm, plain]) {
      expect(readFrame(grain, decoder)).toBeNull();
      expect(readFrame(wall, decoder)).toBeNull();
    }
  });

  it('is read without WebAssembly too, though the detector alone would miss some', () => {
    const symbols = perfectSymbols(40);
    const alone: Decoder = { ...plain, ladder: plain.ladder.slice(0, 1) };
    const missed = (decoder: Decoder): number =>
      SCALES.reduce((sum, scale) => sum + unread(symbols, scale, decoder).length, 0);
    expect(missed(alone)).toBeGreaterThan(10);
    expect(missed(plain)).toBe(0);
  });
});

describe('a card before a camera without WebAssembly', () => {
  it.each(['clean', 'rotate', 'quiet', 'inverted', 'noise'])('of the kind "%s" is read', (name) => {
    for (const index of [0, 9, 18]) {
      const { gray, text } = frameOf(name, index);
      expect(read(gray, plain)).toBe(text);
    }
  });

  it.each(['glare', 'dirt', 'lowcontrast', 'combo'])('in the trouble "%s" is never another card', (name) => {
    for (const index of [2, 14, 26]) {
      const { gray, text } = frameOf(name, index);
      expect([text, null]).toContain(read(gray, plain));
    }
  });
});
