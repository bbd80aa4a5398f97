import { describe, expect, it } from 'vitest';
import {
  blurred,
  doubled,
  type Gray,
  grayOf,
  inverted,
  middle,
  scaled,
  sharpened,
} from '../../kiosk/screen/camera/frame-picture.ts';
import { seeded, upTo } from '../../scripts/identity-fuzz/fictional-card.ts';

function anyPicture(width: number, height: number): Gray {
  const random = seeded(width * 100 + height);
  return { width, height, pixels: Uint8Array.from({ length: width * height }, () => upTo(256, random)) };
}

/** A picture written as rows of numbers. */
function picture(...rows: number[][]): Gray {
  return { width: rows[0]!.length, height: rows.length, pixels: Uint8Array.from(rows.flat()) };
}

const rowsOf = ({ width, height, pixels }: Gray): number[][] =>
  Array.from({ length: height }, (_, y) => [...pixels.subarray(y * width, (y + 1) * width)]);

describe('a picture', () => {
  it('is as bright as the eye sees its colours', () => {
    const rgba = Uint8ClampedArray.from([255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255]);
    expect(rowsOf(grayOf(rgba, 4, 1))).toEqual([[255, 0, 76, 150]]);
  });

  it('is blurred by the binomial kernel, its edges by what the edge itself shows', () => {
    const dot = picture([0, 0, 0, 0], [0, 160, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]);
    expect(rowsOf(blurred(dot))).toEqual([
      [10, 20, 10, 0],
      [20, 40, 20, 0],
      [10, 20, 10, 0],
      [0, 0, 0, 0],
    ]);
    const wall = picture([0, 0, 200], [0, 0, 200]);
    expect(rowsOf(blurred(wall))).toEqual([
      [0, 50, 150],
      [0, 50, 150],
    ]);
  });

  it.each([
    [1, 1],
    [1, 5],
    [7, 1],
    [9, 6],
  ])('of %i × %i and one gray stays what it is under every step', (width, height) => {
    const flat: Gray = { width, height, pixels: new Uint8Array(width * height).fill(93) };
    const steps = [
      blurred,
      doubled,
      middle,
      (it: Gray) => sharpened(it, 4, 3),
      (it: Gray) => scaled(it, 1.5),
    ];
    for (const step of steps) {
      const made = step(flat);
      expect(made.pixels.length).toBe(made.width * made.height);
      expect(new Set(made.pixels)).toEqual(new Set([93]));
    }
  });

  it('is doubled as any bilinear scaling by two would', () => {
    const some = anyPicture(13, 9);
    const [quick, slow] = [doubled(some), scaled(some, 2)];
    expect([quick.width, quick.height]).toEqual([26, 18]);
    const apart = quick.pixels.map((level, at) => Math.abs(level - slow.pixels[at]!));
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  });

  it('loses nothing of a line when it is scaled down and up', () => {
    const ramp = picture([0, 30, 60, 90, 120, 150, 180, 210]);
    expect(rowsOf(scaled(ramp, 0.5))).toEqual([[15, 75, 135, 195]]);
    expect(rowsOf(scaled(picture([0, 100]), 2))).toEqual([
      [0, 25, 75, 100],
      [0, 25, 75, 100],
    ]);
  });

  it('gives its middle 760 × 560 of 1280 × 720, and as much of the view at any other size', () => {
    const numbered: Gray = { width: 1280, height: 720, pixels: new Uint8Array(1280 * 720) };
    numbered.pixels[80 * 1280 + 260] = 7;
    const part = middle(numbered);
    expect([part.width, part.height, part.pixels[0]]).toEqual([760, 560, 7]);
    const large = middle({ width: 1920, height: 1080, pixels: new Uint8Array(1920 * 1080) });
    expect([large.width, large.height]).toEqual([1140, 840]);
  });

  it('gets steeper edges by sharpening, without running over black and white', () => {
    const edge = picture([10, 10, 10, 250, 250, 250], [10, 10, 10, 250, 250, 250]);
    expect(rowsOf(sharpened(edge, 2, 1))[0]).toEqual([10, 10, 0, 255, 250, 250]);
    const soft = picture([100, 100, 120, 140, 140, 140]);
    expect(rowsOf(sharpened(soft, 2, 1))[0]).toEqual([100, 90, 120, 150, 140, 140]);
  });

  it('is light where it was dark when it is inverted', () => {
    expect(rowsOf(inverted(picture([0, 55, 255])))).toEqual([[255, 200, 0]]);
  });

  it('is never changed itself', () => {
    const some = anyPicture(20, 12);
    const before = some.pixels.slice();
    for (const step of [blurred, doubled, middle, inverted]) step(some);
    sharpened(some, 4, 3);
    scaled(some, 0.75);
    expect(some.pixels).toEqual(before);
  });
});
