import type { Gray } from './frame-picture.ts';

/** How a decoder turns gray into black and white: by the mean around each pixel, or by the whole histogram. */
export type Binarizer = 'LocalAverage' | 'GlobalHistogram';

/** Makes a picture of the frame, or null where this frame is not worth the attempt. */
export type Preparation = (picture: Gray) => Gray;

/** One attempt: what is done to the frame first, in order, and how the decoder shall look at it. */
export type Rung = { readonly prepare: readonly Preparation[]; readonly binarizer: Binarizer };

/**
 * A reader of codes: the bytes that stand in the code of a picture, null when it finds none, and the rungs that
 * make the most of it, cheapest first.
 */
export type Decoder = {
  readonly engine: 'wasm' | 'plain';
  readonly ladder: readonly Rung[];
  decode(picture: Gray, binarizer: Binarizer): Uint8Array | null;
};

/**
 * Reads the code in a frame: each rung is tried only when those before it missed.
 * @returns the raw bytes of the code, since its character set is guessed nowhere but in core; null for a miss.
 *   A code without content is a miss: some engines report one where there is no code.
 */
export function readFrame(frame: Gray, { ladder, decode }: Decoder): { bytes: Uint8Array } | null {
  const made = new Map<Preparation, { of: Gray; gives: Gray }[]>();
  const prepared = (picture: Gray, step: Preparation): Gray => {
    const known = made.get(step) ?? [];
    const again = known.find(({ of }) => of === picture);
    if (again) return again.gives;
    const gives = step(picture);
    made.set(step, [...known, { of: picture, gives }]);
    return gives;
  };
  for (const { prepare, binarizer } of ladder) {
    const bytes = decode(prepare.reduce(prepared, frame), binarizer);
    if (bytes && bytes.length > 0) return { bytes };
  }
  return null;
}
