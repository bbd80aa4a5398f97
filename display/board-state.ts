import type { BoardState } from '../core/queue/views.ts';
import type { Op } from '../core/wire/protocol.ts';

/** Puts one part of a board in the place of its like; a room the board did not have comes last. */
export function applyBoardOp(state: BoardState, op: Op<BoardState>): BoardState {
  if ('state' in op) return op.state;
  if ('calls' in op) return { ...state, calls: op.calls };
  const known = state.rooms.some(({ id }) => id === op.room.id);
  const rooms = known
    ? state.rooms.map((room) => (room.id === op.room.id ? op.room : room))
    : [...state.rooms, op.room];
  return { ...state, rooms };
}
