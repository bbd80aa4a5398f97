import { type LineClass, lineClasses } from './line-class.ts';
import { comingBetween, type Pace } from './pace.ts';
import { RATIO, type Rule, ranks, weights } from './policy.ts';

/** A room that calls for the service now. */
export type ServingRoom = {
  /** Which part of its calls is for this service: 1, or less where it serves several. */
  share: number;
  /** Minutes since it called whom it has; null when it is empty. */
  inside: number | null;
};

/** What is known about one waiting ticket. Times are minutes of the business day, durations minutes. */
export type WaitInput = {
  now: number;
  line: LineClass;
  /** From when its waiting counts: an appointment's not before its slot, which may lie ahead. */
  since: number;
  rule: Pick<Rule, 'policy' | 'targets' | 'streak' | 'overtakeCap'>;
  /** How many of a class wait for the service now who come before somebody waiting since `since`. */
  ahead: (line: LineClass, since: number) => number;
  /** Later comers who were called before it. */
  overtaken: number;
  rooms: readonly ServingRoom[];
  /** When no room calls, as far as it is known, in minutes from now: until the doors open, over lunch. Apart. */
  closed: readonly { from: number; to: number }[];
  pace: Pace;
};

/** Minutes from now: called between the ends in about five of six cases, before `middle` in half. */
export type WaitRange = { from: number; middle: number; to: number };

/** Standard deviations to either side; like the doubts below chosen on days 1 to 100 of the model. */
const WIDTH = 1.44;
/**
 * Variance, in calls, of what the averages leave out: how far those inside are, and where scores decide also who
 * happens to be ahead at the very moment of a call.
 */
const blurs: Record<Rule['policy'], number> = {
  fifo: 1,
  strict: 1,
  ratio: 1,
  accumulating: 2.5,
  target: 2.5,
};
/** Relative doubt about the pace of the coming hours beyond what so many patients leave. */
const DRIFT = 0.05;
/** Relative doubt about how many will come: after many days, and beyond it on a first day. */
const CROWD = 0.15;
const FIRST_CROWD = 0.35;
/** Nobody is told more than a day. */
const LONGEST = 1440;
/** Minutes to which the wait is found. */
const FINE = 0.05;
/** Whole minutes of what people are told. */
const STEP = 5;

/**
 * When a waiting ticket will be called, as a range, or null when nothing honest can be said: no room serves, or
 * it would be longer than a day.
 *
 * By minute t the rooms have made c(t) calls, by renewal theory t/m each with a correction for who is inside.
 * Before our ticket go n(t) people: a later comer of a class with a shorter target goes first if his score has
 * outgrown ours by t, an earlier one of a class with a longer target only if his has not been outgrown, so n
 * depends on t and the wait is where c and n meet. Whitt (Predicting queueing delays, Management Science 45,
 * 1999) predicts from the state of the line in this way and gives a variance that grows with the line; ours
 * adds what is not known of the pace and of those yet to come. The ends are where c − n is that many standard
 * deviations from 0. Each costs a dozen steps, each step one look into every class's line.
 */
export function expectedWait(input: WaitInput): WaitRange | null {
  if (!input.rooms.some(({ share }) => share > 0)) return null;
  const slopes = lineClasses.map((each) => slopeOf(each, input));
  const middle = calledAfter(input, slopes, 0);
  if (middle === null) return null;
  return {
    from: calledAfter(input, slopes, -WIDTH) ?? middle,
    middle,
    to: calledAfter(input, slopes, WIDTH) ?? LONGEST,
  };
}

/**
 * Minutes until the calls made exceed the people ahead by `sigmas` standard deviations; null beyond a day. `slopes`:
 * of each class, see `slopeOf`.
 */
function calledAfter(input: WaitInput, slopes: readonly number[], sigmas: number): number | null {
  const { variance, mean, weight, days } = input.pace;
  const spread = variance / mean ** 2;
  const doubt = spread / weight + DRIFT ** 2;
  const crowd = CROWD + FIRST_CROWD / (days + 1);
  const lead = (wait: number): number => {
    const calls = callsWithin(input, wait);
    const { people, unseen } = peopleBefore(input, slopes, wait);
    const blur =
      blurs[input.rule.policy] + spread * calls + doubt * calls ** 2 + unseen + (crowd * unseen) ** 2;
    return calls - people - 0.5 - sigmas * Math.sqrt(blur);
  };
  const opens = Math.max(0, ...input.closed.filter(({ from }) => from <= 0).map(({ to }) => to));
  if (lead(opens) >= 0) return opens;
  let low = opens;
  let high = opens + mean;
  while (lead(high) < 0) {
    if (high >= LONGEST) return null;
    low = high;
    high = Math.min(LONGEST, 2 * high);
  }
  while (high - low > FINE) {
    const half = (low + high) / 2;
    if (lead(half) < 0) low = half;
    else high = half;
  }
  return high;
}

