import { describe, expect, it } from 'vitest';
import { texts } from '../../display/ticket-words.ts';
import { unevenHoles, wordsOf } from '../../web/words.ts';

const vi = { ahead: 'Còn {ahead} người trước {name}', next: 'Mời vào' } as const;
const en = { ahead: '{ahead} ahead of {name}', next: 'Please come in' };

describe('the words of a page', () => {
  it('fill their holes in both languages', () => {
    const words = wordsOf(vi, en);
    expect(words.vi('ahead', { ahead: 3, name: 'bạn' })).toBe('Còn 3 người trước bạn');
    expect(words.en('ahead', { ahead: 3, name: 'you' })).toBe('3 ahead of you');
    expect(words.vi('next', null)).toBe('Mời vào');
  });

  it('are Vietnamese on a page that has no English', () => {
    expect(wordsOf(vi, null).en('next', null)).toBe('Mời vào');
  });

  it('put a text in as it is, even one that looks like a hole', () => {
    expect(wordsOf(vi, en).vi('ahead', { ahead: '{name}', name: '$1' })).toBe('Còn {name} người trước $1');
  });

  it('are found out when a translation lost a number', () => {
    expect(unevenHoles(vi, en)).toEqual([]);
    expect(unevenHoles(vi, { ...en, ahead: 'Some people ahead of {name}' })).toEqual(['ahead']);
  });

  it("say the same of a patient's ticket in both languages", () => {
    expect(unevenHoles(texts.vi, texts.en)).toEqual([]);
  });
});
