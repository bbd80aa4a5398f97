import type { StatusNumber } from './escpos-commands.ts';

/** What a printer says over the one line it has for everything. */
export type Saying =
  | { readonly kind: 'processId'; readonly id: string }
  | { readonly kind: 'identity'; readonly text: string }
  | { readonly kind: 'asb'; readonly bytes: readonly number[] }
  | { readonly kind: 'answer'; readonly n: StatusNumber; readonly byte: number }
  | { readonly kind: 'fence'; readonly byte: number };

/** Half a message is over after this silence. */
const RESYNC_MS = 50;
const LONGEST_IDENTITY = 80;
const PROCESS_ID = 0x37;
const IDENTITY = 0x5f;

const isAsbHead = (byte: number): boolean => (byte & 0x93) === 0x10;
const isAnswer = (byte: number): boolean => (byte & 0x93) === 0x12;
/** Second to fourth byte of an automatic status, or an answer to GS r. */
const isPlain = (byte: number): boolean => (byte & 0x90) === 0x00;
const isIdByte = (byte: number): boolean => byte >= 0x20 && byte <= 0x7e;
const textOf = (bytes: readonly number[]): string => String.fromCharCode(...bytes);

/**
 * Takes apart what a printer says over the one line it has for everything: one byte at a time, in constant
 * memory. `asked` and `fenced` tell it what an answer can answer; one DLE EOT may be open at a time. What is
 * nothing is counted and dropped. One for each connection, so that nothing of an older one is believed.
 */
export class Demultiplexer {
  readonly #say: (saying: Saying) => void;
  #open: StatusNumber | null = null;
  #fences = 0;
  #dropped = 0;
  #last = 0;
  // A process id or identity under way holds the line; an automatic status lets other messages through.
  #message: number[] = [];
  #asb: number[] = [];

  constructor(say: (saying: Saying) => void) {
    this.#say = say;
  }

  /** DLE EOT n was sent. */
  asked(n: StatusNumber): void {
    this.#open = n;
  }

  /** GS r 1 was sent. */
  fenced(): void {
    this.#fences += 1;
  }

  /** No answer to GS r is awaited any more. */
  forgetFences(): void {
    this.#fences = 0;
  }

  /** The DLE EOT that has not been answered. */
  get open(): StatusNumber | null {
    return this.#open;
  }

  /** Bytes that were nothing. */
  get dropped(): number {
    return this.#dropped;
  }

  /** `at`: milliseconds of a steady clock; half a message is given up after 50 ms of silence. */
  feed(bytes: Uint8Array, at: number): void {
    if (at - this.#last > RESYNC_MS) {
      this.#dropped += this.#message.length + this.#asb.length;
      this.#message = [];
      this.#asb = [];
    }
    this.#last = at;
    for (const byte of bytes) {
      if (this.#message.length === 0) this.#take(byte);
      else if (this.#message[0] === IDENTITY) this.#continueIdentity(byte);
      else this.#continueProcessId(byte);
    }
  }

  #take(byte: number): void {
    if (byte === PROCESS_ID || byte === IDENTITY) this.#message = [byte];
    else if (isAnswer(byte) && this.#open !== null) this.#answer(byte);
    else if (isAsbHead(byte)) this.#beginAsb(byte);
    else if (isPlain(byte) && this.#asb.length > 0) this.#continueAsb(byte);
    else if (isPlain(byte) && this.#fences > 0) this.#fence(byte);
    else this.#dropped += 1;
  }

  #answer(byte: number): void {
    const n = this.#open;
    if (n === null) return;
    this.#open = null;
    this.#say({ kind: 'answer', n, byte });
  }

  #fence(byte: number): void {
    this.#fences -= 1;
    this.#say({ kind: 'fence', byte });
  }

  #beginAsb(byte: number): void {
    this.#dropped += this.#asb.length;
    this.#asb = [byte];
  }

  #continueAsb(byte: number): void {
    this.#asb.push(byte);
    if (this.#asb.length < 4) return;
    const bytes = this.#asb;
    this.#asb = [];
    this.#say({ kind: 'asb', bytes });
  }

  #continueIdentity(byte: number): void {
    this.#message.push(byte);
    if (byte !== 0 && this.#message.length <= LONGEST_IDENTITY) return;
    const text = this.#message.slice(1, -1);
    this.#message = [];
    if (byte === 0) this.#say({ kind: 'identity', text: textOf(text) });
    else this.#dropped += text.length + 2;
  }

  #continueProcessId(byte: number): void {
    // A real-time answer overtakes whatever the printer is saying; below 20 it cannot be part of an id.
    if (byte < 0x20 && isAnswer(byte) && this.#open !== null) {
      this.#answer(byte);
      return;
    }
    const at = this.#message.length;
    const fits = at === 1 ? byte === 0x22 : at === 6 ? byte === 0 : isIdByte(byte);
    if (!fits) {
      this.#dropped += at;
      this.#message = [];
      this.#take(byte);
      return;
    }
    this.#message.push(byte);
    if (at < 6) return;
    const id = textOf(this.#message.slice(2, 6));
    this.#message = [];
    this.#say({ kind: 'processId', id });
  }
}
