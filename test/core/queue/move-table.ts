import type { MoveName } from '../../../core/queue/command.ts';
import type { FaultCode } from '../../../core/queue/fault.ts';
import type { TicketState } from '../../../core/queue/ticket.ts';

export type Move = Exclude<MoveName, 'undo'>;

/**
 * The table of the interface: from which states a move is allowed, where it leads (`stays`: where it came from),
 * and for what else it may be refused there; `undo` has a promise of its own.
 */
type Row = { from: TicketState[]; to: (TicketState | 'stays')[]; faults: FaultCode[] };

const inLine: TicketState[] = ['waiting', 'called', 'serving'];
const notOver: TicketState[] = [...inLine, 'held', 'away', 'no-show'];
const elsewhere: FaultCode[] = ['unknown-service', 'same-service', 'already-waiting-there'];

export const moveTable: Record<Move, Row> = {
  recall: { from: ['called'], to: ['called'], faults: ['recall-too-soon', 'recall-limit'] },
  start: { from: ['called'], to: ['serving'], faults: [] },
  // The last step ends the visit; after any other it goes on, at once or when the results are in.
  finish: { from: ['called', 'serving'], to: ['done', 'waiting', 'away'], faults: [] },
  'no-show': { from: ['called'], to: ['no-show'], faults: [] },
  hold: { from: inLine, to: ['held'], faults: [] },
  away: { from: inLine, to: ['away'], faults: [] },
  return: { from: ['no-show', 'held', 'away'], to: ['waiting'], faults: [] },
  transfer: { from: inLine, to: ['waiting'], faults: elsewhere },
  // Who is done and gets one more order is back in the queues.
  order: { from: [...inLine, 'held', 'away', 'done'], to: ['stays', 'waiting'], faults: elsewhere },
  skip: { from: notOver, to: ['stays', 'away'], faults: ['no-such-step', 'last-step'] },
  priority: { from: notOver, to: ['stays'], faults: ['same-priority'] },
  cancel: { from: notOver, to: ['cancelled'], faults: [] },
};
export const moves = Object.keys(moveTable) as Move[];
