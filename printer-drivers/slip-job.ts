import { bandsOf, stripsOf } from './bands.ts';
import { buzzCommands } from './buzz.ts';
import type { Capabilities } from './capability.ts';
import { cutCommands } from './cutting.ts';
import { encodeCommands } from './encode.ts';
import type { Command } from './escpos-commands.ts';
import { ALL_RASTER, laidRows, layoutSlip, type NativeParts } from './layout.ts';
import { type Block, blockRows, type Page } from './page.ts';
import { type Bitmap, createBitmap, trimRows } from './raster/bitmap.ts';
import { drawPicture } from './raster/draw.ts';
import type { Script } from './script.ts';
import type { Slip, SlipFault } from './slip.ts';
import { textJob } from './text-job.ts';

/**
 * `raster`: all as pictures. `hybrid`: the printer draws number and lone QR codes itself (slow lines). `text`:
 * the printer writes Vietnamese from tables that were proven on it. `ascii`: it writes without marks, for
 * emergencies.
 */
export type PrintMode = 'raster' | 'hybrid' | 'text' | 'ascii';

/** The script a printer writes slips in, null where slips are drawn. */
function scriptOf(printer: Capabilities, mode: PrintMode): Script | null {
  if (mode === 'ascii') return 'ascii';
  return mode === 'text' && printer.text ? 'tcvn3' : null;
}

/** Rows of an 80 mm ticket at 203 dpi; so many rows may have 30 kB of pictures, 19 kB with native digits. */
const ROWS = 640;
const BYTES_A_ROW = { raster: 30_000 / ROWS, hybrid: 19_000 / ROWS } as const;

/**
 * Rows of paper that a slip takes on a printer, for whoever lays it out; 0 for one with a fault. One that needs more
 * bytes than its rows may have counts as so much longer: on a slow line bytes are what a patient waits for. Columns of
 * 24 dots have no white to crop, so there bytes are not counted.
 */
export function slipRows(slip: Slip, printer: Capabilities, mode: PrintMode): number {
  const script = scriptOf(printer, mode);
  if (script) {
    const written = textJob(slip, printer, script);
    return written.ok ? written.job.rows : 0;
  }
  const rows = laidRows(slip, nativeParts(printer, mode));
  const made = printer.raster === 'gsv0' ? slipJob(slip, printer, mode) : null;
  if (!made?.ok) return rows;
  return Math.max(rows, made.job.bytes.length / BYTES_A_ROW[mode === 'hybrid' ? 'hybrid' : 'raster']);
}

function nativeParts(printer: Capabilities, mode: PrintMode): NativeParts {
  return mode === 'hybrid' ? { digits: printer.bigDigits, qr: printer.nativeQr } : ALL_RASTER;
}

/**
 * A slip ready to be sent. `picture`: all that is drawn here, to the dot. `scrubbed`: dots blackened to keep
 * real-time commands out of the pictures. `longest`: bytes of its longest command. `millimetres`: paper drawn on, without the way to the cutter.
 */
export type SlipJob = {
  readonly commands: readonly Command[];
  readonly bytes: Uint8Array;
  readonly picture: Bitmap;
  readonly scrubbed: number;
  readonly longest: number;
  readonly millimetres: number;
};

type Answer =
  | { readonly ok: true; readonly job: SlipJob }
  | { readonly ok: false; readonly fault: SlipFault };

/**
 * Makes a slip into the bytes for one printer model: ESC @, settings, the slip, a cut at the end. The same slip
 * gives the same bytes. A printer without tables of its own gets pictures in `text` mode too. Faults: those of
 * the layout, and `too_wide` for a slip made for wider paper.
 */
export function slipJob(slip: Slip, printer: Capabilities, mode: PrintMode): Answer {
  const known = measured.get(slip);
  if (known && known.printer === printer && known.mode === mode) return known.answer;
  const answer = madeJob(slip, printer, mode);
  measured.set(slip, { printer, mode, answer });
  return answer;
}

type Measured = { readonly printer: Capabilities; readonly mode: PrintMode; readonly answer: Answer };

