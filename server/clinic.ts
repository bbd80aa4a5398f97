import type { Day } from '../core/queue/day.ts';
import { Crowd } from './crowd.ts';
import { type Given, type Log, StorageFault } from './log/log.ts';
import type { People } from './people/people.ts';
import { foldNewestDay, readOn, type Tail } from './tail.ts';
import { type Answer, type Ask, canonical, type Request, replay, Turn, type Waiting } from './turn.ts';

export { StorageFault } from './log/log.ts';
export type { Answer, Ask, Request } from './turn.ts';

const LARGEST_BATCH = 256;
const MOST_TRIES = 6;
/** Slips remembered as asked for here: far more than are on their way at one time. */
const SLIPS_KNOWN = 2_000;

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
  #onIdle: (() => void)[] = [];
  /** Others have written: what they wrote is read before the next decision. */
  #behind = false;
  /** The day holds what was never stored: it is folded anew. */
  #spoiled = false;
  #slips = new Set<string>();
  readonly #crowd = new Crowd(() => performance.now());
  /** Is told why nothing could be stored. */
  whenFailed: (error: unknown) => void = () => {};
  /** Is told that something was stored. */
  whenStored: () => void = () => {};

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

  /** Another process has written: the door must read it before the next decision. */
  outdated(): void {
    this.#behind = true;
  }

  /** The log looks shorter than what was read of it: it is read anew, and renewed if that is true. */
  async wentBack(): Promise<void> {
    this.#spoiled = true;
    const quiet = () => ({ status: 200, body: {} });
    const command = { type: 'turn-day' } as const;
    await this.handle({ request: null, command, person: null, answer: quiet, refuse: quiet });
  }

  /** Whether a slip was asked for by this door, and not by that of another server. */
  tookIn(ticket: string, slip: number): boolean {
    return this.#slips.has(`${ticket} ${slip}`);
  }

  /** Resolves when nothing waits here and nothing is being written. */
  async idle(): Promise<void> {
    while (this.#busy) await new Promise<void>((resolve) => void this.#onIdle.push(resolve));
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
        this.#spoiled = true;
        this.whenFailed(error);
        const known = error instanceof StorageFault;
        const fault = known ? error : new StorageFault('the log could not be written', { cause: error });
        for (const { reject } of batch) reject(fault);
      }
    }
    this.#busy = false;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answers = this.#crowd.isThere()
        ? await this.#log.alone(() => this.#tryAlone(batch))
        : await this.#try(batch);
      if (answers) {
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
        return;
      }
      this.#spoiled = true;
      this.#crowd.met();
    }
    throw new Error(`another server was first ${MOST_TRIES} times`);
  }

  /** Others wait meanwhile: what they have written is read first, so that this try meets nobody. */
  async #tryAlone(batch: readonly Waiting[]): Promise<Answer[] | null> {
    const { seq } = this.#day;
    this.#behind = true;
    await this.#readOn();
    if (this.#day.seq > seq) this.#crowd.stays();
    return this.#try(batch);
  }

  /** Decides and appends once; null when another server was first, and nothing was stored. */
  async #try(batch: readonly Waiting[]): Promise<Answer[] | null> {
    await this.#readOn();
    // After the day: an answer of another server belongs to an entry that is folded by now or will be a conflict.
    const kept = await this.#log.answers(batch.flatMap(({ ask }) => ask.request ?? []));
    const turn = new Turn(this.#day, this.#now(), kept);
    await turn.meet(batch, this.#people);
    const answers = batch.map((waiting) => turn.take(waiting));
    if (turn.drafts.length === 0) return answers;
    // Before the append: another look at the log may see it stored before this one knows.
    for (const { ticket, slip } of turn.slips) this.#slips.add(`${ticket} ${slip}`);
    if (this.#slips.size > SLIPS_KNOWN) this.#slips = new Set([...this.#slips].slice(-SLIPS_KNOWN / 2));
    const appended = await this.#log.append(turn.before, this.#epoch, turn.drafts, turn.stored);
    if (!appended.ok) return null;
    this.whenStored();
    this.#tail.push(turn.entries, this.#epoch);
    return answers;
  }

  /** Brings the door's day up to what is stored. */
  async #readOn(): Promise<void> {
    if (this.#spoiled) return this.#foldAnew();
    if (!this.#behind) return;
    this.#behind = false;
    const read = await readOn(this.#log, this.#day, this.#epoch);
    if (!read || !(await this.#tail.stands())) await this.#foldAnew();
  }

  async #foldAnew(): Promise<void> {
    const { day: known, epoch } = this.#tail;
    // Before the read: what is appended meanwhile is no loss.
    const { seq } = known;
    const given = givenOn(known);
    let fresh = await foldNewestDay(this.#log, this.#day.clinic, () => {});
    if (fresh.epoch === epoch && (fresh.day.seq < seq || !(await this.#tail.stands()))) {
      await this.#log.renew(given, this.#now());
      fresh = await foldNewestDay(this.#log, this.#day.clinic, () => {});
    }
    this.#day = fresh.day;
    this.#epoch = fresh.epoch;
    this.#spoiled = false;
    this.#behind = false;
  }
}

/** So many numbers of a series may other servers have given in the moments before, of which this one had not heard. */
const UNHEARD = 100;

/** The numbers that were given on a day, and may have been, for a log that knows them no more. */
const givenOn = ({ businessDay, at, counters }: Day): Given => ({
  businessDay: businessDay ?? '',
  at,
  above: Object.fromEntries([...counters].map(([series, last]) => [series, last + UNHEARD])),
});
