import { type Random, seeded } from '../../scripts/identity-fuzz/fictional-card.ts';
import { cardPayload } from './card-payload.ts';
import type { Pose } from './card-plane.ts';
import { cardScene, HEIGHT, WIDTH } from './card-scene.ts';
import { frameClasses } from './frame-class-table.ts';
import { addGlare, addMoire, addShadow, blurred, moved, sensed } from './frame-damage.ts';
import type { Recipe } from './frame-recipe.ts';
import { byteSymbol, mixedSymbol, type QrSymbol } from './qr-symbol.ts';

/** What a camera of 1280 × 720 saw, and what stands in the code. */
export type Frame = {
  name: string;
  index: number;
  recipe: Recipe;
  text: string;
  gray: { width: number; height: number; pixels: Uint8Array };
};

/** Blur of a good lens on a sensor, standard deviation in pixels. */
const SENSOR_BLUR = 0.6;
const SEED = 480;

/** Number of frames in the whole set. */
export const FRAMES = frameClasses.reduce((sum, { count }) => sum + count, 0);

/** Every frame whose place in its class is a multiple of `every`, each made when it is asked for. */
export function* frames(every: number): Generator<Frame> {
  for (const { name, count } of frameClasses) {
    for (let index = 0; index < count; index += every) yield frameOf(name, index);
  }
}

/** One frame of a class; the same for ever, whatever other frames are made. */
export function frameOf(name: string, index: number): Frame {
  const place = frameClasses.findIndex((one) => one.name === name);
  const { count, recipe: recipeAt } = frameClasses[place]!;
  const random = seeded(SEED + place * 1_000 + index);
  const recipe = recipeAt(index / (count - 1), random);
  const text = cardPayload(random);
  const symbol = symbolOf(text, index, random);
  return { name, index, recipe, text, gray: picture(symbol, recipe, random) };
}

/** 70 % one byte segment, 30 % mixed; half of each error-correction level. */
function symbolOf(text: string, index: number, random: Random): QrSymbol {
  const level = index % 2 === 0 ? 'L' : 'M';
  return random() < 0.7 ? byteSymbol(text, level) : mixedSymbol(text, level);
}

/** A frame in which the symbol lies as the recipe says. */
export function picture(symbol: QrSymbol, recipe: Recipe, random: Random): Frame['gray'] {
  const side = symbol.size * recipe.pixelsPerModule;
  const pose = poseOf(recipe, random);
  let light = cardScene(symbol, recipe, pose, random);
  if (recipe.moire > 0) addMoire(light, recipe.moire, random);
  if (recipe.shadow < 1) addShadow(light, recipe.shadow, pose.centre, side, random);
  if (recipe.glare > 0) addGlare(light, recipe.glare * side, pose.centre, side, random);
  light = blurred(light, Math.hypot(SENSOR_BLUR, recipe.blur * recipe.pixelsPerModule));
  if (recipe.motion > 0) light = moved(light, recipe.motion * recipe.pixelsPerModule, random);
  return { width: WIDTH, height: HEIGHT, pixels: sensed(light, recipe.noise, random) };
}

function poseOf({ pixelsPerModule, turn, tilt }: Recipe, random: Random): Pose {
  const side = () => (random() < 0.5 ? -1 : 1);
  return {
    pixelsPerModule,
    turn: turn * side() + 4 * (random() - 0.5),
    tilt: tilt * side(),
    tiltAxis: 180 * random(),
    centre: { x: WIDTH / 2 + 120 * (random() - 0.5), y: HEIGHT / 2 + 80 * (random() - 0.5) },
  };
}