/** A ticket is measured before it is printed; what that took is not done again, and goes with the slip. */
const measured = new WeakMap<Slip, Measured>();

function madeJob(slip: Slip, printer: Capabilities, mode: PrintMode): Answer {
  if (slip.dotsPerLine > printer.dotsPerLine) {
    return { ok: false, fault: { code: 'too_wide', dotsPerLine: printer.dotsPerLine } };
  }
  const script = scriptOf(printer, mode);
  if (script) return writtenJob(slip, printer, script);
  const laid = layoutSlip(slip, nativeParts(printer, mode));
  if (!laid.ok) return laid;
  const blocks = drawBlocks(laid.page);
  const ends = blocks.at(-1)?.block.kind === 'cut' ? [] : cutCommands(printer);
  const commands = [
    ...startCommands(printer),
    ...blocks.flatMap((drawn) => printed(drawn, printer)),
    ...ends,
  ];
  const rows = blocks.reduce((sum, drawn) => sum + rowsOf(drawn), 0);
  return finished(commands, printer, rows, joined(blocks, slip.dotsPerLine));
}

function writtenJob(slip: Slip, printer: Capabilities, script: Script): Answer {
  const written = textJob(slip, printer, script);
  if (!written.ok) return written;
  const { commands, rows } = written.job;
  const all = [...startCommands(printer), ...commands, ...cutCommands(printer)];
  return finished(all, printer, rows, createBitmap(slip.dotsPerLine, 0));
}

function finished(commands: Command[], printer: Capabilities, rows: number, picture: Bitmap): Answer {
  const { bytes, scrubbed, longest } = encodeCommands(commands);
  const millimetres = (rows / printer.dpi) * 25.4;
  return { ok: true, job: { commands, bytes, picture, scrubbed, longest, millimetres } };
}

type Drawn = { readonly block: Block; readonly picture: Bitmap | null };

/** Paper above the first dot and below the last before a cut is not spent. */
function drawBlocks(page: Page): Drawn[] {
  return page.blocks.map((block) => ({
    block,
    picture: block.kind === 'picture' ? trimRows(drawPicture(block, page.width)) : null,
  }));
}

function rowsOf({ block, picture }: Drawn): number {
  return picture?.height ?? (block.kind === 'picture' ? 0 : blockRows(block));
}

function startCommands(printer: Capabilities): Command[] {
  const units: Command[] = printer.motionUnits ? [{ kind: 'motionUnits', dpi: printer.dpi }] : [];
  const asb: Command[] = printer.asb ? [{ kind: 'asb', on: true }] : [];
  return [{ kind: 'init' }, ...units, ...asb];
}

function printed({ block, picture }: Drawn, printer: Capabilities): Command[] {
  if (block.kind === 'cut') return cutCommands(printer);
  if (block.kind === 'buzz') return buzzCommands(block, printer);
  if (block.kind === 'picture') {
    if (!picture) return [];
    return printer.raster === 'gsv0'
      ? bandsOf(picture, printer.bandRows, printer.centredRaster)
      : stripsOf(picture);
  }
  const native: Command[] =
    block.kind === 'digits'
      ? [
          { kind: 'size', scale: block.scale },
          { kind: 'line', ascii: block.text },
          { kind: 'size', scale: 1 },
        ]
      : [{ kind: 'qr', ascii: block.text, module: block.module }];
  return [{ kind: 'align', to: 'center' }, ...native, { kind: 'align', to: 'left' }];
}

function joined(blocks: readonly Drawn[], width: number): Bitmap {
  const pictures = blocks.flatMap(({ picture }) => (picture ? [picture] : []));
  const [only] = pictures;
  if (only && pictures.length === 1) return only;
  const stride = (width + 7) >> 3;
  const height = pictures.reduce((sum, picture) => sum + picture.height, 0);
  const data = new Uint8Array(stride * height);
  let at = 0;
  for (const picture of pictures) {
    data.set(picture.data, at);
    at += picture.data.length;
  }
  return { width, height, stride, data };
}
