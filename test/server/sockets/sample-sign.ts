import type { ScreenSign } from '../../../core/wire/screen.ts';

/** A sign of life of a healthy board of the build `build-1`, at the revision 7. */
export const healthySign: ScreenSign = {
  epoch: 'e1',
  seq: 7,
  paints: 1,
  hidden: false,
  openSeconds: 60,
  engine: 120,
  width: 1920,
  height: 1080,
  build: 'build-1',
  offsetMs: 12,
  clockMs: null,
  heapBytes: 2_000_000,
};
