import { setTimeout as pause } from 'node:timers/promises';
import type { Profile } from './capability.ts';
import { flushCommand, partingCommands } from './cutting.ts';
import { Demultiplexer, type Saying } from './demultiplexer.ts';
import { encodeCommands } from './encode.ts';
import type { Command, StatusNumber } from './escpos-commands.ts';
import type { HealthState } from './health-words.ts';
import { Listeners, type Port, type PortFault, type Writing } from './ports/port.ts';
import { ALL_WELL, healthOf, type Signs, signsOfAnswer, signsOfAsb, signsOfFence } from './status.ts';
import type { Timings } from './timings.ts';

/** What happens on a connection: the printer says something, its state is known anew, or the connection ends. */
export type LinkEvent =
  | Saying
  | { readonly kind: 'health'; readonly state: HealthState }
  | { readonly kind: 'closed'; readonly broken: boolean };

/**
 * A connection to one printer: the port, and what comes back over it. At most one DLE EOT is open at a time;
 * an answer that is late is waited for instead of asked for again, so that no answer is taken for another's.
 */
export class Link {
  readonly port: Port;
  readonly #profile: Profile;
  readonly #timings: Timings;
  readonly #events = new Listeners<[LinkEvent]>();
  #demultiplexer = new Demultiplexer(() => undefined);
  #isOpen = false;
  #twoWay = false;
  /** Whether this printer answers DLE EOT; null: not known yet. One that ever did is expected to go on doing so. */
  #answers: boolean | null = null;
  /** A question was open when the line was closed: on a serial line its answer may still come, to another question. */
  #owesAnswer = false;
  #lastClosed = Number.NEGATIVE_INFINITY;
  #dropped = 0;
  /** Bytes of the longest command of a ticket that was lost on this line; null: none was, or its rest is cleared. */
  #lost: number | null = null;

