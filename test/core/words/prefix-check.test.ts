import { describe, expect, it } from 'vitest';
import { checkPrefixes, PREFIX_ORDER } from '../../../core/queue/words/prefix-check.ts';

const errors = (...prefixes: string[]) => checkPrefixes(prefixes, [...'DĐEGIOPQRTUVY']).errors;
const warnings = (...prefixes: string[]) => checkPrefixes(prefixes, [...'DĐEGIOPQRTUVY']).warnings;

describe('Prefixes that are heard in one waiting zone', () => {
  it('the first seven of the order raise nothing, C, K and N one remark each', () => {
    expect(checkPrefixes(PREFIX_ORDER.slice(0, 7), [])).toEqual({ errors: [], warnings: [] });
    const remarks = [8, 9, 10].map((many) => checkPrefixes(PREFIX_ORDER.slice(0, many), []));
    expect(remarks.map((check) => check.warnings.length)).toEqual([1, 2, 3]);
    expect(remarks.at(-1)?.errors).toEqual([]);
    expect(remarks.at(-1)?.warnings.map(({ prefixes }) => prefixes.join(''))).toEqual(['AK', 'BC', 'MN']);
  });

  it.each(['DG', 'DV', 'GV', 'CP', 'CT', 'PT'])('%s are taken for each other: refused', (pair) => {
    expect(errors(...pair)).toEqual([{ code: 'prefixes_sound_alike', prefixes: [...pair] }]);
  });

  it.each(['AK', 'MN', 'BC', 'BĐ', 'CĐ', 'EO'])('%s rhyme: a warning only', (pair) => {
    expect(errors(...pair)).toEqual([]);
    expect(warnings(...pair)).toEqual([{ code: 'prefixes_rhyme', prefixes: [...pair] }]);
  });

  it('two letters clash when all that tells them apart is alike', () => {
    expect(errors('BD', 'BG')[0]?.code).toBe('prefixes_sound_alike');
    expect(warnings('HA', 'HK')).toHaveLength(1);
    expect(warnings('DA', 'GK')[0]?.code).toBe('prefixes_rhyme');
    expect([errors('BH', 'SH'), warnings('BH', 'SH'), warnings('B', 'BC')]).toEqual([[], [], []]);
  });

  it.each([...'FJWZĂÂÊÔƠƯ'])('%s is never handed out', (letter) => {
    expect(checkPrefixes([letter], [letter]).errors).toEqual([
      { code: 'prefix_letter_never', prefixes: [letter] },
    ]);
  });

  it.each([...'DĐEGIOPQRTUVY'])('%s must be switched on', (letter) => {
    expect(checkPrefixes([letter], []).errors).toEqual([{ code: 'prefix_letter_off', prefixes: [letter] }]);
    expect(checkPrefixes([letter.toLowerCase()], [letter]).errors).toEqual([]);
  });

  it('what cannot be read is named, a series without letters is not asked about', () => {
    expect(errors('ABC', 'A1', 'Ñ').map(({ code }) => code)).toEqual(Array(3).fill('prefix_unreadable'));
    expect(errors('', 'A', 'A')).toEqual([]);
  });
});
