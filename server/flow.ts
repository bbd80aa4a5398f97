import { setImmediate } from 'node:timers/promises';
import type { DoorDay } from './door-day.ts';
import type { Log } from './log/log.ts';
import type { People } from './people/people.ts';
import { type Answer, Turn, type Waiting } from './turn.ts';

const LARGEST_BATCH = 256;
/** Decided without a look at what came back meanwhile: about a millisecond. */
const CHUNK = 16;
/** After a batch that was not stored everything is done one after another for so long. */
const REST_MS = 2_000;
/** Weight of the newest of the times that are remembered. */
const NEWEST = 0.2;

/** A batch on its way into being: decided on top of the one before, which is not stored yet. */
type Decided = { batch: Waiting[]; turn: Turn; answers: Answer[]; fault: { error: unknown } | null };
type Landed = 'stored' | 'conflict' | { error: unknown };

/** What a run could not do: a batch that met another server, and those that failed. */
export type Leavings = {
  met: readonly Waiting[] | null;
  faults: { batch: readonly Waiting[]; error: unknown }[];
};

/**
 * Decides the next batch on top of the one that is on its way to the disk. One append is under way at a time; the
 * next is sent when it is stored, and only then. Nobody is answered before the own batch is stored, and with it all
 * that it was decided on. When a batch is not stored, what was decided on it goes back into the queue.
 *
 * Kept answers are not looked for, which saves a round trip: whoever sends a request again makes the append a
 * conflict, and is answered by the way of a conflict.
 */
export class Flow {
  readonly #queue: Waiting[];
  readonly #day: DoorDay;
  readonly #log: Log;
  readonly #people: People;
  readonly #now: () => number;
  readonly #append: (turn: Turn) => Promise<boolean>;
  readonly #mayGoAhead: () => boolean;
  #onArrival: () => void = () => {};
  #restsUntil = Number.NEGATIVE_INFINITY;
  /** What an append takes, and what deciding one command does, in ms. */
  #appendMs = 0;
  #decideMs = 0;

  constructor(parts: {
    queue: Waiting[];
    day: DoorDay;
    log: Log;
    people: People;
    now: () => number;
    append: (turn: Turn) => Promise<boolean>;
    /** Asked before more is decided. */
    mayGoAhead: () => boolean;
  }) {
    this.#queue = parts.queue;
    this.#day = parts.day;
    this.#log = parts.log;
    this.#people = parts.people;
    this.#now = parts.now;
    this.#append = parts.append;
    this.#mayGoAhead = parts.mayGoAhead;
  }

  /** Something has come into the queue. */
  arrived(): void {
    this.#onArrival();
  }

  get rests(): boolean {
    return performance.now() < this.#restsUntil;
  }

  /** Runs until the queue is empty or something is in the way; nothing is under way any more when it resolves. */
  async run(): Promise<Leavings> {
    let next: Decided | null = this.#open([]);
    await this.#decide(next, this.#queue.splice(0, this.#firstPart()));
    while (next) {
      if (next.fault) return this.#stop({ met: null, faults: [{ batch: next.batch, ...next.fault }] });
      const sent: Decided = next;
      const landing = this.#send(sent);
      next = await this.#decideMeanwhile(sent, landing);
      const landed = await landing;
      if (landed === 'stored') continue;
      // What was decided on it holds what was never stored: it is decided anew, whatever came of it.
      if (next) this.#queue.unshift(...next.batch);
      if (landed === 'conflict') return this.#stop({ met: sent.batch, faults: [] });
      return this.#stop({ met: null, faults: [{ batch: sent.batch, ...landed }] });
    }
    return { met: null, faults: [] };
  }

  #stop(leavings: Leavings): Leavings {
    this.#restsUntil = performance.now() + REST_MS;
    this.#day.wentAhead();
    return leavings;
  }

  /**
   * How much of the queue is decided before the first part of it is sent: all of it, unless the rest takes longer to
   * decide than the first part is away.
   */
  #firstPart(): number {
    const rest = (this.#queue.length - CHUNK) * this.#decideMs;
    return rest > this.#appendMs ? CHUNK : LARGEST_BATCH;
  }

  #open(known: Turn['stored']): Decided {
    return {
      ...{ batch: [], answers: [], fault: null },
      turn: new Turn(this.#day.day, this.#now(), known),
    };
  }

  async #send({ batch, turn, answers }: Decided): Promise<Landed> {
    const from = performance.now();
    try {
      if (!(await this.#append(turn))) return 'conflict';
    } catch (error) {
      return { error };
    }
    this.#appendMs += NEWEST * (performance.now() - from - this.#appendMs);
    for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    return 'stored';
  }

  /** Decides what is in the queue and what comes, until `landing` is there; null when nothing was decided. */
  async #decideMeanwhile(sent: Decided, landing: Promise<Landed>): Promise<Decided | null> {
    let next: Decided | null = null;
    let isUnderWay = true;
    const landed = landing.then(() => {
      isUnderWay = false;
    });
    while (isUnderWay) {
      const room = LARGEST_BATCH - (next?.batch.length ?? 0);
      if (room === 0 || next?.fault || !this.#mayGoAhead()) await landed;
      else if (this.#queue.length === 0) await Promise.race([landed, this.#arrival()]);
      else {
        next ??= this.#open(sent.turn.stored);
        await this.#decide(next, this.#queue.splice(0, Math.min(CHUNK, room)));
      }
      // What has come back is looked at before more is decided.
      if (isUnderWay) await setImmediate();
    }
    return next;
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#onArrival = resolve;
    });
  }

  async #decide(next: Decided, chunk: readonly Waiting[]): Promise<void> {
    next.batch.push(...chunk);
    try {
      const guests = chunk.filter(({ ask }) => ask.person || ask.booked);
      if (guests.length > 0) {
        // A request that is sent again brings nobody new.
        const kept = await this.#log.answers(guests.flatMap(({ ask }) => ask.request ?? []));
        next.turn.goOn(this.#now(), kept);
        await next.turn.meet(guests, this.#people);
      }
      const from = performance.now();
      next.turn.goOn(this.#now(), []);
      for (const waiting of chunk) next.answers.push(next.turn.take(waiting));
      this.#decideMs += NEWEST * ((performance.now() - from) / chunk.length - this.#decideMs);
    } catch (error) {
      next.fault = { error };
    }
  }
}
