import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFramer, type FrameDrop } from '../../../kiosk/station/scanner/frame.ts';
import {
  ANH_WITHOUT_ISSUE_DATE,
  BINH,
  bytesOf,
  HUY,
  NEW_INSURANCE,
  OLD_INSURANCE,
  TY,
  textOf,
  WHOLE_CARDS,
} from './sample-cards.ts';
import { SteppedClock } from './stepped-clock.ts';

type Piece = string | Uint8Array | number;

function desk() {
  const clock = new SteppedClock();
  const frames: Uint8Array[] = [];
  const times: number[] = [];
  const drops: FrameDrop[] = [];
  const framer = createFramer({
    onFrame: (bytes, at) => {
      frames.push(bytes);
      times.push(at);
    },
    onDrop: (drop) => drops.push(drop),
    setTimer: clock.setTimer,
  });
  /** Pieces are texts or bytes that come in; numbers are milliseconds that pass. */
  function send(...pieces: Piece[]): void {
    for (const piece of pieces) {
      if (typeof piece === 'number') clock.pass(piece);
      else framer.push(typeof piece === 'string' ? bytesOf(piece) : piece, clock.now);
    }
  }
  return { framer, send, frames, drops, times, texts: () => frames.map(textOf) };
}

function scanned(...pieces: Piece[]): { texts: string[]; drops: FrameDrop[] } {
  const { send, texts, drops } = desk();
  send(...pieces, 2000);
  return { texts: texts(), drops };
}

const exactly = (...texts: string[]) => ({ texts, drops: [] });

/** Cut inside the three bytes of "ễ". */
function cutInsideLetter(text: string): [Uint8Array, Uint8Array] {
  const bytes = bytesOf(text);
  const inside = bytesOf(text.slice(0, text.indexOf('ễ'))).length + 1;
  return [bytes.slice(0, inside), bytes.slice(inside)];
}

describe('a scanner set to any suffix delivers the same card', () => {
  it('with CR', () => expect(scanned(`${BINH}\r`)).toEqual(exactly(BINH)));
  it('with LF', () => expect(scanned(`${BINH}\n`)).toEqual(exactly(BINH)));
  it('with CR LF', () => expect(scanned(`${BINH}\r\n`, `${TY}\r\n`)).toEqual(exactly(BINH, TY)));
  it('with a CR whose LF comes 20 ms and a read later', () =>
    expect(scanned(`${BINH}\r`, 20, '\n', `${TY}\r`, 20, '\n')).toEqual(exactly(BINH, TY)));
  it('with STX before and ETX behind', () =>
    expect(scanned(`\x02${BINH}\x03`, `\x02${TY}\x03`)).toEqual(exactly(BINH, TY)));
  it('with STX, ETX and CR LF all at once', () =>
    expect(scanned(`\x02${BINH}\x03\r\n\x02${TY}\x03\r\n`)).toEqual(exactly(BINH, TY)));
  it('with none, each kind of card', () => {
    for (const card of WHOLE_CARDS) expect(scanned(card)).toEqual(exactly(card));
  });
  it('with none but fullwidth pipes, an AIM identifier, a BOM or a TAB around the card', () => {
    for (const card of [
      BINH.replaceAll('|', '\uFF5C'),
      `]Q1${BINH}`,
      `\uFEFF${BINH}`,
      `${NEW_INSURANCE}\t`,
      `${HUY} `,
    ]) {
      const { send, frames } = desk();
      send(card, 90);
      expect(frames).toEqual([bytesOf(card)]);
    }
  });
  it('five cards in one write', () => {
    const five = [BINH, HUY, TY, OLD_INSURANCE, NEW_INSURANCE];
    expect(scanned(five.map((card) => `${card}\r`).join(''))).toEqual(exactly(...five));
  });
  it('byte by byte', () => {
    const single = [...bytesOf(`${BINH}\r\n${HUY}\r\n`)].map((byte) => Uint8Array.of(byte));
    expect(scanned(...single)).toEqual(exactly(BINH, HUY));
  });
  it('cut inside a letter, with suffix and without', () => {
    const [head, tail] = cutInsideLetter(BINH);
    expect(scanned(head, 15, tail, '\r')).toEqual(exactly(BINH));
    expect(scanned(head, 15, tail)).toEqual(exactly(BINH));
    expect(scanned(head, 200, tail)).toEqual(exactly(BINH));
  });
  it('and suffixes without a card say nothing', () =>
    expect(scanned('\r', '\r\n', 500, '\n\x03\r', 2000)).toEqual(exactly()));
});

