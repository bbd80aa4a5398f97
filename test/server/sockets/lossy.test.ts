import { isDeepStrictEqual } from 'node:util';
import { describe, it, vi } from 'vitest';
import type { DeskState } from '../../../core/queue/desk-view.ts';
import type { BoardState } from '../../../core/queue/views.ts';
import type { Held } from '../../../web/revision.ts';
import { quietClinic, TestHouse } from '../test-house.ts';
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

/** A board without its estimates: those change by time, and with lines elsewhere in the house. */
function certain(state: BoardState | undefined) {
  return state && { ...state, rooms: state.rooms.map(({ wait: _wait, ...room }) => room) };
}

/** What a desk shows, without the minutes and the offer to undo, which pass by themselves. */
function gist(held: Held<DeskState> | null) {
  if (!held) return null;
  const { now, next, waiting, held: asides, missed } = held.state;
  const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  return [held.seq, now?.code, now?.state, codes(next), waiting, codes(asides), codes(missed)];
}

/** Plays a morning in front of two boards, a third that comes later, and a desk. Returns how it went. */
async function play(house: TestHouse, seed: number) {
  const random = chance(seed);
  const morning = new Morning(house, random);
  const calm = await openBoard(house, 'hall');
  const boards = [await openBoard(house, 'hall'), await openBoard(house, 'pk1')];
  const desk = await openDesk(house, 'pk1');
  /** Steps after which the board on a good line was not right. */
  const wrong: number[] = [];
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
    const { seq, state } = await morning.boardNow('hall');
    await vi.waitUntil(() => calm.held?.seq === seq, { interval: 5, timeout: 2_000 });
    if (!isDeepStrictEqual(certain(calm.held?.state), certain(state))) wrong.push(step);
    if (step === 45) boards.push(await openBoard(house, 'hall'));
  }
  // Let the last deltas be lost too, so that only the heartbeat can betray them.
  await new Promise((resolve) => setTimeout(resolve, 60));
  for (const screen of [...boards, desk]) screen.lost = () => false;
  return { morning, boards, desk, losses, wrong };
}

describe.concurrent('screens on a line that loses every third message', () => {
  it.for([1, 20_261_122])(
    'show what the house shows, one heartbeat after the loss (morning %i)',
    async (seed, { expect }) => {
      const house = await new TestHouse(quietClinic()).start();
      const { morning, boards, desk, losses, wrong } = await play(house, seed);
      expect(wrong).toEqual([]);
      const wait = { timeout: 6_500, interval: 50 };
      for (const [index, board] of (['hall', 'pk1', 'hall'] as const).entries()) {
        const shown = await morning.boardNow(board);
        await expect
          .poll(() => {
            const { epoch, seq, state } = boards[index]!.held!;
            return { epoch, seq, state: certain(state) };
          }, wait)
          .toEqual({ ...shown, state: certain(shown.state) });
      }
      const fresh = await openDesk(house, 'pk1');
      await expect.poll(() => gist(desk.held), wait).toEqual(gist(fresh.held));
      expect(losses).toBeGreaterThan(30);
      expect(morning.done).toBeGreaterThan(50);
      await house.end();
    },
  );
});
