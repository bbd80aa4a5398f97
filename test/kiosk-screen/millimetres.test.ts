import { expect, it } from 'vitest';
import { pixelsPerMm } from '../../kiosk/screen/millimetres.ts';

it('a 21.5 inch panel of 1080 × 1920 has about 4 pixels in a millimetre, whichever way it is held', () => {
  expect(pixelsPerMm(1080, 1920, 21.5)).toBeCloseTo(4.034, 3);
  expect(pixelsPerMm(1920, 1080, 21.5)).toBe(pixelsPerMm(1080, 1920, 21.5));
});