describe('a scanner without a suffix', () => {
  it('is heard 80 ms after its last byte, at the time of that byte', () => {
    const { send, texts, times } = desk();
    send(BINH.slice(0, 40), 30, BINH.slice(40), 79);
    expect(texts()).toEqual([]);
    send(1);
    expect(texts()).toEqual([BINH]);
    expect(times).toEqual([30]);
  });
  it.each([60, 200, 900])('may pause %i ms at any byte', (pause) => {
    for (const card of [BINH, TY, OLD_INSURANCE, NEW_INSURANCE, ANH_WITHOUT_ISSUE_DATE]) {
      const bytes = bytesOf(card);
      for (let cut = 1; cut < bytes.length; cut++) {
        const { send, frames, drops } = desk();
        send(bytes.slice(0, cut), pause, bytes.slice(cut), 1100);
        expect({ cut, frames, drops }).toEqual({ cut, frames: [bytes], drops: [] });
      }
    }
  });
  it('that pauses among the empty last fields loses them alone, and reads the next card', () => {
    const { send, texts } = desk();
    send(HUY.slice(0, -3), 200, '|||', 200, BINH, 100);
    expect(texts()).toEqual([HUY.slice(0, -3), BINH]);
  });
  it('that breaks off is given up after a second more, and the next card is read at once', () => {
    const { send, texts, drops } = desk();
    send(BINH.slice(0, 60), 1079);
    expect(drops).toEqual([]);
    send(1);
    expect(drops).toEqual([{ reason: 'partial', length: bytesOf(BINH.slice(0, 60)).length }]);
    send(TY, 80);
    expect(texts()).toEqual([TY]);
  });
  it('waits a new second for every new byte', () => {
    const { send, texts } = desk();
    send(BINH.slice(0, 20), 1000, BINH.slice(20, 21), 1000, BINH.slice(21), 80);
    expect(texts()).toEqual([BINH]);
  });
  it('reads a card without an issue date, once nothing more can come', () => {
    const { send, texts } = desk();
    send(ANH_WITHOUT_ISSUE_DATE, 1079);
    expect(texts()).toEqual([]);
    send(1);
    expect(texts()).toEqual([ANH_WITHOUT_ISSUE_DATE]);
  });
  it('never makes one card of half a card and a whole one, wherever the first was cut', () => {
    for (const first of WHOLE_CARDS) {
      for (const second of WHOLE_CARDS) {
        const bytes = bytesOf(first);
        for (let cut = 1; cut < bytes.length; cut++) {
          const { send, frames } = desk();
          send(bytes.slice(0, cut), 5, second, 2000);
          expect({ first, second, cut, frames }).toEqual({ first, second, cut, frames: [] });
        }
      }
    }
  });
  it.each(['', '\r'])('gives up half a card for the whole one behind a pause (suffix %j)', (suffix) => {
    for (const second of WHOLE_CARDS) {
      const half = BINH.slice(0, 75);
      const length = bytesOf(half).length;
      expect(scanned(half, 500, second + suffix)).toEqual({
        texts: [second],
        drops: [{ reason: 'partial', length }],
      });
    }
  });
});

