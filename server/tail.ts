import type { Clinic } from '../core/queue/clinic-file.ts';
import { type Day, emptyDay } from '../core/queue/day.ts';
import { evolve } from '../core/queue/evolve.ts';
import type { Entry } from '../core/queue/happening.ts';
import type { Log } from './log/log.ts';

const STEP = 5_000;

/** Somebody who follows the log. Entries come in order, each once; `reset` says that another log was put in place. */
export type Follower = {
  /** In the very turn in which the day has changed; everything that takes time belongs into `onEntries`. */
  onStored?(entries: readonly Entry[]): void;
  onEntries(entries: readonly Entry[], day: Day): void;
  /** The entries are those of the newest day of the other log; nobody is to be told of them one by one. */
  onReset?(entries: readonly Entry[], day: Day): void;
};

/** A day as its log has it: the epoch it belongs to, and the last entry it was folded from (null of an empty log). */
export type FoldedDay = { day: Day; epoch: string; last: Entry | null };

/** Folds the newest business day of a log; `on` is shown the entries on the way, in order. */
export async function foldNewestDay(
  log: Pick<Log, 'epoch' | 'beforeNewestDay' | 'read'>,
  clinic: Clinic,
  on: (entries: readonly Entry[]) => void,
): Promise<FoldedDay> {
  const epoch = await log.epoch();
  const day = emptyDay(clinic);
  day.seq = await log.beforeNewestDay();
  let last: Entry | null = null;
  for (;;) {
    const entries = await log.read(day.seq, STEP);
    for (const entry of entries) evolve(day, entry);
    last = entries.at(-1) ?? last;
    on(entries);
    if (entries.length < STEP) return { day, epoch, last };
  }
}

/**
 * Folds what was appended since into a day that holds stored entries alone. False when the log is of another
 * epoch by now: then the day is good for nothing and must be folded anew.
 */
export async function readOn(log: Log, day: Day, epoch: string): Promise<boolean> {
  for (;;) {
    const entries = await log.read(day.seq, STEP);
    // Asked after the read: had the log been restored in between, these entries were another log's.
    if ((await log.epoch()) !== epoch) return false;
    for (const entry of entries) evolve(day, entry);
    if (entries.length < STEP) return true;
  }
}

/** Folds one business day of the past, or null when it was never opened. */
export async function foldDay(log: Log, clinic: Clinic, businessDay: string): Promise<Day | null> {
  const before = await log.beforeDay(businessDay);
  if (before === null) return null;
  const day = emptyDay(clinic);
  day.seq = before;
  for (;;) {
    const entries = await log.read(day.seq, STEP);
    for (const entry of entries) {
      const { happening } = entry;
      if (happening.type === 'day-opened' && happening.businessDay > businessDay) return day;
      evolve(day, entry);
    }
    if (entries.length < STEP) return day;
  }
}

/**
 * What is on disk: the day folded from stored entries alone, and those who follow it. The door decides on a day
 * of its own, which is ahead of this one while an append is under way; nobody outside ever sees that one.
 */
export class Tail {
  day: Day;
  epoch: string;
  /** The last entry that was read or pushed. */
  #last: Entry | null;
  readonly #log: Log;
  readonly #followers = new Set<Follower>();
  #told: Entry[] = [];
  #reading: Promise<void> = Promise.resolve();

  constructor(log: Log, { day, epoch, last }: FoldedDay) {
    this.#log = log;
    this.day = day;
    this.epoch = epoch;
    this.#last = last;
  }

  /**
   * Whether the log still holds the last entry that is known of it, in this epoch. False after a failover to a
   * database that had not received it, also when others have written there since and the log is long again.
   */
  async stands(): Promise<boolean> {
    const last = this.#last;
    if (last === null) return true;
    const [there] = await this.#log.read(last.seq - 1, 1);
    return isSame(there, last) || (await this.#log.epoch()) !== this.epoch;
  }

  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Entries of an epoch that are durable, in order; those known already are passed over. */
  push(entries: readonly Entry[], epoch: string): void {
    const fresh = entries.filter(({ seq }) => seq > this.day.seq);
    if (epoch === this.epoch && fresh.length === 0) return;
    if (epoch !== this.epoch || fresh[0]!.seq !== this.day.seq + 1) {
      // A read that fails is made again by the next look at the log.
      this.catchUp().catch(() => {});
      return;
    }
    for (const entry of fresh) evolve(this.day, entry);
    this.#last = fresh.at(-1)!;
    for (const follower of this.#followers) follower.onStored?.(fresh);
    this.#tell(fresh);
  }

  /**
   * Reads what other processes have appended; a new epoch starts over. One read at a time. Resolves when the
   * followers know it too. Reads nothing behind an entry that does not stand any more: the door renews such a log.
   */
  catchUp(): Promise<void> {
    this.#reading = this.#reading.catch(() => {}).then(() => this.#read());
    return this.#reading.then(() => this.told());
  }

  /** Resolves when the followers know all that was pushed before. */
  told(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  async #read(): Promise<void> {
    for (;;) {
      const entries = await this.#log.read(this.day.seq, STEP);
      // Asked after the read: had the log been restored in between, these entries were another log's.
      if ((await this.#log.epoch()) !== this.epoch) return this.#startOver();
      if (entries.length > 0 && !(await this.stands())) return;
      this.push(entries, this.epoch);
      if (entries.length < STEP) return;
    }
  }

  async #startOver(): Promise<void> {
    const entries: Entry[] = [];
    const start = await foldNewestDay(this.#log, this.day.clinic, (some) => entries.push(...some));
    this.day = start.day;
    this.epoch = start.epoch;
    this.#last = start.last;
    this.#told = [];
    for (const follower of this.#followers) follower.onReset?.(entries, this.day);
  }

  /** Callers are answered first: the followers' work waits for the next turn of the event loop. */
  #tell(entries: readonly Entry[]): void {
    if (this.#told.length === 0) setImmediate(() => this.#flush());
    this.#told.push(...entries);
  }

  #flush(): void {
    const entries = this.#told;
    this.#told = [];
    for (const follower of this.#followers) follower.onEntries(entries, this.day);
  }
}

const isSame = (a: Entry | undefined, b: Entry): boolean =>
  a !== undefined && a.at === b.at && JSON.stringify(a.happening) === JSON.stringify(b.happening);
