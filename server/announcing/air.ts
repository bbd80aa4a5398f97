import type { Ack, YourTurn } from '../../core/wire/protocol.ts';
import { type Brevity, brevityOf, nextOf, preempts, takeIn } from './air-queue.ts';
import type { AirRight } from './air-right.ts';
import type { Item, ZoneTrouble } from './item.ts';

/** A speaker that has the turn and says nothing for this long; and how long after its end a play may still go on. */
export const START_MS = 3_000;
const OVERTIME_MS = 3_000;
/** A repeat that could not follow soon after the first time only confuses. */
const REPEAT_EXPIRES_MS = 20_000;

type Phase = Ack['phase'] | 'silent';

export type AirParts = {
  /** Server time in ms, and a clock that never jumps. */
  now: () => number;
  clock: () => number;
  after: (ms: number, go: () => void) => () => void;
  /** Why a speaker cannot be heard now; null: it can. */
  trouble: (zone: string) => ZoneTrouble | null;
  gainDb: (zone: string) => number;
  /** The right to sound here, among all servers; null: there is one server. */
  right: Pick<AirRight, 'has' | 'release'> | null;
  turn: (zone: string, turn: YourTurn) => void;
  cut: (zone: string, id: string) => void;
  /** How far an announcement got. */
  tell: (item: Item, phase: Phase, reason: string | null) => void;
  /** Nobody hears it on its speaker. `page`: another page of the speaker shall try it; `later`: the same one shall. */
  unheard: (item: Item, reason: string) => 'page' | 'later' | null;
  /** A repeat is not said, and why. */
  left: (item: Item, reason: RepeatLeft) => void;
};

/** Why a call is said less often than its speaker's file says. */
export type RepeatLeft = 'no-start' | 'expired' | 'shortened' | 'failed' | 'dropped';

type Fault = Pick<Ack, 'reason' | 'play'> & { phase: 'failed' | 'dropped' };
type Playing = { item: Item; begun: boolean; over: boolean; stop: () => void };

/**
 * One room of air: whatever speakers stand in it, one announcement at a time. Each turn is given by the server and
 * passes on when the speaker says that it is done, or when its time is over. Nothing is cut off but for an emergency.
 */
export class Air {
  readonly #parts: AirParts;
  #waiting: Item[] = [];
  #playing: Playing | null = null;
  #wake: () => void = () => {};

  constructor(parts: AirParts) {
    this.#parts = parts;
  }

  /** What waits, for a speaker that has come back: it is told again of what is not over. */
  waitingIn(zone: string): readonly Item[] {
    return this.#waiting.filter((item) => item.zone === zone);
  }

