import type { Ack, Announce } from '../wire/protocol.ts';
import type { LoadFault, Player, Sound } from './player.ts';
import {
  isWithdrawn,
  type Left,
  repeatOf,
  type SpeechQueue,
  type Turn,
  takeIn,
  takeOut,
  withdraw,
} from './speech-queue.ts';

const GAP_MS = 1_000;

export type SpeakerParts = {
  player: Player;
  /** The server's time in ms. */
  now: () => number;
  ack: (ack: Ack) => void;
  /** What was heard before a reload, and where to keep it. */
  heard: SpeechQueue['heard'];
  keep: (heard: SpeechQueue['heard']) => void;
  /** The announcement in the air (null: silence). */
  onSpeaking: (message: Announce | null) => void;
  wait: (ms: number) => Promise<void>;
};

/**
 * One speaker: plays announcements one at a time, never cuts one off, never speaks late, twice or of a call that
 * is over, and tells the server how far each one got: received, started, audible, done; or dropped, failed, with
 * the reason.
 */
export class Speaker {
  readonly #parts: SpeakerParts;
  #queue: SpeechQueue;
  #busy = false;
  readonly #loads = new Map<string, Promise<Sound | LoadFault>>();

  constructor(parts: SpeakerParts) {
    this.#parts = parts;
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
      this.#ack(message, 'dropped', verdict);
      return;
    }
    this.#parts.keep(queue.heard);
    this.#ack(message, 'received', null);
    this.#loads.set(message.id, this.#parts.player.load(message.audio));
    this.pump();
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
    for (const message of finished) this.#end(message, 'done', null);
    if (blocked || next === null) return;
    this.#busy = true;
    void this.#speak(next).then(() => {
      this.#busy = false;
      this.pump();
    });
  }

  async #speak(turn: Turn): Promise<void> {
    const { message } = turn;
    const sound = await this.#loads.get(message.id);
    if (sound === undefined || typeof sound === 'string') {
      this.#end(message, 'failed', sound ?? 'fetch');
      return;
    }
    if (isWithdrawn(this.#queue, message)) {
      this.#end(message, 'dropped', 'withdrawn');
      return;
    }
    // The load may have taken long: the promise is about the moment at which the sound begins.
    if (this.#parts.now() > message.expiresAt) {
      if (turn.played > 0) this.#end(message, 'done', null);
      else this.#end(message, 'dropped', 'expired');
      return;
    }
    this.#parts.onSpeaking(message);
    if (turn.played === 0) this.#ack(message, 'started', null);
    const ending = await this.#parts.player.play(sound, () => {
      if (turn.played === 0) this.#ack(message, 'audible', null);
    });
    this.#parts.onSpeaking(null);
    if (ending !== 'heard') this.#end(message, 'failed', ending);
    else await this.#repeat(turn);
  }

  /** A repeat follows after a second of silence, or after the first calls of others that wait. */
  async #repeat(turn: Turn): Promise<void> {
    const over = isWithdrawn(this.#queue, turn.message);
    const queue = over ? null : repeatOf(this.#queue, turn);
    if (queue === null) {
      this.#end(turn.message, 'done', null);
      return;
    }
    this.#queue = queue;
    if (queue.turns.length === 1) await this.#parts.wait(GAP_MS);
  }

  #leave(left: readonly Left[]): void {
    for (const { message, reason } of left) this.#end(message, 'dropped', reason);
  }

  #end(message: Announce, phase: Ack['phase'], reason: string | null): void {
    this.#loads.delete(message.id);
    this.#ack(message, phase, reason);
  }

  #ack({ id }: Announce, phase: Ack['phase'], reason: string | null): void {
    this.#parts.ack({ id, phase, reason });
  }
}
