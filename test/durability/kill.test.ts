import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaches, History } from '../history/history.ts';
import { Product } from '../visit/product.ts';
import { chance } from './chance.ts';
import { falseClock } from './false-clock.ts';
import { outcomeOf } from './log-outcome.ts';
import { Rush } from './rush.ts';

const ROUNDS = Number(process.env.TIEPDON_KILLS ?? 25);
const SEED = Number(process.env.TIEPDON_SEED ?? 20_261_122);
/** Numbers said aloud between two kills lie between none and twice as many. */
const NUMBERS = 110;
/** Long runs go through business days, so that a day's list stays that of a hospital. */
const ROUNDS_A_DAY = 40;
const isLong = ROUNDS > 25;

/** The server is killed in the middle of the rush again and again; a number that was said aloud is a promise. */
describe(`a server that is killed ${ROUNDS} times while it gives out numbers (seed ${SEED})`, () => {
  const product = new Product();
  const next = chance(SEED);
  const history = new History(null);
  let rush: Rush;

  /** In a long run the clock is some days on, as if the machine had been off in between: it remembers no time then. */
  const start = (round: number): Promise<void> => {
    const days = Math.floor(round / ROUNDS_A_DAY);
    const compiled = { NODE_COMPILE_CACHE: join(product.dir, 'compiled') };
    if (isLong && round % ROUNDS_A_DAY === 0)
      rmSync(join(product.dir, 'data', 'clock.json'), { force: true });
    product.environment = isLong ? { ...compiled, ...falseClock(`+${days}d`) } : compiled;
    return product.start(['--log-level', 'error']);
  };

  beforeAll(async () => {
    await start(0);
    // A clean end keeps what was compiled: the many starts to come are quick.
    await product.stop();
    await start(0);
    const { token } = product.addDevice('api', 'rush');
    rush = new Rush({
      base: () => product.base,
      token,
      history,
      people: 16,
      rooms: ['pk1', 'pk2'],
      cards: false,
    });
  });
  afterAll(() => product.end());

  it('has every number that was said aloud, once, without a gap, and says the same to who asks again', async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const numbers = Math.floor(next() * 2 * NUMBERS);
      // Half of them in the very moment in which a number is heard, when what was not yet kept would be lost.
      const later = Math.max(0, next() * 50 - 25);
      let killed: Promise<void> = Promise.resolve();
      await rush.until(numbers, () => {
        killed =
          later === 0 ? product.kill() : new Promise((done) => setTimeout(() => done(product.kill()), later));
      });
      await killed;
      await start(round);
      await rush.askAgain(3);
    }
    await product.stop();
    const file = join(product.dir, 'data', 'tiepdon.sqlite');
    const outcome = outcomeOf(file);
    expect(breaches(history.events, outcome)).toEqual([]);
    expect(rush.strange).toEqual([]);
    if (isLong) expect(outcome.days).toBeGreaterThanOrEqual(Math.ceil(ROUNDS / ROUNDS_A_DAY));
    const db = new Database(file, { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    expect(product.admin('log', 'verify')).toBe(0);
    // What nobody was told of may stand in the log; it is counted apart.
    const untold = outcome.issued.length - rush.acknowledged;
    console.log(
      `kill -9: ${ROUNDS} times, seed ${SEED}: ${rush.acknowledged} numbers acknowledged, ${untold} stored and not acknowledged, ${outcome.entries} entries`,
    );
    expect(untold).toBeGreaterThanOrEqual(0);
    expect(rush.acknowledged).toBeGreaterThan(ROUNDS * 50);
    if (ROUNDS >= 1_000) expect(rush.acknowledged).toBeGreaterThanOrEqual(100_000);
  }, 7_200_000);
});
