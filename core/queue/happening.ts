import type { CallReason } from './policy.ts';
import type { PriorityClass } from './ticket.ts';

/**
 * What happened, one row of the log each. It names people only by a random id and holds nothing from a card.
 * A kind may gain fields; its name and the meaning of what it has never change, since old logs are read again.
 */
export type Happening =
  | { type: 'day-opened'; businessDay: string }
  | {
      type: 'ticket-issued';
      ticket: string;
      code: string;
      number: number;
      series: string;
      service: string;
      priority: PriorityClass;
      grounds: string[];
      visitor: string | null;
      token: string;
      /** The device whose station prints the slip; null when nobody asked for paper. */
      paperFor: string | null;
    }
  /** `slip` counts them; `paperFor` null means the house's own station. */
  | { type: 'slip-asked'; ticket: string; slip: number; paperFor: string | null }
  | {
      type: 'ticket-called';
      ticket: string;
      room: string;
      call: string;
      reason: CallReason;
      /** Whom the same press sent out of the room, in the entry just before: one press, one move to undo. */
      finished: string | null;
    }
  | { type: 'call-repeated'; ticket: string; room: string; call: string; rev: number }
  | { type: 'service-started'; ticket: string; room: string }
  | { type: 'service-finished'; ticket: string; room: string }
  | { type: 'ticket-missed'; ticket: string; room: string }
  | { type: 'ticket-held'; ticket: string; room: string | null; reason: string | null }
  | { type: 'ticket-returned'; ticket: string }
  | { type: 'ticket-transferred'; ticket: string; room: string | null; from: string; to: string }
  | { type: 'ticket-cancelled'; ticket: string; room: string | null; reason: string | null }
  | { type: 'move-undone'; room: string | null; tickets: string[] }
  /** After a restore: no number at or below these is ever given again that day. */
  | { type: 'numbers-raised'; businessDay: string; above: Record<string, number> }
  /** A command that changed nothing and must still be answered alike when it is sent again. */
  | { type: 'nothing-changed'; command: string; code: string };

export type HappeningType = Happening['type'];

/** A happening in its place: `seq` is its number in the log, `at` the server's time in ms, `actor` a device id. */
export type Entry = { seq: number; at: number; actor: string; happening: Happening };
