import type { ClinicService } from './clinic-file.ts';
import type { PriorityClass } from './ticket.ts';
import { cameBefore } from './waiting-line.ts';

/** The first of one line of one service. `arrivedAt` in ms; it is the moment from which waiting counts. */
export type Candidate = {
  id: string;
  service: string;
  priority: PriorityClass;
  arrivedAt: number;
  number: number;
};

/** Rules of one service that the choice needs. */
export type Rule = Pick<ClinicService, 'policy' | 'targets' | 'streak'>;

/** Why this ticket and no other: kept with the call, shown to staff, replayable. Waits and targets in minutes. */
export type CallReason = {
  policy: ClinicService['policy'] | 'manual';
  kind: 'urgent' | 'score' | 'streak-guard' | 'manual';
  priority: PriorityClass;
  wait: number;
  target: number | null;
  /** Calls of priority patients in a row in this service before this one, while others waited. */
  before: number;
};

type Choice = { candidate: Candidate; reason: CallReason };

/** Weights of the accumulating rule: a priority patient's waiting counts double. */
const weights = { urgent: 0, priority: 2, appointment: 1.5, normal: 1 };
const ranks = { urgent: 0, priority: 1, appointment: 2, normal: 3 };
/** Calls before a normal patient's turn under the ratio rule. */
const RATIO = 2;
const MINUTE = 60_000;

/**
 * Who is next among the first of every line, by the rule of the candidate's service.
 * `streaks`: calls in a row of a service that were not normal while somebody normal waited.
 * Emergencies come strictly first and no guard counts them. Equal scores go to the earlier arrival, then to the
 * lower number. In a room whose services have different rules, the next of each rule go by first arrival.
 * Null when nobody waits. Pure: same input, same choice and reason.
 */
export function chooseNext(
  candidates: readonly Candidate[],
  ruleOf: (service: string) => Rule,
  streaks: ReadonlyMap<string, number>,
  now: number,
): Choice | null {
  const urgent = first(candidates.filter(({ priority }) => priority === 'urgent'));
  if (urgent) return choice(urgent, 'urgent', ruleOf, streaks, now);
  const guarded = new Set(
    candidates
      .filter(
        ({ priority, service }) =>
          priority === 'normal' && (streaks.get(service) ?? 0) >= guardOf(ruleOf(service)),
      )
      .map(({ service }) => service),
  );
  const allowed = candidates.filter(
    ({ service, priority }) => !guarded.has(service) || priority === 'normal',
  );
  // Scores of two rules cannot be compared: each rule names its own next, the earliest of these goes first.
  const bests = new Map<Rule['policy'], { candidate: Candidate; score: number }>();
  for (const candidate of allowed) {
    const rule = ruleOf(candidate.service);
    const score = scoreOf(candidate, rule, now);
    const best = bests.get(rule.policy);
    const better =
      !best || score > best.score || (score === best.score && cameBefore(candidate, best.candidate));
    if (better) bests.set(rule.policy, { candidate, score });
  }
  const best = first([...bests.values()].map(({ candidate }) => candidate));
  if (!best) return null;
  return choice(best, guarded.has(best.service) ? 'streak-guard' : 'score', ruleOf, streaks, now);
}

/** The streak of a service after one of its tickets was called; `normalWaits` is said of the moment of the call. */
export function streakAfter(before: number, called: PriorityClass, normalWaits: boolean): number {
  if (called === 'urgent') return before;
  return called === 'normal' || !normalWaits ? 0 : before + 1;
}

function guardOf(rule: Rule): number {
  if (rule.policy === 'ratio') return RATIO;
  return rule.policy === 'target' ? rule.streak : Number.POSITIVE_INFINITY;
}

/** Higher goes first; comparable among all services of one rule. */
function scoreOf(candidate: Candidate, rule: Rule, now: number): number {
  const waited = (now - candidate.arrivedAt) / MINUTE;
  switch (rule.policy) {
    case 'fifo':
      return waited;
    case 'strict':
      return -ranks[candidate.priority] * 1e9 + waited;
    case 'ratio':
      return (candidate.priority === 'normal' ? -1e9 : 0) + waited;
    case 'accumulating':
      return weights[candidate.priority] * waited;
    case 'target':
      return waited / (targetOf(candidate.priority, rule) ?? 1);
  }
}

function targetOf(priority: PriorityClass, rule: Rule): number | null {
  return rule.policy === 'target' && priority !== 'urgent' ? rule.targets[priority] : null;
}

function first(candidates: readonly Candidate[]): Candidate | null {
  return candidates.reduce<Candidate | null>(
    (best, each) => (!best || cameBefore(each, best) ? each : best),
    null,
  );
}

function choice(
  candidate: Candidate,
  kind: CallReason['kind'],
  ruleOf: (service: string) => Rule,
  streaks: ReadonlyMap<string, number>,
  now: number,
): Choice {
  const rule = ruleOf(candidate.service);
  const reason: CallReason = {
    policy: rule.policy,
    kind,
    priority: candidate.priority,
    wait: Math.max(0, Math.floor((now - candidate.arrivedAt) / MINUTE)),
    target: targetOf(candidate.priority, rule),
    before: streaks.get(candidate.service) ?? 0,
  };
  return { candidate, reason };
}

const classWords = { urgent: 'cấp cứu', priority: 'ưu tiên', appointment: 'hẹn trước', normal: 'thường' };

/** The reason in one Vietnamese line for staff: `ưu tiên, chờ 34/20 phút; 2 lượt ưu tiên trước`. */
export function reasonWords(reason: CallReason): string {
  if (reason.kind === 'manual') return `gọi đích danh, chờ ${reason.wait} phút`;
  if (reason.kind === 'urgent') return `cấp cứu, gọi trước mọi lượt; chờ ${reason.wait} phút`;
  const wait = reason.target === null ? `${reason.wait}` : `${reason.wait}/${reason.target}`;
  const turn = reason.kind === 'streak-guard' ? 'đến lượt thường' : `${reason.before} lượt ưu tiên trước`;
  return `${classWords[reason.priority]}, chờ ${wait} phút; ${turn}`;
}
