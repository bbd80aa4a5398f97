import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { History } from '../history/history.ts';
import { Product } from '../visit/product.ts';
import { chance } from './chance.ts';
import { cutPower, DATABASE, FILES, type Found } from './power-cut.ts';
import { Rush } from './rush.ts';
import { readTrace, traceInto } from './trace.ts';

const NUMBERS = Number(process.env.TIEPDON_POWER_NUMBERS ?? 120);
const SHARE = Number(process.env.TIEPDON_POWER_SHARE ?? 0.25);
const SEED = Number(process.env.TIEPDON_SEED ?? 20_261_122);

/** A rush at the real server under strace, then every power cut that could have come into it. */
async function cutsInARush(
  numbers: number,
  share: number,
  environment: Record<string, string>,
): Promise<Found> {
  const product = new Product();
  try {
    await product.start(['--log-level', 'error']);
    const { token } = product.addDevice('api', 'rush');
    await product.stop();
    const data = join(product.dir, 'data');
    const before = new Map(
      FILES.map((file) => [file, existsSync(join(data, file)) ? readFileSync(join(data, file)) : null]),
    );
    expect(before.get(DATABASE)).not.toBeNull();
    const trace = join(product.dir, 'trace.txt');
    product.through = traceInto(trace);
    product.environment = environment;
    await product.start(['--log-level', 'error']);
    const parts = { base: () => product.base, token, history: new History(null), people: 3, rooms: ['pk1'] };
    const rush = new Rush({ ...parts, cards: true });
    await rush.until(numbers, () => void product.stop());
    await expect
      .poll(() => readFileSync(trace, 'latin1').includes('+++ exited with 0'), { timeout: 30_000 })
      .toBe(true);
    const acts = readTrace(trace, FILES);
    const found = await cutPower(before, acts, share, chance(SEED));
    expect(found.acknowledged).toBeGreaterThanOrEqual(rush.acknowledged);
    return found;
  } finally {
    await product.end();
  }
}

describe(`the power goes while numbers are given out (seed ${SEED})`, () => {
  it('at whatever moment: every number that was said aloud is there, and the log holds', async () => {
    // In the long form the product's own rhythm is long enough to be met.
    const tidy = new URL('tidy-database.ts', import.meta.url).pathname;
    const often = SHARE === 1 ? {} : { NODE_OPTIONS: `--import ${tidy}` };
    const found = await cutsInARush(NUMBERS, SHARE, often);
    console.log(
      `power cut: ${found.states} states, seed ${SEED}: ${found.acknowledged} answers, ${found.lost} lost, ${found.early} sent too early`,
    );
    expect(found).toMatchObject({ lost: 0, early: 0, broken: [] });
    expect(found.checkpointed).toBeGreaterThan(0);
    expect(found.known).toBeGreaterThan(NUMBERS / 2);
    expect(found.states).toBeGreaterThan(NUMBERS);
    if (SHARE === 1) expect(found.states).toBeGreaterThanOrEqual(1_000);
  }, 1_200_000);

  // The control: were the database told to sync less, this very trial would see it.
  it('is seen to lose numbers by a database that does not sync at every commit', async () => {
    const weak = new URL('weak-database.ts', import.meta.url).pathname;
    const found = await cutsInARush(30, 0.3, { NODE_OPTIONS: `--import ${weak}` });
    expect(found.early).toBeGreaterThan(0);
    expect(found.lost).toBeGreaterThan(0);
  }, 600_000);
});
