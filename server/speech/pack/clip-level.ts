import { levelTo } from '../level.ts';
import { clipLoudness } from '../loudness.ts';

/* Joined with their pauses, clips of this loudness make sentences of −16 LUFS. */
export const CLIP_LUFS = -15.5;

/** One clip brought to the loudness at which joined sentences are −16 LUFS, true peak below −1 dBTP. */
export function levelClip(samples: Float32Array, rate: number): Promise<Float32Array> {
  return levelTo(CLIP_LUFS, clipLoudness, samples, rate);
}
