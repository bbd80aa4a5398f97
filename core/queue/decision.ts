import type { Fault } from './fault.ts';
import type { Happening } from './happening.ts';
import type { CallReason } from './policy.ts';

/** What the asker is told once it is on disk. */
export type Outcome =
  | { kind: 'issued' | 'repeat' | 'moved' | 'slip'; ticket: string }
  | { kind: 'called'; ticket: string | null; reason: CallReason | null }
  | { kind: 'nothing' };

export type Decision = { ok: true; happenings: Happening[]; outcome: Outcome } | { ok: false; fault: Fault };
