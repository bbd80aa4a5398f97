import { type Random, upTo } from '../../scripts/identity-fuzz/fictional-card.ts';
import { type Homography, inverse, type Pose, projection, through } from './card-plane.ts';
import type { Recipe } from './frame-recipe.ts';
import type { QrSymbol } from './qr-symbol.ts';

export const WIDTH = 1280;
export const HEIGHT = 720;
/** Gray level between dark and light modules. */
const MIDDLE = 130;
/** Samples a side of a pixel where the code lies: its edges must be soft by area, not by chance. */
const SAMPLES = 3;
const SAMPLES_PER_MODULE = 2;

type Blob = { x: number; y: number; radius: number; level: number };
/** What lies in the card's plane, in modules around the code's centre, as gray levels; null outside. */
type Card = { box: Box; at: (u: number, v: number) => number | null };

/** The light that falls on the sensor, in gray levels, before lens and sensor have done anything to it. */
export function cardScene(symbol: QrSymbol, recipe: Recipe, pose: Pose, random: Random): Float32Array {
  const light = clutter(random);
  const card = printedCard(symbol, recipe, random);
  const code = codeOn(card, symbol, recipe, dirtOn(symbol, recipe, random));
  const map = projection(pose);
  paint(light, card, map, card.box, 1);
  paint(light, code, map, code.box, SAMPLES);
  return light;
}

/** A desk with things on it. */
function clutter(random: Random): Float32Array {
  const light = new Float32Array(WIDTH * HEIGHT).fill(60 + 60 * random());
  for (let thing = 0; thing < 40; thing += 1) {
    const [x, y] = [upTo(WIDTH, random), upTo(HEIGHT, random)];
    const isLine = thing % 2 === 0;
    const [right, bottom] = [
      x + 10 + upTo(220, random),
      y + (isLine ? 1 + upTo(4, random) : 10 + upTo(120, random)),
    ];
    const level = 25 + 175 * random();
    for (let row = y; row < Math.min(bottom, HEIGHT); row += 1)
      light.fill(level, row * WIDTH + x, row * WIDTH + Math.min(right, WIDTH));
  }
  return light;
}

/** Front of a chip card: guilloche, portrait, rows of text; the code stands at the top right. */
function printedCard(symbol: QrSymbol, { span }: Recipe, random: Random): Card {
  const perMm = symbol.size / 16;
  const [left, top] = [-71.6 * perMm, -12 * perMm];
  const width = Math.round(85.6 * perMm * SAMPLES_PER_MODULE);
  const height = Math.round(54 * perMm * SAMPLES_PER_MODULE);
  const gray = (reflectance: number) => MIDDLE + span * (reflectance - 0.5);
  const print = new Float32Array(width * height);
  const waves = Array.from({ length: 3 }, () => ({
    period: 6 + 10 * random(),
    bend: 2 + 4 * random(),
    phase: 6 * random(),
  }));
  for (let y = 0; y < height; y += 1) {
    const rows = waves.map(({ bend, phase, period }) => (y + bend * Math.sin(y / 19 + phase)) / period);
    for (let x = 0; x < width; x += 1) {
      const wave = sine(x * 0.11 + rows[0]!) + sine(x * 0.07 - rows[1]!) + sine(x * 0.05 + rows[2]!);
      print[y * width + x] = gray(0.88 + 0.04 * wave);
    }
  }
  const stroke = (x: number, y: number, w: number, h: number, reflectance: number) => {
    for (let row = y; row < Math.min(height, y + h); row += 1)
      print.fill(gray(reflectance), row * width + x, row * width + Math.min(width, x + w));
  };
  stroke(
    Math.round(width * 0.06),
    Math.round(height * 0.4),
    Math.round(width * 0.2),
    Math.round(height * 0.45),
    0.45,
  );
  for (let line = 0; line < 8; line += 1) {
    const y = Math.round(height * (0.06 + 0.11 * line));
    for (let x = Math.round(width * 0.32); x < width * (line < 4 ? 0.7 : 0.95); x += 6 + upTo(6, random)) {
      stroke(x, y, 2 + upTo(4, random), 3 + upTo(10, random), 0.15);
    }
  }
  return {
    box: { left, top, right: left + width / SAMPLES_PER_MODULE, bottom: top + height / SAMPLES_PER_MODULE },
    at: (u, v) => {
      const x = Math.floor((u - left) * SAMPLES_PER_MODULE);
      const y = Math.floor((v - top) * SAMPLES_PER_MODULE);
      return x >= 0 && y >= 0 && x < width && y < height ? print[y * width + x]! : null;
    },
  };
}

const SINE = Float32Array.from({ length: 1024 }, (_, at) => Math.sin((at / 1024) * 2 * Math.PI));
const sine = (radians: number): number => SINE[Math.floor((radians / (2 * Math.PI)) * 1024) & 1023]!;

/** Spots that cover the wanted share of the code; they may lie over each other. */
function dirtOn({ size }: QrSymbol, { dirt, span }: Recipe, random: Random): Blob[] {
  const blobs: Blob[] = [];
  for (let covered = 0; covered < dirt * size * size; ) {
    const radius = 1 + 2.4 * random();
    const level = MIDDLE + span * (random() < 0.7 ? -0.45 : 0.45);
    blobs.push({ x: (random() - 0.5) * size, y: (random() - 0.5) * size, radius, level });
    covered += Math.PI * radius * radius;
  }
  return blobs;
}

function codeOn(
  card: Card,
  symbol: QrSymbol,
  { span, isInverted, quiet }: Recipe,
  blobs: readonly Blob[],
): Card {
  const half = symbol.size / 2;
  const [dark, bright] = [MIDDLE - span / 2, MIDDLE + span / 2];
  const level = (isDark: boolean) => (isDark === isInverted ? bright : dark);
  const edge = half + quiet;
  return {
    box: { left: -edge, top: -edge, right: edge, bottom: edge },
    at: (u, v) => {
      if (Math.abs(u) >= edge || Math.abs(v) >= edge) return card.at(u, v);
      for (const { x, y, radius, level: gray } of blobs)
        if ((u - x) ** 2 + (v - y) ** 2 < radius * radius) return gray;
      return level(symbol.dark[Math.floor(v + half)]?.[Math.floor(u + half)] ?? false);
    },
  };
}

type Box = { left: number; top: number; right: number; bottom: number };

/** Paints what lies in a box of the card's plane; every pixel is the mean of `samples` × `samples` points. */
function paint(light: Float32Array, card: Card, map: Homography, box: Box, samples: number): void {
  const { left, top, right, bottom } = seenBox(map, box);
  const [a, b, c, d, e, f, g, h, i] = inverse(map);
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      let sum = 0;
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const px = x + ((sample % samples) + 0.5) / samples;
        const py = y + (Math.floor(sample / samples) + 0.5) / samples;
        const w = g * px + h * py + i;
        sum += card.at((a * px + b * py + c) / w, (d * px + e * py + f) / w) ?? light[y * WIDTH + x]!;
      }
      light[y * WIDTH + x] = sum / (samples * samples);
    }
  }
}

/** The pixels in which a box of the plane can be seen. */
function seenBox(map: Homography, { left, top, right, bottom }: Box): Box {
  const corners = [left, right].flatMap((u) => [top, bottom].map((v) => through(map, u, v)));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return {
    left: Math.max(0, Math.floor(Math.min(...xs))),
    top: Math.max(0, Math.floor(Math.min(...ys))),
    right: Math.min(WIDTH, Math.ceil(Math.max(...xs))),
    bottom: Math.min(HEIGHT, Math.ceil(Math.max(...ys))),
  };
}
