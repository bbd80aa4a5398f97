import { buzzCommands } from './buzz.ts';
import type { Capabilities } from './capability.ts';
import { cleanField } from './clean-text.ts';
import type { Command } from './escpos-commands.ts';
import { digitScale, LETTER_COLUMNS } from './layout.ts';
import { LETTER_ROWS } from './page.ts';
import { qrMatrix } from './qr-matrix.ts';
import { type Script, stretchesOf, writable } from './script.ts';
import type { BigPart, QrPart, Slip, SlipFault, SlipPart, TextPart } from './slip.ts';

/** Commands that let the printer write with its own letters, and the rows of paper they take. */
export type TextJob = { readonly commands: readonly Command[]; readonly rows: number };

type Answer =
  | { readonly ok: true; readonly job: TextJob }
  | { readonly ok: false; readonly fault: SlipFault };

/** Lines of the printer stand 30 dots apart after ESC @; what is set for more than this is written double. */
const LINE_ROWS = 30;
const DOUBLE_FROM = 36;
/** A name of 60 letters needs two lines of a narrow roll. */
const MOST_LINES = 2;
/** Left and right of white letters on black; with stars it is a mark on printers without inverse letters too. */
const BAR_END = ' * ';

type Writer = { readonly printer: Capabilities; readonly script: Script };
type Piece = { readonly commands: readonly Command[]; readonly rows: number };
const NOTHING: Piece = { commands: [], rows: 0 };

/**
 * A slip in the printer's own letters: `tcvn3` with all marks on printers whose tables were proven, `ascii`
 * without marks on any. Letters that the script lacks are folded, never sent as bytes of another table. Where the
 * printer draws no QR code the address is written out. Faults: `qr_too_long`, `qr_unprintable`.
 */
export function textJob(slip: Slip, printer: Capabilities, script: Script): Answer {
  const writer = { printer: { ...printer, dotsPerLine: slip.dotsPerLine }, script };
  const pieces: Piece[] = [];
  for (const part of slip.parts) {
    const made = pieceOf(part, writer);
    if (!made.ok) return made;
    pieces.push(made.piece);
  }
  // Clones take two high bytes for one Chinese letter until this mode is left.
  const start: Command[] = script === 'tcvn3' ? [{ kind: 'cancelKanji' }] : [];
  const commands = [...start, ...pieces.flatMap((piece) => piece.commands)];
  return { ok: true, job: { commands, rows: pieces.reduce((sum, piece) => sum + piece.rows, 0) } };
}

type Made = { readonly ok: true; readonly piece: Piece } | { readonly ok: false; readonly fault: SlipFault };
const made = (piece: Piece): Made => ({ ok: true, piece });

function pieceOf(part: SlipPart, writer: Writer): Made {
  switch (part.kind) {
    case 'text':
      return made(textPiece({ ...part, align: 'center' }, writer));
    case 'big':
      return made(bigPiece(part, writer));
    case 'rule': {
      const text = '-'.repeat(Math.floor((columnsOf(writer, 1) * 2) / 3));
      return made(centred(lineCommands(text, writer), LINE_ROWS));
    }
    case 'space':
      return made(NOTHING);
    case 'qr':
      return qrPiece(part, writer);
    case 'columns': {
      const qr = qrPiece(part.qr, writer);
      if (!qr.ok) return qr;
      const lines = part.beside.flatMap((line) =>
        line.kind === 'text' ? [textPiece({ ...line, align: 'center' }, writer)] : [],
      );
      return made(joined([qr.piece, ...lines]));
    }
    case 'buzz':
      return made({ commands: buzzCommands(part, writer.printer), rows: 0 });
    case 'cut':
      return made(NOTHING);
  }
}

function joined(pieces: readonly Piece[]): Piece {
  return {
    commands: pieces.flatMap(({ commands }) => commands),
    rows: pieces.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function columnsOf({ printer }: Writer, scale: number): number {
  return Math.floor(printer.dotsPerLine / (LETTER_COLUMNS * scale));
}

function centred(commands: readonly Command[], rows: number): Piece {
  return { commands: [{ kind: 'align', to: 'center' }, ...commands, { kind: 'align', to: 'left' }], rows };
}

function lineCommands(text: string, { printer, script }: Writer): Command[] {
  const words = stretchesOf(text, script).flatMap(({ page, bytes }): Command[] => {
    const turn: Command[] =
      page !== null && printer.text ? [{ kind: 'codePage', page: printer.text[page] }] : [];
    return [...turn, { kind: 'words', bytes }];
  });
  return [...words, { kind: 'lineFeed' }];
}

function textPiece(part: TextPart, writer: Writer): Piece {
  const text = writable(cleanField(part.text), writer.script);
  const lines = Math.min(part.lines, MOST_LINES);
  const columns = columnsOf(writer, 1) - (part.bar ? 2 * BAR_END.length : 0);
  const wide = part.size >= DOUBLE_FROM ? broken(text, columnsOf(writer, 2)) : null;
  const isDouble = wide !== null && wide.length <= lines;
  const set = isDouble ? wide : cut(broken(text, columns), lines, columns);
  const rows = set.map((line) => (part.bar ? `${BAR_END}${line}${BAR_END}` : line));
  const on = styles(part, isDouble, true);
  const written = rows.flatMap((line) => lineCommands(line, writer));
  const off = styles(part, isDouble, false);
  return centred([...on, ...written, ...off], rows.length * (isDouble ? 2 * LETTER_ROWS : LINE_ROWS));
}

function styles(part: TextPart, isDouble: boolean, on: boolean): Command[] {
  return [
    ...(isDouble ? [{ kind: 'double', on } as const] : []),
    ...(part.bold && !part.bar ? [{ kind: 'bold', on } as const] : []),
    ...(part.bar ? [{ kind: 'inverse', on } as const] : []),
  ];
}

/** Words into lines of at most `columns` letters; a longer word is parted. */
function broken(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > columns) {
      lines.push(line.slice(0, columns));
      line = line.slice(columns);
    }
  }
  return [...lines, line];
}

function cut(lines: readonly string[], count: number, columns: number): string[] {
  if (lines.length <= count) return [...lines];
  const kept = lines.slice(0, count);
  const last = (kept.pop() ?? '').slice(0, columns - 3);
  return [...kept, `${last}...`];
}

/** The number as large as the printer can; one of which nothing is known writes it double (ESC !). */
function bigPiece(part: BigPart, writer: Writer): Piece {
  const text = writable(cleanField(part.text), 'ascii');
  const line = lineCommands(text, writer);
  if (!writer.printer.bigDigits) {
    return centred([{ kind: 'double', on: true }, ...line, { kind: 'double', on: false }], 2 * LETTER_ROWS);
  }
  const scale = digitScale(part, text, writer.printer.dotsPerLine);
  const sized: Command[] = [{ kind: 'size', scale }, ...line, { kind: 'size', scale: 1 }];
  return centred(sized, scale * LETTER_ROWS);
}

function qrPiece(part: QrPart, writer: Writer): Made {
  const qr = qrMatrix(part.text);
  if (!qr.ok) return qr;
  if (!writer.printer.nativeQr) {
    const lines = broken(part.text, columnsOf(writer, 1));
    const written = lines.flatMap((line) => lineCommands(line, writer));
    return made(centred(written, lines.length * LINE_ROWS));
  }
  const code: Command = { kind: 'qr', ascii: part.text, module: part.module };
  return made(centred([code], qr.rows.length * part.module));
}
