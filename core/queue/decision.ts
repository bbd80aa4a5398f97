import type { CallReason } from './call-reason.ts';
import { type Fault, type FaultCode, faultOf } from './fault.ts';
import type { Happening } from './happening.ts';
import type { Notice } from './notice.ts';

/** What the asker is told once it is on disk. */
export type Outcome =
  | { kind: 'issued' | 'repeat' | 'moved' | 'slip'; ticket: string }
  | { kind: 'called'; ticket: string | null; reason: CallReason | null }
  | { kind: 'invited'; codes: readonly string[] }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'nothing' };

export type Decision = { ok: true; happenings: Happening[]; outcome: Outcome } | { ok: false; fault: Fault };

/** The refusal with that code. */
export const refuse = (code: FaultCode): Extract<Decision, { ok: false }> => ({
  ok: false,
  fault: faultOf(code),
});
