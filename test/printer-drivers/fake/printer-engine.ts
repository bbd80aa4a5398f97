import { readToken, type Token } from '../strict-reader.ts';

/** What a fake printer is told to be like. Every field can be changed while it runs. */
export type Manners = {
  /** Answers DLE EOT, GS r, GS ( H, sends ASB when asked to. */
  status: boolean;
  fence: boolean;
  processId: boolean;
  asb: boolean;
  /** Milliseconds before each answer, and before one to DLE EOT. */
  answerAfterMs: number;
  statusAfterMs: number;
  /** Stops taking bytes for good after so many. */
  stallAfter: number;
  /** Tears the connection after so many. */
  resetAfter: number;
  /** Bytes carried out per millisecond; infinite: at once. */
  bytesPerMs: number;
  /** The roll ends after so many rows. */
  rowsOfPaper: number;
  /** Automatic status messages sent before and after each answer, everything one byte at a time. */
  flood: number;
  /** Keeps its answers to GS r and GS ( H to itself, and says them when the next ticket begins. */
  holdsBack: boolean;
  /** Says this to whoever connects, and after each cut: noise, or the echo of an older ticket. */
  greeting: Uint8Array;
  afterCut: Uint8Array;
  /** What it calls itself (GS I 66, 67); null: it does not know that request. */
  name: { maker: string; model: string } | null;
  /** Says back whatever comes: two ends of a cable put together. */
  echo: boolean;
  /** Says this at each piece that arrives. */
  babble: Uint8Array;
};

export const POLITE: Manners = {
  status: true,
  fence: true,
  processId: true,
  asb: true,
  answerAfterMs: 0,
  statusAfterMs: 0,
  stallAfter: Number.POSITIVE_INFINITY,
  resetAfter: Number.POSITIVE_INFINITY,
  bytesPerMs: Number.POSITIVE_INFINITY,
  rowsOfPaper: Number.POSITIVE_INFINITY,
  flood: 0,
  holdsBack: false,
  greeting: new Uint8Array(),
  afterCut: new Uint8Array(),
  name: null,
  echo: false,
  babble: new Uint8Array(),
};

export type Ailments = { cover: boolean; nearEnd: boolean; paperEnd: boolean; cutter: boolean; hot: boolean };

const KEPT_BYTES = 2048;

/** The two ends a printer hangs on: how it talks back, and how it tears the line. */
export type Line = { send(bytes: Uint8Array): void; reset(): void };

/**
 * A printer that only pretends. It carries out what it gets in order, answers real-time requests wherever they
 * stand (also inside pictures, as the real ones do), and keeps the tickets it has cut.
 */
