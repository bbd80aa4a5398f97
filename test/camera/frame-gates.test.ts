import { beforeAll, describe, expect, it } from 'vitest';
import { wasmDecoder } from './decoders.ts';
import { frameClasses } from './frame-class-table.ts';
import { classGates, type Score, SMALL_FLOOR, scoreOf } from './frame-score.ts';
import { FRAMES, frameOf } from './frame-set.ts';
import { byteSymbol } from './qr-symbol.ts';

/** What the ladder is worth beyond the bar of the benchmark: without any one of its last two rungs it is 421 at most. */
const LEAST = 425;

let score: Score;
beforeAll(async () => {
  score = scoreOf(await wasmDecoder(), 1);
}, 300_000);

describe('480 pictures of cards in 15 kinds of trouble', () => {
  it('are as many as the bars are set for', () => {
    expect(FRAMES).toBe(480);
    expect(score.milliseconds).toHaveLength(480);
  });

  it.each(Object.entries(classGates))(
    'in the kind "%s" are read to a share of at least %f',
    (name, least) => {
      const { read, frames } = score.classes.get(name)!;
      expect(read / frames).toBeGreaterThanOrEqual(least);
    },
  );

  it(`are all read when the code has at least ${SMALL_FLOOR} pixels a module`, () => {
    expect(score.smallestMissed).toBeLessThan(SMALL_FLOOR);
  });

  it(`are read ${LEAST} times at least, and never as another card or as nothing`, () => {
    expect(score.read).toBeGreaterThanOrEqual(LEAST);
    expect([score.wrong, score.empty]).toEqual([0, 0]);
  });
});

describe('a picture of the set', () => {
  it('is the same for ever and another than its neighbour', () => {
    const [one, again, other] = [frameOf('combo', 7), frameOf('combo', 7), frameOf('combo', 8)];
    expect(Buffer.from(one.gray.pixels).equals(again.gray.pixels)).toBe(true);
    expect(one.text).toBe(again.text);
    expect(other.text).not.toBe(one.text);
  });

  it('shows a card as cards are: 100 to 164 bytes, a code of version 5 to 9', () => {
    const cards = frameClasses.map(({ name }, at) => frameOf(name, at));
    for (const { text } of cards) {
      const bytes = Buffer.byteLength(text);
      expect(bytes >= 100 && bytes <= 164).toBe(true);
      expect(byteSymbol(text, 'M').version).toBeLessThanOrEqual(9);
      expect(byteSymbol(text, 'L').version).toBeGreaterThanOrEqual(5);
      expect(text.split('|')).toHaveLength(7);
    }
  });
});
