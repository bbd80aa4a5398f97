import { blurred, doubled, type Gray, inverted, middle, scaled, sharpened } from './frame-picture.ts';

/** How gray becomes black and white: by the mean around each pixel, or by the histogram of the whole picture. */
export type Binarizer = 'LocalAverage' | 'GlobalHistogram';

/** One attempt: what is done to the frame, in order, and how the decoder then looks at it. */
export type Rung = { readonly prepare: readonly ((picture: Gray) => Gray)[]; readonly binarizer: Binarizer };

/** Finds the code in a picture: its raw bytes, or null where it finds none; `ladder` makes the most of it. */
export type Decoder = {
  readonly engine: 'wasm' | 'plain';
  readonly ladder: readonly Rung[];
  readonly decode: (picture: Gray, binarizer: Binarizer) => Uint8Array | null;
};

/** Takes the grain away, then brings the modules out of what defocus left of them. */
const restored = (picture: Gray): Gray => sharpened(blurred(picture), 4, 3);
const crisp = (picture: Gray): Gray => sharpened(picture, 2, 1);

/**
 * The rungs for zxing-cpp. On the 480 frames of the test the first alone reads 370. Blur, twice the size and the
 * whole histogram after it make 409; with the two sharpened pictures instead it is 431 at the same cost.
 */
export const wasmLadder: readonly Rung[] = [
  { prepare: [], binarizer: 'LocalAverage' },
  { prepare: [blurred], binarizer: 'LocalAverage' },
  { prepare: [middle, restored, doubled], binarizer: 'LocalAverage' },
  { prepare: [middle, crisp, doubled], binarizer: 'LocalAverage' },
];

/**
 * The rungs for @zxing/library, which knows no inverted codes. Its detector misses one perfect picture in twelve,
 * most of them with large modules as on a telephone's screen (zxing-js/library#653): two smaller scales leave
 * 2 of 1,200.
 */
export const plainLadder: readonly Rung[] = [
  { prepare: [], binarizer: 'LocalAverage' },
  { prepare: [blurred], binarizer: 'GlobalHistogram' },
  { prepare: [blurred, (picture) => scaled(picture, 0.4)], binarizer: 'LocalAverage' },
  { prepare: [middle, restored, doubled], binarizer: 'LocalAverage' },
  { prepare: [blurred, inverted], binarizer: 'LocalAverage' },
  { prepare: [middle, crisp, doubled], binarizer: 'LocalAverage' },
  { prepare: [blurred, (picture) => scaled(picture, 0.55)], binarizer: 'LocalAverage' },
];

/**
 * Reads the code in a frame; a rung is tried only when those before it missed.
 * @returns the raw bytes of the code, whose character set is judged by the reader of cards alone; null for a
 *   miss. A code without content is a miss: engines are known to see one where there is none.
 */
export function readFrame(frame: Gray, { ladder, decode }: Decoder): { bytes: Uint8Array } | null {
  for (const { prepare, binarizer } of ladder) {
    const bytes = decode(
      prepare.reduce((picture, step) => step(picture), frame),
      binarizer,
    );
    if (bytes && bytes.length > 0) return { bytes };
  }
  return null;
}
