import type { ClinicService } from './clinic-file.ts';
import type { LineClass } from './line-class.ts';

/** Why this ticket and no other: kept with the call, shown to staff, replayable. Waits and targets in minutes. */
export type CallReason = {
  policy: ClinicService['policy'] | 'manual';
  /**
   * `streak-guard`: as many calls of others in a row as the service allows; `overtake-guard`: passed by as many
   * later comers as it allows; `manual`: somebody named this ticket.
   */
  kind: 'urgent' | 'score' | 'streak-guard' | 'overtake-guard' | 'manual';
  priority: LineClass;
  wait: number;
  target: number | null;
  /** Calls of priority patients in a row in this service before this one, while others waited. */
  before: number;
  /** People of the same service who came earlier and were left waiting. */
  passed: number;
  /** People among whom the choice was made. */
  among: number;
  /** Seq of the entry that set the rule; 0 for the clinic file's own. */
  rule: number;
};

const classWords: Record<LineClass, string> = {
  urgent: 'cấp cứu',
  return: 'quay lại',
  priority: 'ưu tiên',
  appointment: 'hẹn trước',
  normal: 'thường',
};

/** The reason in one Vietnamese line for staff: `ưu tiên, chờ 34/20 phút; 2 lượt ưu tiên trước`. */
export function reasonWords(reason: CallReason): string {
  if (reason.kind === 'manual') return `gọi đích danh, chờ ${reason.wait} phút`;
  if (reason.kind === 'urgent') return `cấp cứu, gọi trước mọi lượt; chờ ${reason.wait} phút`;
  const wait = reason.target === null ? `${reason.wait}` : `${reason.wait}/${reason.target}`;
  return `${classWords[reason.priority]}, chờ ${wait} phút; ${turnWords(reason)}`;
}

function turnWords({ kind, before }: CallReason): string {
  if (kind === 'streak-guard') return 'đến lượt thường';
  return kind === 'overtake-guard' ? 'đã nhường nhiều lượt' : `${before} lượt ưu tiên trước`;
}
