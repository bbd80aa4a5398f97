import type { BoardRoom, BoardState } from '../core/queue/views.ts';
import type { Freshness } from '../web/live.ts';
import { type BigCall, bigCall, isCalling } from './board-big.ts';
import { type HallRow, hallRows } from './board-hall.ts';
import { type Idle, idleOf, slideOf } from './board-idle.ts';
import { widestCode } from './board-layout.ts';
import { type Light, lightOf } from './board-light.ts';
import { type Past, pastCalls } from './board-past.ts';
import type { Shape } from './board-shape.ts';
import { fitText, type Step, type WidthOf } from './fitting.ts';
import type { Hero } from './hero.ts';
import { offsetMinutes, timeOfDay } from './local-time.ts';

const SHIFT_MS = 60_000;
const SHIFTS = 8;
const LINE = 1.3;
/** The name of a door; the last two are for names that no clinic should have. */
const DOOR_STEPS: readonly Step[] = [
  { name: 'door-1', rem: 16, lines: 1 },
  { name: 'door-2', rem: 11, lines: 2 },
  { name: 'door-3', rem: 8, lines: 3 },
  { name: 'door-4', rem: 6, lines: 4 },
];
/** What stands before the next codes of a door, and between them. */
const DOOR_WORD_REM = 24;
const DOOR_GAP_REM = 4.4;
/** The same as the server's: nothing a screen is told may push its numbers away. */
const NOTICE_LETTERS = 200;

/** What the page knows at one moment. `tick` is its own clock, `serverNow` the server's, both in ms. */
export type BoardMoment = {
  state: BoardState;
  hero: Hero;
  level: Freshness;
  tick: number;
  serverNow: number;
  /** The server's time of the last news. */
  newsAt: number;
  /** How the state is laid out on this screen, and which page of its list stands. */
  shape: Shape;
  page: number;
  widthOf: WidthOf;
};

/** A text in the place of the large call. `size`: letters in rem. */
export type BigText = { id: string; text: string; size: number };

/** Everything a board shows, ready to be drawn. */
export type BoardModel = {
  level: Freshness;
  clock: string;
  stoppedAt: string;
  /** Nothing but the time of day is left of it: closed, nobody waits. */
  light: Light;
  shape: Shape;
  big: BigCall | null;
  /** In its place while nobody is called. */
  notice: BigText | null;
  missed: readonly string[] | null;
  /** Covers everything; never while somebody is called. */
  slide: string | null;
  page: number;
  pages: number;
  past: readonly Past[];
  rooms: readonly BoardRoom[];
  /** Of a hall. */
  hall: readonly HallRow[];
  /** Of a door: the size of its name, and how many of those who come next have room. */
  doorSize: string;
  doorNext: number;
  /** Size of codes and names outside a list of rooms, and the width of a code, in rem. */
  letter: number;
  codeRem: number;
  /** Where the picture stands against burning in, 0 to 7. */
  shift: number;
};

/** Chooses what is shown at this moment: the big call, the page of the list, the last calls, the clock. */
export function boardModel(moment: BoardMoment): BoardModel {
  const { state, hero, level, tick, serverNow, shape, page, widthOf } = moment;
  const { frame } = shape;
  const pages = shape.kind === 'rooms' ? Math.max(1, shape.list.pages.length) : 1;
  const offset = offsetMinutes(state.calls[0]?.at ?? null);
  const clock = timeOfDay(serverNow, offset);
  const big = bigCall(state, hero, tick, { frame, widthOf });
  const calm = big === null || !(big.loud || big.undone);
  const inList = shape.kind !== 'rooms' || shape.list.history > 0;
  const idle: Idle = calm ? idleOf(state, !inList, tick) : { at: 'last' };
  const letter = shape.kind === 'rooms' ? shape.list.letter : shape.letter;
  const codeRem = widestCode(state, widthOf) * letter;
  const past = pastCalls(moment, shape, big?.code ?? null);
  const empty = state.rooms.every(({ now, waiting }) => now === null && waiting === 0);
  return {
    level,
    clock,
    stoppedAt: timeOfDay(moment.newsAt, offset),
    light: level === 'fresh' && calm ? lightOf(state.face, clock, empty) : 'day',
    shape,
    big,
    notice: idle.at === 'notice' ? bigText(idle, frame, widthOf) : null,
    missed: idle.at === 'missed' ? absent(state) : null,
    slide: calm && level === 'fresh' ? slideOf(state, serverNow, tick) : null,
    ...{ page, pages },
    past,
    rooms: state.rooms,
    hall: shape.kind === 'hall' ? hallRows(past, state.rooms, { frame, letter, codeRem }, widthOf) : [],
    ...{ letter, codeRem },
    ...doorSizes(state, frame, codeRem, widthOf),
    shift: Math.floor(tick / SHIFT_MS) % SHIFTS,
  };
}

/** Whether the board shows a call large and loud at this moment. */
export function isBoardCalling({ state, hero, tick }: BoardMoment): boolean {
  return isCalling(state, hero, tick);
}

/** The name of a door as large as it goes, and how many codes fit in its line of those who come next. */
function doorSizes(
  { rooms }: BoardState,
  { heroWidth }: Shape['frame'],
  codeRem: number,
  widthOf: WidthOf,
): Pick<BoardModel, 'doorSize' | 'doorNext'> {
  const label = rooms[0]?.label.vi ?? '';
  const next = Math.floor((heroWidth - DOOR_WORD_REM) / (codeRem + DOOR_GAP_REM));
  return {
    doorSize: fitText(label, heroWidth - 1, DOOR_STEPS, widthOf).name,
    doorNext: Math.min(4, Math.max(1, next)),
  };
}

function absent({ rooms }: BoardState): string[] {
  return rooms.reduce<string[]>((all, { missed }) => all.concat(missed), []);
}

/** The largest letters in which a text of that length stands in the place of the large call. */
function bigText(
  { id, text }: { id: string; text: string },
  { heroWidth, heroHeight }: Shape['frame'],
  widthOf: WidthOf,
): BigText {
  const letters = Array.from(text);
  const short = letters.length <= NOTICE_LETTERS ? text : `${letters.slice(0, NOTICE_LETTERS - 1).join('')}…`;
  const steps: Step[] = [12.4, 10.2, 8, 6.6, 5.4, 4.2].map((rem) => ({
    ...{ name: String(rem), rem },
    lines: Math.floor(heroHeight / (LINE * rem)),
  }));
  return { id, text: short, size: fitText(short, heroWidth - 4, steps, widthOf).rem };
}
