import type { CallReason } from './call-reason.ts';
import type { ServiceRule } from './clinic-file.ts';
import type { Booking } from './command.ts';
import type { PriorityClass } from './line-class.ts';
import type { Mute } from './mute.ts';
import type { Notice } from './notice.ts';
import type { Pace } from './pace.ts';
import type { PaperState, Ticket, TicketLanguage } from './ticket.ts';

/**
 * What happened, one row of the log each. It names people only by a random id and holds nothing from a card.
 * A kind may gain fields; its name and the meaning of what it has never change, since old logs are read again.
 * Fields that came later may be missing in an old entry.
 */
export type Happening =
  | {
      type: 'day-opened';
      businessDay: string;
      /** What the new day takes over, so that it can be told from its own entries alone. */
      kept?: Ticket[];
      rules?: Record<string, ServiceRule & { version: number }>;
      bookings?: (Booking & { businessDay: string })[];
      paces?: Record<string, Pace>;
      mutes?: Record<string, Mute>;
      notices?: Notice[];
    }
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
      /** The whole visit as services by stage. */
      stages?: string[][];
      slot?: number | null;
      appointment?: string | null;
      /** Missing: Vietnamese. */
      language?: TicketLanguage;
      /** When somebody came who got the number while the kiosk could not reach the server (ms). */
      arrivedAt?: number;
      /** Such a number's own name, `2026-11-29 K3-001`: handed in again it is known by it. */
      handedIn?: string;
      /** Tells its paper from another one with the same number. */
      proof?: string;
    }
  /** A number that a kiosk gave out by itself belongs to a ticket that was there already: one visit, two codes. */
  | {
      type: 'number-joined';
      ticket: string;
      handedIn: string;
      code: string;
      series: string;
      number: number;
      /** The ticket is called by it from now on; else it only leads to the ticket. */
      calledBy: boolean;
      proof?: string;
    }
  /** `slip` counts them; `paperFor` null means the house's own station. */
  | { type: 'slip-asked'; ticket: string; slip: number; paperFor: string | null }
  /** What became of a slip, once it is known. */
  | { type: 'slip-ended'; ticket: string; slip: number; state: PaperState; printer: string | null }
  | {
      type: 'ticket-called';
      ticket: string;
      room: string;
      call: string;
      reason: CallReason;
      /** Whom the same press sent out of the room, in the entry just before: one press, one move to undo. */
      finished: string | null;
      /** For which of the open steps. */
      service?: string;
    }
  | { type: 'call-repeated'; ticket: string; room: string; call: string; rev: number }
  | { type: 'service-started'; ticket: string; room: string }
  /** `until`: when the results are in (ms) and the visit can go on. */
  | { type: 'service-finished'; ticket: string; room: string; until?: number | null }
  | { type: 'ticket-missed'; ticket: string; room: string }
  | { type: 'ticket-held'; ticket: string; room: string | null; reason: string | null }
  | { type: 'ticket-away'; ticket: string; room: string | null; reason: string | null; until: number | null }
  | { type: 'ticket-returned'; ticket: string }
  | { type: 'ticket-transferred'; ticket: string; room: string | null; from: string; to: string }
  | {
      type: 'steps-ordered';
      ticket: string;
      room: string | null;
      services: string[];
      /** Back to the room afterwards. */
      back: boolean;
    }
  /** `until` as in service-finished: the other steps of the stage are done, their results are not in. */
  | { type: 'step-skipped'; ticket: string; service: string; index: number; until?: number | null }
  | { type: 'priority-changed'; ticket: string; from: PriorityClass; to: PriorityClass; reason: string }
  | { type: 'ticket-cancelled'; ticket: string; room: string | null; reason: string | null }
  | { type: 'move-undone'; room: string | null; tickets: string[] }
  | { type: 'numbers-invited'; room: string; call: string; codes: string[] }
  /** A speaker is silent until then (ms) for maintenance; null: it speaks again. */
  | { type: 'speaker-muted'; speaker: string; until: number | null; reason: string }
  /** Somebody stands before a speaker and wants to hear it. */
  | { type: 'speaker-tested'; speaker: string; call: string }
  | { type: 'room-changed'; room: string; to: 'open' | 'paused' | 'closed'; reason: string | null }
  | { type: 'room-serves'; room: string; services: string[] | null }
  | { type: 'rule-changed'; service: string; rule: ServiceRule | null }
  | { type: 'day-booked'; businessDay: string; bookings: Booking[] }
  | { type: 'notice-set'; notice: Notice }
  | { type: 'notice-ended'; notice: string }
  /** After a restore: no number at or below these is ever given again that day. */
  | { type: 'numbers-raised'; businessDay: string; above: Record<string, number> }
  /** A command that changed nothing and must still be answered alike when it is sent again. */
  | { type: 'nothing-changed'; command: string; code: string };

type Of<T extends Happening['type']> = Extract<Happening, { type: T }>;
/** What moves one ticket, and can be undone. */
export type MoveHappening = Of<
  | 'ticket-called'
  | 'call-repeated'
  | 'service-started'
  | 'service-finished'
  | 'ticket-missed'
  | 'ticket-held'
  | 'ticket-away'
  | 'ticket-returned'
  | 'ticket-transferred'
  | 'steps-ordered'
  | 'step-skipped'
  | 'priority-changed'
  | 'ticket-cancelled'
>;

export type HappeningType = Happening['type'];

/** A happening in its place: `seq` is its number in the log, `at` the server's time in ms, `actor` a device id. */
export type Entry = { seq: number; at: number; actor: string; happening: Happening };
