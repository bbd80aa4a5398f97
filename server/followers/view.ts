import type { BoardFace } from '../../core/queue/board-face.ts';
import type { ClinicBoard, ClinicRoom } from '../../core/queue/clinic-file.ts';
import type { Day } from '../../core/queue/day.ts';
import { type DeskState, deskState } from '../../core/queue/desk-view.ts';
import { type HouseState, houseState } from '../../core/queue/house-view.ts';
import { type BoardState, boardCalls, boardNotices, boardRoom, type NameOf } from '../../core/queue/views.ts';
import { HOUSE_VIEW, type Op } from '../../core/wire/protocol.ts';
import type { Touched } from './touch.ts';

/**
 * One view of the log: what a board or a desk shows. It keeps, for each of its parts, the seq of the entry that
 * touched it last. A delta from any older seq is then simply "all parts touched since", and needs no history.
 */
export type View<State> = {
  readonly name: string;
  /** Seq of the last entry that touched any part. */
  seq(): number;
  touch(touched: Touched, seq: number): boolean;
  state(day: Day, now: number): State;
  opsSince(seq: number, day: Day, now: number): Op<State>[];
};

/** What a board shows beside the day: its look, names and pictures. */
export type BoardShow = { face: BoardFace; nameOf: NameOf; slides: () => readonly string[] };

/** A board: one part a room, the list of calls, and everything when a notice comes or goes. */
export function boardView(
  board: ClinicBoard,
  rooms: readonly ClinicRoom[],
  { face, nameOf, slides }: BoardShow,
): View<BoardState> {
  const parts = new Map<string, number>([['', 0], ...rooms.map((room): [string, number] => [room.id, 0])]);
  let last = 0;
  let noticed = 0;
  const state = (day: Day, now: number): BoardState => ({
    board: board.id,
    rooms: rooms.map((room) => boardRoom(day, room, now)),
    calls: boardCalls(day, board, nameOf),
    face,
    notices: boardNotices(day, board.id, now),
    slides: [...slides()],
  });
  const mark = (part: string, seq: number): void => {
    parts.set(part, seq);
    last = seq;
  };
  return {
    name: board.id,
    seq: () => last,
    touch(touched, seq) {
      for (const room of rooms) if (concerns(touched, room)) mark(room.id, seq);
      // What is said beside a call ends with the call: any move of a room concerns the list.
      if (touched.everything || rooms.some(({ id }) => touched.rooms.has(id))) mark('', seq);
      if (touched.notices) {
        noticed = seq;
        last = seq;
      }
      return last === seq;
    },
    state,
    opsSince: (seq, day, now) => {
      if (noticed > seq) return [{ state: state(day, now) }];
      const changed = rooms.filter(({ id }) => parts.get(id)! > seq);
      return [
        ...changed.map((room) => ({ room: boardRoom(day, room, now) })),
        ...(parts.get('')! > seq ? [{ calls: boardCalls(day, board, nameOf) }] : []),
      ];
    },
  };
}

/** A room's desk: one part. */
export function deskView(room: ClinicRoom): View<DeskState> {
  let last = 0;
  return {
    name: room.id,
    seq: () => last,
    touch(touched, seq) {
      if (!concerns(touched, room)) return false;
      last = seq;
      return true;
    },
    state: (day, now) => deskState(day, room, now),
    opsSince: (_seq, day, now) => [{ state: deskState(day, room, now) }],
  };
}

/** The supervisor's view of the whole house: one part, touched by whatever happens. */
export function houseView(): View<HouseState> {
  let last = 0;
  return {
    name: HOUSE_VIEW,
    seq: () => last,
    touch(_touched, seq) {
      last = seq;
      return true;
    },
    state: (day, now) => houseState(day, now),
    opsSince: (_seq, day, now) => [{ state: houseState(day, now) }],
  };
}

function concerns(touched: Touched, room: ClinicRoom): boolean {
  return (
    touched.everything || touched.rooms.has(room.id) || room.services.some((id) => touched.services.has(id))
  );
}