/**
 * Calls for the service within so many minutes, on average. A room makes t/m calls in the long run; one that
 * begins with an empty chair is (1 + cv²)/2 calls ahead of one met at a random moment, one with a patient inside
 * behind it by what he still needs (renewal theory). Nobody needs less than cv · m however long he is inside.
 */
function callsWithin({ rooms, closed, pace }: WaitInput, wait: number): number {
  const worked = closed.reduce((left, { from, to }) => left - overlap(from, to, wait), wait);
  const { mean, variance } = pace;
  const spread = variance / mean ** 2;
  const settled = 1 - Math.exp(-worked / mean);
  return rooms.reduce((sum, { share, inside }) => {
    const start = inside === null ? 1 : 0;
    const rest = inside === null ? 0 : Math.max(1 - inside / mean, Math.sqrt(spread));
    return sum + share * (start + worked / mean + ((1 + spread) / 2 - rest - start) * settled);
  }, 0);
}

function overlap(from: number, to: number, wait: number): number {
  return Math.max(0, Math.min(to, wait) - Math.max(from, 0));
}

/**
 * People called before the ticket if its turn comes after so many minutes; `unseen`: those yet to come. Plain numbers
 * throughout: it is asked some sixty times for each ticket.
 */
function peopleBefore(
  input: WaitInput,
  slopes: readonly number[],
  wait: number,
): { people: number; unseen: number } {
  const { now, line, since, ahead, pace, rooms } = input;
  // A ticket is the first for half a step between calls, on average, before a room calls it.
  const halfStep = pace.mean / (2 * rooms.reduce((sum, { share }) => sum + share, 0));
  const turn = now + Math.max(0, wait - halfStep);
  let [urgent, normal, others, unseen] = [0, 0, 0, 0];
  for (let at = 0; at < lineClasses.length; at += 1) {
    const each = lineClasses[at]!;
    const slope = slopes[at]!;
    if (slope === Number.POSITIVE_INFINITY) continue;
    const until = each === line ? since : turn - slope * (turn - since);
    const coming = each === line ? 0 : comingBetween(pace, each, now, Math.min(until, turn));
    const some = ahead(each, until) + coming;
    if (each === 'urgent') urgent += some;
    else if (each === 'normal') normal += some;
    else others += some;
    unseen += coming;
  }
  return { people: urgent + guarded(input, normal, others), unseen };
}

/**
 * How fast a class's waiting weighs less than the ticket's own: 0 for one that always goes first, infinity for
 * one that never does, 1 for one that waits in the same order.
 */
function slopeOf(each: LineClass, { line, rule }: WaitInput): number {
  if (each === line) return 1;
  if (each === 'urgent') return 0;
  if (line === 'urgent') return Number.POSITIVE_INFINITY;
  switch (rule.policy) {
    case 'fifo':
      return 1;
    case 'target':
      return rule.targets[each] / rule.targets[line];
    case 'accumulating':
      return weights[line] / weights[each];
    case 'ratio':
      if (each !== 'normal' && line !== 'normal') return 1;
      return line === 'normal' ? 0 : Number.POSITIVE_INFINITY;
    case 'strict':
      return strictSlope(each, line);
  }
}

function strictSlope(each: LineClass, line: LineClass): number {
  if (ranks[each] === ranks[line]) return 1;
  return ranks[each] < ranks[line] ? 0 : Number.POSITIVE_INFINITY;
}

/** The people before the ticket after the guards had their say: so many others for each one without priority. */
function guarded(input: WaitInput, normal: number, others: number): number {
  const { line, rule, ahead, overtaken, since } = input;
  const inARow = rule.policy === 'ratio' ? RATIO : rule.policy === 'target' ? rule.streak : Infinity;
  if (line === 'urgent') return 0;
  if (line !== 'normal') {
    return others + Math.max(normal, Math.min(ahead('normal', Infinity), others / inARow));
  }
  const most = Math.min(others, inARow * (normal + 1));
  if (rule.overtakeCap === undefined) return normal + most;
  const earlier = (['return', 'priority', 'appointment'] as const).reduce(
    (sum, each) => sum + ahead(each, since),
    0,
  );
  return normal + Math.min(most, earlier + Math.max(0, rule.overtakeCap - overtaken) + normal + 1);
}

/**
 * What people are told: whole five minutes, never a single time; whoever is about to be called reads 0–5. A range
 * that shrinks to one number is widened to the five minutes around it.
 */
export function roundedRange({ from, to }: { from: number; to: number }): { from: number; to: number } {
  const start = Math.round(from / STEP) * STEP;
  const end = Math.round(to / STEP) * STEP;
  if (start < end) return { from: start, to: end };
  const floor = Math.floor(from / STEP) * STEP;
  return { from: floor, to: Math.max(floor + STEP, Math.ceil(to / STEP) * STEP) };
}

/** A rounded range in words for a ticket, a board or a page: `10–25 phút`. */
export function waitWords({ from, to }: { from: number; to: number }): { vi: string; en: string } {
  return { vi: `${from}–${to} phút`, en: `${from}–${to} min` };
}
