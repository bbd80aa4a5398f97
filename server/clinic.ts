import type { Command } from '../core/queue/command.ts';
import type { Day } from '../core/queue/day.ts';
import { decide, dueNow } from '../core/queue/decide.ts';
import type { Outcome } from '../core/queue/decision.ts';
import { evolve } from '../core/queue/evolve.ts';
import { type Fault, faultOf } from '../core/queue/fault.ts';
import type { Entry, Happening } from '../core/queue/happening.ts';
import type { Draft, Log, StoredAnswer } from './log/log.ts';
import type { People, Person } from './people/people.ts';
import { foldNewestDay, type Tail } from './tail.ts';

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

type Waiting = { ask: Ask; hash: string; resolve: (answer: Answer) => void; reject: (error: Error) => void };

/** The log cannot be written: disk full, or the database lost. Nothing of the command has happened. */
export class StorageFault extends Error {}

const LARGEST_BATCH = 256;
const MOST_TRIES = 6;
const OUTSIDE = 'house';

/**
 * The one door. Commands of one turn of the event loop are decided one after another on the door's own day,
 * appended together, and answered only when they are on disk. Refusals are remembered too.
 */
export class ClinicDoor {
  readonly #log: Log;
  readonly #people: People;
  readonly #tail: Tail;
  readonly #now: () => number;
  readonly #digest: (text: string) => string;
  #day: Day;
  #epoch: string;
  #queue: Waiting[] = [];
  #busy = false;
  #stale = false;

  /**
   * `digest` is keyed: a body may hold a card's number, and a plain hash of twelve digits can be searched through.
   */
  constructor(parts: {
    log: Log;
    people: People;
    tail: Tail;
    now: () => number;
    digest: (text: string) => string;
    start: { day: Day; epoch: string };
  }) {
    this.#log = parts.log;
    this.#people = parts.people;
    this.#tail = parts.tail;
    this.#now = parts.now;
    this.#digest = parts.digest;
    this.#day = parts.start.day;
    this.#epoch = parts.start.epoch;
  }

  /**
   * Decides and stores a command. Resolves after the commit, or with the stored answer of the same request.
   * Rejects with StorageFault when nothing could be stored.
   */
  handle(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({
        ask,
        hash: ask.request ? this.#digest(canonical(ask.request.body)) : '',
        resolve,
        reject,
      });
      this.#plan();
    });
  }

  /**
   * The kept answer of a request, or null when it is new: for refusals that are found before the door, which must
   * not stand in the way of a replay.
   */
  async answered(request: Request, refuse: Ask['refuse']): Promise<Answer | null> {
    const [kept] = await this.#log.answers([request]);
    return kept ? replay(kept, this.#digest(canonical(request.body)), refuse) : null;
  }

  /** Another process has written: the door's day must be read again before the next decision. */
  outdated(): void {
    this.#stale = true;
  }

  #plan(): void {
    if (this.#busy) return;
    this.#busy = true;
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, LARGEST_BATCH);
      try {
        await this.#commit(batch);
      } catch (error) {
        this.#people.drop();
        this.#stale = true;
        for (const { reject } of batch)
          reject(new StorageFault('the log could not be written', { cause: error }));
      }
    }
    this.#busy = false;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (this.#stale) await this.#reload();
      const kept = await this.#log.answers(batch.flatMap(({ ask }) => ask.request ?? []));
      const turn = new Turn(this.#day, this.#people, this.#now(), kept);
      const answers = batch.map((waiting) => turn.take(waiting));
      if (turn.drafts.length > 0) {
        this.#people.flush();
        const appended = await this.#log.append(turn.before, this.#epoch, turn.drafts, turn.stored);
        if (!appended.ok) {
          this.#stale = true;
          continue;
        }
        this.#tail.push(turn.entries, this.#epoch);
      }
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
      return;
    }
    throw new Error(`another server was first ${MOST_TRIES} times`);
  }

  async #reload(): Promise<void> {
    const fresh = await foldNewestDay(this.#log, this.#day.clinic, () => {});
    this.#day = fresh.day;
    this.#epoch = fresh.epoch;
    this.#stale = false;
  }
}

/** One batch being decided: what it appends and what it answers. */
class Turn {
  readonly before: number;
  readonly drafts: Draft[] = [];
  readonly entries: Entry[] = [];
  readonly stored: StoredAnswer[] = [];
  readonly #known: Map<string, StoredAnswer>;
  readonly #day: Day;
  readonly #people: People;
  readonly #now: number;

  constructor(day: Day, people: People, now: number, kept: readonly StoredAnswer[]) {
    this.#day = day;
    this.#people = people;
    this.#known = new Map(kept.map((answer) => [keyOf(answer), answer]));
    this.before = day.seq;
    // Stored time never runs backwards, whatever the clock does; order is seq alone.
    this.#now = Math.max(now, day.at);
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
    const { command, person } = ask;
    if (command.type === 'check-in' && person)
      return { ...command, visitor: this.#people.visitorOf(this.#day.businessDay!, person) };
    if (command.type !== 'book' || !ask.booked) return command;
    const visitors = ask.booked.map((each) => each && this.#people.visitorOf(command.businessDay, each));
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
  }
}

/** A requestId belongs to the device that sent it. */
const keyOf = ({ actor, requestId }: { actor: string; requestId: string }): string => `${actor} ${requestId}`;

function replay(kept: StoredAnswer, hash: string, refuse: Ask['refuse']): Answer {
  if (kept.hash === hash) return { status: kept.status, body: kept.body };
  const made = refuse(faultOf('request-reused'));
  return { status: made.status, body: JSON.stringify(made.body) };
}

/** JSON whose keys may come in any order: two bodies that say the same have the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
