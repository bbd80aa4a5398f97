import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Command } from '../../core/queue/command.ts';
import { fictionalCard, seeded } from '../../scripts/identity-fuzz/fictional-card.ts';
import type { DayMemory } from '../durability/memory-drift.ts';
import { quietClinic, TestHouse } from '../server/test-house.ts';

/** What the process is told: how many days of how many tickets; what it says first; and at the end of each day. */
export type SoakOrder = { days: number; tickets: number; seed: number; leak: boolean };
export type SoakWord = { port: number; tokens: Record<string, string> } | DayMemory;

const DAY_MS = 24 * 3_600_000;
const WORK_MS = DAY_MS / 4;
const TOGETHER = 32;
/** So many of a hundred come by HTTP with a card, and get a printed slip. */
const BY_HTTP = 5;
const say = (word: SoakWord): void => void process.send!(word);

/** A house whose days pass as fast as it can work: people come, are called, some again, some do not appear. */
class Soak {
  readonly #house = new TestHouse(quietClinic());
  readonly #order: SoakOrder;
  readonly #random: () => number;
  readonly #kept: unknown[] = [];
  #kiosk = '';
  #came = 0;

  constructor(order: SoakOrder) {
    this.#order = order;
    this.#random = seeded(order.seed);
  }

  async run(): Promise<void> {
    const house = await this.#house.start();
    this.#kiosk = house.device('kiosk', 'kiosk', null).token;
    const tokens = Object.fromEntries(
      ['hall', 'pk1', 'pk2'].map((board) => [board, house.device('board', board, null).token]),
    );
    say({ port: (house.open.http.address() as AddressInfo).port, tokens });
    const begin = house.now;
    for (let day = 1; day <= this.#order.days; day += 1) {
      await this.#day(begin + day * DAY_MS);
      say(await this.#memory(day));
    }
    await house.end();
  }

  /** From half past seven on, six hours. */
  async #day(begin: number): Promise<void> {
    const { tickets } = this.#order;
    const rooms = this.#house.clinic.rooms.filter(({ services }) => services.length > 0);
    for (let come = 0; come < tickets; come += TOGETHER) {
      this.#house.now = begin + Math.round((come / tickets) * WORK_MS);
      const chunk = Array.from({ length: Math.min(TOGETHER, tickets - come) }, (_, each) =>
        this.#comes(rooms[(come + each) % rooms.length]!.services[0]!),
      );
      await Promise.all(chunk);
      for (let turn = 0; turn < Math.ceil(TOGETHER / rooms.length); turn += 1)
        await Promise.all(rooms.map(({ id }) => this.#next(id)));
    }
    // The last of the day.
    for (let left = true; left; ) {
      await Promise.all(rooms.map(({ id }) => this.#next(id)));
      left = this.#inRoom().size > 0;
    }
  }

  #inRoom = (): ReadonlyMap<string, string> => this.#house.open.house.tail.day.inRoom;

  async #comes(service: string): Promise<void> {
    this.#came += 1;
    if (this.#order.leak) this.#kept.push(Array.from({ length: 1_000 }, () => this.#came));
    if (this.#random() * 100 < BY_HTTP) return this.#comesToTheKiosk(service);
    const id = randomUUID();
    const none = { visitor: null, grounds: [], journey: null, appointment: null, paperFor: null };
    await this.#ask({ type: 'check-in', service, priority: 'normal', ...none, ticket: id, token: id });
  }

  async #comesToTheKiosk(service: string): Promise<void> {
    const scan = fictionalCard(this.#random).text;
    const reply = await fetch(`${this.#house.base}/api/v1/check-ins`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#kiosk}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: randomUUID(), service, scan, confirmed: true }),
    });
    await reply.arrayBuffer();
    // Somebody whose card was not good enough gets a number without it.
    if (!reply.ok) await this.#comes(service);
  }

  async #next(room: string): Promise<void> {
    const expected = this.#inRoom().get(room) ?? null;
    await this.#ask({ type: 'next', room, expected, call: randomUUID() });
    const ticket = this.#inRoom().get(room);
    if (!ticket) return;
    if (this.#random() < 0.05) await this.#ask({ type: 'move', move: 'recall', ticket });
    if (this.#random() < 0.03) await this.#ask({ type: 'move', move: 'no-show', ticket });
  }

  async #ask(command: Command): Promise<void> {
    const requestId = randomUUID();
    await this.#house.open.house.door.handle({
      request: { actor: 'soak', requestId, body: { requestId } },
      command,
      person: null,
      answer: () => ({ status: 200, body: { done: command.type } }),
      refuse: ({ status }) => ({ status, body: {} }),
    });
  }

  /** What stays when all that can go is gone; what only this trial keeps is thrown away first. */
  async #memory(day: number): Promise<DayMemory> {
    const { open, station, logLines, replies } = this.#house;
    await open.house.door.idle();
    await open.house.tail.told();
    for (const list of [station.slips, logLines, replies]) list.length = 0;
    const issued = open.house.tail.day.tickets.size;
    for (let each = 0; each < 4; each += 1) {
      await breathe();
      globalThis.gc!();
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    return { day, issued, rss, heap: heapUsed, external };
  }
}

process.once('message', (order: SoakOrder) => void new Soak(order).run().then(() => process.exit(0)));