  /** Announcements of a speaker that are not over, the one in the air included. */
  countIn(zone: string): number {
    return this.waitingIn(zone).length + (this.#playing?.item.zone === zone ? 1 : 0);
  }

  has(callId: string, zone: string): boolean {
    const of = (item: Item): boolean => item.callId === callId && item.zone === zone;
    return this.#waiting.some(of) || (this.#playing !== null && of(this.#playing.item));
  }

  add(item: Item): void {
    this.#waiting = takeIn(this.#waiting, item).waiting;
    this.pump();
  }

  /** Another page speaks for a speaker, or none: a turn that was not begun is given again. */
  takeBack(zone: string): void {
    const playing = this.#playing;
    if (playing === null || playing.begun || playing.item.zone !== zone) return;
    this.#release(playing);
    if (!playing.over) this.#waiting.push(playing.item);
  }

  /** A call is over: what waits of it leaves, what is in the air ends with its sentence. */
  withdraw(callId: string): void {
    this.#waiting = this.#waiting.filter((item) => item.callId !== callId);
    if (this.#playing?.item.callId === callId) this.#playing.over = true;
    this.pump();
  }

  /** Another speaker has said it. */
  drop(id: string): void {
    this.#waiting = this.#waiting.filter((item) => item.id !== id);
  }

  /** What a speaker says of an announcement; false when this air knows nothing of it (any more). */
  ack({ id, phase, reason, play }: Ack): boolean {
    const playing = this.#playing?.item.id === id ? this.#playing : null;
    const item = playing?.item ?? this.#waiting.find((each) => each.id === id);
    if (!item) return false;
    if ((phase === 'started' || phase === 'audible') && playing && !playing.begun) this.#begin(playing);
    if (playing === null) this.#ackWaiting(item, phase, reason, play);
    else if (phase === 'done') this.#done(playing, play === undefined);
    else if (phase === 'failed' || phase === 'dropped') this.#fail(playing, { phase, reason, play });
    else this.#parts.tell(item, phase, reason);
    return true;
  }

  /** Goes on: to be called when anything has changed that the air depends on. */
  pump(): void {
    this.#expire();
    this.#noteStuck();
    const next = this.#next();
    if (next && this.#playing && preempts(next, this.#playing.item)) this.#cutOff(this.#playing);
    if (next && !this.#playing && this.#mayGive(next)) void this.#give(next);
    if (!next && !this.#playing) this.#parts.right?.release();
    this.#schedule();
  }

  /** Another server has an emergency to say in this air. */
  makeRoom(): void {
    const playing = this.#playing;
    if (playing === null || playing.item.priority === 0) return;
    this.#cutOff(playing);
    this.#parts.right?.release();
    this.pump();
  }

  /** Whether it may sound now, until the latest moment at which it can end. */
  #mayGive({ ms, priority }: Item): boolean {
    return this.#parts.right?.has(ms[0] + START_MS + OVERTIME_MS, priority === 0) ?? true;
  }

  #next(): Item | null {
    const { clock, trouble } = this.#parts;
    return nextOf(this.#waiting, clock(), (zone) => trouble(zone) === null);
  }

  /** A speaker that does not wait for turns, or whose news comes late. */
  #ackWaiting(item: Item, phase: Ack['phase'], reason: string | null, play: number | undefined): void {
    const ended = phase === 'dropped' || (phase === 'done' && play === undefined);
    if (ended) this.drop(item.id);
    this.#parts.tell(item, phase, reason);
  }

  #begin(playing: Playing): void {
    playing.begun = true;
    playing.stop();
    // The speaker went away in mid-sentence: it may go on sounding, but not for longer than this.
    playing.stop = this.#parts.after(playing.item.ms[0] + OVERTIME_MS, () => this.#stuck(playing));
  }

  /** The time of the play is over and nobody has said how it ended: the air is given to the next. */
  #stuck(playing: Playing): void {
    if (this.#playing !== playing) return;
    this.#release(playing);
    this.#parts.cut(playing.item.zone, playing.item.id);
    // Its line was cut in mid-sentence: what is left of its plays is said when it is back in time.
    this.#repeat(playing);
    this.pump();
  }

  #done(playing: Playing, all: boolean): void {
    if (this.#playing !== playing) return;
    this.#release(playing);
    this.#parts.tell(playing.item, 'done', null);
    if (!all) this.#repeat(playing);
    this.pump();
  }

  /** What has used a turn waits for its next one. */
  #repeat({ item, over }: Playing): void {
    const { now, clock, left } = this.#parts;
    const played = item.played + 1;
    if (played >= item.plays || over) return;
    if (this.#brevity() > 0) {
      left(item, 'shortened');
      return;
    }
    const alone = this.#next() === null;
    this.#waiting.push({
      ...item,
      played,
      readyAt: clock() + (alone ? (item.message.gapMs ?? 0) : 0),
      expiresAt: Math.min(item.expiresAt, now() + REPEAT_EXPIRES_MS),
    });
  }

  #fail(playing: Playing, { phase, reason, play }: Fault): void {
    this.#release(playing);
    const { item } = playing;
    if (item.played > 0) this.#parts.left(item, phase);
    else {
      this.#parts.tell(item, phase, reason);
      if (phase === 'failed') this.#missed(item, reason ?? 'failed');
    }
    // A sound that stuck or did not come is what the second time is there for. A blocked page keeps the first.
    if (phase === 'failed' && reason !== 'blocked' && play !== undefined) this.#repeat(playing);
    this.pump();
  }

  /** It was this one's turn and nothing was heard of it. */
  #noStart(playing: Playing): void {
    if (this.#playing !== playing || playing.begun) return;
    this.#release(playing);
    // Whatever hangs there must not begin when the next one already speaks.
    this.#parts.cut(playing.item.zone, playing.item.id);
    if (!playing.over) this.#missed(playing.item, 'no-start');
    this.pump();
  }

  #missed(item: Item, reason: string): void {
    const { clock, unheard, left } = this.#parts;
    if (item.unheard) {
      if (item.played > 0) left(item, 'no-start');
      return;
    }
    const again = item.played > 0 ? 'later' : unheard(item, reason);
    // Kept back, not thrown away: the browser may be given its sound, the speaker plugged in, before it expires.
    if (again === null && reason !== 'blocked') return;
    const readyAt = again === 'later' ? clock() + START_MS : item.readyAt;
    this.#waiting.push({ ...item, unheard: true, stuckAt: clock(), readyAt });
  }

  #cutOff(playing: Playing): void {
    const { item } = playing;
    this.#end(playing);
    this.#parts.cut(item.zone, item.id);
    if (!playing.over) this.#waiting.push(item);
  }

  #release(playing: Playing): void {
    this.#end(playing);
    this.#parts.right?.release();
  }

  #end(playing: Playing): void {
    playing.stop();
    if (this.#playing === playing) this.#playing = null;
  }

  async #give(item: Item): Promise<void> {
    const level = this.#brevity();
    this.#waiting = this.#waiting.filter((each) => each !== item);
    if (level > 0) this.#leaveRepeats();
    const playing: Playing = { item, begun: false, over: false, stop: () => {} };
    this.#playing = playing;
    const shorter = level > 1 && item.played === 0 ? await item.shorter(level) : null;
    if (this.#playing !== playing) return;
    const { after, gainDb, turn } = this.#parts;
    playing.stop = after(START_MS, () => this.#noStart(playing));
    turn(item.zone, { id: item.id, play: item.played + 1, gainDb: gainDb(item.zone), ...shorter });
  }

  #leaveRepeats(): void {
    for (const item of this.#waiting) if (item.played > 0) this.#parts.left(item, 'shortened');
    this.#waiting = this.#waiting.filter(({ played }) => played === 0);
  }

  #brevity(): Brevity {
    return brevityOf(this.#waiting, this.#parts.clock(), this.#parts.now());
  }

  #expire(): void {
    const now = this.#parts.now();
    const late = this.#waiting.filter(({ expiresAt }) => now > expiresAt);
    if (late.length === 0) return;
    this.#waiting = this.#waiting.filter(({ expiresAt }) => now <= expiresAt);
    for (const item of late) {
      if (item.played === 0) this.#parts.tell(item, 'dropped', 'expired');
      else this.#parts.left(item, 'expired');
    }
  }

  /** Those whose speaker cannot be heard: the desk is told after 3 s, at once where it is certain. */
  #noteStuck(): void {
    const { clock, trouble, unheard } = this.#parts;
    const told: Item[] = [];
    this.#waiting = this.#waiting.map((item) => {
      const why = trouble(item.zone);
      if (why === null || item.played > 0 || item.unheard) return item;
      const stuckAt = item.stuckAt ?? clock();
      const unheardNow = why !== 'away' || clock() - stuckAt >= START_MS;
      const noted = { ...item, stuckAt, unheard: unheardNow };
      if (unheardNow) told.push(noted);
      return noted;
    });
    for (const item of told) unheard(item, this.#parts.trouble(item.zone) ?? 'away');
  }

  /** Wakes when a repeat is due, a call expires, or a silent speaker is to be reported. */
  #schedule(): void {
    this.#wake();
    const { now, clock, after } = this.#parts;
    const waits = this.#waiting.flatMap((item) => [
      item.expiresAt - now() + 1,
      ...(item.readyAt > clock() ? [item.readyAt - clock()] : []),
      ...(item.stuckAt !== null && !item.unheard ? [item.stuckAt + START_MS - clock()] : []),
    ]);
    this.#wake = waits.length === 0 ? () => {} : after(Math.max(1, Math.min(...waits)), () => this.pump());
  }
}
