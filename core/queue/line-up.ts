import type { CallReason } from './call-reason.ts';
import type { ClinicRoom } from './clinic-file.ts';
import { type Day, linesFor, ruleOf } from './day.ts';
import { type LineClass, lineClasses } from './line-class.ts';
import { type Bench, type Candidate, type Choice, chooseNext, streakAfter } from './policy.ts';
import type { Step, Ticket } from './ticket.ts';
import { lineOfStep, openSteps, placeOfStep } from './visit.ts';
import { type Place, placeIn } from './waiting-line.ts';

const MINUTE = 60_000;

/** One ticket that a room would call, for which service, with the reason. */
export type Upcoming = { ticket: Ticket; service: string; reason: CallReason };

type Lane = { service: string; line: LineClass; places: readonly Place[]; taken: number };

/**
 * The next `count` tickets in the order in which the room would call them if it pressed now and nobody else did.
 * The first one is the answer to `next`. `now` in ms.
 */
export function upcoming(day: Day, room: ClinicRoom, now: number, count: number): Upcoming[] {
  const lanes: Lane[] = linesFor(day, room).flatMap(({ service, line }) =>
    lineClasses.map((each) => ({ service, line: each, places: line.line(each), taken: 0 })),
  );
  const streaks = new Map(day.streaks);
  const bench: Bench = {
    ruleOf: (service) => ruleOf(day, service),
    weightOf: (service) => room.weights[service] ?? 1,
    streaks,
    now,
  };
  const seen = new Set<string>();
  const found: Upcoming[] = [];
  while (found.length < count) {
    const heads = lanes.flatMap((lane) => headOf(day, lane, seen));
    const choice = chooseNext(heads, bench);
    if (!choice) break;
    const { service, line, id } = choice.candidate;
    const normalWaits = heads.some((head) => head.service === service && head.line === 'normal');
    streaks.set(service, streakAfter(streaks.get(service) ?? 0, line, normalWaits));
    seen.add(id);
    found.push({ ticket: day.tickets.get(id)!, service, reason: counted(choice, lanes) });
  }
  return found;
}

/** The first of a lane that was not taken yet, in this lane or in another one in which he waits too. */
function headOf(day: Day, lane: Lane, seen: ReadonlySet<string>): Candidate[] {
  while (lane.taken < lane.places.length && seen.has(lane.places[lane.taken]!.id)) lane.taken += 1;
  const head = lane.places[lane.taken];
  if (!head) return [];
  return [{ ...head, service: lane.service, line: lane.line, overtaken: overtaken(day, lane.service, head) }];
}

/** Calls of a service of people whose waiting counts from later than this place's. */
export function overtaken(day: Day, service: string, { since }: Place): number {
  const called = day.calledSince.get(service) ?? [];
  return called.length - firstAfter(called, since);
}

/** Index of the first value above `value` in an ascending list. */
export function firstAfter(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function counted({ candidate, reason }: Choice, lanes: readonly Lane[]): CallReason {
  let passed = 0;
  let among = 0;
  for (const { service, places, taken } of lanes) {
    among += places.length - taken;
    if (service === candidate.service) passed += Math.max(0, placeIn(places, candidate) - taken);
  }
  return { ...reason, passed, among };
}

/** The reason of a call by name: nobody chose by a rule, the waiting is kept all the same. */
export function manualReason(day: Day, ticket: Ticket, step: Step, now: number): CallReason {
  const { since } = placeOfStep(ticket, step, day.services.get(step.service));
  return {
    policy: 'manual',
    kind: 'manual',
    priority: lineOfStep(ticket, step),
    wait: Math.max(0, Math.floor((now - since) / MINUTE)),
    target: null,
    before: day.streaks.get(step.service) ?? 0,
    passed: 0,
    among: 0,
    rule: ruleOf(day, step.service).version,
  };
}

/** People waiting before this ticket in the shortest of its lines; 0 when it does not wait. */
export function aheadOf(day: Day, ticket: Ticket): number {
  if (ticket.state !== 'waiting') return 0;
  const counts = openSteps(ticket.steps).map((step) => aheadInStep(day, ticket, step));
  return counts.length === 0 ? 0 : Math.min(...counts);
}

/** People who will be called before this ticket for one of its steps, as far as it is known now. */
export function aheadInStep(day: Day, ticket: Ticket, step: Step): number {
  const own = lineOfStep(ticket, step);
  const place = placeOfStep(ticket, step, day.services.get(step.service));
  const due = place.since + headStart(day, step.service, own);
  let ahead = 0;
  for (const [bound, line] of day.waiting.get(step.service) ?? []) {
    if (bound !== '' && bound !== step.room) continue;
    for (const each of lineClasses) {
      const since = each === own ? place.since : due - headStart(day, step.service, each);
      ahead += placeIn(line.line(each), place, since);
    }
  }
  return ahead;
}

/** How long after arrival a class is expected to be called, in ms: the order in which lines merge over time. */
function headStart(day: Day, service: string, line: LineClass): number {
  if (line === 'urgent') return Number.NEGATIVE_INFINITY;
  const { policy, targets } = ruleOf(day, service);
  if (policy === 'fifo') return 0;
  if (policy === 'strict') return { return: 0, priority: 0, appointment: 1e9, normal: 2e9 }[line];
  return targets[line] * MINUTE;
}
