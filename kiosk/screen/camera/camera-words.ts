import { wordsOf } from '../../../web/words.ts';
import { cameraEn, cameraVi } from './camera-words-table.ts';

/** Words of the camera screen in both languages. */
export const cameraWords = wordsOf(cameraVi, cameraEn);
export type CameraSay = (typeof cameraWords)['vi'];