  constructor(port: Port, profile: Profile, timings: Timings) {
    this.port = port;
    this.#profile = profile;
    this.#timings = timings;
    port.onBytes((bytes) => this.#demultiplexer.feed(bytes, performance.now()));
    port.onClosed((broken) => this.#ended(broken));
  }

  /** Whether the printer has answered a status request. */
  get answers(): boolean {
    return this.#answers === true;
  }

  /** Bytes from the printer that meant nothing. */
  get dropped(): number {
    return this.#dropped + this.#demultiplexer.dropped;
  }

  /** Listens to what happens; returns the end of it. */
  on(listener: (event: LinkEvent) => void): () => void {
    return this.#events.add(listener);
  }

  /** Opens the port unless it is open. Null when it is open then. */
  async open(): Promise<PortFault | null> {
    if (this.#isOpen) return null;
    const rest = this.#lastClosed + this.#timings.gapMs - performance.now();
    if (rest > 0) await pause(rest);
    const opening = await this.port.open(this.#timings.connectMs);
    if (!opening.ok) return opening.fault;
    this.#dropped += this.#demultiplexer.dropped;
    this.#demultiplexer = new Demultiplexer((saying) => this.#heard(saying));
    this.#isOpen = true;
    this.#twoWay = opening.twoWay;
    if (this.#profile.backChannel === 'probe' && this.#answers === false) this.#answers = null;
    return null;
  }

  #heard(saying: Saying): void {
    if (saying.kind === 'answer') this.#answers = true;
    this.#events.tell(saying);
    const signs = signsIn(saying);
    if (signs) this.#events.tell({ kind: 'health', state: healthOf({ ...ALL_WELL, ...signs }) });
  }

  #ended(broken: boolean): void {
    this.#isOpen = false;
    this.#owesAnswer ||= this.#demultiplexer.open !== null;
    this.#lastClosed = performance.now();
    this.#events.tell({ kind: 'closed', broken });
  }

  /** Sends a ticket, or anything else that is more than a question. */
  async send(bytes: Uint8Array, timeoutMs: number): Promise<Writing> {
    return this.port.write(bytes, timeoutMs);
  }

  /** Sends one of the small commands; true when the system took it. */
  async command(command: Command): Promise<boolean> {
    if (command.kind === 'fence') this.#demultiplexer.fenced();
    const { bytes } = encodeCommands([command]);
    return (await this.port.write(bytes, this.#timings.statusMs)).ok;
  }

  /** A GS r went out inside a ticket: its answer is to come. */
  expectFence(): void {
    this.#demultiplexer.fenced();
  }

  /** A ticket with commands of up to `longest` bytes was lost: half of it may stand in the printer. */
  lostTicket(longest: number): void {
    this.#lost = longest;
  }

  /** The printer was told to throw away what it holds, or was seen to be through with it. */
  forgetLoss(): void {
    this.#lost = null;
  }

  /**
   * Before the ticket that follows a lost one: ends the command that may have been cut short and parts the paper.
   * With `fence` the printer must show that it is through with the old ticket (an answer to its GS r may still come,
   * and is not to be taken for the next one's). False: it did not, and should get no other.
   */
  async clearLoss(fence: boolean): Promise<boolean> {
    const lost = this.#lost;
    if (lost === null) return true;
    const flush = encodeCommands([flushCommand(lost), ...(fence ? [{ kind: 'fence' } as const] : [])]);
    const wireMs = this.port.wireMs(flush.bytes.length);
    const { statusMs, gapMs } = this.#timings;
    const first = fence ? this.#fenceWithin(statusMs + wireMs) : Promise.resolve(true);
    if (!(await this.port.write(flush.bytes, statusMs + wireMs)).ok || !(await first)) return false;
    if (fence) await this.#fenceWithin(gapMs + wireMs);
    this.#demultiplexer.forgetFences();
    const parting = encodeCommands(partingCommands(this.#profile)).bytes;
    if (!(await this.port.write(parting, statusMs)).ok) return false;
    this.#lost = null;
    return true;
  }

  async #fenceWithin(ms: number): Promise<boolean> {
    this.#demultiplexer.fenced();
    const heard = await this.next((event) => {
      if (event.kind === 'closed') return 'gone';
      return event.kind === 'fence' ? 'fence' : null;
    }, ms);
    return heard === 'fence';
  }

  /** Waits until `match` makes something of an event; null after `ms`, or at once when already closed. */
  next<T>(match: (event: LinkEvent) => T | null, ms: number): Promise<T | null> {
    return new Promise((resolve) => {
      if (!this.#isOpen) return resolve(match({ kind: 'closed', broken: false }));
      const finish = (value: T | null): void => {
        clearTimeout(timer);
        stop();
        resolve(value);
      };
      const timer = setTimeout(() => finish(null), Math.max(0, ms));
      const stop = this.on((event) => {
        const value = match(event);
        if (value !== null) finish(value);
      });
    });
  }

  /**
   * Asks how the printer is, within `ms`. Null: it cannot or does not say. `unreachable`: it should answer
   * and is silent, so whoever asked should close. One that never answered is asked once for each connection.
   */
  async check(ms: number): Promise<HealthState | null> {
    if (!this.#twoWay || this.#profile.backChannel === 'none' || this.#answers === false) return null;
    const until = performance.now() + ms;
    const expected = this.#answers === true || this.#profile.backChannel === 'yes';
    const patience = expected ? ms : Math.min(ms, this.#timings.probeMs);
    let printer = await this.#ask(1, patience);
    if (printer !== null && this.#owesAnswer) {
      this.#owesAnswer = false;
      await pause(this.#timings.gapMs);
      printer = await this.#ask(1, patience);
    }
    if (printer === null) {
      if (!expected) this.#answers = false;
      return expected ? 'unreachable' : null;
    }
    const state = await this.#causes(printer, until);
    this.#events.tell({ kind: 'health', state });
    return state;
  }

  async #causes(printer: number, until: number): Promise<HealthState> {
    const left = (): number => until - performance.now();
    const first = signsOfAnswer(1, printer);
    let signs: Signs = { ...ALL_WELL };
    for (const n of first.offline ? ([2, 3, 4] as const) : ([4] as const)) {
      signs = merge(signs, await this.#signs(n, left()));
    }
    // Offline and no cause: somebody may have closed the cover between two questions.
    const again = first.offline && healthOf(signs) === 'ready' ? await this.#signs(1, left()) : {};
    return healthOf(merge(signs, { ...first, ...again }));
  }

  async #signs(n: StatusNumber, ms: number): Promise<Partial<Signs>> {
    const byte = await this.#ask(n, ms);
    return byte === null ? {} : signsOfAnswer(n, byte);
  }

  async #ask(n: StatusNumber, ms: number): Promise<number | null> {
    if (this.#demultiplexer.open !== null) {
      await this.next((event) => event.kind === 'answer' || event.kind === 'closed' || null, ms);
      if (this.#demultiplexer.open !== null) return null;
    }
    if (!this.#isOpen) return null;
    this.#demultiplexer.asked(n);
    const heard = this.next((event) => {
      if (event.kind === 'closed') return 'gone';
      return event.kind === 'answer' && event.n === n ? event.byte : null;
    }, ms);
    await this.command({ kind: 'status', n });
    const byte = await heard;
    return byte === 'gone' ? null : byte;
  }

  /** Lets go of the printer; what is not sent yet is finished, or discarded after a job that hangs. */
  async close(how: 'finish' | 'discard'): Promise<void> {
    await this.port.close(how);
  }
}

/** What a saying tells of the printer as a whole; a single answer to DLE EOT tells only a part. */
function signsIn(saying: Saying): Partial<Signs> | null {
  if (saying.kind === 'asb') return signsOfAsb(saying.bytes);
  return saying.kind === 'fence' ? signsOfFence(saying.byte) : null;
}

/** What is bad in either is bad. */
function merge(signs: Signs, more: Partial<Signs>): Signs {
  const worse = Object.entries(more).filter(([, bad]) => bad);
  return { ...signs, ...Object.fromEntries(worse) };
}

/** Whether a ticket may be sent in this state. */
export function canPrint(state: HealthState): boolean {
  return state === 'ready' || state === 'paperLow' || state === 'unknown';
}
