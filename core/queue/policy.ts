import type { CallReason } from './call-reason.ts';
import type { ClinicService } from './clinic-file.ts';
import type { LineClass } from './line-class.ts';
import { cameBefore, type Place } from './waiting-line.ts';

/** The first of one line of one service. */
export type Candidate = Place & {
  service: string;
  line: LineClass;
  /** Calls of this service since then of people whose waiting counts from later. */
  overtaken: number;
};

/** Rules of one service that the choice needs; `version` is the entry that set them, 0 for the clinic file's. */
export type Rule = Pick<ClinicService, 'policy' | 'targets' | 'streak' | 'overtakeCap'> & { version: number };

/** What the choice knows beside the candidates. */
export type Bench = {
  ruleOf: (service: string) => Rule;
  /** How much a service counts in this room; 1 where nothing is said. */
  weightOf: (service: string) => number;
  /** Calls in a row of a service that were not normal while somebody normal waited. */
  streaks: ReadonlyMap<string, number>;
  /** Time of the choice in ms. */
  now: number;
};

export type Choice = { candidate: Candidate; reason: CallReason };

/** Weights of the accumulating rule: a priority patient's waiting counts double. */
export const weights: Record<LineClass, number> = {
  urgent: 0,
  return: 2,
  priority: 2,
  appointment: 1.5,
  normal: 1,
};
export const ranks: Record<LineClass, number> = {
  urgent: 0,
  return: 1,
  priority: 1,
  appointment: 2,
  normal: 3,
};
/** Calls before a normal patient's turn under the ratio rule. */
export const RATIO = 2;
const MINUTE = 60_000;

/**
 * Who is next among the first of every line. Each service names its own next by its own rule; among those the
 * room takes the one that has waited longest by its weight. Emergencies come strictly first and no guard counts
 * them. Equal scores go to whoever waits since earlier, then to the lower number. Null when nobody waits.
 * Pure: same input, same choice and reason.
 */
export function chooseNext(candidates: readonly Candidate[], bench: Bench): Choice | null {
  const urgent = first(candidates.filter(({ line }) => line === 'urgent'));
  if (urgent) return choice(urgent, 'urgent', bench);
  const services = [...new Set(candidates.map(({ service }) => service))];
  const picks = services.map((service) => pick(candidates, service, bench));
  const rules = new Set(services.map((service) => bench.ruleOf(service).policy));
  const alike = rules.size === 1;
  const best = highest(
    picks.map(({ candidate }) => candidate),
    (candidate) => pressure(candidate, alike, bench),
  );
  const picked = picks.find(({ candidate }) => candidate === best);
  return picked ? choice(picked.candidate, picked.kind, bench) : null;
}

/** The streak of a service after one of its tickets was called; `normalWaits` is said of the moment of the call. */
export function streakAfter(before: number, called: LineClass, normalWaits: boolean): number {
  if (called === 'urgent') return before;
  return called === 'normal' || !normalWaits ? 0 : before + 1;
}

type ServicePick = { candidate: Candidate; kind: CallReason['kind'] };

/** The next of one service by its rule and guards. */
function pick(candidates: readonly Candidate[], service: string, bench: Bench): ServicePick {
  const rule = bench.ruleOf(service);
  const own = candidates.filter((each) => each.service === service);
  const normal = own.find(({ line }) => line === 'normal');
  const guard = normal ? guardOf(normal, rule, bench.streaks.get(service) ?? 0) : null;
  if (normal && guard) return { candidate: normal, kind: guard };
  return { candidate: highest(own, (each) => scoreOf(each, rule, bench.now))!, kind: 'score' };
}

/**
 * Whether it is the turn of those without priority. Who was passed by too many later comers is called after at
 * most one other; a stricter promise would push priority patients far beyond their target.
 */
function guardOf(normal: Candidate, rule: Rule, streak: number): 'streak-guard' | 'overtake-guard' | null {
  if (streak >= mostInARow(rule)) return 'streak-guard';
  const passed = rule.overtakeCap !== undefined && normal.overtaken >= rule.overtakeCap;
  return passed && streak >= 1 ? 'overtake-guard' : null;
}

function mostInARow(rule: Rule): number {
  if (rule.policy === 'ratio') return RATIO;
  return rule.policy === 'target' ? rule.streak : Number.POSITIVE_INFINITY;
}

/** Higher goes first within one service. */
function scoreOf({ line, since }: Candidate, rule: Rule, now: number): number {
  const waited = (now - since) / MINUTE;
  switch (rule.policy) {
    case 'fifo':
      return waited;
    case 'strict':
      return -ranks[line] * 1e9 + waited;
    case 'ratio':
      return (line === 'normal' ? -1e9 : 0) + waited;
    case 'accumulating':
      return weights[line] * waited;
    case 'target':
      return waited / (targetOf(line, rule) ?? 1);
  }
}

/**
 * How much the next of one service presses against that of another in the same room. Scores of two different
 * rules cannot be compared, so there the waiting itself counts; it grows for ever, so no service is forgotten.
 */
function pressure(candidate: Candidate, alike: boolean, { ruleOf, weightOf, now }: Bench): number {
  const rule = ruleOf(candidate.service);
  const weighted = (weightOf(candidate.service) * (now - candidate.since)) / MINUTE;
  if (!alike) return weighted;
  if (rule.policy === 'strict') return -ranks[candidate.line] * 1e9 + weighted;
  if (rule.policy === 'accumulating') return weights[candidate.line] * weighted;
  return rule.policy === 'target' ? weighted / (targetOf(candidate.line, rule) ?? 1) : weighted;
}

function targetOf(line: LineClass, rule: Rule): number | null {
  return rule.policy === 'target' && line !== 'urgent' ? rule.targets[line] : null;
}

function first(candidates: readonly Candidate[]): Candidate | null {
  return highest(candidates, () => 0);
}

function highest(candidates: readonly Candidate[], score: (each: Candidate) => number): Candidate | null {
  let best: Candidate | null = null;
  let most = 0;
  for (const candidate of candidates) {
    const own = score(candidate);
    if (!best || own > most || (own === most && cameBefore(candidate, best))) {
      best = candidate;
      most = own;
    }
  }
  return best;
}

function choice(candidate: Candidate, kind: CallReason['kind'], bench: Bench): Choice {
  const { service, line, since } = candidate;
  const rule = bench.ruleOf(service);
  const reason: CallReason = {
    policy: rule.policy,
    kind,
    priority: line,
    wait: Math.max(0, Math.floor((bench.now - since) / MINUTE)),
    target: targetOf(line, rule),
    before: bench.streaks.get(service) ?? 0,
    passed: 0,
    among: 0,
    rule: rule.version,
  };
  return { candidate, reason };
}
