import type { BoardState } from '../core/queue/views.ts';
import { ABOVE, BESIDE, type Frame, PORTRAIT } from './board-frame.ts';
import { type ListLayout, layOutList, lineRem } from './board-layout.ts';
import type { WidthOf } from './fitting.ts';

/** Larger than this letters need not be; the large call is there for the eye. */
const WISHED_REM = 10.2;
/** From size to size, on the way down to the least that is read. */
const STEP = 0.92;
/** A hall of more rooms than four pages turn through would let patients wait 40 s for their room to come round. */
const MOST_PAGES = 4;
/** The last calls that a hall would like to show. */
const HALL_ROWS = 5;

/** What kind of board it is, where its parts stand, and how its list is set. */
export type Shape =
  | { readonly kind: 'rooms'; readonly frame: Frame; readonly list: ListLayout }
  | { readonly kind: 'hall'; readonly frame: Frame; readonly letter: number; readonly rows: number }
  | { readonly kind: 'door'; readonly frame: Frame; readonly letter: number };

/**
 * Chooses the kind of board: what the clinic file says, else a door for one room, a row a room as long as four pages
 * hold them, a hall with the last calls for more. Letters are as large as the rows allow, never smaller than what is
 * read from the farthest seat.
 */
export function shapeOf(state: BoardState, portrait: boolean, widthOf: WidthOf): Shape {
  const { layout, letterRem } = state.face;
  const frame = portrait ? PORTRAIT : ABOVE;
  if (layout === 'door' || (layout === 'auto' && state.rooms.length === 1))
    return { kind: 'door', frame, letter: Math.max(letterRem, WISHED_REM) };
  if (layout === 'hall') return hallOf(state, frame);
  const rooms = roomsOf(state, frame, widthOf);
  return layout === 'auto' && rooms.list.pages.length > MOST_PAGES ? hallOf(state, frame) : rooms;
}

/** Sizes from the wished one down to the least. */
function letters(least: number): number[] {
  const sizes: number[] = [];
  for (let rem = Math.max(least, WISHED_REM); rem > least; rem *= STEP) sizes.push(rem);
  return [...sizes, least];
}

function hallOf({ face }: BoardState, frame: Frame): Shape {
  const fitting = (letter: number): number => Math.floor(frame.listHeight / lineRem(letter));
  const wanted = Math.min(face.rows, HALL_ROWS);
  const sizes = letters(face.letterRem);
  const letter = sizes.find((rem) => fitting(rem) >= wanted) ?? face.letterRem;
  return { kind: 'hall', frame, letter, rows: Math.min(fitting(letter), face.rows) };
}

/** The large call over the list, or beside it where that takes fewer pages and each row still tells who is next. */
function roomsOf(state: BoardState, frame: Frame, widthOf: WidthOf): Extract<Shape, { kind: 'rooms' }> {
  const over = bestList(state, frame, widthOf);
  const rooms = { kind: 'rooms', frame, list: over } as const;
  if (over.pages.length === 1 || frame === PORTRAIT) return rooms;
  const beside = bestList(state, BESIDE, widthOf);
  const fewer = beside.pages.length < over.pages.length && smallRows(beside) <= smallRows(over);
  return fewer && beside.next > 0 ? { kind: 'rooms', frame: BESIDE, list: beside } : rooms;
}

const smallRows = ({ pages, letter }: ListLayout): number =>
  pages.reduce((all, page) => all + page.filter(({ step }) => step.rem < letter).length, 0);

/** All rooms on one page in the largest letters that allow it; else pages in the least. */
function bestList(state: BoardState, frame: Frame, widthOf: WidthOf): ListLayout {
  const { rows: most, letterRem } = state.face;
  const sizes = letters(letterRem);
  for (const letter of sizes) {
    const list = layOutList(state, frame, { letter, most }, widthOf);
    if (list.pages.length === 1) return list;
  }
  return layOutList(state, frame, { letter: letterRem, most }, widthOf);
}
