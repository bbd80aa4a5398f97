import { describe, expect, it } from 'vitest';
import { freshName } from '../../server/fresh-name.ts';

describe('a fresh name', () => {
  it('is twelve letters that fit into an address, or as many as its bytes make', () => {
    expect(freshName()).toMatch(/^[\w-]{12}$/);
    expect(freshName(18)).toMatch(/^[\w-]{24}$/);
  });

  it('comes once, also where the chance that was drawn is used up in the middle', () => {
    // 4,096 bytes are drawn at a time, which neither 9 nor 18 divides.
    const names = Array.from({ length: 20_000 }, (_, index) => freshName(index % 3 === 0 ? 18 : 9));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(names.map((name) => name.slice(0, 12))).size).toBe(names.length);
    expect(names.filter((name) => name.includes('AAAAAA'))).toEqual([]);
  });

  it('takes each letter equally often', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 16_000; round += 1)
      for (const letter of freshName()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(64);
    // 3,000 of each on average; nine standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 3_000)).toBeLessThan(500);
  });
});
