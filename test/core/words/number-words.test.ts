import { describe, expect, it } from 'vitest';
import { readEnglishNumber, readNumber } from '../../../core/queue/words/number-words.ts';
import type { Spoken } from '../../../core/queue/words/sentence.ts';
import { CASES } from './cases.ts';
import { parseBritish, parseNorthern } from './number-parser.ts';

const words = (said: Spoken): string => (said.ok ? said.words : `refused: ${said.fault.code}`);

describe('A number is said as people say it', () => {
  it.each(CASES.numbers)('$n is "$north" in the north, "$south" in the south, "$en" in English', (row) => {
    expect(words(readNumber(row.n, 'north'))).toBe(row.north.normalize('NFC'));
    expect(words(readNumber(row.n, 'south'))).toBe(row.south.normalize('NFC'));
    expect(words(readEnglishNumber(row.n))).toBe(row.en);
  });

  it('every number up to 999,999 can be heard back, north, south and English', () => {
    const misheard: number[] = [];
    for (let n = 0; n <= 999_999; n++) {
      const north = words(readNumber(n, 'north'));
      const south = words(readNumber(n, 'south'));
      const same = north.replaceAll('linh', 'lẻ').replaceAll('nghìn', 'ngàn') === south;
      if (!same || parseNorthern(north) !== n || parseBritish(words(readEnglishNumber(n))) !== n)
        misheard.push(n);
    }
    expect(misheard.slice(0, 10)).toEqual([]);
  });

  it('the listener of these tests does not accept wrong forms', () => {
    const wrong = [
      'mười năm',
      'mười mốt',
      'một trăm linh lăm',
      'một nghìn linh năm',
      'hai mươi bốn',
      'năm trăm không',
    ];
    expect(wrong.map(parseNorthern)).toEqual(wrong.map(() => null));
    expect([parseBritish('one thousand one'), parseBritish('twenty-zero')]).toEqual([Number.NaN, Number.NaN]);
  });

  it.each([-1, 1_000_000, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is refused, not guessed', (n) => {
    expect(readNumber(n, 'north')).toEqual({ ok: false, fault: { code: 'number_out_of_range' } });
    expect(readEnglishNumber(n)).toEqual({ ok: false, fault: { code: 'number_out_of_range' } });
  });
});
