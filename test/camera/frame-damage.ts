import type { Random } from '../../scripts/identity-fuzz/fictional-card.ts';
import { HEIGHT, WIDTH } from './card-scene.ts';

/** Everything here changes the light of a whole frame in place or returns the changed frame; lengths are pixels. */
type Light = Float32Array;
type Point = { x: number; y: number };

/** Bands as between the grid of a screen and the grid of the sensor. */
export function addMoire(light: Light, amplitude: number, random: Random): void {
  const turn = random() * Math.PI;
  const period = 20 + 30 * random();
  const [fx, fy] = [(Math.cos(turn) * 2 * Math.PI) / period, (Math.sin(turn) * 2 * Math.PI) / period];
  each(light, (level, x, y) => level + amplitude * Math.sin(fx * x + fy * y));
}

/** A hard shadow whose edge runs across the code. */
export function addShadow(light: Light, left: number, code: Point, side: number, random: Random): void {
  const turn = random() * 2 * Math.PI;
  const [nx, ny] = [Math.cos(turn), Math.sin(turn)];
  const edge = (random() - 0.5) * 0.7 * side;
  each(light, (level, x, y) => ((x - code.x) * nx + (y - code.y) * ny > edge ? level * left : level));
}

/** Light of a lamp's reflection at its middle, in gray levels. */
const LAMP = 800;
/** What a light module lacks to be saturated. */
const HEADROOM = 40;

/** A lamp's reflection, bell-shaped: inside the radius light modules are saturated, the dark ones further in. */
export function addGlare(light: Light, radius: number, code: Point, side: number, random: Random): void {
  const [cx, cy] = [code.x + (random() - 0.5) * side, code.y + (random() - 0.5) * side];
  const fall = Math.log(LAMP / HEADROOM) / (radius * radius);
  each(light, (level, x, y) => level + LAMP * Math.exp(-fall * ((x - cx) ** 2 + (y - cy) ** 2)));
}

function each(light: Light, change: (level: number, x: number, y: number) => number): void {
  for (let at = 0, y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1, at += 1) light[at] = change(light[at]!, x, y);
  }
}

/** Gaussian blur of a lens out of focus together with the sensor's own. */
export function blurred(light: Light, sigma: number): Light {
  const reach = Math.max(1, Math.ceil(2.6 * sigma));
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((all, weight) => all + weight, 0);
  const weights = Float32Array.from(kernel, (weight) => weight / sum);
  return convolved(convolved(light, weights, 1), weights, WIDTH);
}

/** Convolution along rows (step 1) or columns (step WIDTH); what lies outside the frame wraps, the code never does. */
function convolved(light: Light, weights: Float32Array, step: number): Light {
  const out = new Float32Array(light.length);
  const reach = (weights.length - 1) / 2;
  for (let tap = 0; tap < weights.length; tap += 1) {
    const weight = weights[tap]!;
    const shift = (tap - reach) * step;
    const from = Math.max(0, -shift);
    const to = Math.min(light.length, light.length - shift);
    for (let at = from; at < to; at += 1) out[at] = out[at]! + weight * light[at + shift]!;
  }
  return out;
}

/** The card moved along a straight path while the shutter was open. */
export function moved(light: Light, path: number, random: Random): Light {
  const turn = random() * Math.PI;
  const steps = Math.max(2, Math.ceil(path * 3));
  const out = new Float32Array(light.length);
  for (let step = 0; step < steps; step += 1) {
    const way = (step / (steps - 1) - 0.5) * path;
    addShifted(out, light, way * Math.cos(turn), way * Math.sin(turn), 1 / steps);
  }
  return out;
}

function addShifted(out: Light, light: Light, dx: number, dy: number, weight: number): void {
  const [x0, y0] = [Math.floor(dx), Math.floor(dy)];
  const [fx, fy] = [dx - x0, dy - y0];
  const corners = [
    [0, 0, (1 - fx) * (1 - fy)],
    [1, 0, fx * (1 - fy)],
    [0, 1, (1 - fx) * fy],
    [1, 1, fx * fy],
  ] as const;
  for (const [cx, cy, share] of corners) {
    const shift = (y0 + cy) * WIDTH + x0 + cx;
    const by = weight * share;
    if (by === 0) continue;
    const to = Math.min(light.length, light.length - shift);
    for (let at = Math.max(0, -shift); at < to; at += 1) out[at] = out[at]! + by * light[at + shift]!;
  }
}

/** Standard normal deviates at the middles of 65,536 equal shares of probability, in the order of a seed. */
const NORMAL = normalTable();

/** What the sensor hands over: noise added, 8 bits. */
export function sensed(light: Light, noise: number, random: Random): Uint8Array {
  const out = new Uint8ClampedArray(light.length);
  let state = Math.floor(random() * 2 ** 32);
  for (let at = 0; at < light.length; at += 1) {
    // A linear congruence is chance enough for grain, and a tenth of the time.
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    out[at] = light[at]! + noise * NORMAL[state >>> 16]!;
  }
  return new Uint8Array(out.buffer);
}

function normalTable(): Float32Array {
  const table = new Float32Array(65_536);
  for (let at = 0; at < 65_536; at += 1) {
    const [a, b] = [(at + 0.5) / 65_536, ((at * 40_503) & 65_535) / 65_536];
    table[at] = Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
  }
  return table;
}
