import { COURSE_STEP, type VariantFigures } from './replay.ts';
import { element, line, look, picture, text } from './svg.ts';

const WIDTH = 1000;
const LEFT = 72;
const RIGHT = 800;
const TOP = 96;
const BOTTOM = 470;
/** More lines than this cannot be told apart; the rest is in the table. */
const MOST_LINES = 6;
/** Minutes between two marks: the first that makes at most six of them. */
const steps = [5, 10, 20, 30, 60, 120, 240];
/** Lines that stay apart without colour: by dashes, width and darkness. */
const strokes: readonly { stroke: string; width: number; dash: string | null }[] = [
  { stroke: look.grey, width: 5, dash: null },
  { stroke: look.ink, width: 2.5, dash: null },
  { stroke: look.leaf, width: 2.5, dash: '9 5' },
  { stroke: look.ink, width: 2.5, dash: '2 5' },
  { stroke: look.leaf, width: 2.5, dash: '14 5 2 5' },
  { stroke: look.ink, width: 1.2, dash: '5 3' },
];

/** The mean wait over the day under each variant, one line a variant, as an SVG file's text. */
export function drawCourses(variants: readonly VariantFigures[]): string {
  const shown = variants.slice(0, MOST_LINES);
  const points = shown.flatMap(({ course }) => course);
  const from = Math.floor(Math.min(...points.map(({ minute }) => minute), 1440) / 60) * 60;
  const to = Math.ceil((Math.max(...points.map(({ minute }) => minute), from) + COURSE_STEP) / 60) * 60;
  const highest = Math.max(...points.map(({ mean }) => mean), 1);
  const step = steps.find((each) => highest / each <= 6) ?? steps.at(-1)!;
  const most = Math.ceil(highest / step) * step;
  const x = (minute: number): number => LEFT + ((minute - from) / (to - from)) * (RIGHT - LEFT);
  const y = (wait: number): number => BOTTOM - (wait / most) * (BOTTOM - TOP);
  const parts = [
    text(40, 40, 'Thời gian chờ trong ngày', { size: 24, bold: true }),
    text(40, 63, 'Minutes waited on average, by the half hour in which the wait began.', {
      size: 14,
    }),
    ...grid({ from, to, most, step }, x, y),
    ...shown.flatMap(({ course }, index) => [
      element('polyline', {
        points: course
          .map(({ minute, mean }) => `${x(minute + COURSE_STEP / 2).toFixed(1)},${y(mean).toFixed(1)}`)
          .join(' '),
        fill: 'none',
        'stroke-linejoin': 'round',
        ...attributes(index),
      }),
    ]),
    ...shown.flatMap(({ name }, index) => legend(name, index)),
  ];
  return picture(WIDTH, BOTTOM + 60, 'Thời gian chờ trong ngày. Waiting over the day', parts);
}

function attributes(index: number): Record<string, string | number> {
  const { stroke, width, dash } = strokes[index]!;
  return { stroke, 'stroke-width': width, ...(dash ? { 'stroke-dasharray': dash } : {}) };
}

function grid(
  { from, to, most, step }: { from: number; to: number; most: number; step: number },
  x: (minute: number) => number,
  y: (wait: number) => number,
): string[] {
  const rule = { stroke: look.stone, width: 1, dash: null };
  const hours = Array.from({ length: (to - from) / 60 + 1 }, (_, index) => from + index * 60);
  const waits = Array.from({ length: most / step + 1 }, (_, index) => index * step);
  return [
    ...hours.flatMap((minute) => [
      line([x(minute), TOP], [x(minute), BOTTOM], rule),
      text(x(minute), BOTTOM + 20, `${minute / 60}:00`, { size: 13, anchor: 'middle' }),
    ]),
    ...waits.flatMap((wait) => [
      line([LEFT, y(wait)], [RIGHT, y(wait)], wait === 0 ? { ...rule, stroke: look.ink } : rule),
      text(LEFT - 10, y(wait) + 5, String(wait), { size: 13, anchor: 'end' }),
    ]),
    text(LEFT - 10, TOP - 12, 'phút', { size: 13, anchor: 'end' }),
    text(RIGHT, BOTTOM + 42, 'giờ', { size: 13, anchor: 'end' }),
  ];
}

function legend(name: string, index: number): string[] {
  const top = TOP + 10 + index * 40;
  return [
    line([RIGHT + 20, top], [RIGHT + 64, top], strokes[index]!),
    ...name.split(', ').map((part, at) => text(RIGHT + 72, top + 5 + at * 16, part, { size: 13 })),
  ];
}