export class PrinterEngine {
  readonly manners: Manners;
  readonly ailments: Ailments = { cover: false, nearEnd: false, paperEnd: false, cutter: false, hot: false };
  /** Streams from ESC @ to the cut, of tickets that came out. */
  readonly tickets: Uint8Array[] = [];
  /** Papers that were cut off and are no whole ticket: the rest of a lost one, or white. */
  scraps = 0;
  /** How many bytes ever came, and the first of them as they were. */
  received = 0;
  readonly first: number[] = [];
  rows = 0;
  /** DLE ENQ 2 received. */
  recoveries = 0;
  #line: Line | null = null;
  #buffer = Buffer.alloc(0);
  /** Came while it took nothing more. */
  #unread = Buffer.alloc(0);
  #ticket: Uint8Array[] = [];
  #heldBack: number[][] = [];
  #hasInk = false;
  #isFlushed = false;
  #last = 0;
  #beforeLast = 0;
  #asb = false;
  #credit = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(manners: Partial<Manners>) {
    this.manners = { ...POLITE, ...manners };
  }

  connect(line: Line): void {
    // What a torn connection left half said stays: real ones wait for the rest of a picture whoever calls next.
    this.#line = line;
    if (this.manners.greeting.length > 0) line.send(this.manners.greeting);
  }

  /** A line is gone; another may have been made before that was noticed. */
  disconnect(line: Line): void {
    if (this.#line === line) this.#line = null;
  }

  /** Switched off and on: what was in it is lost, the paper that is out stays out. */
  powerCycle(): void {
    this.#buffer = Buffer.alloc(0);
    this.#unread = Buffer.alloc(0);
    this.#ticket = [];
    this.#heldBack = [];
    this.#hasInk = false;
    this.#asb = false;
    this.#tear();
  }

  /** What still comes over a torn line reaches nobody. */
  #tear(): void {
    const line = this.#line;
    this.#line = null;
    line?.reset();
  }

  /** A new roll: it goes on where it stopped. */
  loadPaper(): void {
    this.manners.rowsOfPaper = Number.POSITIVE_INFINITY;
    this.ail({ paperEnd: false });
    this.#work();
  }

  /** Whatever was wrong is over. What it had not printed yet comes now. */
  recovered(): void {
    const unread = this.#unread;
    this.#unread = Buffer.alloc(0);
    this.receive(unread);
    this.ail({ cover: false, nearEnd: false, paperEnd: false, cutter: false, hot: false });
    this.#work();
  }

  /** Something happens to it; it says so by itself when it was asked to. */
  ail(change: Partial<Ailments>): void {
    Object.assign(this.ailments, change);
    if (this.#asb && this.manners.asb) this.#say(this.#asbBytes());
  }

  /** Bytes arrive. */
  receive(chunk: Uint8Array): void {
    if (!this.#line) return;
    const bytes = chunk.subarray(0, Math.max(0, this.manners.stallAfter - this.received));
    this.#unread = Buffer.concat([this.#unread, chunk.subarray(bytes.length)]);
    this.received += bytes.length;
    if (this.first.length < KEPT_BYTES) this.first.push(...bytes.subarray(0, KEPT_BYTES));
    if (this.manners.babble.length > 0) this.#say([...this.manners.babble]);
    if (this.manners.echo) {
      this.#say([...bytes]);
      return;
    }
    if (this.received >= this.manners.resetAfter) {
      this.#tear();
      return;
    }
    for (const byte of bytes) this.#realTime(byte);
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    this.#work();
  }

  #realTime(byte: number): void {
    if (this.#beforeLast === 0x10 && this.#last === 0x04 && this.manners.status) {
      if (byte >= 1 && byte <= 4) this.#answer([this.#statusByte(byte)], this.manners.statusAfterMs);
    }
    if (this.#beforeLast === 0x10 && this.#last === 0x05 && byte === 2) this.recoveries += 1;
    this.#beforeLast = this.#last;
    this.#last = byte;
  }

  get #offline(): boolean {
    const { cover, paperEnd, cutter, hot } = this.ailments;
    return cover || paperEnd || cutter || hot;
  }

  #statusByte(n: number): number {
    const { cover, paperEnd, cutter, hot, nearEnd } = this.ailments;
    if (n === 1) return 0x16 | (this.#offline ? 0x08 : 0);
    if (n === 2) return 0x12 | (cover ? 0x04 : 0) | (paperEnd ? 0x20 : 0) | (cutter || hot ? 0x40 : 0);
    if (n === 3) return 0x12 | (cutter ? 0x08 : 0) | (hot ? 0x40 : 0);
    return 0x12 | (nearEnd ? 0x0c : 0) | (paperEnd ? 0x60 : 0);
  }

  #asbBytes(): number[] {
    const { cover, paperEnd, cutter, hot, nearEnd } = this.ailments;
    const first = 0x10 | (this.#offline ? 0x08 : 0) | (cover ? 0x20 : 0);
    return [
      first,
      (cutter ? 0x08 : 0) | (hot ? 0x40 : 0),
      (nearEnd ? 0x03 : 0) | (paperEnd ? 0x0c : 0),
      0x0f,
    ];
  }

  #answer(bytes: number[], afterMs: number): void {
    const { flood } = this.manners;
    const noise = Array.from({ length: flood }, () => this.#asbBytes()).flat();
    const all = [...noise, ...bytes, ...noise];
    const pieces = flood > 0 ? all.map((byte) => [byte]) : [all];
    const say = (): void => {
      for (const piece of pieces) this.#say(piece);
    };
    if (afterMs > 0) setTimeout(say, afterMs).unref();
    else say();
  }

  #say(bytes: readonly number[]): void {
    this.#line?.send(Uint8Array.from(bytes));
  }

  /** Carries out what is complete, as fast as it can and as long as it may. */
  #work(): void {
    for (;;) {
      if (this.#offline || this.#buffer.length === 0) return;
      const token = readToken(this.#buffer, 0);
      if (token === 'short') return;
      if (token === 'unknown')
        throw new Error(`the fake printer was sent ${this.#buffer.subarray(0, 4).toString('hex')}`);
      if (this.#tooFast(token)) return;
      if (!this.#carryOut(token)) return;
      this.#buffer = Buffer.from(this.#buffer.subarray(token.next));
    }
  }

  #tooFast(token: Token): boolean {
    if (this.manners.bytesPerMs === Number.POSITIVE_INFINITY) return false;
    if (this.#timer) return true;
    if (this.#credit >= token.next) {
      this.#credit -= token.next;
      return false;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#credit += 10 * this.manners.bytesPerMs;
      this.#work();
    }, 10);
    return true;
  }

  /** False when the paper ended before it was done. */
  #carryOut(token: Token): boolean {
    const { answerAfterMs } = this.manners;
    const [first = 0, , , low = 0, high = 0] = token.args;
    const rows = token.name === 'GS v 0' ? low + 256 * high : token.name === 'ESC J' ? first : 0;
    if (this.rows + rows > this.manners.rowsOfPaper) {
      this.ail({ paperEnd: true });
      return false;
    }
    this.rows += rows;
    this.#ticket.push(Uint8Array.from(this.#buffer.subarray(0, token.next)));
    this.#hasInk ||= ['GS v 0', 'ESC *', 'text'].includes(token.name);
    this.#isFlushed ||= token.name === 'NUL';
    if (['ESC @', 'NUL'].includes(token.name)) this.#sayHeldBack();
    if (token.name === 'ESC @') this.#ticket = this.#ticket.slice(-1);
    if (token.name === 'GS V') this.#cut();
    if (token.name === 'GS a') this.#enableAsb(first !== 0);
    if (token.name === 'GS r' && this.manners.fence)
      this.#prove([this.ailments.nearEnd ? 0x03 : 0x00], answerAfterMs);
    const { name } = this.manners;
    if (token.name === 'GS I' && name && (first === 66 || first === 67))
      this.#answer([0x5f, ...Buffer.from(first === 66 ? name.maker : name.model), 0], answerAfterMs);
    if (token.name === 'GS ( H' && this.manners.processId)
      this.#prove([0x37, 0x22, ...token.data.subarray(2), 0], answerAfterMs);
    return true;
  }

  #cut(): void {
    this.#say([...this.manners.afterCut]);
    const paper = new Uint8Array(Buffer.concat(this.#ticket.splice(0)));
    if (this.#hasInk && !this.#isFlushed) this.tickets.push(paper);
    else this.scraps += 1;
    this.#hasInk = false;
    this.#isFlushed = false;
  }

  #prove(bytes: number[], afterMs: number): void {
    if (this.manners.holdsBack) this.#heldBack.push(bytes);
    else this.#answer(bytes, afterMs);
  }

  #sayHeldBack(): void {
    if (this.manners.holdsBack) return;
    for (const bytes of this.#heldBack.splice(0)) this.#answer(bytes, 0);
  }

  #enableAsb(on: boolean): void {
    this.#asb = on;
    if (on && this.manners.asb) this.#say(this.#asbBytes());
  }
}
