import { setTimeout as pause } from 'node:timers/promises';
import { type Delivery, deliver, type PrintFault } from './delivery.ts';
import { adviceFor, type HealthState } from './health-words.ts';
import { canPrint, Link } from './link.ts';
import { pictureAsPng } from './picture-png.ts';
import type { Port } from './ports/port.ts';
import type { HealthReport, PrintOrder, PrintOutcome, PrintState } from './print-outcome.ts';
import type { PrinterAddress } from './printer-address.ts';
import type { Bitmap } from './raster/bitmap.ts';
import type { Slip } from './slip.ts';
import { type PrintMode, type SlipJob, slipJob, slipRows } from './slip-job.ts';
import type { TicketFacts } from './ticket-facts.ts';
import { LAYOUTS, type TicketLayout } from './ticket-layout.ts';
import { layoutTicket } from './ticket-slip.ts';
import type { Timings } from './timings.ts';
import { warmUp } from './warm-up.ts';

/** What a printer is put together from. `layout`: the hospital's own; without one the address names it. */
export type PrinterParts = {
  readonly address: PrinterAddress;
  readonly port: Port;
  readonly timings: Timings;
  readonly layout?: TicketLayout | null;
  readonly onHealth: (report: HealthReport) => void;
};

/** Outcomes kept so that the same order does not print twice. */
const REMEMBERED = 500;
/** Four characters of 20–7E count this far. */
const PROCESS_IDS = 95 ** 4;
/** The first moments of a server belong to the screens that come back to it. */
const WARM_AFTER_MS = 5_000;

/**
 * One printer with its one owner. Tickets go one at a time, the next when the last has come to an end, so
 * nothing queues up inside the printer. The state is asked in between and told when it changes.
 */
export class TicketPrinter {
  readonly #parts: PrinterParts;
  readonly #link: Link;
  readonly #stop = new AbortController();
  readonly #orders = new Map<string, Promise<PrintOutcome>>();
  #turn: Promise<unknown> = Promise.resolve();
  #heartbeat: NodeJS.Timeout | null = null;
  #state: HealthState;
  #picture: Bitmap | null = null;
  // Echoes of a printer outlive us: ids go on from the clock, so that none is used again after a restart.
  #processId = Math.floor(Date.now() / 1000) % PROCESS_IDS;

  constructor(parts: PrinterParts) {
    const { address, port, timings } = parts;
    this.#parts = parts;
    this.#link = new Link(port, address.profile, timings);
    this.#link.on((event) => event.kind === 'health' && this.#became(event.state));
    this.#state = this.#isPreview ? 'ready' : 'unknown';
    setTimeout(() => void warmUp(address.profile), WARM_AFTER_MS).unref();
    if (!this.#isPreview) void this.#beat();
  }

  get #isPreview(): boolean {
    return this.#parts.address.place.kind === 'preview';
  }

