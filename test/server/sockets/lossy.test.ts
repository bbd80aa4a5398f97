import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardState } from '../../../core/queue/views.ts';
import { sampleClinic, TestHouse } from '../test-house.ts';
import { openBoard, openDesk } from './screen.ts';

type Ticket = { id: string; room: string | null; state: string };

/** Chance that can be played again (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A morning of patients and staff at random, all through the house's own interface. */
class Morning {
  readonly #house: TestHouse;
  readonly #api: string;
  readonly #random: () => number;
  /** Commands that changed something. */
  done = 0;

  constructor(house: TestHouse, random: () => number) {
    this.#house = house;
    this.#api = house.device('api', 'his', null).token;
    this.#random = random;
  }

  #one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!;
  }

  async step(): Promise<void> {
    this.#house.now += 1_000 * this.#one([0, 1, 5, 9]);
    const { tickets } = (await this.#house.get(this.#api, '/tickets')).body as { tickets: Ticket[] };
    const act = (): Promise<{ status: number }> => {
      const roll = this.#random();
      if (roll < 0.3 || tickets.length === 0) {
        // All of one class: who is next does not depend on the moment at which one looks.
        const service = this.#one(['noi', 'noi', 'mat', 'nhi']);
        return this.#house.post(this.#api, '/check-ins', { service, scan: null });
      }
      if (roll < 0.55) {
        const room = this.#one(['pk1', 'pk2', 'pk3', 'pk5']);
        const inside = tickets.find((each) => each.room === room && /called|serving/.test(each.state));
        return this.#house.post(this.#api, `/rooms/${room}/next`, { expected: inside?.id ?? null });
      }
      const move = this.#one([
        'recall',
        'start',
        'finish',
        'no-show',
        'hold',
        'return',
        'cancel',
        'undo',
        'undo',
        'transfer',
      ]);
      const body = move === 'transfer' ? { service: this.#one(['noi', 'mat', 'nhi']) } : {};
      return this.#house.post(this.#api, `/tickets/${this.#one(tickets).id}/${move}`, body);
    };
    const replies = await Promise.all(Array.from({ length: this.#one([1, 1, 3]) }, act));
    this.done += replies.filter(({ status }) => status < 300).length;
  }

  async boardNow(board: string) {
    return (await this.#house.get(this.#api, `/boards/${board}`)).body as {
      epoch: string;
      seq: number;
      state: BoardState;
    };
  }
}

describe('screens on a line that loses every third message', () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = await new TestHouse(sampleClinic(() => {})).start();
  });
  afterEach(() => house.end());

  it.each([1, 20_261_122])(
    'show what the house shows, one heartbeat after the loss (morning %i)',
    async (seed) => {
      const random = chance(seed);
      const morning = new Morning(house, random);
      const boards = [await openBoard(house, 'hall'), await openBoard(house, 'pk1')];
      const desk = await openDesk(house, 'pk1');
      let losses = 0;
      for (const screen of [...boards, desk]) {
        screen.lost = () => {
          const lost = random() < 0.34;
          if (lost) losses += 1;
          return lost;
        };
      }
      for (let step = 0; step < 90; step += 1) {
        await morning.step();
        if (step === 45) boards.push(await openBoard(house, 'hall'));
      }
      // Let the last deltas be lost too, so that only the heartbeat can betray them.
      await new Promise((resolve) => setTimeout(resolve, 60));
      for (const screen of [...boards, desk]) screen.lost = () => false;
      const [hall, pk1] = [await morning.boardNow('hall'), await morning.boardNow('pk1')];
      const holds = (index: number) => boards[index]!.held && { ...boards[index]!.held, build: undefined };
      const wait = { timeout: 6_500, interval: 50 };
      await expect.poll(() => holds(0), wait).toEqual({ ...hall, build: undefined });
      await expect.poll(() => holds(1), wait).toEqual({ ...pk1, build: undefined });
      await expect.poll(() => holds(2), wait).toEqual({ ...hall, build: undefined });
      const fresh = await openDesk(house, 'pk1');
      await expect.poll(() => desk.held, wait).toEqual(fresh.held);
      expect(losses).toBeGreaterThan(30);
      expect(morning.done).toBeGreaterThan(50);
    },
  );
});
