import type { ServiceRule } from './clinic-file.ts';
import type { PriorityClass } from './line-class.ts';
import type { Notice } from './notice.ts';
import type { PaperState, TicketLanguage } from './ticket.ts';

/** Moves of one ticket, as the HTTP interface names them. */
export const moveNames = [
  'recall',
  'start',
  'finish',
  'no-show',
  'hold',
  'away',
  'return',
  'transfer',
  'order',
  'skip',
  'priority',
  'cancel',
  'undo',
] as const;
export type MoveName = (typeof moveNames)[number];

/** A booked time of one service; the visitor is null when the list named nobody. `slot` in ms. */
export type Booking = { id: string; service: string; slot: number; visitor: string | null };

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
      /** The way of the visit; null for the service's own. */
      journey: string | null;
      /** The appointment somebody names at a desk; null: looked for by the visitor. */
      appointment: string | null;
      paperFor: string | null;
      /** Absent: Vietnamese. */
      language?: TicketLanguage;
    }
  | HandInCommand
  /** A number of a kiosk whose paper nobody can be sure of (`doubt`), or of which somebody is sure again. */
  | { type: 'doubt'; handedIn: string; doubt: boolean }
  | { type: 'next'; room: string; expected: string | null; call: string }
  /** The ticket that somebody names, whatever the order. */
  | { type: 'call'; room: string; expected: string | null; ticket: string; call: string }
  /** The next so many people asked to come near the room; they keep waiting and are called one by one. */
  | { type: 'invite'; room: string; count: number; call: string }
  /** A speaker off for maintenance, or (null) on again. */
  | { type: 'mute'; speaker: string; minutes: number | null; reason: string }
  | { type: 'test-speaker'; speaker: string; call: string }
  | { type: 'room'; room: string; to: 'open' | 'paused' | 'closed'; reason: string | null }
  /** What a room serves today; null for what the clinic file says. */
  | { type: 'serve'; room: string; services: string[] | null }
  /** The rule of a service from now on; null for that of the clinic file. */
  | { type: 'rule'; service: string; rule: ServiceRule | null }
  /** A text for the boards, cut and cleaned when it is decided. */
  | { type: 'notice'; notice: Notice }
  | { type: 'end-notice'; notice: string }
  /** The bookings of a day, in place of those known; people who are here already keep theirs. */
  | { type: 'book'; businessDay: string; bookings: Booking[] }
  /** `paperFor` null: where the first slip came out. */
  | { type: 'print'; ticket: string; paperFor: string | null }
  /** What a station says of a slip. */
  | { type: 'slip'; ticket: string; slip: number; state: PaperState; printer: string | null }
  | MoveCommand
  | { type: 'turn-day' };

/** A number that a kiosk gave out while its house was away. */
export type HandInCommand = {
  type: 'hand-in';
  /** `2026-11-29 K3-001`: the same for two people only when two stations take themselves for one. */
  handedIn: string;
  /** Of this very line of the journal: another one under the same name is another paper. */
  proof: string;
  businessDay: string;
  series: string;
  number: number;
  code: string;
  service: string;
  /** By the house's clock, in ms. */
  arrivedAt: number;
  ticket: string;
  token: string;
  visitor: string | null;
  priority: PriorityClass;
  grounds: string[];
  language: TicketLanguage;
  /** The ticket that the same press was given before the line broke; null when there is none. */
  same: string | null;
};

export type MoveCommand = { type: 'move'; ticket: string } & (
  | { move: 'recall' | 'start' | 'finish' | 'no-show' | 'return' | 'undo' }
  | { move: 'hold' | 'cancel'; reason: string | null }
  | { move: 'transfer'; service: string }
  /** `minutes` null: until somebody says that he is back. */
  | { move: 'away'; reason: string | null; minutes: number | null }
  /** More to be done on this visit; `back`: and then back to this room. */
  | { move: 'order'; services: string[]; back: boolean }
  | { move: 'skip'; service: string }
  | { move: 'priority'; priority: PriorityClass; reason: string }
);
