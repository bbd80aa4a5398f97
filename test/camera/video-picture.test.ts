import { describe, expect, it } from 'vitest';
import { grayPicture } from '../../kiosk/screen/camera/video-picture.ts';

/** A frame of 3 × 2 as a camera driver lays it out: brightness first, rows with some bytes of padding. */
function fakeFrame(stride: number, isGone: boolean) {
  const state = { isClosed: false };
  const planes = new Uint8Array(8 + stride * 2 + 4).fill(99);
  planes.set([10, 20, 30], 8);
  planes.set([40, 50, 60], 8 + stride);
  const frame = {
    format: 'NV12',
    visibleRect: { width: 3, height: 2 },
    allocationSize: () => planes.length,
    copyTo: async (into: Uint8Array) => {
      if (isGone) throw new DOMException('the frame is gone', 'InvalidStateError');
      into.set(planes);
      return [
        { offset: 8, stride },
        { offset: 8 + stride * 2, stride },
      ];
    },
    close: () => {
      state.isClosed = true;
    },
  };
  return { frame: frame as unknown as VideoFrame, state };
}

describe('the brightness of a camera frame', () => {
  it.each([3, 16])(
    'is taken as it is, whatever the driver puts behind its rows (%i bytes a row)',
    async (stride) => {
      const { frame, state } = fakeFrame(stride, false);
      const { width, height, pixels } = await grayPicture(frame);
      expect([width, height, [...pixels]]).toEqual([3, 2, [10, 20, 30, 40, 50, 60]]);
      expect(state.isClosed).toBe(true);
    },
  );

  it('is given back even when it cannot be had', async () => {
    const { frame, state } = fakeFrame(3, true);
    await expect(grayPicture(frame)).rejects.toThrow('gone');
    expect(state.isClosed).toBe(true);
  });
});
