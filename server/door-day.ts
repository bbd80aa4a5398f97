import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Day } from '../core/queue/day.ts';
import { copyOf } from '../core/queue/day-copy.ts';
import { businessDayOf } from '../core/queue/local-time.ts';
import type { Given, Log } from './log/log.ts';
import { aboveAll } from './log/raised-numbers.ts';
import { foldNewestDay, readOn, type Tail } from './tail.ts';

/** So many numbers of a series may other servers have given in the moments before, of which this one had not heard. */
const UNHEARD = 100;

/** The day on which the door decides: ahead of the log while an append is under way, and brought back when it fails. */
export class DoorDay {
  #day: Day;
  #epoch: string;
  readonly #log: Log;
  readonly #tail: Tail;
  readonly #now: () => number;
  /** Others have written: what they wrote is read before the next decision. */
  #behind = false;
  /** The day holds what was never stored. */
  #ahead = false;
  /** The log may have lost what was read of it: the day is folded anew from its first entry. */
  #doubtful = false;

  constructor(parts: {
    log: Log;
    tail: Tail;
    now: () => number;
    start: { day: Day; epoch: string };
  }) {
    this.#log = parts.log;
    this.#tail = parts.tail;
    this.#now = parts.now;
    this.#day = parts.start.day;
    this.#epoch = parts.start.epoch;
  }

  get day(): Day {
    return this.#day;
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** Whether the next decision can be made on it as it is. */
  get isSteady(): boolean {
    return !this.#behind && !this.#ahead && !this.#doubtful;
  }

  /** Another process has written. */
  outdated(): void {
    this.#behind = true;
  }

  /** What was decided last was not stored, or nobody knows whether it was. */
  wentAhead(): void {
    this.#ahead = true;
  }

  /** The log looks shorter than what was read of it. */
  doubt(): void {
    this.#doubtful = true;
  }

  /** Brings the day up to what is stored. */
  async readOn(): Promise<void> {
    if (this.#doubtful) return this.#foldAnew();
    if (this.#ahead) {
      if (!(await this.#backToStored())) await this.#foldAnew();
      return;
    }
    if (!this.#behind) return;
    this.#behind = false;
    const read = await readOn(this.#log, this.#day, this.#epoch);
    if (!read || !(await this.#tail.stands())) await this.#foldAnew();
  }

  /**
   * The tail's day holds stored entries alone: a copy of it and what came after is what a fold of the whole day
   * would give, in milliseconds instead of a second at ten thousand tickets. False when the log is not the one of
   * which that was read.
   */
  async #backToStored(): Promise<boolean> {
    const { epoch } = this.#tail;
    const day = copyOf(this.#tail.day);
    this.#behind = false;
    if (!(await readOn(this.#log, day, epoch))) return false;
    if ((await this.#log.head()) < day.seq || !(await this.#tail.stands())) return false;
    this.#day = day;
    this.#epoch = epoch;
    this.#ahead = false;
    return true;
  }

  async #foldAnew(): Promise<void> {
    const { day: known, epoch } = this.#tail;
    const { clinic } = known;
    // Before the read: what is appended meanwhile is no loss.
    const { seq } = known;
    const given = givenOn(known, this.#now());
    let fresh = await fold(this.#log, clinic);
    if (fresh.epoch === epoch && (fresh.day.seq < seq || !(await this.#tail.stands()))) {
      await this.#log.renew(given, clinic, this.#now());
      fresh = await fold(this.#log, clinic);
    }
    this.#day = fresh.day;
    this.#epoch = fresh.epoch;
    this.#ahead = false;
    this.#doubtful = false;
    this.#behind = false;
  }
}

const fold = (log: Log, clinic: Clinic): Promise<{ day: Day; epoch: string }> =>
  foldNewestDay(log, clinic, () => {});

/** The numbers that were given on a day, and may have been in any series, for a log that knows them no more. */
const givenOn = (day: Day, now: number): Given => ({
  businessDay: day.businessDay ?? businessDayOf(now, day.clinic),
  at: day.at,
  above: aboveAll(day, Object.fromEntries(day.counters), UNHEARD),
});
