/** An air that is not free is asked for again after this time, if nobody has said before that it is. */
const ASK_AGAIN_MS = 300;
/** Whoever has just spoken lets the others of the same air ask first. */
const COURTESY_MS = 400;
/** A database that does not answer for so long silences nobody. */
const ANSWER_MS = 1_000;
/** Asked for beyond what is needed: the answer may take its time, and the sound may have to be shortened first. */
const SPARE_MS = ANSWER_MS + 1_000;

/** What the servers of a house ask each other about rooms of air; null where there is one server. */
export type AirClaims = {
  /** Takes an air for so many ms: 0, or in how many ms it will be free. Rejects when nobody can say. */
  claim(air: string, ms: number): Promise<number>;
  /** Gives it back before its time. */
  free(air: string): Promise<void>;
  /** Asks whoever speaks there to make room for an emergency. */
  urge(air: string): void;
  /** Whether other servers have speakers in this air. */
  isShared(air: string): boolean;
};

type Parts = {
  claims: AirClaims;
  /** A clock that never jumps, ms. */
  clock: () => number;
  after: (ms: number, go: () => void) => () => void;
  /** It is there. */
  given: () => void;
};

/**
 * The right of this server to sound in one room of air. It is taken for as long as one announcement can last and given
 * back after each, so that a server that dies in mid-sentence holds the air until its sentence would have ended, and
 * not longer. Where nobody can say who has it, it is given: two voices at once are better than none.
 */
export class AirRight {
  readonly #air: string;
  readonly #parts: Parts;
  #heldUntil: number | null = null;
  #asking: { ms: number; urgent: boolean } | null = null;
  #releasedAt = Number.NEGATIVE_INFINITY;
  #again: () => void = () => {};
  /** What was said to the others, in its order. */
  #said: Promise<unknown> = Promise.resolve();

  constructor(air: string, parts: Parts) {
    this.#air = air;
    this.#parts = parts;
  }

  /** Whether the air is this server's for `ms` from now; if not it is asked for. `urgent`: for an emergency. */
  has(ms: number, urgent: boolean): boolean {
    const { clock, claims } = this.#parts;
    if (this.#heldUntil !== null && clock() + ms <= this.#heldUntil) return true;
    const before = this.#asking;
    // The claim that is on its way is long enough, or the air will look again when it is there.
    if (before !== null) {
      before.urgent ||= urgent;
      return false;
    }
    this.#asking = { ms: ms + SPARE_MS, urgent };
    const courtesy = urgent || !claims.isShared(this.#air) ? 0 : this.#releasedAt + COURTESY_MS - clock();
    this.#askIn(courtesy);
    return false;
  }

  /** Nothing sounds here and nothing is wanted now. */
  release(): void {
    const had = this.#heldUntil !== null;
    this.#again();
    this.#asking = null;
    this.#heldUntil = null;
    if (!had) return;
    this.#releasedAt = this.#parts.clock();
    this.#giveBack();
  }

  /** Another server has said that the air is free. */
  freed(): void {
    if (this.#asking !== null) this.#askIn(0);
  }

  #askIn(ms: number): void {
    this.#again();
    this.#again = () => {};
    const asked = this.#asking;
    if (asked === null) return;
    if (ms > 0) this.#again = this.#parts.after(ms, () => void this.#ask(asked));
    else void this.#ask(asked);
  }

  async #ask(asked: { ms: number; urgent: boolean }): Promise<void> {
    const { clock, claims, given } = this.#parts;
    const sentAt = clock();
    const left = await this.#answer(asked.ms);
    if (this.#asking !== asked) {
      if (left === 0 && this.#asking === null && this.#heldUntil === null) this.#giveBack();
      return;
    }
    if (left === 0) {
      this.#again();
      this.#asking = null;
      this.#heldUntil = sentAt + asked.ms;
      given();
      return;
    }
    if (asked.urgent) claims.urge(this.#air);
    this.#askIn(Math.max(1, Math.min(left, ASK_AGAIN_MS)));
  }

  /** In how many ms the air is free; 0: it was given, or nobody can say. */
  #answer(ms: number): Promise<number> {
    const { claims, after } = this.#parts;
    const asked = this.#said.then(() => claims.claim(this.#air, ms)).catch(() => 0);
    this.#said = asked;
    return new Promise((resolve) => {
      const stop = after(ANSWER_MS, () => resolve(0));
      void asked.then((left) => {
        stop();
        resolve(left);
      });
    });
  }

  #giveBack(): void {
    this.#said = this.#said.then(() => this.#parts.claims.free(this.#air)).catch(() => undefined);
  }
}
