import type { Held, News } from '../../web/revision.ts';

type Calls = { calls: string[] };

/** A seeded source of chance, 0 to 1 (mulberry32), so that a failing run can be repeated. */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * The server's side of one view behind a network that loses, repeats, swaps and delays messages, restarts and
 * restores. Keeps every state there ever was, to tell whether a screen shows one that was never true.
 */
export class ModelServer {
  epoch = 'epoch-0';
  seq = 1;
  state: Calls = { calls: [] };
  readonly #chance: () => number;
  readonly #states = new Map<string, Calls>();
  #changes: { prev: number; seq: number; state: Calls }[] = [];
  #wire: { news: News<Calls>; in: number }[] = [];
  #calm = false;
  #epochs = 0;

  constructor(chance: () => number) {
    this.#chance = chance;
    this.#keep();
  }

  stateAt(epoch: string, seq: number): Calls | undefined {
    return this.#states.get(`${epoch}/${seq}`);
  }

  /** One thing happens: mostly a change, sometimes a sign of life, a reconnect, a restore. */
  step(screen: Held<Calls> | null): void {
    const dice = this.#chance();
    if (dice < 0.5) this.#change();
    else if (dice < 0.6) this.beat();
    else if (dice < 0.65) this.sub(screen);
    else if (dice < 0.652) this.#restore();
  }

  /** Answers a `sub` as the protocol says: nothing new, the missing changes, or the whole. */
  sub(screen: Held<Calls> | null): void {
    const { epoch, seq, state } = this;
    const from = this.#changes.findIndex(({ prev }) => prev === screen?.seq);
    if (screen?.epoch === epoch && screen.seq === seq) this.beat();
    else if (screen?.epoch === epoch && from >= 0) {
      const ops = this.#changes.slice(from).map((change) => ({ state: change.state }));
      this.#send({ event: 'delta', message: { view: 'hall', epoch, prev: screen.seq, seq, now: 0, ops } });
    } else this.#send({ event: 'snap', message: { view: 'hall', epoch, seq, now: 0, state, build: 'b' } });
  }

  beat(): void {
    this.#send({ event: 'hb', message: { view: 'hall', epoch: this.epoch, seq: this.seq, now: 0 } });
  }

  /** What reaches the screen in this step. */
  arriving(): News<Calls>[] {
    for (const each of this.#wire) each.in -= 1;
    const here = this.#wire.filter((each) => each.in <= 0);
    this.#wire = this.#wire.filter((each) => each.in > 0);
    return here.map(({ news }) => news);
  }

  /** From now on the network does what it should; what was under way is lost. */
  calm(): void {
    this.#calm = true;
    this.#wire = [];
  }

  #change(): void {
    const prev = this.seq;
    this.seq += 1 + Math.floor(this.#chance() * 4);
    this.state = { calls: [`A${this.seq}`, ...this.state.calls].slice(0, 5) };
    this.#changes = [...this.#changes, { prev, seq: this.seq, state: this.state }].slice(-6);
    this.#keep();
    const { epoch, seq, state } = this;
    this.#send({ event: 'delta', message: { view: 'hall', epoch, prev, seq, now: 0, ops: [{ state }] } });
  }

  #restore(): void {
    this.#epochs += 1;
    this.epoch = `epoch-${this.#epochs}`;
    this.seq = 1 + Math.floor(this.#chance() * 5);
    this.state = { calls: [`restored-${this.#epochs}`] };
    this.#changes = [];
    this.#keep();
  }

  #keep(): void {
    this.#states.set(`${this.epoch}/${this.seq}`, this.state);
  }

  #send(news: News<Calls>): void {
    const fate = this.#calm ? 1 : this.#chance();
    if (fate < 0.15) return;
    const delay = fate < 0.4 ? 1 + Math.floor(this.#chance() * 5) : 1;
    this.#wire.push({ news, in: this.#calm ? 0 : delay });
    if (fate > 0.4 && fate < 0.5) this.#wire.push({ news, in: 3 });
  }
}
