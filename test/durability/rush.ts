import { randomUUID } from 'node:crypto';
import type { Event, History } from '../history/history.ts';
import { codeOfDay } from './log-outcome.ts';

type Ticket = { id: string; code: string; businessDay: string; room: string | null };
type Reply = { status: number; ticket: Ticket | null };

/** Somebody at the counter, or a desk; `op` is the intent that has not been answered yet. */
type Client = { number: number; op: string | null };
type Desk = Client & { room: string; expected: string | null };

/**
 * People who ask for numbers as fast as they are answered, and desks that call them. Whoever got no answer asks
 * again under the same id when the server is back, as a kiosk does. All of it stands in the history.
 */
export class Rush {
  readonly #people: Client[];
  readonly #desks: Desk[];
  readonly #history: History;
  readonly #post: (path: string, body: object) => Promise<Reply>;
  readonly #get: (path: string) => Promise<{ tickets: Ticket[] }>;
  /** Numbers that were said aloud. */
  acknowledged = 0;
  /** Answers that were not expected: neither given nor lost. */
  readonly strange: string[] = [];
  #given: { op: string; client: number }[] = [];
  /** The card that somebody shows with an intent, the same with every try. */
  readonly #cards = new Map<string, string>();
  readonly #withCards: boolean;
  #left = 0;
  #enough: () => void = () => {};

  constructor(parts: {
    base: () => string;
    token: string;
    history: History;
    people: number;
    rooms: readonly string[];
    /** Whether people show a card, each another one, or none. */
    cards: boolean;
  }) {
    this.#withCards = parts.cards;
    const { history, people, rooms } = parts;
    this.#history = history;
    this.#people = Array.from({ length: people }, (_, number) => ({ number, op: null }));
    this.#desks = rooms.map((room, at) => ({ number: people + at, op: null, room, expected: null }));
    const headers = { authorization: `Bearer ${parts.token}`, 'content-type': 'application/json' };
    this.#post = async (path, body) => {
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const reply = await fetch(`${parts.base()}/api/v1${path}`, init);
      const { ticket = null } = (await reply.json()) as { ticket?: Ticket | null };
      return { status: reply.status, ticket };
    };
    this.#get = async (path) =>
      (await (await fetch(`${parts.base()}/api/v1${path}`, { headers })).json()) as { tickets: Ticket[] };
  }

  /** Everybody asks until the server is gone. `atNumber` is told when so many further numbers were said aloud. */
  async until(numbers: number, atNumber: () => void): Promise<void> {
    this.#left = numbers;
    this.#enough = atNumber;
    if (numbers === 0) atNumber();
    await Promise.all([
      ...this.#people.map((client) => this.#each(client, () => this.#comes(client))),
      ...this.#desks.map((desk) => this.#each(desk, () => this.#calls(desk))),
    ]);
  }

  /** The same question again: every try of an intent must get the same answer. */
  async askAgain(howMany: number): Promise<void> {
    for (const { op, client } of this.#given.slice(-howMany)) await this.#checkIn(client, op);
  }

  async #each(client: Client, step: () => Promise<void>): Promise<void> {
    for (;;) {
      client.op ??= randomUUID();
      const gone = await step().then(
        () => false,
        () => true,
      );
      if (gone) return;
      client.op = null;
    }
  }

  async #comes(client: Client): Promise<void> {
    const op = client.op!;
    if (!(await this.#checkIn(client.number, op))) return;
    this.acknowledged += 1;
    this.#given.push({ op, client: client.number });
    if (this.#given.length > 100) this.#given = this.#given.slice(-50);
    this.#left -= 1;
    if (this.#left === 0) this.#enough();
  }

  async #checkIn(client: number, op: string): Promise<boolean> {
    const event = { client, op, what: 'check-in', code: null, ticket: null } as const;
    const body = { requestId: op, service: 'noi', scan: this.#cardOf(op), confirmed: true, declared: [] };
    const { status, ticket } = await this.#tried(event, '/check-ins', body);
    const given = status === 201 && ticket !== null;
    if (!given) return this.#odd(event, status);
    const code = codeOfDay(ticket.businessDay, ticket.code);
    this.#history.note({ ...event, phase: 'ok', ticket: ticket.id, code });
    return true;
  }

  #cardOf(op: string): string | null {
    if (!this.#withCards) return null;
    const number = `024085${100_000 + this.#cards.size}`;
    const card =
      this.#cards.get(op) ?? `${number}||Nguyễn Văn Bình|15031985|Nam|Xã Tân Trung, Bắc Giang|25042021`;
    this.#cards.set(op, card);
    return card;
  }

  async #calls(desk: Desk): Promise<void> {
    const event = { client: desk.number, op: desk.op!, what: 'next', desk: desk.room, ticket: null } as const;
    const body = { requestId: desk.op!, expected: desk.expected };
    const { status, ticket } = await this.#tried(event, `/rooms/${desk.room}/next`, body);
    if (status === 200) {
      desk.expected = ticket?.id ?? null;
      this.#history.note({ ...event, phase: 'ok', ticket: desk.expected });
      return;
    }
    // The day has turned under the desk's hands.
    this.#odd(event, status === 409 ? 200 : status);
    const { tickets } = await this.#get('/tickets?state=called');
    desk.expected = tickets.find(({ room }) => room === desk.room)?.id ?? null;
  }

  #odd(event: Omit<Event, 'phase'>, status: number): false {
    if (status !== 200) this.strange.push(`${event.what} answered ${status}`);
    this.#history.note({ ...event, phase: 'fail' } as Event);
    return false;
  }

  async #tried(event: Omit<Event, 'phase'>, path: string, body: object): Promise<Reply> {
    this.#history.note({ ...event, phase: 'invoke' } as Event);
    try {
      return await this.#post(path, body);
    } catch (error) {
      this.#history.note({ ...event, phase: 'info' } as Event);
      throw error;
    }
  }
}
