import { isCardWithoutIssueDate, isCompleteCard } from './complete-card.ts';

/** Silence after which bytes without a terminator are looked at, in ms. */
export const QUIET_MS = 80;
/** How much longer an unfinished card may pause before it is given up, in ms. */
export const GRACE_MS = 1000;
/** No card comes near this many bytes; more is a foreign code. */
export const FRAME_LIMIT = 4096;

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

/** Why bytes were thrown away. `length` counts them; their content is never told. */
export interface FrameDrop {
  readonly reason: 'stx' | 'partial' | 'overflow' | 'reset';
  readonly length: number;
}

/** What showed that a scan had come in whole; `silence`: the scanner sends no suffix. */
export type FrameEnd = 'cr' | 'lf' | 'etx' | 'silence';

/** Runs `run` once after `ms` and returns the way to call it off. */
export type SetTimer = (run: () => void, ms: number) => () => void;

export interface FramerOptions {
  /** `bytes` is a copy of its own; `at` is the moment its last byte came in, as told to `push`. */
  readonly onFrame: (bytes: Uint8Array, at: number, end: FrameEnd) => void;
  readonly onDrop: (drop: FrameDrop) => void;
  readonly setTimer: SetTimer;
}

export interface Framer {
  /** Takes bytes as they come off the wire, cut anywhere; `at` in ms of any steady clock. */
  push(bytes: Uint8Array, at: number): void;
  /** Forgets what is unfinished. To be called whenever the port closes. */
  reset(): void;
}

/**
 * Cuts the byte stream of one scanner into scans, whatever suffix the scanner was set to: CR, LF and ETX in
 * any mix end a frame, STX starts one, and without any of them silence ends a frame that is a complete card.
 * Bytes are not decoded here, so a letter split between two reads stays whole, and half a scan never meets
 * the next: serialport's own parsers fail one or the other (serialport/node-serialport#2677, #1622).
 */
export function createFramer(options: FramerOptions): Framer {
  return new ByteFramer(options);
}

function endOf(byte: number): FrameEnd | null {
  if (byte === CR) return 'cr';
  if (byte === LF) return 'lf';
  return byte === ETX ? 'etx' : null;
}

class ByteFramer implements Framer {
  readonly #options: FramerOptions;
  readonly #held = new Uint8Array(FRAME_LIMIT);
  #length = 0;
  /** Where the last silence fell, as a count of held bytes. */
  #pause = 0;
  #skipping = false;
  #at = 0;
  #stopTimer = () => {};

  constructor(options: FramerOptions) {
    this.#options = options;
  }

  push(bytes: Uint8Array, at: number): void {
    this.#stopTimer();
    this.#at = at;
    for (const byte of bytes) this.#take(byte);
    if (this.#length > 0 || this.#skipping) this.#wait(QUIET_MS, () => this.#quiet());
  }

  reset(): void {
    this.#stopTimer();
    this.#drop('reset');
    this.#skipping = false;
  }

  #take(byte: number): void {
    const end = endOf(byte);
    if (end !== null) {
      if (!this.#skipping) this.#release(end);
      this.#skipping = false;
    } else if (this.#skipping) return;
    else if (byte === STX) this.#drop('stx');
    else if (this.#length < FRAME_LIMIT) this.#held[this.#length++] = byte;
    else {
      // The tail of a foreign code must not become a frame of its own.
      this.#drop('overflow');
      this.#skipping = true;
    }
  }

  #quiet(): void {
    if (isCompleteCard(this.#since(0)) || this.#isCutOff()) this.#release('silence');
    else {
      this.#pause = this.#length;
      this.#wait(GRACE_MS, () => this.#giveUp());
    }
  }

  #giveUp(): void {
    if (isCardWithoutIssueDate(this.#since(0))) this.#release('silence');
    else this.#drop('partial');
    this.#skipping = false;
  }

  #release(end: FrameEnd): void {
    const cut = this.#isCutOff() ? this.#pause : 0;
    const frame = this.#held.slice(cut, this.#length);
    this.#empty();
    if (cut > 0) this.#options.onDrop({ reason: 'partial', length: cut });
    if (frame.length > 0) this.#options.onFrame(frame, this.#at, end);
  }

  #drop(reason: FrameDrop['reason']): void {
    const length = this.#length;
    this.#empty();
    if (length > 0) this.#options.onDrop({ reason, length });
  }

  /** What a card said does not stay in the buffer. */
  #empty(): void {
    this.#held.fill(0, 0, this.#length);
    this.#length = 0;
    this.#pause = 0;
  }

  /** Half a card, a pause, a whole card: the second is a scan of its own and must not carry the first. */
  #isCutOff(): boolean {
    if (this.#pause === 0 || isCompleteCard(this.#since(0))) return false;
    return isCompleteCard(this.#since(this.#pause));
  }

  #since(start: number): Uint8Array {
    return this.#held.subarray(start, this.#length);
  }

  #wait(ms: number, run: () => void): void {
    this.#stopTimer = this.#options.setTimer(run, ms);
  }
}
