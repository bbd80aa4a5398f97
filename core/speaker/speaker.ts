import type { Ack, Announce, YourTurn } from '../wire/protocol.ts';
import type { LoadFault, Played, Player, Sound } from './player.ts';
import {
  isWithdrawn,
  keyOf,
  type Left,
  letGo,
  putBack,
  REMEMBERED,
  repeatOf,
  type SpeechQueue,
  type Turn,
  takeIn,
  takeOut,
  withdraw,
} from './speech-queue.ts';

const GAP_MS = 1_000;
/**
 * Above this level (dBFS), and as long as the file is within a tenth, a play counts as audible. A browser tells the end
 * of a sound up to an output buffer late, which is more than a tenth of a very short one.
 */
const AUDIBLE_DB = -40;
const IN_TIME = 0.1;
const LATE_MS = 150;

export type SpeakerParts = {
  player: Player;
  /** The server's time in ms. */
  now: () => number;
  ack: (ack: Ack) => void;
  /** What was begun before a reload, and where to keep it. */
  heard: SpeechQueue['heard'];
  keep: (heard: SpeechQueue['heard']) => void;
  /** The announcement in the air (null: silence). */
  onSpeaking: (message: Announce | null) => void;
  wait: (ms: number) => Promise<void>;
};

/**
 * One speaker: plays announcements one at a time, never cuts one off by itself, never speaks late, twice or of a call
 * that is over, and tells the server how far each one got: received, started, audible, done; or dropped, failed, with
 * the reason. Held announcements wait for the server's `turn`, each play for one.
 */
export class Speaker {
  readonly #parts: SpeakerParts;
  #queue: SpeechQueue;
  #busy = false;
  /** What is in the air or about to be; `cut`: it must not begin any more. */
  #current: { id: string; cut: boolean } | null = null;
  #begun: SpeechQueue['heard'];
  /** What this page itself has spoken to its end. */
  #spoken: readonly string[] = [];
  readonly #loads = new Map<string, Promise<Sound | LoadFault>>();

  constructor(parts: SpeakerParts) {
    this.#parts = parts;
    this.#begun = parts.heard;
    this.#queue = { turns: [], heard: parts.heard, withdrawn: [] };
  }

  /** Nothing is in the air and nothing waits. */
  get idle(): boolean {
    return !this.#busy && this.#queue.turns.length === 0;
  }

