import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

type FrameFigures = {
  classes: { name: string; frames: number; read: number; milliseconds: number[]; gate: number | null }[];
  milliseconds: number[];
  read: number;
  wrong: number;
  empty: number;
  smallestMissed: number;
  bars: { total: number; smallFloor: number };
  perfect: { shown: number; missed: number };
  plain: { read: number; wrong: number; milliseconds: number[] };
};
type CameraFigures = { firstHits: number[]; frames: number[] };

/** The camera's figures: 480 generated frames in 15 kinds of trouble, perfect pictures, and the page in Chromium. */
export async function benchCamera(): Promise<Row[]> {
  const frames = (await figuresOf('test/camera/measure-frames.ts')) as FrameFigures;
  const camera = (await figuresOf('test/camera/measure-camera.ts')) as CameraFigures;
  return [...classRows(frames), ...frameRows(frames), ...cameraRows(camera)];
}

/** Each measuring is a process of its own: its CPU time is the reader's alone. */
async function figuresOf(script: string): Promise<unknown> {
  const cwd = process.env.TIEPDON_ROOT ?? process.cwd();
  const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd, maxBuffer: 16_000_000 });
  return JSON.parse(stdout);
}

function classRows({ classes, bars, smallestMissed }: FrameFigures): Row[] {
  return classes.map(({ name, frames, read, milliseconds, gate }) => {
    const isFloor = gate === null;
    return {
      what: `camera, ${name}: read of ${frames}, CPU a frame median / p95`,
      measured: `${read}/${frames}, ${times(milliseconds)}`,
      bar: isFloor
        ? `all at ≥ ${bars.smallFloor.toFixed(1)} px a module`
        : `≥ ${Math.ceil(gate * frames)}/${frames}`,
      met: isFloor ? smallestMissed < bars.smallFloor : read / frames >= gate,
    };
  });
}

function frameRows({ read, wrong, empty, milliseconds, bars, perfect, plain }: FrameFigures): Row[] {
  const [median, slow] = [quantile(milliseconds, 0.5), quantile(milliseconds, 0.95)];
  const seen = perfect.shown - perfect.missed;
  return [
    {
      what: 'camera, all 480: read; wrong; empty',
      measured: `${read}; ${wrong}; ${empty}`,
      bar: `≥ ${bars.total}; 0; 0`,
      met: read >= bars.total && wrong === 0 && empty === 0,
    },
    { what: 'camera, CPU a frame, median', measured: ms(median), bar: '≤ 10 ms', met: median <= 10 },
    { what: 'camera, CPU a frame, p95', measured: ms(slow), bar: '≤ 60 ms', met: slow <= 60 },
    {
      what: 'camera, perfect pictures at 2 to 8 px a module',
      measured: `${seen}/${perfect.shown}`,
      bar: 'all',
      met: perfect.missed === 0,
    },
    {
      what: 'camera without WebAssembly, all 480: read; wrong; CPU a frame',
      measured: `${plain.read}; ${plain.wrong}; ${times(plain.milliseconds)}`,
      bar: '0 wrong',
      met: plain.wrong === 0,
    },
  ];
}

function cameraRows({ firstHits, frames }: CameraFigures): Row[] {
  const [slowest, loop] = [Math.max(...firstHits), quantile(frames, 0.95)];
  return [
    {
      what: `camera in Chromium, first picture → card, slowest of ${firstHits.length}`,
      measured: `${ms(slowest)} (median ${ms(quantile(firstHits, 0.5))})`,
      bar: '≤ 300 ms',
      met: slowest <= 300,
    },
    {
      what: `camera in Chromium, frame → answer of the worker, p95 of ${frames.length}`,
      measured: `${ms(loop)} (median ${ms(quantile(frames, 0.5))})`,
      bar: '≤ 60 ms',
      met: loop <= 60,
    },
  ];
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const times = (all: readonly number[]): string =>
  `${quantile(all, 0.5).toFixed(1)} / ${ms(quantile(all, 0.95))}`;
