/** Reads the whole set and the perfect pictures, and prints what came out as one line of JSON; for the benchmark. */
import { openPlainDecoder } from '../../kiosk/screen/camera/decoder-plain.ts';
import { wasmDecoder } from './decoders.ts';
import { classGates, SMALL_FLOOR, scoreOf, TOTAL_GATE } from './frame-score.ts';
import { perfectSymbols, SCALES, unread } from './perfect-set.ts';

const PERFECT = 300;
const wasm = await wasmDecoder();
const { classes, ...score } = scoreOf(wasm, 1);
const symbols = perfectSymbols(PERFECT);
const missed = SCALES.map((scale) => unread(symbols, scale, wasm).length);
const {
  read: readPlain,
  wrong: wrongPlain,
  milliseconds: millisecondsPlain,
} = scoreOf(openPlainDecoder(), 1);
console.log(
  JSON.stringify({
    ...score,
    classes: [...classes].map(([name, one]) => ({ name, ...one, gate: classGates[name] ?? null })),
    bars: { total: TOTAL_GATE, smallFloor: SMALL_FLOOR },
    perfect: { shown: PERFECT * SCALES.length, missed: missed.reduce((sum, each) => sum + each, 0) },
    plain: { read: readPlain, wrong: wrongPlain, milliseconds: millisecondsPlain },
  }),
);
