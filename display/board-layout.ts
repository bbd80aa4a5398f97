import type { BoardRoom, BoardState } from '../core/queue/views.ts';
import { type Free, WAIT_LINE_REM, type WaitSpot, waitSpot } from './board-wait.ts';
import { fitText, linesOf, type Step, type WidthOf } from './fitting.ts';
import { invitationOf } from './invitation.ts';

/**
 * Sizes are in rem: 1 rem is one hundredth of the screen's short side (5.35 mm on 43 inches). Codes and rooms
 * of the list are 10.2 rem: 0.74 of it is the height of a capital of Be Vietnam Pro, 40 mm, the least that is
 * read at 8 m by the signage rule distance / 200. What does not fit at this size goes to another page of the
 * list, it is not made smaller.
 *
 * The expected wait is the last to be placed and takes nothing from anybody: it stands where a row has room
 * behind its codes or its name, else in a line under the name if the page has that height left over, else
 * nowhere.
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

export type RowLayout = { room: BoardRoom; step: Step; height: number; wait: WaitSpot };
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
  const codes = codeRem + NOW_REM + next * (codeRem + GAP_REM);
  const place = {
    stacked,
    label: frame.width - (stacked ? 0 : codes),
    left: stacked ? frame.width - codes : 0,
  };
  const rows = state.rooms.map((room) => rowLayout(room, place, widthOf));
  const history = clamp(Math.floor((frame.width - HISTORY_WORD_REM) / (codeRem + HISTORY_GAP_REM)), 1, 5);
  return { stacked, next, codeRem, ...fillPages(rows, frame.listHeight, history) };
}

/** What a row may take: the name's width, and what is left behind the codes where they stand under it (rem). */
type RowPlace = { stacked: boolean; label: number; left: number };

function rowLayout(room: BoardRoom, place: RowPlace, widthOf: WidthOf): RowLayout {
  const width = place.label - SAFE_REM;
  const step = fitText(room.label.vi, width, ROW_STEPS, widthOf);
  const label = step.lines > 1 ? 2 : 1;
  const free: Free = {
    codes: place.left - SAFE_REM,
    name: step.lines > 1 ? 0 : width - widthOf(room.label.vi) * ROW_REM,
  };
  const height = (label + (place.stacked ? 1 : 0)) * LINE_REM + PAD_REM;
  return { room, step, height, wait: waitSpot(room, free, widthOf) };
}

/** The pages and the last calls below them; what height is left on a page goes to the waits that need it. */
function fillPages(
  rows: readonly RowLayout[],
  height: number,
  history: number,
): Pick<ListLayout, 'pages' | 'history'> {
  const noHistory = sum(rows) + LINE_REM > height && sum(rows) <= height;
  const free = noHistory ? height : height - LINE_REM;
  const pages = noHistory ? [[...rows]] : packRows(rows, free);
  return { pages: pages.map((page) => placeWaits(page, free - sum(page))), history: noHistory ? 0 : history };
}

/** All waits of a page that need a line of their own get it from the height that is left, or none does. */
function placeWaits(page: readonly RowLayout[], left: number): RowLayout[] {
  const fits = page.filter(({ wait }) => wait === 'under').length * WAIT_LINE_REM <= left;
  return page.map((row) => {
    if (row.wait !== 'under') return row;
    return fits ? { ...row, height: row.height + WAIT_LINE_REM } : { ...row, wait: null };
  });
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
  const codes = calls.map(({ code }) => code).filter((code) => invitationOf(code) === null);
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
