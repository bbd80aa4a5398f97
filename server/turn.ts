import type { Command } from '../core/queue/command.ts';
import type { Day } from '../core/queue/day.ts';
import { businessDayAt, decide, dueNow } from '../core/queue/decide.ts';
import type { Outcome } from '../core/queue/decision.ts';
import { evolve } from '../core/queue/evolve.ts';
import { type Fault, faultOf } from '../core/queue/fault.ts';
import type { Entry, Happening } from '../core/queue/happening.ts';
import type { Draft, StoredAnswer } from './log/log.ts';
import type { People, Person } from './people/people.ts';

/** Who asked, and the intent's own id: the same id with the same body is answered the same for 48 hours. */
export type Request = { actor: string; requestId: string; body: unknown };

/** What the asker gets: the status and the JSON text, byte for byte the same on a replay. */
export type Answer = { status: number; body: string };

export type Ask = {
  request: Request | null;
  command: Command;
  /** Somebody whose card was read; their visitor id goes into the command. */
  person: Person | null;
  /** The people of a list of bookings, in its order. */
  booked?: readonly (Person | null)[];
  /** Makes the answer from the day right after the command; for a fault the interface's own form is used. */
  answer: (day: Day, outcome: Outcome) => { status: number; body: object };
  refuse: (fault: Fault) => { status: number; body: object };
};

export type Waiting = {
  ask: Ask;
  hash: string;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
};

const OUTSIDE = 'house';

/** One batch being decided: what it appends and what it answers. */
export class Turn {
  readonly before: number;
  readonly drafts: Draft[] = [];
  readonly entries: Entry[] = [];
  readonly stored: StoredAnswer[] = [];
  /** Slips that the batch asks for. */
  readonly slips: Slip[] = [];
  readonly #known: Map<string, StoredAnswer>;
  readonly #day: Day;
  #now: number;
  /** Visitors of the people of a request, in their order. */
  readonly #visitors = new Map<Ask, readonly (string | null)[]>();

  constructor(day: Day, now: number, kept: readonly StoredAnswer[]) {
    this.#day = day;
    this.#known = new Map(kept.map((answer) => [keyOf(answer), answer]));
    this.before = day.seq;
    // Stored time never runs backwards, whatever the clock does; order is seq alone.
    this.#now = Math.max(now, day.at);
  }

  /** The turn goes on at this moment (ms), with answers that are known by now. */
  goOn(now: number, kept: readonly StoredAnswer[]): void {
    this.#now = Math.max(now, this.#day.at);
    for (const answer of kept) this.#known.set(keyOf(answer), answer);
  }

  /** Learns under which visitors the people of the batch are known. A replay brings nobody new. */
  async meet(batch: readonly Waiting[], people: People): Promise<void> {
    const here = businessDayAt(this.#day, this.#now);
    const fresh = batch.filter(({ ask }) => !ask.request || !this.#known.has(keyOf(ask.request)));
    const guests = fresh.flatMap(({ ask }) => (isArrival(ask.command) && ask.person ? ask : []));
    const met = await people.visitorsOf(
      here,
      guests.map(({ person }) => person!),
    );
    for (const [index, ask] of guests.entries()) this.#visitors.set(ask, [met[index]!]);
    for (const { ask } of fresh) {
      if (ask.command.type !== 'book' || !ask.booked) continue;
      const named = ask.booked.flatMap((each) => each ?? []);
      const visitors = await people.visitorsOf(ask.command.businessDay, named);
      let next = 0;
      this.#visitors.set(
        ask,
        ask.booked.map((each) => (each ? visitors[next++]! : null)),
      );
    }
  }

  take({ ask, hash }: Waiting): Answer {
    const { request } = ask;
    const known = request && this.#known.get(keyOf(request));
    if (known) return replay(known, hash, ask.refuse);
    for (let due = dueNow(this.#day, this.#now); due; due = dueNow(this.#day, this.#now))
      this.#append(due, OUTSIDE);
    const made = this.#decide(ask);
    const answer = { status: made.status, body: JSON.stringify(made.body) };
    if (request) {
      const { actor, requestId } = request;
      const kept = { actor, requestId, hash, ...answer, at: this.#now };
      this.stored.push(kept);
      this.#known.set(keyOf(kept), kept);
    }
    return answer;
  }

  #decide(ask: Ask): { status: number; body: object } {
    const actor = ask.request?.actor ?? OUTSIDE;
    const decision = decide(this.#day, this.#withVisitor(ask), this.#now);
    const changes = decision.ok ? decision.happenings : [];
    for (const happening of changes) this.#append(happening, actor);
    if (changes.length === 0 && ask.request) {
      const code = decision.ok ? decision.outcome.kind : decision.fault.code;
      this.#append({ type: 'nothing-changed', command: ask.command.type, code }, actor);
    }
    return decision.ok ? ask.answer(this.#day, decision.outcome) : ask.refuse(decision.fault);
  }

  #withVisitor(ask: Ask): Command {
    const { command } = ask;
    const visitors = this.#visitors.get(ask);
    if (!visitors) return command;
    if (isArrival(command)) return { ...command, visitor: visitors[0]! };
    if (command.type !== 'book') return command;
    return {
      ...command,
      bookings: command.bookings.map((each, at) => ({ ...each, visitor: visitors[at] ?? null })),
    };
  }

  #append(happening: Happening, actor: string): void {
    const entry = { seq: this.#day.seq + 1, at: this.#now, actor, happening };
    evolve(this.#day, entry);
    this.entries.push(entry);
    this.drafts.push({ at: this.#now, actor, happening });
    const asked = slipOf(happening);
    if (asked) this.slips.push(asked);
  }
}

/** A slip that was asked for; `reprint` is what its paper says, 0 for the first. */
export type Slip = { ticket: string; slip: number; paperFor: string | null; reprint: number };

/** The slip that an entry asks for; null when it asks for none. */
export function slipOf(happening: Happening): Slip | null {
  if (happening.type === 'slip-asked') {
    const { ticket, slip, paperFor } = happening;
    return { ticket, slip, paperFor, reprint: Math.max(1, slip - 1) };
  }
  if (happening.type !== 'ticket-issued' || happening.paperFor === null) return null;
  return { ticket: happening.ticket, slip: 1, paperFor: happening.paperFor, reprint: 0 };
}

/** Somebody comes, now or while the house was away. */
const isArrival = (command: Command): command is Extract<Command, { visitor: string | null }> =>
  command.type === 'check-in' || command.type === 'hand-in';

/** A requestId belongs to the device that sent it. */
const keyOf = ({ actor, requestId }: { actor: string; requestId: string }): string => `${actor} ${requestId}`;

export function replay(kept: StoredAnswer, hash: string, refuse: Ask['refuse']): Answer {
  if (kept.hash === hash) return { status: kept.status, body: kept.body };
  const made = refuse(faultOf('request-reused'));
  return { status: made.status, body: JSON.stringify(made.body) };
}

/** JSON whose keys may come in any order: two bodies that say the same have the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
