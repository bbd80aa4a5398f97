import { describe, expect, it } from 'vitest';
import { blurred, type Gray } from '../../kiosk/screen/camera/frame-picture.ts';
import { type Decoder, type Rung, readFrame } from '../../kiosk/screen/camera/retry-ladder.ts';
import { steadyReader } from '../../kiosk/screen/camera/steady-reader.ts';

const frame: Gray = { width: 3, height: 1, pixels: Uint8Array.of(0, 80, 0) };
const code = Uint8Array.of(0x30, 0xff, 0x7c);
const empty = new Uint8Array();
const ladder: readonly Rung[] = [
  { prepare: [], binarizer: 'LocalAverage' },
  { prepare: [blurred], binarizer: 'GlobalHistogram' },
  { prepare: [blurred, blurred], binarizer: 'LocalAverage' },
];

/** A decoder that answers what it is told, and notes what it was shown. */
function toldDecoder(answers: readonly (Uint8Array | null)[]) {
  const shown: string[] = [];
  const decoder: Decoder = {
    engine: 'plain',
    ladder,
    decode: ({ pixels }, binarizer) => {
      shown.push(`${binarizer} ${pixels.join()}`);
      return answers[shown.length - 1] ?? null;
    },
  };
  return { decoder, shown };
}

describe('the retry ladder', () => {
  it('stops at the first rung when it reads the code', () => {
    const { decoder, shown } = toldDecoder([code]);
    expect(readFrame(frame, decoder)).toEqual({ bytes: code });
    expect(shown).toEqual(['LocalAverage 0,80,0']);
  });

  it('prepares the frame as each rung says when those before it missed', () => {
    const { decoder, shown } = toldDecoder([null, null, code]);
    expect(readFrame(frame, decoder)).toEqual({ bytes: code });
    expect(shown).toEqual(['LocalAverage 0,80,0', 'GlobalHistogram 20,40,20', 'LocalAverage 25,30,25']);
  });

  it('takes a code without content for a miss', () => {
    const { decoder, shown } = toldDecoder([empty, code]);
    expect(readFrame(frame, decoder)).toEqual({ bytes: code });
    expect(shown).toHaveLength(2);
    expect(readFrame(frame, toldDecoder([empty, empty, empty]).decoder)).toBeNull();
  });

  it('misses when every rung missed', () => {
    const { decoder, shown } = toldDecoder([]);
    expect(readFrame(frame, decoder)).toBeNull();
    expect(shown).toHaveLength(ladder.length);
  });
});

describe('the steady reader', () => {
  const plain = async (): Promise<Decoder> => toldDecoder([code, code]).decoder;
  const gone = (): Promise<Decoder> => Promise.reject(new Error('not here'));

  it('reads with the best decoder when it can be had', async () => {
    const reader = steadyReader(plain, gone);
    expect(await reader.engine()).toBe('plain');
    expect(await reader.read(frame)).toEqual(code);
  });

  it('reads with the other when the best cannot be had', async () => {
    expect(await steadyReader(gone, plain).read(frame)).toEqual(code);
  });

  it('loses one frame when the best gives up, and goes on with the other', async () => {
    const broken: Decoder = {
      engine: 'wasm',
      ladder,
      decode: () => {
        throw new RangeError('out of memory');
      },
    };
    const reader = steadyReader(async () => broken, plain);
    expect(await reader.engine()).toBe('wasm');
    expect(await reader.read(frame)).toBeNull();
    expect(await reader.engine()).toBe('plain');
    expect(await reader.read(frame)).toEqual(code);
    const last = steadyReader(async () => broken, gone);
    expect(await last.read(frame)).toBeNull();
    await expect(last.read(frame)).rejects.toThrow('not here');
  });

  it('says that it can read nothing when neither can be had', async () => {
    const reader = steadyReader(gone, gone);
    await expect(reader.engine()).rejects.toThrow('not here');
    await expect(reader.read(frame)).rejects.toThrow('not here');
  });
});