  /** An announcement has come from the server. */
  hear(message: Announce): void {
    const { queue, verdict, left } = takeIn(this.#queue, message, this.#parts.now());
    this.#queue = queue;
    this.#leave(left);
    if (verdict === 'again') return;
    if (verdict !== 'received') {
      this.#ack(message, 'dropped', verdict, {});
      return;
    }
    this.#ack(message, 'received', null, {});
    this.#load(message);
    this.pump();
  }

  /** The server gives a held announcement the air. */
  takeTurn(turn: YourTurn): void {
    const { id, play, audio } = turn;
    if (this.#parts.player.state() === 'blocked') {
      this.#parts.ack({ id, phase: 'failed', reason: 'blocked', play });
      return;
    }
    const queue = letGo(this.#queue, turn);
    if (queue === null) {
      this.#answerAgain(id, play);
      return;
    }
    this.#queue = queue;
    const own = queue.turns.find(({ message }) => message.id === id)!.message;
    if (audio || !this.#loads.has(id)) this.#load(own);
    this.pump();
  }

  /** The server gives a turn again because it has not heard that it was used: the line was cut meanwhile. */
  #answerAgain(id: string, play: number): void {
    if (this.#current?.id === id) this.#parts.ack({ id, phase: 'started', reason: null, play });
    else if (this.#spoken.includes(id)) this.#parts.ack({ id, phase: 'done', reason: null, play });
    else this.#parts.ack({ id, phase: 'dropped', reason: 'unknown', play });
  }

  /** Takes the turn back: silence within 10 ms if it is in the air, no sound if it has not begun. */
  cut(id: string): void {
    const turns = this.#queue.turns.map((turn) =>
      turn.message.id === id && turn.message.held ? { ...turn, go: false } : turn,
    );
    this.#queue = { ...this.#queue, turns };
    if (this.#current?.id !== id) return;
    this.#current.cut = true;
    this.#parts.player.cut();
  }

  /** A call is over: what waits of it is not spoken; what is in the air ends with its sentence. */
  withdraw(callId: string): void {
    const { queue, left } = withdraw(this.#queue, callId);
    this.#queue = queue;
    this.#leave(left);
  }

  /** Goes on with what waits; to be called about once a second, as calls expire even while sound is blocked. */
  pump(): void {
    if (this.#busy) return;
    const { queue, next, left, finished } = takeOut(this.#queue, this.#parts.now());
    const blocked = this.#parts.player.state() === 'blocked';
    this.#queue = blocked && next !== null ? { ...queue, turns: [...queue.turns, next] } : queue;
    this.#leave(left);
    for (const message of finished) this.#end(message, 'done', null, {});
    if (blocked || next === null) return;
    this.#busy = true;
    this.#current = { id: next.message.id, cut: false };
    void this.#speak(next).then(() => {
      this.#busy = false;
      this.#current = null;
      this.pump();
    });
  }

  async #speak(turn: Turn): Promise<void> {
    const { message } = turn;
    const sound = await this.#loads.get(message.id);
    if (sound === undefined || typeof sound === 'string') {
      // The next turn, if there is one, fetches it anew.
      this.#loads.delete(message.id);
      await this.#endPlay(turn, sound ?? 'fetch', playOf(turn));
      return;
    }
    if (isWithdrawn(this.#queue, message)) {
      this.#end(message, 'dropped', 'withdrawn', {});
      return;
    }
    // The load may have taken long: the promise is about the moment at which the sound begins.
    if (this.#parts.now() > message.expiresAt) {
      if (turn.played > 0) this.#end(message, 'done', null, {});
      else this.#end(message, 'dropped', 'expired', {});
      return;
    }
    if (this.#current?.cut) {
      this.#queue = putBack(this.#queue, turn);
      return;
    }
    await this.#play(turn, sound);
  }

  async #play(turn: Turn, sound: Sound): Promise<void> {
    const { message } = turn;
    this.#remember(message);
    this.#parts.onSpeaking(message);
    if (turn.played === 0 || message.held) this.#ack(message, 'started', null, playOf(turn));
    const played = await this.#parts.player.play(sound, message.gainDb ?? 0);
    this.#parts.onSpeaking(null);
    const measured = { ...playOf(turn), ...figuresOf(played) };
    if (played.ending === 'cut') this.#queue = putBack(this.#queue, turn);
    else if (played.ending !== 'heard') await this.#endPlay(turn, played.ending, measured);
    else {
      this.#spoken = [message.id, ...this.#spoken].slice(0, REMEMBERED);
      if (turn.played === 0 && isAudible(played, sound)) this.#ack(message, 'audible', null, measured);
      await this.#endPlay(turn, null, measured);
    }
  }

  /**
   * A repeat follows after a second of silence, or after the first calls of others that wait; whether and when a held
   * one is played again, also after a `fault`, is for the server to say.
   */
  async #endPlay(turn: Turn, fault: string | null, measured: Partial<Ack>): Promise<void> {
    const { message } = turn;
    const phase = fault === null ? 'done' : 'failed';
    const last = isWithdrawn(this.#queue, message) || (fault !== null && !message.held);
    const queue = last ? null : repeatOf(this.#queue, turn);
    if (queue === null) {
      this.#end(message, phase, fault, measured);
      return;
    }
    this.#queue = queue;
    if (message.held) this.#ack(message, phase, fault, measured);
    else if (queue.turns.length === 1) await this.#parts.wait(message.gapMs ?? GAP_MS);
  }

  #load({ id, audio }: Pick<Announce, 'id' | 'audio'>): void {
    this.#loads.set(id, this.#parts.player.load(audio));
  }

  /** Only what has begun counts as spoken: a call that still waited at a reload is spoken after it. */
  #remember(message: Announce): void {
    const key = keyOf(message);
    if (this.#begun.some(([each]) => each === key)) return;
    this.#begun = [[key, message.id] as const, ...this.#begun].slice(0, REMEMBERED);
    this.#parts.keep(this.#begun);
  }

  #leave(left: readonly Left[]): void {
    for (const { message, reason } of left) this.#end(message, 'dropped', reason, {});
  }

  #end(message: Announce, phase: Ack['phase'], reason: string | null, more: Partial<Ack>): void {
    this.#loads.delete(message.id);
    this.#ack(message, phase, reason, more);
  }

  #ack({ id }: Announce, phase: Ack['phase'], reason: string | null, more: Partial<Ack>): void {
    this.#parts.ack({ id, phase, reason, ...more });
  }
}

const playOf = ({ message, played }: Turn): Partial<Ack> => (message.held ? { play: played + 1 } : {});

function figuresOf({ peakDb, playedMs }: Played): Partial<Ack> {
  const peak = peakDb === null ? {} : { peakDb: Math.round(Math.max(-120, peakDb) * 10) / 10 };
  return { ...peak, playedMs: Math.round(playedMs) };
}

/** Heard by the speaker's own meter, and neither hurried nor stuck: a device that is gone swallows a file at once. */
function isAudible({ peakDb, playedMs }: Played, { seconds }: Sound): boolean {
  const ms = seconds * 1000;
  return peakDb !== null && peakDb > AUDIBLE_DB && Math.abs(playedMs - ms) <= Math.max(LATE_MS, ms * IN_TIME);
}
