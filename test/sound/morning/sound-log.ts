import { RECORDED_RATE, type Recording } from '../sound-room.ts';

/** Something that sounded between two silences; times in ms since 1970. */
export type Sounded = { from: number; to: number; samples: Int16Array };

/** Above the noise of rounding, below every word. */
const AUDIBLE = 60;
/** Longer than any pause inside an announcement, shorter than the lead-in of the next. */
const SILENCE_MS = 450;
const KEPT_AROUND = Math.round(0.1 * RECORDED_RATE);

/** A recording of hours that keeps only what sounded: silence is thrown away as it comes. */
export class SoundLog {
  readonly sounded: Sounded[] = [];
  readonly #startedAt: number;
  #open: Int16Array[] = [];
  #openFrom = 0;
  #quiet = 0;
  #before = new Int16Array(0);
  #heard = 0;

  constructor(recording: Recording) {
    this.#startedAt = Date.now();
    recording.onSamples((samples) => this.#take(samples));
  }

  /** Ends what still sounds. */
  close(): Sounded[] {
    if (this.#open.length > 0) this.#end();
    return this.sounded;
  }

  #take(samples: Int16Array): void {
    const loud = samples.findLastIndex((sample) => Math.abs(sample) > AUDIBLE);
    if (this.#open.length === 0 && loud >= 0) {
      this.#openFrom = this.#heard - this.#before.length;
      this.#open = [this.#before];
      this.#quiet = 0;
    }
    if (this.#open.length > 0) {
      this.#open.push(samples);
      this.#quiet = loud >= 0 ? samples.length - 1 - loud : this.#quiet + samples.length;
      if ((1000 * this.#quiet) / RECORDED_RATE >= SILENCE_MS) this.#end();
    }
    this.#heard += samples.length;
    this.#before = samples.slice(-KEPT_AROUND);
  }

  #end(): void {
    const length = this.#open.reduce((sum, part) => sum + part.length, 0);
    const samples = new Int16Array(length);
    let at = 0;
    for (const part of this.#open) {
      samples.set(part, at);
      at += part.length;
    }
    const timeOf = (sample: number): number => this.#startedAt + (1000 * sample) / RECORDED_RATE;
    this.sounded.push({ from: timeOf(this.#openFrom), to: timeOf(this.#openFrom + length), samples });
    this.#open = [];
  }
}
