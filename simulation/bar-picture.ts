import type { Spread } from './percentile.ts';
import { element, line, look, picture, stripes, text } from './svg.ts';

type Words = { vi: string; en: string };
/** A kind of bar, by its place in every row. */
export type Lane = Words & { surface: keyof typeof surfaces };
export type BarRow = {
  label: string;
  bold: boolean;
  bars: readonly (Pick<Spread, 'p50' | 'p95'> & { target: number | null })[];
};
export type BarGroup = { heading: Words; rows: readonly BarRow[] };
export type BarPicture = {
  heading: Words;
  lanes: readonly Lane[];
  groups: readonly BarGroup[];
  /** Minutes at the right edge, where a longer bar is cut, and between two marks of the axis. */
  most: number;
  step: number;
  unit: string;
};

/** Four surfaces that stay apart on a black and white printer: black, dark, striped, light with an edge. */
const surfaces = {
  black: { fill: look.ink, stroke: look.ink },
  leaf: { fill: look.leaf, stroke: look.leaf },
  striped: { fill: 'url(#stripes)', stroke: look.leaf },
  light: { fill: look.stone, stroke: look.ink },
} as const;

const WIDTH = 1000;
const LEFT = 232;
const RIGHT = 940;
const ROW = 58;
const LANE = 12;
const HEAD = 132;
const GROUP_HEAD = 34;

/**
 * Rows of bars from the middle value (p50) to the one that 95 % stay below, with targets as marks: readable on A4,
 * in black and white too. Returns an SVG file's text.
 */
export function drawBars(shown: BarPicture): string {
  const x = (value: number): number => LEFT + (Math.min(value, shown.most) / shown.most) * (RIGHT - LEFT);
  const parts: string[] = [stripes('stripes', look.leaf), ...head(shown)];
  let y = HEAD;
  for (const { heading, rows } of shown.groups) {
    parts.push(
      element('rect', { x: 40, y, width: RIGHT - 38, height: GROUP_HEAD, fill: look.paper }),
      text(40, y + 22, heading.vi, { size: 15, bold: true }),
      text(LEFT, y + 22, heading.en, { size: 12 }),
    );
    y += GROUP_HEAD;
    for (const row of rows) {
      parts.push(...rowOf(row, y, shown, x));
      y += ROW;
    }
  }
  const ground = axis(shown, y + 4, x);
  return picture(WIDTH, y + 52, `${shown.heading.vi}. ${shown.heading.en}`, [...ground, ...parts]);
}

function head({ heading, lanes }: BarPicture): string[] {
  const legend = lanes.flatMap(({ vi, en, surface }, index) => {
    const left = LEFT + index * 170;
    return [
      element('rect', { x: left, y: 82, width: 26, height: LANE, ...surfaces[surface] }),
      text(left + 34, 93, vi, { size: 15, bold: true }),
      text(left + 34, 111, en, { size: 12 }),
    ];
  });
  return [
    text(40, 40, heading.vi, { size: 24, bold: true }),
    text(40, 63, heading.en, { size: 14 }),
    ...legend,
  ];
}

function axis({ most, step, unit }: BarPicture, bottom: number, x: (value: number) => number): string[] {
  const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  return [
    ...marks.flatMap((value) => {
      const stroke = value === 0 ? look.ink : look.stone;
      return [
        line([x(value), HEAD + 8], [x(value), bottom], { stroke, width: 1, dash: null }),
        text(x(value), bottom + 18, String(value), { size: 13, anchor: 'middle' }),
      ];
    }),
    text(RIGHT, bottom + 38, unit, { size: 13, anchor: 'end' }),
  ];
}

function rowOf(
  { label, bold, bars }: BarRow,
  y: number,
  shown: BarPicture,
  x: (v: number) => number,
): string[] {
  return [
    line([40, y], [RIGHT, y], { stroke: look.stone, width: 1, dash: null }),
    text(LEFT - 16, y + 34, label, { size: 15, bold, anchor: 'end' }),
    ...bars.flatMap(({ p50, p95, target }, index) => {
      const top = y + 5 + index * LANE;
      const height = LANE - 2;
      const [from, to] = [x(p50), x(p95)];
      const cut = p95 > shown.most ? '→ ' : '';
      const surface = surfaces[shown.lanes[index]!.surface];
      return [
        element('rect', { x: from, y: top, width: Math.max(2, to - from), height, ...surface }),
        ...(target === null ? [] : [mark(x(target), top)]),
        text(clear(to + 8, target === null ? null : x(target)), top + height - 1, `${cut}${p95.toFixed(0)}`, {
          size: 11,
        }),
      ];
    }),
  ];
}

/** Where a number of three digits can be read: behind a mark that would stand on it. */
function clear(at: number, markAt: number | null): number {
  return markAt !== null && markAt > at - 6 && markAt < at + 26 ? markAt + 8 : at;
}

/** A small triangle with a white edge, so that it is seen on every surface. */
function mark(at: number, y: number): string {
  const d = `M${at - 4} ${y - 1} L${at + 4} ${y - 1} L${at} ${y + 7} Z`;
  return element('path', { d, fill: look.ink, stroke: look.paper, 'stroke-width': 1 });
}
