import { describe, expect, it } from 'vitest';
import { pauseBefore, restAfterBye } from '../../core/wire/comeback.ts';

const CHANCES = Array.from({ length: 1_000 }, (_, index) => index / 999);

describe('a screen that looks for its server', () => {
  it('looks soon at first, then less often, and a board never later than 600 ms', () => {
    expect([0, 1, 2, 3, 60].map((tries) => pauseBefore('/board', tries, 1))).toEqual([
      250, 500, 600, 600, 600,
    ]);
    expect([0, 60].map((tries) => pauseBefore('/console', tries, 1))).toEqual([250, 2_000]);
    expect(pauseBefore('/board', 60, 0)).toBe(360);
  });

  it('was told by the server when to come back: a thousand of them do not come in one instant', () => {
    const rests = CHANCES.map((chance) => restAfterBye('/board', 500 + 2_500 * chance, chance));
    expect(Math.max(...rests)).toBeLessThanOrEqual(600);
    // In no millisecond more than a few of the thousand.
    const inOne = new Map<number, number>();
    for (const rest of rests) inOne.set(Math.floor(rest), (inOne.get(Math.floor(rest)) ?? 0) + 1);
    expect(Math.max(...inOne.values())).toBeLessThan(30);
  });

  it('takes a word without sense for none', () => {
    expect(restAfterBye('/board', Number.NaN, 0.5)).toBe(0);
    expect(restAfterBye('/board', undefined as unknown as number, 0.5)).toBe(0);
  });
});
