import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ComebackBoard } from '../../scripts/comeback-board.ts';
import { nodeFlags } from '../../scripts/node-flags.mjs';
import { type DayMemory, type Drift, driftOf } from '../durability/memory-drift.ts';
import { root } from '../house/source-tree.ts';
import type { SoakOrder, SoakWord } from './soak-house.ts';

const SEED = Number(process.env.TIEPDON_SEED ?? 20261122);
const TICKETS = Number(process.env.TIEPDON_SOAK_TICKETS ?? 1_200);
/** With this the house forgets nothing: the trial must turn red. */
const LEAK = process.env.TIEPDON_SOAK_LEAK === '1';
/** In the full form the day of a large hospital. */
const A_DAY = TICKETS >= 1_000_000 ? 5_000 : TICKETS >= 20_000 ? 1_000 : 100;
const DAYS = Math.ceil(TICKETS / A_DAY);
const MOST = 0.1;

/** Plays the days under three boards that look on; what memory was at the end of each. */
async function soak(order: SoakOrder): Promise<DayMemory[]> {
  const child = fork(join(root, 'test/visit/soak-house.ts'), {
    execArgv: [...nodeFlags, '--expose-gc', '--disable-warning=ExperimentalWarning'],
  });
  const boards: ComebackBoard[] = [];
  const days: DayMemory[] = [];
  child.on('message', (word: SoakWord) => {
    if ('day' in word) days.push(word);
    else
      for (const [view, token] of Object.entries(word.tokens))
        boards.push(new ComebackBoard({ port: word.port, view, token }, () => {}));
    if ('day' in word && order.days > 50 && word.day % 10 === 0) console.log(lineOf(word));
  });
  child.send(order);
  const code = await ended(child);
  for (const board of boards) board.close();
  expect(code).toBe(0);
  return days;
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', resolve));
const mb = (bytes: number): string => (bytes / (1 << 20)).toFixed(1);
const lineOf = ({ day, rss, heap, external }: DayMemory): string =>
  `day ${day}: RSS ${mb(rss)} MB, heap ${mb(heap)} MB, external ${mb(external)} MB`;
const percent = (drift: Drift): string =>
  `RSS ${(100 * drift.rss).toFixed(1)} %, heap ${(100 * drift.heap).toFixed(1)} %`;

describe('a house that is never switched off', () => {
  it(
    `is no larger after ${DAYS} days and ${DAYS * A_DAY} tickets than it was when it had warmed up`,
    async () => {
      const days = await soak({ days: DAYS, tickets: A_DAY, seed: SEED, leak: LEAK });
      expect(days.map(({ issued }) => issued)).toEqual(Array.from({ length: DAYS }, () => A_DAY));
      const drift = driftOf(days);
      console.log(`soak (seed ${SEED}): ${DAYS * A_DAY} tickets, ${percent(drift)}; ${lineOf(days.at(-1)!)}`);
      expect(drift.heap).toBeLessThan(MOST);
      // In the short form the pages of the database are still being read in.
      if (DAYS > 50) expect(drift.rss).toBeLessThan(MOST);
    },
    24 * 3_600_000,
  );
});

describe('the look at the memory', () => {
  const day = (day: number, bytes: number): DayMemory => ({
    day,
    issued: 1,
    rss: bytes,
    heap: bytes,
    external: 0,
  });
  const days = (bytes: (day: number) => number): DayMemory[] =>
    Array.from({ length: 30 }, (_, index) => day(index, bytes(index)));

  it('forgives the warm-up and a restless day, and finds what grows from day to day', () => {
    expect(driftOf(days((at) => (at < 5 ? 50 + 10 * at : 100))).heap).toBe(0);
    expect(driftOf(days((at) => (at === 27 ? 900 : 100))).rss).toBe(0);
    expect(driftOf(days((at) => 100 + at)).rss).toBeGreaterThan(MOST);
  });
});
