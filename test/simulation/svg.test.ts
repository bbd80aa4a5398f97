import { describe, expect, it } from 'vitest';
import { Agenda } from '../../simulation/agenda.ts';
import { percentile, spreadOf } from '../../simulation/percentile.ts';
import { element, picture, text } from '../../simulation/svg.ts';

describe('a picture', () => {
  it('shows words as they are, whatever signs they hold', () => {
    expect(text(1, 2, 'chờ < 30 & "ưu tiên"', { size: 12 })).toContain(
      'chờ &lt; 30 &amp; &quot;ưu tiên&quot;</text>',
    );
    expect(element('rect', { id: 'a"b' })).toBe('<rect id="a&quot;b"/>');
    expect(picture(10, 20, 'a < b', [])).toContain('<title>a &lt; b</title>');
  });

  it('is written with two decimals, so that the same figures give the same file', () => {
    expect(element('rect', { x: 1 / 3 })).toBe('<rect x="0.33"/>');
  });
});

describe('an agenda', () => {
  it('gives things in the order of time, and those of one time in the order of being noted', () => {
    const agenda = new Agenda<string>();
    for (const [at, item] of [
      [5, 'e'],
      [1, 'a'],
      [3, 'c'],
      [1, 'b'],
      [3, 'd'],
      [9, 'f'],
    ] as const)
      agenda.note(at, item);
    const taken = Array.from({ length: 7 }, () => agenda.take()?.item ?? null);
    expect(taken).toEqual(['a', 'b', 'c', 'd', 'e', 'f', null]);
  });

  it('keeps its order through hundreds of things noted while others are taken', () => {
    const agenda = new Agenda<number>();
    let last = 0;
    for (let index = 0; index < 500; index += 1) {
      for (const step of [7, 3, 11]) agenda.note(last + ((index * step) % 17), index);
      const next = agenda.take()!;
      expect(next.at).toBeGreaterThanOrEqual(last);
      last = next.at;
    }
  });
});

describe('a percentile', () => {
  it('is the value at floor(n × share), and the last one at most', () => {
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(3);
    expect(percentile([1, 2, 3, 4], 1)).toBe(4);
    expect(spreadOf([30, 4, 100])).toEqual({ count: 3, p50: 30, p95: 100 });
    expect(spreadOf([])).toEqual({ count: 0, p50: 0, p95: 0 });
  });
});
