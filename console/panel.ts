import type { DeskTicket } from '../core/queue/desk-view.ts';
import type { PriorityClass } from '../core/queue/line-class.ts';
import type { TicketAnswer } from '../core/wire/api.ts';

/** A question with numbered answers: what exactly shall be done. */
export type Asking =
  | { readonly at: 'transfer'; readonly ticket: DeskTicket; readonly page: number }
  | {
      readonly at: 'order';
      readonly ticket: DeskTicket;
      readonly page: number;
      readonly chosen: readonly string[];
      /** And then back to this room. */
      readonly back: boolean;
    }
  | { readonly at: 'away' | 'cancel'; readonly ticket: DeskTicket }
  /** `to` null: the class is asked first, then the reason. */
  | { readonly at: 'priority'; readonly ticket: DeskTicket; readonly to: PriorityClass | null }
  | { readonly at: 'pause' | 'invite' };

/** What stands open beside the patient in hand. */
export type Panel =
  | { readonly at: 'none' | 'call' | 'reception' | 'appointments' | 'help' }
  | { readonly at: 'search'; readonly text: string; readonly found: readonly TicketAnswer[] | null }
  | { readonly at: 'ticket'; readonly ticket: DeskTicket }
  | Asking;