  /** A picture on the screen shows everything, whatever a printer would have drawn itself. */
  get #mode(): PrintMode {
    return this.#isPreview ? 'raster' : this.#parts.address.mode;
  }

  /**
   * Prints a slip, or a ticket in the layout of this printer. Never rejects. Nothing that left is ever sent
   * again by itself; what did not leave is tried up to five times more within the deadline.
   */
  print(what: Slip | TicketFacts, order: PrintOrder): Promise<PrintOutcome> {
    const known = this.#orders.get(order.jobId);
    if (known) return known;
    const printing = this.#print(what, order);
    this.#remember(order.jobId, printing);
    return printing;
  }

  /** How the printer was when it last said so. */
  health(): HealthReport {
    return { state: this.#state, ...adviceFor(this.#state) };
  }

  /** Preview only: the last ticket as a PNG file, dot by dot; null before the first and on real printers. */
  lastPicture(): Uint8Array | null {
    return this.#picture ? pictureAsPng(this.#picture) : null;
  }

  /**
   * Staff say the jam is cleared: the printer forgets the half ticket and goes on (DLE ENQ 2). False when
   * this model does not know that and has to be switched off and on.
   */
  recover(): Promise<boolean> {
    if (!this.#parts.address.profile.recoverable) return Promise.resolve(false);
    return this.#inTurn(async () => {
      if (await this.#link.open()) return false;
      const told = await this.#link.command({ kind: 'recover' });
      if (told) this.#link.forgetLoss();
      return told;
    });
  }

  /** Lets go of the printer. A ticket under way comes to an end at once: `unknown`, or nothing was sent. */
  async close(): Promise<void> {
    this.#stop.abort();
    if (this.#heartbeat) clearTimeout(this.#heartbeat);
    await this.#link.close('finish');
    await this.#turn;
    await this.#link.close('finish');
  }

  #remember(jobId: string, printing: Promise<PrintOutcome>): void {
    this.#orders.set(jobId, printing);
    if (this.#orders.size > REMEMBERED) {
      for (const oldest of this.#orders.keys()) {
        this.#orders.delete(oldest);
        break;
      }
    }
    void printing.then((outcome) => {
      if (outcome.state === 'failed-before-bytes') this.#orders.delete(jobId);
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #print(what: Slip | TicketFacts, order: PrintOrder): Promise<PrintOutcome> {
    const { profile } = this.#parts.address;
    const until = performance.now() + (order.deadlineMs ?? profile.ttlMs);
    const made = slipJob(this.#slipOf(what), profile, this.#mode);
    if (!made.ok) {
      const detail = 'char' in made.fault ? made.fault.char : '';
      return this.#outcome(order.jobId, 'failed-before-bytes', { code: made.fault.code, detail }, 0, null);
    }
    if (this.#isPreview) {
      this.#picture = made.job.picture;
      return this.#outcome(order.jobId, 'confirmed', null, 1, made.job);
    }
    return this.#inTurn(() => this.#send(order.jobId, made.job, until));
  }

  #slipOf(what: Slip | TicketFacts): Slip {
    if ('parts' in what) return what;
    const { profile, layout } = this.#parts.address;
    const rowsOf = (slip: Slip): number => slipRows(slip, profile, this.#mode);
    return layoutTicket(what, this.#parts.layout ?? LAYOUTS[layout], profile, rowsOf);
  }

  async #send(jobId: string, job: SlipJob, until: number): Promise<PrintOutcome> {
    const { address, timings } = this.#parts;
    const waits = [...timings.retryMs];
    const stillWanted = (): boolean => performance.now() < until && !this.#stop.signal.aborted;
    for (let attempts = 1; ; attempts++) {
      if (!stillWanted()) return this.#notSent(jobId, attempts - 1);
      const processId = this.#nextProcessId();
      const setting = { link: this.#link, profile: address.profile, timings };
      const calm = this.#alarmUnlessDone(job.bytes.length);
      const delivery = await deliver(setting, { ...job, processId, stillWanted });
      const before = calm();
      if (delivery.state !== 'nothing-sent') {
        this.#judge(delivery, before);
        return this.#outcome(jobId, delivery.state, delivery.fault, attempts, job);
      }
      this.#noticeFault(delivery.fault);
      const wait = waits.shift();
      if (wait === undefined)
        return this.#outcome(jobId, 'failed-before-bytes', delivery.fault, attempts, null);
      await this.#pause(Math.min(wait, Math.ceil(until - performance.now()) + 1));
    }
  }

  /**
   * A ticket that takes strangely long is told to staff long before it is given up; of a printer whose state is never
   * known it is told that it stands still. Returns the calling off, which says how it was before an alarm.
   */
  #alarmUnlessDone(bytes: number): () => HealthState | null {
    const { port, timings } = this.#parts;
    let before: HealthState | null = null;
    const ring = (): void => {
      if (!canPrint(this.#state)) return;
      before = this.#state;
      this.#became(before === 'unknown' ? 'offline' : 'unknown');
    };
    const timer = setTimeout(ring, timings.alarmMs + port.wireMs(bytes));
    return () => {
      clearTimeout(timer);
      return before;
    };
  }

  /** What a ticket that left tells of the printer; `before` an alarm it was so. A lost one is asked after soon. */
  #judge({ state, fault }: Delivery, before: HealthState | null): void {
    const isMute = !this.#link.answers;
    if (state === 'unknown') {
      if (canPrint(this.#state)) this.#became(fault?.code === 'silent' ? 'unknown' : 'unreachable');
      this.#beatIn(this.#parts.timings.gapMs);
    } else if (before !== null && (this.#state === 'unknown' || isMute)) this.#became(before);
    else if (this.#state === 'unreachable' || (this.#state === 'offline' && isMute)) this.#became('unknown');
  }

  #notSent(jobId: string, attempts: number): PrintOutcome {
    const code = this.#stop.signal.aborted ? 'closed' : 'expired';
    return this.#outcome(jobId, 'failed-before-bytes', { code, detail: '' }, attempts, null);
  }

  async #pause(ms: number): Promise<void> {
    await pause(Math.max(0, ms), undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }

  #nextProcessId(): string {
    this.#processId = (this.#processId + 1) % PROCESS_IDS;
    let rest = this.#processId;
    let id = '';
    for (let i = 0; i < 4; i++) {
      id = String.fromCharCode(0x20 + (rest % 95)) + id;
      rest = Math.floor(rest / 95);
    }
    return id;
  }

  #noticeFault(fault: PrintFault | null): void {
    const lineFaults = [
      'unreachable',
      'not_there',
      'refused',
      'busy',
      'no_permission',
      'timeout',
      'closed',
      'io',
    ];
    if (fault && lineFaults.includes(fault.code)) this.#became('unreachable');
    // It takes questions and not the rest of an old ticket: it stands still.
    if (fault?.code === 'silent') this.#became('offline');
  }

  #outcome(
    jobId: string,
    state: PrintState,
    fault: PrintFault | null,
    attempts: number,
    job: SlipJob | null,
  ): PrintOutcome {
    const sent = { bytes: job?.bytes.length ?? 0, millimetres: job?.millimetres ?? 0 };
    return { jobId, state, fault, attempts, ...sent, health: this.#state };
  }

  #became(state: HealthState): void {
    if (state === this.#state || this.#stop.signal.aborted) return;
    this.#state = state;
    this.#parts.onHealth(this.health());
  }

  /** Asks how the printer is, and again after a while. A patient's ticket never waits for more than one answer. */
  async #beat(): Promise<void> {
    const { address, timings } = this.#parts;
    const perJob = address.profile.connection === 'perJob';
    await this.#inTurn(() => this.#lookAfter(perJob));
    if (this.#stop.signal.aborted) return;
    this.#beatIn(perJob ? timings.perJobHeartbeatMs : timings.heartbeatMs);
  }

  #beatIn(ms: number): void {
    if (this.#heartbeat) clearTimeout(this.#heartbeat);
    if (this.#isPreview || this.#stop.signal.aborted) return;
    this.#heartbeat = setTimeout(() => void this.#beat(), ms);
    this.#heartbeat.unref();
  }

  async #lookAfter(perJob: boolean): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const closed = await this.#link.open();
    const state = closed ? 'unreachable' : await this.#link.check(this.#parts.timings.statusMs);
    // A printer that says nothing stands still until a ticket has gone through.
    if (state === null && this.#state !== 'offline') this.#became('unknown');
    if (state === 'unreachable') this.#became(state);
    if (state === 'unreachable') await this.#link.close('discard');
    else if (perJob) await this.#link.close('finish');
  }
}
