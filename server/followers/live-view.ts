import type { Namespace } from 'socket.io';
import type { Day } from '../../core/queue/day.ts';
import type { Entry } from '../../core/queue/happening.ts';
import type { Beat, Delta, Snap, Sub } from '../../core/wire/protocol.ts';
import { type RoomWriter, type SharedPart, sharedPart } from '../sockets/room-writer.ts';
import { MOST_A_TURN, type Pacer } from './pacer.ts';
import { Touch } from './touch.ts';
import type { View } from './view.ts';

/** What the views need of the house. */
export type Source = { day: Day; epoch: string; now: () => number; build: string };

/** How news goes out: to whom, and how fast. */
export type Way = {
  space: Namespace;
  write: RoomWriter;
  source: () => Source;
  /** Deltas closer together than this are sent as one. */
  gapMs: number;
  /** One for all views of the house. */
  pacer: Pacer;
};

/** What a screen is told; `shared` is what else belongs to the message and is the same for all who ask now. */
type Answer<State> =
  | { event: 'hb'; message: Beat; shared: null }
  | { event: 'delta'; message: Delta<State>; shared: null }
  | { event: 'snap'; message: Omit<Snap<State>, keyof Whole<State>>; shared: SharedPart<Whole<State>> };

type Whole<State> = Pick<Snap<State>, 'state' | 'build'>;

/** A minute on a screen may be late by this, as it is by the rhythm in which screens are refreshed. */
const KEPT_MS = 1_000;

/** One view with its sockets: answers `sub`, sends deltas in order, one broadcast at a time. */
export class LiveView<State> {
  readonly view: View<State>;
  readonly #space: Namespace;
  readonly #write: RoomWriter;
  readonly #source: () => Source;
  #sent = 0;
  #joined = 0;
  #shards = 0;
  #timer: NodeJS.Timeout | null = null;
  #broadcasting = false;
  #again = false;
  #shown = '';
  /** The whole state as it was told last: a thousand screens that come back at once are told the same. */
  #kept: { day: Day; seq: number; at: number; whole: SharedPart<Whole<State>> } | null = null;
  readonly #gapMs: number;
  readonly #pacer: Pacer;

  constructor(view: View<State>, way: Way) {
    this.view = view;
    this.#gapMs = way.gapMs;
    this.#space = way.space;
    this.#write = way.write;
    this.#source = way.source;
    this.#pacer = way.pacer;
  }

  /** Sets the revision from which deltas are counted, after the log was folded. */
  settle(): void {
    this.#sent = this.view.seq();
  }

