import { type Decoder, readFrame } from '../../kiosk/screen/camera/retry-ladder.ts';
import { frames } from './frame-set.ts';

export type ClassScore = { frames: number; read: number; milliseconds: number[] };
export type Score = {
  classes: Map<string, ClassScore>;
  read: number;
  /** Codes with other bytes than the card has, and codes with none at all. */
  wrong: number;
  empty: number;
  /** Pixels a module of the sharpest frame of the class "small" that was missed; 0 when none was. */
  smallestMissed: number;
  milliseconds: number[];
};

/** Reads every frame whose place in its class is a multiple of `every`; times are of the whole process' CPU. */
export function scoreOf(decoder: Decoder, every: number): Score {
  const score: Score = {
    classes: new Map(),
    read: 0,
    wrong: 0,
    empty: 0,
    smallestMissed: 0,
    milliseconds: [],
  };
  for (const { name, gray, text, recipe } of frames(every)) {
    const from = process.cpuUsage();
    const bytes = readFrame(gray, decoder)?.bytes ?? null;
    const { user, system } = process.cpuUsage(from);
    const isRight = bytes !== null && Buffer.from(text).equals(bytes);
    const one = score.classes.get(name) ?? { frames: 0, read: 0, milliseconds: [] };
    score.classes.set(name, one);
    one.frames += 1;
    one.milliseconds.push((user + system) / 1000);
    score.milliseconds.push((user + system) / 1000);
    if (isRight) {
      one.read += 1;
      score.read += 1;
    } else if (bytes?.length === 0) score.empty += 1;
    else if (bytes) score.wrong += 1;
    if (name === 'small' && !isRight)
      score.smallestMissed = Math.max(score.smallestMissed, recipe.pixelsPerModule);
  }
  return score;
}

/** Share of a class that must be read; "small" has a floor in pixels a module instead. */
export const classGates: Record<string, number> = {
  clean: 1,
  rotate: 1,
  perspective: 1,
  quiet: 1,
  moire: 1,
  inverted: 1,
  combo: 0.9,
  noise: 0.95,
  lowcontrast: 0.9,
  shadow: 0.85,
  motion: 0.8,
  glare: 0.6,
  dirt: 0.35,
  blur: 0.3,
};
/** From this size on every frame of the class "small" must be read. */
export const SMALL_FLOOR = 2;
export const TOTAL_GATE = 412;
