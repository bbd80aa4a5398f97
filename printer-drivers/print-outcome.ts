import type { PrintFault } from './delivery.ts';
import type { Advice, HealthState } from './health-words.ts';

/**
 * What became of a ticket. `confirmed`: printed and cut. `processed`: the printer has carried out all bytes.
 * `likely`: ready before and after. `sent-unconfirmed`: handed over to a printer that never answers.
 * `unknown`: bytes left and nothing proves the paper; a person decides, nothing is printed again by itself.
 * `failed-before-bytes`: nothing left, no paper will come; fault `expired` when the deadline passed.
 */
export type PrintState =
  | 'confirmed'
  | 'processed'
  | 'likely'
  | 'sent-unconfirmed'
  | 'unknown'
  | 'failed-before-bytes';

/**
 * `attempts`: how often the printer was tried. `bytes` and `millimetres`: what was sent, and the paper it
 * draws on (without the way to the cutter); 0 when nothing left. `health`: the printer's state at the end.
 */
export type PrintOutcome = {
  readonly jobId: string;
  readonly state: PrintState;
  readonly fault: PrintFault | null;
  readonly attempts: number;
  readonly bytes: number;
  readonly millimetres: number;
  readonly health: HealthState;
};

/** A printer's state with the words for it. */
export type HealthReport = Advice & { readonly state: HealthState };

/**
 * `jobId`: one per print that a person wanted; the same id again gives the same outcome and no second paper.
 * `deadlineMs`: how long from now the ticket may still be printed; null: as the profile says (120 s).
 */
export type PrintOrder = { readonly jobId: string; readonly deadlineMs: number | null };
