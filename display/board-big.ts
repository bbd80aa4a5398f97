import type { BoardCall, BoardRoom, BoardState } from '../core/queue/views.ts';
import type { Frame } from './board-frame.ts';
import { fitText, type Step, type WidthOf } from './fitting.ts';
import { callKey, type Hero, isLoud } from './hero.ts';
import { type Invitation, invitationOf } from './invitation.ts';

/** How a room's name is set beside the call; the last two are for names that no clinic should have. */
const HERO_SIZES = [
  { name: 'hero-1', rem: 12.4, lines: 1 },
  { name: 'hero-2', rem: 10.2, lines: 2 },
  { name: 'hero-3', rem: 6.6, lines: 3 },
  { name: 'hero-4', rem: 5, lines: 4 },
] as const;
const LINE = 1.28;
/** The line of words over it, without and with a name; and the mark of priority where it has a line of its own. */
const SAID_REM = 5.6;
const NAMED_REM = 8.6;
const MARK_REM = 6.6;

/** As many lines as stand under what is said. The other frames have height enough. */
function heroSteps(frame: Frame, priority: boolean, named: boolean): Step[] {
  if (frame.name !== 'above') return [...HERO_SIZES];
  const left = frame.heroHeight - (named ? NAMED_REM : SAID_REM) - (named && priority ? MARK_REM : 0);
  return HERO_SIZES.map(({ name, rem, lines }) => ({
    ...{ name, rem },
    lines: Math.min(lines, Math.floor(left / (LINE * rem))),
  }));
}

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
  /** Taken back: nobody is to come. */
  undone: boolean;
  priority: boolean;
  name: string | null;
};

/** Letters of a code by its length, as the style sheet has them; what its box adds; the arrow with its gap. */
const codeFont = (code: string): number => (code.length <= 4 ? 24.8 : code.length === 5 ? 20 : 17);
const BOX_REM = 10.7;
const ARROW_REM = 18;
/** Codes and names are bold here and measured in the plain face; a 1 gains most. */
const BOLD_CODE = 1.07;
const BOLD_NAME = 1.04;

/** What the name of the room has beside its code. */
function labelRoom(frame: Frame, code: string, arrow: boolean, widthOf: WidthOf): number {
  if (frame.name !== 'above' || invitationOf(code) !== null) return frame.heroRoom;
  const box = widthOf(code) * BOLD_CODE * codeFont(code) + BOX_REM;
  return frame.heroWidth - box - (arrow ? ARROW_REM : 0);
}

/** Whether a call is loud at this moment. */
export function isCalling(state: BoardState, hero: Hero, tick: number): boolean {
  const call = hero.shown?.call;
  const room = state.rooms.find(({ id }) => id === call?.room);
  return isLoud(hero, tick, room?.now?.code === call?.code && room?.now?.state === 'called');
}

/** The call in the large place: the loud one, one that was taken back just now, or the last one quietly. */
export function bigCall(
  state: BoardState,
  hero: Hero,
  tick: number,
  { frame, widthOf }: { frame: Frame; widthOf: WidthOf },
): BigCall | null {
  const loud = isCalling(state, hero, tick);
  const shown = loud ? (hero.shown?.call ?? null) : null;
  const undone = shown === null ? (hero.undone?.call ?? null) : null;
  const call: BoardCall | null = shown ?? undone ?? state.calls[0] ?? null;
  if (call === null) return null;
  // What is said beside a call is that of the newest state; who was called may be gone from it.
  const said = state.calls.find(({ callId }) => callId === call.callId);
  const room = state.rooms.find(({ id }) => id === call.room);
  const label = room?.label.vi ?? '';
  const arrow = room?.arrow ?? 'none';
  const width = labelRoom(frame, call.code, arrow !== 'none', widthOf);
  const priority = loud && said?.priority === true;
  const name = (loud && said?.name) || null;
  return {
    key: `${callKey(call)}${loud ? '!' : ''}`,
    code: call.code,
    invited: invitationOf(call.code),
    room: label,
    arrow,
    size: fitText(label, width / BOLD_NAME, heroSteps(frame, priority, name !== null), widthOf).name,
    loud,
    undone: undone !== null,
    priority,
    name,
  };
}
