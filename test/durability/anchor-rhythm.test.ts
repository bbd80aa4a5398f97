import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSafekeeping, type Safekeeping } from '../../server/safekeeping.ts';
import type { BackupSource } from '../../server/stores.ts';
import { KeptHouse } from './kept-house.ts';

const EVERY_MS = 200;

describe('the rhythm of the anchors', () => {
  let kept: KeptHouse;
  let stop: () => void = () => {};
  beforeEach(async () => {
    kept = await new KeptHouse().start();
  });
  afterEach(async () => {
    stop();
    await kept.house.end();
  });
  /** Looks after the same house, with backups made of `source`. */
  const safekeeping = (source: BackupSource): Safekeeping =>
    openSafekeeping({
      ...{ house: kept.house.open.house, settings: kept.house.settings(), source, everyMs: EVERY_MS },
      lines: pino({ base: null }, { write: (line: string) => void kept.house.logLines.push(line) }),
    });
  const seen = (): (number | undefined)[] => kept.anchors.read().standing.map(({ above }) => above.A);

  it('goes on while a backup does not come to its end', async () => {
    let begun = 0;
    const hanging = safekeeping(() => {
      begun += 1;
      return new Promise<void>(() => {});
    });
    await kept.comes();
    stop = hanging.start({ of: () => [] });
    await expect.poll(() => begun).toBe(1);
    for (const number of [2, 3]) {
      await kept.comes();
      await expect.poll(seen, { timeout: 5_000 }).toContain(number);
    }
    expect(begun).toBe(1);
  });

  it('has one before each backup, also when the backup fails, and goes on', async () => {
    const failing = safekeeping(() => Promise.reject(new Error('no copy today')));
    await kept.comes();
    await expect(failing.backUp()).rejects.toThrow('no copy today');
    expect(seen()).toEqual([1]);
    stop = failing.start({ of: () => [] });
    await kept.comes();
    await expect.poll(seen, { timeout: 5_000 }).toEqual([1, 2]);
    await expect.poll(() => kept.house.logLines.join('')).toContain('safekeeping-failed');
  });

  it('does not hold up a backup when no anchor can be added', async () => {
    await kept.comes();
    mkdirSync(kept.anchors.file);
    const { safekeeping: own } = kept.house.open.house;
    kept.house.now += 1_000;
    expect(await own.backUp(), kept.house.logLines.join('')).toBe(true);
    expect(readdirSync(kept.backups).filter((name) => name.endsWith('.backup'))).toHaveLength(1);
    expect(kept.house.logLines.join('')).toContain('safekeeping-failed');
    expect(kept.anchors.read().fault).toMatch(/cannot be read \(EISDIR\)/);
    rmSync(kept.anchors.file, { recursive: true });
  });
});
