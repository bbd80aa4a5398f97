import type { PriorityClass } from './ticket.ts';

/** Moves of one ticket, as the HTTP interface names them. */
export const moveNames = [
  'recall',
  'start',
  'finish',
  'no-show',
  'hold',
  'return',
  'transfer',
  'cancel',
  'undo',
] as const;
export type MoveName = (typeof moveNames)[number];

/**
 * What somebody asks for. Ids and chance are made at the door and come in with the command, so that the same
 * log always gives the same day.
 */
export type Command =
  | {
      type: 'check-in';
      service: string;
      /** Fresh ids, used only if a ticket is really issued. */
      ticket: string;
      token: string;
      visitor: string | null;
      priority: PriorityClass;
      grounds: string[];
      paperFor: string | null;
    }
  | { type: 'next'; room: string; expected: string | null; call: string }
  /** `paperFor` null: where the first slip came out. */
  | { type: 'print'; ticket: string; paperFor: string | null }
  | { type: 'move'; move: 'recall' | 'start' | 'finish' | 'no-show' | 'return' | 'undo'; ticket: string }
  | { type: 'move'; move: 'hold' | 'cancel'; ticket: string; reason: string | null }
  | { type: 'move'; move: 'transfer'; ticket: string; service: string }
  | { type: 'turn-day' };

export type MoveCommand = Extract<Command, { type: 'move' }>;
