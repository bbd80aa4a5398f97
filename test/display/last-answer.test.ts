import { describe, expect, it } from 'vitest';
import { lastAnswer } from '../../display/last-answer.ts';

describe('a function that remembers its last answer', () => {
  it('computes anew when any argument is another one, and only then', () => {
    const asked: string[] = [];
    const say = lastAnswer((word: string, times: number) => {
      asked.push(word);
      return word.repeat(times);
    });
    expect([say('a', 2), say('a', 2), say('b', 2), say('b', 3), say('a', 2)]).toEqual([
      'aa',
      'aa',
      'bb',
      'bbb',
      'aa',
    ]);
    expect(asked).toEqual(['a', 'b', 'b', 'a']);
  });

  it('remembers an answer that is nothing, too', () => {
    let asked = 0;
    const nothing = lastAnswer(() => {
      asked += 1;
      return undefined;
    });
    expect([nothing(), nothing()]).toEqual([undefined, undefined]);
    expect(asked).toBe(1);
  });
});
