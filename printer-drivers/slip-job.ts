import { bandsOf, stripsOf } from './bands.ts';
import type { Capabilities } from './capability.ts';
import { encodeCommands } from './encode.ts';
import type { Command } from './escpos-commands.ts';
import { ALL_RASTER, layoutSlip, type NativeParts } from './layout.ts';
import type { Block, Page } from './page.ts';
import { type Bitmap, trimRows } from './raster/bitmap.ts';
import { drawPicture } from './raster/draw.ts';
import type { Slip, SlipFault } from './slip.ts';

/** `raster`: all as pictures. `hybrid`: the printer draws number and lone QR codes itself (slow lines). */
export type PrintMode = 'raster' | 'hybrid';

/**
 * A slip ready to be sent. `picture`: all that is drawn here, to the dot. `scrubbed`: dots blackened to keep
 * real-time commands out of the pictures. `millimetres`: paper drawn on, without the way to the cutter.
 */
export type SlipJob = {
  readonly commands: readonly Command[];
  readonly bytes: Uint8Array;
  readonly picture: Bitmap;
  readonly scrubbed: number;
  readonly millimetres: number;
};

type Answer =
  | { readonly ok: true; readonly job: SlipJob }
  | { readonly ok: false; readonly fault: SlipFault };

/** Height of the printer's own letters and width of a line of theirs, in dots (font A, 12 × 24). */
const LETTER_ROWS = 24;

/**
 * Makes a slip into the bytes for one printer model: ESC @, settings, the slip, a cut at the end. The same slip
 * gives the same bytes. Faults: those of the layout, and `too_wide` for a slip made for wider paper.
 */
export function slipJob(slip: Slip, printer: Capabilities, mode: PrintMode): Answer {
  if (slip.dotsPerLine > printer.dotsPerLine) {
    return { ok: false, fault: { code: 'too_wide', dotsPerLine: printer.dotsPerLine } };
  }
  const native: NativeParts =
    mode === 'hybrid' ? { digits: printer.bigDigits, qr: printer.nativeQr } : ALL_RASTER;
  const laid = layoutSlip(slip, native);
  if (!laid.ok) return laid;
  const blocks = drawBlocks(laid.page);
  const ends = blocks.at(-1)?.block.kind === 'cut' ? [] : cutCommands(printer);
  const commands = [
    ...startCommands(printer),
    ...blocks.flatMap((drawn) => printed(drawn, printer)),
    ...ends,
  ];
  const { bytes, scrubbed } = encodeCommands(commands);
  const rows = blocks.reduce((sum, drawn) => sum + rowsOf(drawn), 0);
  const millimetres = (rows / printer.dpi) * 25.4;
  return {
    ok: true,
    job: { commands, bytes, picture: joined(blocks, slip.dotsPerLine), scrubbed, millimetres },
  };
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
  if (block.kind === 'digits') return block.scale * LETTER_ROWS;
  return picture?.height ?? 0;
}

function startCommands(printer: Capabilities): Command[] {
  const units: Command[] = printer.motionUnits ? [{ kind: 'motionUnits', dpi: printer.dpi }] : [];
  const asb: Command[] = printer.asb ? [{ kind: 'asb', on: true }] : [];
  return [{ kind: 'init' }, ...units, ...asb];
}

function cutCommands(printer: Capabilities): Command[] {
  if (printer.cut === 'none') return [{ kind: 'feed', dots: printer.feedBeforeCut }];
  return [{ kind: 'cut', how: printer.cut, feed: printer.feedBeforeCut }];
}

function printed({ block, picture }: Drawn, printer: Capabilities): Command[] {
  if (block.kind === 'cut') return cutCommands(printer);
  if (block.kind === 'picture') {
    if (!picture) return [];
    return printer.raster === 'gsv0' ? bandsOf(picture, printer.bandRows, printer.centredRaster) : stripsOf(picture);
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
