import type { CallReason } from './call-reason.ts';
import type { PriorityClass } from './line-class.ts';

/** One thing to be done on a visit. Times in ms; null until it has come so far. */
export type Step = {
  readonly service: string;
  /** Steps of one stage are side by side, in any order; the stages follow one another. */
  readonly stage: number;
  /** The one room that calls for it: back to the doctor who sent him. Null: any room of the service. */
  readonly room: string | null;
  readonly state: 'ahead' | 'done' | 'skipped';
  /** Since when it could be called. */
  readonly openAt: number | null;
  readonly calledAt: number | null;
  readonly doneAt: number | null;
};

/**
 * How far the paper of a ticket got. `asked`: on its way; `confirmed`: printed and cut; `likely`, `sent`: as far as
 * such a printer can tell; `unknown`: bytes left and nothing proves the paper; `failed`: none will come.
 */
export const paperStates = ['asked', 'confirmed', 'likely', 'sent', 'unknown', 'failed'] as const;
export type PaperState = (typeof paperStates)[number];
/** `slip` counts the slips of the ticket; `printer` says where the paper is when it came out elsewhere. */
export type Paper = {
  readonly slip: number;
  readonly state: PaperState;
  readonly printer: string | null;
  readonly at: number;
};

/** The language in which somebody took the number; whoever took it in English may be called in English too. */
export const ticketLanguages = ['vi', 'en'] as const;
export type TicketLanguage = (typeof ticketLanguages)[number];

/** What a ticket is whatever happens to it. Times are milliseconds since 1970, UTC. */
export type TicketFacts = {
  readonly id: string;
  readonly code: string;
  /** Other codes on papers of this visit: of a kiosk that was cut off. */
  readonly also?: readonly string[];
  readonly number: number;
  readonly series: string;
  /** The service of the step at hand: the one called for, else the first that is open. */
  readonly service: string;
  readonly priority: PriorityClass;
  /** Codes of the priority classes and who said so: `NCT` read from the card, `TH?` declared, to be checked. */
  readonly grounds: readonly string[];
  /** Random id of the person within this day; null for somebody who showed no card. */
  readonly visitor: string | null;
  /** Address of the patient's own page. */
  readonly token: string;
  readonly language: TicketLanguage;
  readonly issuedAt: number;
  /** First arrival of the visit. It decides the place in every queue and no move ever changes it. */
  readonly arrivedAt: number;
  /** Booked time of the first step; null without an appointment. */
  readonly slot: number | null;
  /** The whole visit, in order of stages. */
  readonly steps: readonly Step[];
  /** Times this ticket was announced as absent. */
  readonly missed: number;
  /** Slips asked for so far; the second says that it is a reprint. */
  readonly slips: number;
  /** The device whose station printed the first slip; null when nobody asked for paper. */
  readonly paperFor: string | null;
  /** What became of the last slip; null when nobody asked for one. */
  readonly paper: Paper | null;
  /** The entry of the log that moved it last; a reprint moves nobody. */
  readonly seq: number;
};

/** `step` is the place in the visit of what the room calls for. */
type Call = {
  readonly room: string;
  readonly calledAt: number;
  readonly call: string;
  readonly rev: number;
  readonly step: number;
  /** Why this ticket and no other. */
  readonly reason: CallReason;
};

/** A ticket in one of its states; what a state does not have cannot be written down. */
export type Ticket = TicketFacts &
  (
    | { readonly state: 'waiting' }
    | ({ readonly state: 'called'; readonly repeatedAt: number | null } & Call)
    | ({ readonly state: 'serving'; readonly startedAt: number } & Call)
    | { readonly state: 'held'; readonly reason: string | null }
    /** Sent somewhere outside the queues, or until the results are in; `until` null: until somebody says so. */
    | { readonly state: 'away'; readonly reason: string | null; readonly until: number | null }
    | { readonly state: 'no-show'; readonly room: string; readonly calledAt: number }
    | { readonly state: 'done'; readonly room: string; readonly calledAt: number; readonly doneAt: number }
    | { readonly state: 'cancelled'; readonly reason: string | null }
  );

export type TicketState = Ticket['state'];

/** Waiting or with somebody: neither finished nor given up. A no-show may still come back. */
export function isOpen(ticket: Ticket): boolean {
  return ticket.state !== 'done' && ticket.state !== 'cancelled';
}

/** The code of a number that a kiosk gives out by itself, `K3-001`: no series of the house has such a one. */
export function offlineCode(series: string, number: number): string {
  return `${series}-${String(number).padStart(3, '0')}`;
}

/** The code on the paper: series and number, padded; the thousandth of a three-digit series is A1000. */
export function ticketCode(series: string, number: number, digits: number): string {
  return series + String(number).padStart(digits, '0');
}
