import type { Day } from '../core/queue/day.ts';
import { Crowd } from './crowd.ts';
import { DoorDay } from './door-day.ts';
import { Flow } from './flow.ts';
import { type Log, StorageFault } from './log/log.ts';
import type { People } from './people/people.ts';
import type { Tail } from './tail.ts';
import { type Answer, type Ask, canonical, type Request, replay, Turn, type Waiting } from './turn.ts';

export { StorageFault } from './log/log.ts';
export type { Answer, Ask, Request } from './turn.ts';

const LARGEST_BATCH = 256;
const MOST_TRIES = 6;
/** Slips remembered as asked for here: far more than are on their way at one time. */
const SLIPS_KNOWN = 2_000;

/**
 * The one door. Commands of one turn of the event loop are decided one after another on the door's own day,
 * appended together, and answered only when they are on disk. Refusals are remembered too. At a log that is away the
 * next batch is decided meanwhile (`flow.ts`).
 */
export class ClinicDoor {
  readonly #log: Log;
  readonly #people: People;
  readonly #tail: Tail;
  readonly #now: () => number;
  readonly #digest: (text: string) => string;
  readonly #day: DoorDay;
  readonly #flow: Flow;
  readonly #queue: Waiting[] = [];
  #busy = false;
  #onIdle: (() => void)[] = [];
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
    this.#day = new DoorDay(parts);
    this.#flow = new Flow({
      ...{ queue: this.#queue, day: this.#day, log: this.#log, people: this.#people, now: this.#now },
      append: (turn) => this.#append(turn),
      mayGoAhead: () => this.#mayGoAhead(),
    });
    // Who writes all the time never meets anybody, and would leave the others no turn.
    this.#log.whenTurns(() => this.#crowd.stays());
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
      this.#flow.arrived();
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
    this.#day.outdated();
  }

  /** The log looks shorter than what was read of it: it is read anew, and renewed if that is true. */
  async wentBack(): Promise<void> {
    this.#day.doubt();
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
      if (this.#mayGoAhead()) await this.#goAhead();
      else await this.#whole(this.#queue.splice(0, LARGEST_BATCH));
    }
    this.#busy = false;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  /** Whoever meets others does one thing after another: what is decided ahead would be thrown away. */
  #mayGoAhead(): boolean {
    return this.#log.remote && this.#day.isSteady && !this.#crowd.isThere() && !this.#flow.rests;
  }

  /** Decides the next batch while the one before is on its way, for as long as nothing is in the way. */
  async #goAhead(): Promise<void> {
    const { met, faults } = await this.#flow.run();
    for (const { batch, error } of faults) this.#fail(batch, error);
    if (!met) return;
    this.#crowd.met();
    await this.#whole(met);
  }

  /** Decides and stores a batch, with nothing else under way. */
  async #whole(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#commit(batch);
    } catch (error) {
      this.#fail(batch, error);
    }
  }

  #fail(batch: readonly Waiting[], error: unknown): void {
    this.#day.wentAhead();
    this.whenFailed(error);
    const known = error instanceof StorageFault;
    const fault = known ? error : new StorageFault('the log could not be written', { cause: error });
    for (const { reject } of batch) reject(fault);
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
      this.#day.wentAhead();
      this.#crowd.met();
    }
    throw new Error(`another server was first ${MOST_TRIES} times`);
  }

  /** Others wait meanwhile: what they have written is read first, so that this try meets nobody. */
  async #tryAlone(batch: readonly Waiting[]): Promise<Answer[] | null> {
    const { seq } = this.#day.day;
    this.#day.outdated();
    await this.#day.readOn();
    if (this.#day.day.seq > seq) this.#crowd.stays();
    return this.#try(batch);
  }

  /** Decides and appends once; null when another server was first, and nothing was stored. */
  async #try(batch: readonly Waiting[]): Promise<Answer[] | null> {
    await this.#day.readOn();
    // After the day: an answer of another server belongs to an entry that is folded by now or will be a conflict.
    const kept = await this.#log.answers(batch.flatMap(({ ask }) => ask.request ?? []));
    const turn = new Turn(this.#day.day, this.#now(), kept);
    await turn.meet(batch, this.#people);
    const answers = batch.map((waiting) => turn.take(waiting));
    return (await this.#append(turn)) ? answers : null;
  }

  /** Stores what a turn has decided, and tells the tail; false when another server was first. */
  async #append(turn: Turn): Promise<boolean> {
    if (turn.drafts.length === 0) return true;
    const { epoch } = this.#day;
    // Before the append: another look at the log may see it stored before this one knows.
    for (const { ticket, slip } of turn.slips) this.#slips.add(`${ticket} ${slip}`);
    if (this.#slips.size > SLIPS_KNOWN) this.#slips = new Set([...this.#slips].slice(-SLIPS_KNOWN / 2));
    const appended = await this.#log.append(turn.before, epoch, turn.drafts, turn.stored);
    if (!appended.ok) return false;
    this.whenStored();
    this.#tail.push(turn.entries, epoch);
    return true;
  }
}
