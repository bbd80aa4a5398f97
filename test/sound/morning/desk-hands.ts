import { randomUUID } from 'node:crypto';

type Ticket = { id: string; code: string };
type Desk = { room: string; service: string };

export type HandsOptions = {
  base: string;
  token: string;
  /** The desks of one room of air, which call in turn. */
  desks: readonly Desk[];
  /** From call to call. */
  everyMs: number;
  /** 0..1, seeded. */
  chance: () => number;
};

/** Long after the second play of a call has ended. */
const RECALL_AFTER_MS = 22_000;

/**
 * The people at the desks around one speaker: each call a new patient, now and then called again, taken back at once,
 * or already there before the second play. A server that is away is asked again at the next turn.
 */
export class DeskHands {
  readonly #options: HandsOptions;
  readonly #inRoom = new Map<string, string>();
  readonly #later: Promise<unknown>[] = [];
  #stopped = false;
  #resting = false;
  #calling: Promise<void> = Promise.resolve();
  #working: Promise<void> = Promise.resolve();

  constructor(options: HandsOptions) {
    this.#options = options;
  }

  /** Nobody is called until `goOn`; done when the call that is under way is made. */
  async rest(): Promise<void> {
    this.#resting = true;
    await this.#calling;
  }

  goOn(): void {
    this.#resting = false;
  }

  begin(): void {
    this.#working = this.#work();
  }

  async end(): Promise<void> {
    this.#stopped = true;
    await this.#working;
    await Promise.allSettled(this.#later);
  }

  async #work(): Promise<void> {
    const { desks, everyMs } = this.#options;
    for (let turn = 0; !this.#stopped; turn += 1) {
      while (this.#resting && !this.#stopped) await pause(200);
      this.#calling = this.#call(desks[turn % desks.length]!).catch(() => undefined);
      await this.#calling;
      await pause(everyMs);
    }
  }

  async #call({ room, service }: Desk): Promise<void> {
    const current = this.#inRoom.get(room) ?? null;
    if (current !== null) {
      await this.#ask(`/tickets/${current}/finish`, {});
      this.#inRoom.delete(room);
    }
    await this.#ask('/check-ins', { service, scan: null });
    const { ticket } = await this.#ask<{ ticket: Ticket | null }>(`/rooms/${room}/next`, { expected: null });
    if (ticket === null) return;
    this.#inRoom.set(room, ticket.id);
    this.#follow(ticket.id, room);
  }

  /** What becomes of a call: mostly nothing until the next one. */
  #follow(ticket: string, room: string): void {
    const chance = this.#options.chance();
    if (chance < 0.12) {
      this.#after(800, async () => {
        await this.#ask(`/tickets/${ticket}/undo`, {});
        this.#inRoom.delete(room);
      });
    } else if (chance < 0.27) this.#after(12_000, () => this.#ask(`/tickets/${ticket}/start`, {}));
    else if (chance < 0.45) this.#after(RECALL_AFTER_MS, () => this.#ask(`/tickets/${ticket}/recall`, {}));
  }

  #after(ms: number, work: () => Promise<unknown>): void {
    this.#later.push(pause(ms).then(() => (this.#stopped ? null : work().catch(() => undefined))));
  }

  async #ask<Answer>(path: string, body: object): Promise<Answer> {
    const reply = await fetch(`${this.#options.base}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#options.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: randomUUID(), ...body }),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return (await reply.json()) as Answer;
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
