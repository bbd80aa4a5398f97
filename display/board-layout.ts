import type { BoardRoom, BoardState } from '../core/queue/views.ts';
import { fitText, linesOf, type Step, type WidthOf } from './fitting.ts';

/**
 * Sizes are in rem: 1 rem is one hundredth of the screen's short side (5.35 mm on 43 inches). Codes and rooms
 * of the list are 10.2 rem: 0.74 of it is the height of a capital of Be Vietnam Pro, 40 mm, the least that is
 * read at 8 m by the signage rule distance / 200. What does not fit at this size goes to another page of the
 * list, it is not made smaller.
 */
export const ROW_REM = 10.2;
const LINE_REM = 13.6;
const PAD_REM = 0.4;
/** Between codes, and what the box of the code being called adds. The style sheet has the same. */
const GAP_REM = 2.4;
const NOW_REM = 4.2;
/** What stands before the last calls, and between them. */
const HISTORY_WORD_REM = 24;
const HISTORY_GAP_REM = 4.4;
/** What a browser may round up over a whole line. */
const SAFE_REM = 0.5;

/** The last two are for labels that no clinic should have (over 30 letters), so that nothing is cut off. */
export const ROW_STEPS: readonly Step[] = [
  { name: 'row-1', rem: ROW_REM, lines: 1 },
  { name: 'row-2', rem: ROW_REM, lines: 2 },
  { name: 'row-3', rem: 6.6, lines: 3 },
  { name: 'row-4', rem: 5, lines: 4 },
];
export const HERO_STEPS: readonly Step[] = [
  { name: 'hero-1', rem: 12.4, lines: 1 },
  { name: 'hero-2', rem: ROW_REM, lines: 2 },
  { name: 'hero-3', rem: 6.6, lines: 3 },
  { name: 'hero-4', rem: 5, lines: 4 },
];

/** The room that each shape of screen leaves for the parts of a board. */
type Frame = { width: number; listHeight: number; heroRoom: number };
export const LANDSCAPE: Frame = { width: 168, listHeight: 56, heroRoom: 66 };
export const PORTRAIT: Frame = { width: 95, listHeight: 99, heroRoom: 76 };

export type RowLayout = { room: BoardRoom; step: Step; height: number };
export type ListLayout = {
  /** The codes stand under the room's name, not beside it. */
  stacked: boolean;
  /** How many of those who come next are shown. */
  next: number;
  codeRem: number;
  pages: RowLayout[][];
  /** How many of the last calls fit under the list; 0 when the rooms need all of it. */
  history: number;
};

/** Arranges the list of rooms: how the labels are set, what fits on a page, and what else. */
export function layOutList(state: BoardState, frame: Frame, widthOf: WidthOf): ListLayout {
  const stacked = frame === PORTRAIT || state.rooms.length === 1;
  const codeRem = widestCode(state, widthOf) * ROW_REM;
  const next = stacked
    ? clamp(Math.floor((frame.width - codeRem - NOW_REM) / (codeRem + GAP_REM)), 0, 5)
    : nextBeside(state, frame.width - codeRem - NOW_REM - SAFE_REM, codeRem + GAP_REM, widthOf);
  const labelWidth = stacked ? frame.width : frame.width - codeRem - NOW_REM - next * (codeRem + GAP_REM);
  const rows = state.rooms.map((room) => rowLayout(room, labelWidth, stacked, widthOf));
  const history = clamp(Math.floor((frame.width - HISTORY_WORD_REM) / (codeRem + HISTORY_GAP_REM)), 1, 5);
  const whole = sum(rows) + LINE_REM;
  if (whole > frame.listHeight && sum(rows) <= frame.listHeight) {
    return { stacked, next, codeRem, pages: [rows], history: 0 };
  }
  const pages = packRows(rows, frame.listHeight - LINE_REM);
  return { stacked, next, codeRem, pages, history };
}

function rowLayout(room: BoardRoom, width: number, stacked: boolean, widthOf: WidthOf): RowLayout {
  const step = fitText(room.label.vi, width - SAFE_REM, ROW_STEPS, widthOf);
  const label = step.lines > 1 ? 2 : 1;
  return { room, step, height: (label + (stacked ? 1 : 0)) * LINE_REM + PAD_REM };
}

/** Two codes of those who come next, or one when only that keeps the rooms' names in one line. */
function nextBeside(state: BoardState, room: number, each: number, widthOf: WidthOf): number {
  const lines = (next: number): number =>
    state.rooms.reduce(
      (all, { label }) => all + Math.min(3, linesOf(label.vi, (room - next * each) / ROW_REM, widthOf)),
      0,
    );
  return lines(1) < lines(2) ? 1 : 2;
}

/** In em. Be Vietnam Pro has no tabular figures: all digits are taken as the widest, so that columns stand still. */
function widestCode({ rooms, calls }: BoardState, widthOf: WidthOf): number {
  const codes = calls.map(({ code }) => code);
  for (const { now, next } of rooms) codes.push(...next, ...(now ? [now.code] : []));
  return Math.max(2.7, ...codes.map((code) => widthOf(code.replace(/\d/g, '4'))));
}

/** Fills pages in order; a row that is too high for any page has one of its own. */
export function packRows(rows: readonly RowLayout[], height: number): RowLayout[][] {
  const pages: RowLayout[][] = [];
  let left = 0;
  for (const row of rows) {
    if (pages.length === 0 || row.height > left) {
      pages.push([]);
      left = height;
    }
    pages[pages.length - 1]!.push(row);
    left -= row.height;
  }
  return pages;
}

const sum = (rows: readonly RowLayout[]): number => rows.reduce((all, { height }) => all + height, 0);
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
