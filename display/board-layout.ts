import type { BoardRoom, BoardState } from '../core/queue/views.ts';
import type { Frame } from './board-frame.ts';
import { type Free, WAIT_LINE_REM, type WaitSpot, waitSpot } from './board-wait.ts';
import { fitText, linesOf, type Step, type WidthOf } from './fitting.ts';
import { invitationOf } from './invitation.ts';
import { lastAnswer } from './last-answer.ts';

/**
 * Sizes are in rem: 1 rem is one hundredth of the screen's short side (5.35 mm on 43 inches). Codes and rooms of
 * the list have the size `letter`, which the server computes from the television and its farthest seat: what does
 * not fit at this size goes to another page of the list, it is not made smaller.
 *
 * The expected wait is the last to be placed and takes nothing from anybody: it stands where a row has room
 * behind its codes or its name, else in a line under the name if the page has that height left over, else
 * nowhere.
 */
const LINE = 4 / 3;
const PAD_REM = 0.4;
/** Between codes, and what the box of the code being called adds. The style sheet has the same. */
const GAP_REM = 2.4;
export const NOW_REM = 4.2;
/** What stands before the last calls, and between them. */
const HISTORY_WORD_REM = 24;
const HISTORY_GAP_REM = 4.4;
/** What a browser may round up over a whole line. */
export const SAFE_REM = 0.5;

/** How a room's name is set in letters of that size. The last two are for names that no clinic should have. */
export const rowSteps = (letter: number): readonly Step[] => [
  { name: 'row-1', rem: letter, lines: 1 },
  { name: 'row-2', rem: letter, lines: 2 },
  { name: 'row-3', rem: letter * 0.65, lines: 3 },
  { name: 'row-4', rem: letter * 0.49, lines: 4 },
];

export type RowLayout = { room: BoardRoom; step: Step; height: number; wait: WaitSpot };
export type ListLayout = {
  /** The codes stand under the room's name, not beside it. */
  stacked: boolean;
  letter: number;
  /** How many of those who come next are shown. */
  next: number;
  codeRem: number;
  pages: RowLayout[][];
  /** How many of the last calls fit under the list; 0 when the rooms need all of it. */
  history: number;
};

/** Height of one line of letters of that size. */
export const lineRem = (letter: number): number => letter * LINE;

/** Arranges the list of rooms: how the labels are set, what fits on a page of at most `most` rows, and what else. */
export function layOutList(
  state: BoardState,
  frame: Frame,
  { letter, most }: { letter: number; most: number },
  widthOf: WidthOf,
): ListLayout {
  const stacked = frame.name === 'portrait';
  const codeRem = widestCode(state, widthOf) * letter;
  const next = stacked
    ? clamp(Math.floor((frame.width - codeRem - NOW_REM) / (codeRem + GAP_REM)), 0, 5)
    : nextBeside(state, frame, { codeRem, letter }, widthOf);
  const codes = codeRem + NOW_REM + next * (codeRem + GAP_REM);
  const place = {
    ...{ stacked, letter },
    label: frame.width - (stacked ? 0 : codes),
    left: stacked ? frame.width - codes : 0,
  };
  const rows = state.rooms.map((room) => rowLayout(room, place, widthOf));
  const history = clamp(Math.floor((frame.width - HISTORY_WORD_REM) / (codeRem + HISTORY_GAP_REM)), 1, 5);
  const filled = fillPages(rows, { height: frame.listHeight, most, line: lineRem(letter) }, history);
  return { stacked, letter, next, codeRem, ...filled };
}

/** What a row may take: the name's width, and what is left behind the codes where they stand under it (rem). */
type RowPlace = { stacked: boolean; letter: number; label: number; left: number };

function rowLayout(room: BoardRoom, place: RowPlace, widthOf: WidthOf): RowLayout {
  const width = place.label - SAFE_REM;
  const step = fitText(room.label.vi, width, rowSteps(place.letter), widthOf);
  const label = step.lines > 1 ? 2 : 1;
  const free: Free = {
    codes: place.left - SAFE_REM,
    name: step.lines > 1 ? 0 : width - widthOf(room.label.vi) * place.letter,
  };
  const height = (label + (place.stacked ? 1 : 0)) * lineRem(place.letter) + PAD_REM;
  return { room, step, height, wait: waitSpot(room, free, widthOf) };
}

type Page = { height: number; most: number; line: number };

/** The pages and the last calls below them, unless these cost a page; what height is left goes to the waits. */
function fillPages(
  rows: readonly RowLayout[],
  { height, most, line }: Page,
  history: number,
): Pick<ListLayout, 'pages' | 'history'> {
  const over = packRows(rows, height - line, most);
  const full = packRows(rows, height, most);
  const noHistory = full.length < over.length;
  const free = noHistory ? height : height - line;
  const pages = (noHistory ? full : over).map((page) => placeWaits(page, free - sum(page)));
  return { pages, history: noHistory ? 0 : history };
}

/** All waits of a page that need a line of their own get it from the height that is left, or none does. */
function placeWaits(page: readonly RowLayout[], left: number): RowLayout[] {
  const fits = page.filter(({ wait }) => wait === 'under').length * WAIT_LINE_REM <= left;
  return page.map((row) => {
    if (row.wait !== 'under') return row;
    return fits ? { ...row, height: row.height + WAIT_LINE_REM } : { ...row, wait: null };
  });
}

/** As many codes of those who come next as keep the rooms' names in the fewest lines. */
function nextBeside(
  state: BoardState,
  frame: Frame,
  { codeRem, letter }: { codeRem: number; letter: number },
  widthOf: WidthOf,
): number {
  const room = frame.width - codeRem - NOW_REM - SAFE_REM;
  const lines = (next: number): number =>
    state.rooms.reduce((all, { label }) => {
      const width = (room - next * (codeRem + GAP_REM)) / letter;
      return all + Math.min(3, linesOf(label.vi, width, widthOf));
    }, 0);
  return frame.next.reduce((best, next) => (lines(next) < lines(best) ? next : best));
}

/**
 * In em. Be Vietnam Pro has no tabular figures: all digits are taken as the widest, so that columns stand still. Every
 * size of letters that is tried asks for it.
 */
export const widestCode = lastAnswer(({ rooms, calls }: BoardState, widthOf: WidthOf): number => {
  const codes = calls.map(({ code }) => code).filter((code) => invitationOf(code) === null);
  for (const { now, next, missed } of rooms) codes.push(...next, ...missed, ...(now ? [now.code] : []));
  return Math.max(2.7, ...codes.map((code) => widthOf(code.replace(/\d/g, '4'))));
});

/** Fills pages in order; a row that is too high for any page has one of its own. */
export function packRows(rows: readonly RowLayout[], height: number, most: number): RowLayout[][] {
  const pages: RowLayout[][] = [];
  let left = 0;
  for (const row of rows) {
    const page = pages[pages.length - 1];
    if (page === undefined || row.height > left || page.length >= most) {
      pages.push([row]);
      left = height;
    } else page.push(row);
    left -= row.height;
  }
  return pages;
}

const sum = (rows: readonly RowLayout[]): number => rows.reduce((all, { height }) => all + height, 0);
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