describe('what is no card', () => {
  it('goes on whole when a suffix ends it, for the parser to refuse', () =>
    expect(scanned('https://vi-du.example/a\r', '0\r')).toEqual(exactly('https://vi-du.example/a', '0')));
  it('is dropped when nothing ends it', () =>
    expect(scanned('0', 1500, 'WIFI:S:Khach;;', 1500)).toEqual({
      texts: [],
      drops: [
        { reason: 'partial', length: 1 },
        { reason: 'partial', length: 14 },
      ],
    }));
  it('with a line break inside is two scans, judged one by one', () => {
    const [head, tail] = [BINH.slice(0, 30), BINH.slice(30)];
    expect(scanned(`${head}\n${tail}\r`, `${TY}\r`)).toEqual(exactly(head, tail, TY));
  });
  it('and waits before an STX is dropped', () =>
    expect(scanned(`024085\x02${TY}\x03`)).toEqual({ texts: [TY], drops: [{ reason: 'stx', length: 6 }] }));
  it('of exactly 4096 bytes still is a frame, one more is not, and its tail is none either', () => {
    expect(scanned(`${'x'.repeat(4096)}\r`)).toEqual(exactly('x'.repeat(4096)));
    expect(scanned(`${'x'.repeat(4097)}tail\r${TY}\r`)).toEqual({
      texts: [TY],
      drops: [{ reason: 'overflow', length: 4096 }],
    });
  });
  it('and never ends is skipped until the scanner falls silent', () =>
    expect(scanned('x'.repeat(9000), 1100, TY, 100)).toEqual({
      texts: [TY],
      drops: [{ reason: 'overflow', length: 4096 }],
    }));
});

describe('an unplugged scanner', () => {
  it('leaves nothing of a half scan to the next card', () => {
    const { framer, send, texts, drops } = desk();
    send(BINH.slice(0, 60));
    framer.reset();
    send(`${TY}\r`, 2000);
    expect(texts()).toEqual([TY]);
    expect(drops).toEqual([{ reason: 'reset', length: bytesOf(BINH.slice(0, 60)).length }]);
  });
  it('drops no frame when nothing was waiting, and does not keep skipping', () => {
    const { framer, send, texts, drops } = desk();
    send('x'.repeat(5000));
    framer.reset();
    framer.reset();
    send(`${TY}\r`);
    expect(texts()).toEqual([TY]);
    expect(drops.map(({ reason }) => reason)).toEqual(['overflow']);
  });
});

describe('reads cut anywhere', () => {
  it('400 scans in random pieces with mixed suffixes come out as 400', () => {
    const random = seeded(413);
    const cards = Array.from({ length: 400 }, () => WHOLE_CARDS[random(WHOLE_CARDS.length)]!);
    const stream = bytesOf(cards.map((card) => card + ['\r', '\n', '\r\n'][random(3)]).join(''));
    const { send, texts, drops } = desk();
    for (let start = 0; start < stream.length; ) {
      const end = start + 1 + random(90);
      send(stream.slice(start, end), random(40));
      start = end;
    }
    send(2000);
    expect(texts()).toEqual(cards);
    expect(drops).toEqual([]);
  });

  it('any split of any stream gives the same frames and drops', () => {
    const piece = fc.oneof(
      fc.constantFrom('\r', '\n', '\r\n', '\x02', '\x03', ...WHOLE_CARDS).map(bytesOf),
      fc.uint8Array({ maxLength: 60 }),
      fc.integer({ min: 4000, max: 4200 }).map((length) => new Uint8Array(length).fill(0x41)),
    );
    const streams = fc
      .array(piece, { maxLength: 12 })
      .map((pieces) => Uint8Array.from(Buffer.concat(pieces)));
    const splits = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(streams, splits, (stream, sizes) => {
        const whole = desk();
        whole.send(stream, 2000);
        const split = desk();
        for (let start = 0, turn = 0; start < stream.length; turn++) {
          const end = start + sizes[turn % sizes.length]!;
          split.send(stream.slice(start, end), 1);
          start = end;
        }
        split.send(2000);
        expect([split.frames, split.drops]).toEqual([whole.frames, whole.drops]);
        const kept = [
          ...whole.frames.map(({ length }) => length),
          ...whole.drops.map(({ length }) => length),
        ];
        expect(kept.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(stream.length);
      }),
      { numRuns: 300, seed: 59 },
    );
  });

  it('a frame is a copy: what comes later does not change it', () => {
    const { send, frames } = desk();
    send(`${BINH}\r`, `${TY}\r`);
    expect(textOf(frames[0]!)).toBe(BINH);
  });
});

/** mulberry32: whole numbers below `limit`, the same on every run. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