  /**
   * The room of the socket's shard, the first that is not full; joining and answering happen in one turn, so nothing
   * falls between.
   */
  join(): string {
    this.#joined += 1;
    let shard = 0;
    while (this.#sizeOf(shard) >= MOST_A_TURN) shard += 1;
    this.#shards = Math.max(this.#shards, shard + 1);
    return this.#roomName(shard);
  }

  left(): void {
    this.#joined = Math.max(0, this.#joined - 1);
  }

  /** What a screen needs that holds (epoch, seq): nothing, the parts since, or everything. */
  answer(sub: Pick<Sub, 'epoch' | 'seq'>): Answer<State> {
    // What waits to be sent goes out first: the next delta must follow on what everybody holds, old or new.
    if (!this.#broadcasting) this.#send();
    const { day, epoch, now, build } = this.#source();
    const seq = this.view.seq();
    const head = { view: this.view.name, epoch, seq, now: now() };
    if (sub.epoch === epoch && sub.seq === seq) return { event: 'hb', message: head, shared: null };
    if (sub.epoch === epoch && sub.seq !== null && sub.seq > 0 && sub.seq < seq) {
      const ops = this.view.opsSince(sub.seq, day, now());
      return { event: 'delta', message: { ...head, prev: sub.seq, ops }, shared: null };
    }
    return { event: 'snap', message: head, shared: this.#whole(day, head.now, build) };
  }

  /** What changes by time alone, or beside the log, ends what was kept: see `refresh`. */
  #whole(day: Day, now: number, build: string): SharedPart<Whole<State>> {
    const kept = this.#kept;
    if (kept?.day === day && kept.seq === day.seq && Math.abs(now - kept.at) < KEPT_MS) return kept.whole;
    const whole = sharedPart({ state: this.view.state(day, now), build });
    this.#kept = { day, seq: day.seq, at: now, whole };
    return whole;
  }

  /** Plans a delta: at once when the last one is long enough ago, else together with the next ones. */
  wake(): void {
    if (this.#timer || this.#broadcasting) {
      this.#again = true;
      return;
    }
    this.#send();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#next();
    }, this.#gapMs);
  }

  /**
   * A sign of life with the revision that everybody was sent: with one that is still to come, every screen would ask
   * for it. A broadcast under way is a sign of life itself.
   */
  beat(): void {
    if (this.#broadcasting || this.#joined === 0) return;
    const { epoch, now } = this.#source();
    this.#broadcast('hb', { view: this.view.name, epoch, seq: this.#sent, now: now() } satisfies Beat);
  }

  /** Something beside the state, in its order among the deltas. */
  tell(event: string, message: object): void {
    const write = this.#write(event, message);
    for (let shard = 0; shard < this.#shards; shard += 1) {
      const room = this.#roomName(shard);
      this.#pacer.run(this.#sizeOf(shard), () => write(room));
    }
  }

  /** Sends everything again to everybody: after a restore, and when time alone has changed what is shown. */
  refresh(always: boolean): void {
    this.#kept = null;
    if (this.#joined === 0) return;
    if (this.#broadcasting) {
      setImmediate(() => this.refresh(always));
      return;
    }
    const { day, epoch, now, build } = this.#source();
    const state = this.view.state(day, now());
    const shown = JSON.stringify(state);
    if (!always && shown === this.#shown) return;
    this.#shown = shown;
    this.#sent = this.view.seq();
    this.#broadcast('snap', { view: this.view.name, epoch, seq: this.#sent, now: now(), state, build });
  }

  #next(): void {
    if (!this.#again || this.#timer || this.#broadcasting) return;
    this.#again = false;
    this.wake();
  }

  #send(): void {
    const { day, epoch, now } = this.#source();
    const seq = this.view.seq();
    if (seq <= this.#sent) return;
    if (this.#joined === 0) {
      // Nobody looks: whoever comes next is given all of it.
      this.#sent = seq;
      return;
    }
    const ops = this.view.opsSince(this.#sent, day, now());
    const message: Delta<State> = { view: this.view.name, epoch, prev: this.#sent, seq, now: now(), ops };
    this.#sent = seq;
    this.#broadcast('delta', message);
  }

  #broadcast(event: string, message: object): void {
    this.#broadcasting = true;
    this.tell(event, message);
    this.#pacer.run(0, () => {
      this.#broadcasting = false;
      this.#next();
    });
  }

  #sizeOf(shard: number): number {
    return this.#space.adapter.rooms.get(this.#roomName(shard))?.size ?? 0;
  }

  #roomName(shard: number): string {
    return `view:${this.view.name}#${shard}`;
  }
}

/** Follows the log for a set of views: marks what each entry touches and wakes those views once a batch. */
export class LiveViews<State> {
  readonly byName: ReadonlyMap<string, LiveView<State>>;
  readonly #touch = new Touch();
  readonly #noted = new Set<LiveView<State>>();

  constructor(views: readonly LiveView<State>[]) {
    this.byName = new Map(views.map((each) => [each.view.name, each]));
  }

  /** Folds old entries without telling anybody. */
  recall(entries: readonly Entry[]): void {
    this.#mark(entries);
    for (const live of this.byName.values()) live.settle();
  }

  /**
   * Marks what entries touch, in the turn in which the day has them: a screen that asks in between would else be
   * told a revision with the state of a later one.
   */
  note(entries: readonly Entry[]): void {
    for (const live of this.#mark(entries)) this.#noted.add(live);
  }

  /** Wakes the views of which something was noted. */
  wake(): void {
    const noted = [...this.#noted];
    this.#noted.clear();
    for (const live of noted) live.wake();
  }

  beat(): void {
    for (const live of this.byName.values()) live.beat();
  }

  refresh(always: boolean): void {
    for (const live of this.byName.values()) live.refresh(always);
  }

  #mark(entries: readonly Entry[]): Set<LiveView<State>> {
    const woken = new Set<LiveView<State>>();
    for (const entry of entries) {
      const touched = this.#touch.of(entry);
      for (const live of this.byName.values()) if (live.view.touch(touched, entry.seq)) woken.add(live);
    }
    return woken;
  }
}
