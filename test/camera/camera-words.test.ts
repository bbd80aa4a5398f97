import { expect, it } from 'vitest';
import { cameraEn, cameraVi } from '../../kiosk/screen/camera/camera-words-table.ts';
import { unevenHoles } from '../../web/words.ts';

it('the camera screen says the same in both languages', () => {
  expect(Object.keys(cameraEn)).toEqual(Object.keys(cameraVi));
  expect(unevenHoles(cameraVi, cameraEn)).toEqual([]);
});
