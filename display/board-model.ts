import type { BoardRoom, BoardState } from '../core/queue/views.ts';
import type { Freshness } from '../web/live.ts';
import {
  HERO_STEPS,
  LANDSCAPE,
  type ListLayout,
  layOutList,
  PORTRAIT,
  type RowLayout,
} from './board-layout.ts';
import { fitText, type WidthOf } from './fitting.ts';
import { callKey, type Hero, isLoud } from './hero.ts';
import { type Invitation, invitationOf } from './invitation.ts';
import { offsetMinutes, timeOfDay } from './local-time.ts';

const PAGE_MS = 10_000;
const SHIFT_MS = 60_000;
const SHIFTS = 8;

/** What the page knows at one moment. `tick` is its own clock, `serverNow` the server's, both in ms. */
export type BoardMoment = {
  state: BoardState;
  hero: Hero;
  level: Freshness;
  tick: number;
  serverNow: number;
  /** The server's time of the last news. */
  newsAt: number;
  portrait: boolean;
  widthOf: WidthOf;
};

export type BigCall = {
  key: string;
  code: string;
  /** A group that is asked to come near, which nobody may take for a call; null for a call. */
  invited: Invitation | null;
  room: string;
  arrow: BoardRoom['arrow'];
  /** Name of the size that the room's name is set in. */
  size: string;
  /** Called just now; else it stands there quietly as the last one. */
  loud: boolean;
};

/** Everything a board shows, ready to be drawn. */
export type BoardModel = {
  portrait: boolean;
  level: Freshness;
  clock: string;
  stoppedAt: string;
  big: BigCall | null;
  layout: ListLayout;
  rows: readonly RowLayout[];
  page: number;
  history: readonly string[];
  /** Where the picture stands against burning in, 0 to 7. */
  shift: number;
};

/** Chooses what is shown at this moment: the big call, the page of the list, the last calls, the clock. */
export function boardModel(moment: BoardMoment): BoardModel {
  const { state, level, tick, serverNow, portrait } = moment;
  const layout = layOutList(state, portrait ? PORTRAIT : LANDSCAPE, moment.widthOf);
  const page = Math.floor(tick / PAGE_MS) % Math.max(1, layout.pages.length);
  const offset = offsetMinutes(state.calls[0]?.at ?? null);
  const big = bigCall(moment);
  return {
    portrait,
    level,
    clock: timeOfDay(serverNow, offset),
    stoppedAt: timeOfDay(moment.newsAt, offset),
    big,
    layout,
    rows: layout.pages[page] ?? [],
    page,
    history: lastCodes(state, big?.code ?? null, layout.history),
    shift: Math.floor(tick / SHIFT_MS) % SHIFTS,
  };
}

/** Whether a call is loud at this moment. */
export function isCalling({ state, hero, tick }: Pick<BoardMoment, 'state' | 'hero' | 'tick'>): boolean {
  const call = hero.shown?.call;
  const room = state.rooms.find(({ id }) => id === call?.room);
  return isLoud(hero, tick, room?.now?.code === call?.code && room?.now?.state === 'called');
}

function bigCall(moment: BoardMoment): BigCall | null {
  const { state, hero, portrait, widthOf } = moment;
  const loud = isCalling(moment);
  const call = (loud ? hero.shown?.call : null) ?? state.calls[0] ?? null;
  if (call === null) return null;
  const room = state.rooms.find(({ id }) => id === call.room);
  const label = room?.label.vi ?? '';
  const width = (portrait ? PORTRAIT : LANDSCAPE).heroRoom;
  return {
    key: `${callKey(call)}${loud ? '!' : ''}`,
    code: call.code,
    invited: invitationOf(call.code),
    room: label,
    arrow: room?.arrow ?? 'none',
    size: fitText(label, width, HERO_STEPS, widthOf).name,
    loud,
  };
}

/** Codes called before, each once, without those that stand elsewhere on the board and without groups. */
function lastCodes({ calls, rooms }: BoardState, big: string | null, most: number): string[] {
  const shown = [big, ...rooms.map(({ now }) => now?.code ?? null)];
  const codes: string[] = [];
  for (const { code } of calls) {
    if (invitationOf(code) !== null || shown.concat(codes).indexOf(code) >= 0) continue;
    if (codes.length < most) codes.push(code);
  }
  return codes;
}
