import { describe, expect, it } from 'vitest';
import { LETTERS } from '../../../core/queue/words/letter-table.ts';
import { readRoom } from '../../../core/queue/words/room-words.ts';
import type { Lang, Region, Spoken } from '../../../core/queue/words/sentence.ts';
import { type ReadingMode, readCode } from '../../../core/queue/words/ticket-code.ts';
import { CASES } from './cases.ts';

const words = (said: Spoken): string => (said.ok ? said.words : `refused: ${said.fault.code}`);
const read = (code: string, lang: Lang, region: Region, mode: ReadingMode): string =>
  words(readCode(code, { lang, region, mode }));
const auto = (code: string): string => read(code, 'vi', 'north', 'auto');

describe('A ticket code is read as it stands on the paper', () => {
  it.each(CASES.codes)(
    '$c is "$digits" digit by digit, "$naturalNorth" as a number, "$en" in English',
    (row) => {
      for (const region of ['north', 'south'] as const) {
        expect(read(row.c, 'vi', region, 'digits')).toBe(row.digits);
        expect(read(row.c, 'en', region, 'natural')).toBe(row.en);
        expect(read(row.c, 'en', region, 'auto')).toBe(row.en);
      }
      expect(read(row.c, 'vi', 'north', 'natural')).toBe(row.naturalNorth);
      expect(read(row.c, 'vi', 'south', 'natural')).toBe(row.naturalSouth);
      const bare = /^[1-9][0-9]?$/.test(row.c);
      expect(read(row.c, 'vi', 'north', 'auto')).toBe(bare ? row.naturalNorth : row.digits);
      expect(read(row.c, 'vi', 'south', 'auto')).toBe(bare ? row.naturalSouth : row.digits);
    },
  );

  it.each(['', ' ', 'A', 'ABC1', '1234567', 'A1B2', 'A-', '#5', 'A１２', '-5', '1.5', '1 5', 'B-H1', '5AB'])(
    '"%s" is refused, never guessed',
    (code) => {
      for (const lang of ['vi', 'en'] as const)
        expect(readCode(code, { lang, region: 'north', mode: 'auto' })).toEqual({
          ok: false,
          fault: { code: 'code_unreadable' },
        });
    },
  );

  it.each(['ß1', 'ſ1', 'ﬁ1', 'ı1', '٣', 'А1', 'A1\u0000', 'A\u200b1', '𝟙', 'A①', '\ud800'])(
    'look-alike %j is refused',
    (code) => expect(auto(code)).toBe('refused: code_unreadable'),
  );

  it('spaces around, lower case, separators before or behind the digits and split accents do not matter', () => {
    for (const code of [' a105 ', 'A 105', 'A–105', 'a._/ 105']) expect(auto(code)).toBe('a một không năm');
    expect(auto('p101-a')).toBe('pê một không một a');
    expect(auto('O\u031b12')).toBe('ơ một hai');
  });

  it('a bare number of 1 to 99 is said as a number, because "hai năm" alone would be two years', () => {
    expect([auto('25'), auto('05'), auto('100'), auto('A25'), auto('25A')]).toEqual([
      'hai mươi lăm',
      'không năm',
      'một không không',
      'a hai năm',
      'hai năm a',
    ]);
  });

  it('every letter of the table has a name, and the alphabet is whole', () => {
    for (const letter of 'ABCDĐEGHIKLMNOPQRSTUVXYFJWZĂÂÊÔƠƯ')
      expect(auto(`${letter}1`)).toBe(`${LETTERS[letter]?.name} một`);
    expect(auto('Q1 ')).toBe('quy một');
    expect(new Set(Object.values(LETTERS).map(({ token }) => token)).size).toBe(Object.keys(LETTERS).length);
  });
});

describe('A room number is read', () => {
  it.each([
    [12, 'mười hai', 'twelve'],
    [3, 'ba', 'three'],
    [21, 'hai mươi mốt', 'twenty-one'],
    [105, 'một không năm', 'one zero five'],
    ['05', 'không năm', 'zero five'],
    ['P101', 'pê một không một', 'P one zero one'],
    ['2B', 'hai bê', 'two B'],
  ])('%s: as a number up to 99, digit by digit above', (room, vi, en) => {
    expect(words(readRoom(room, 'vi'))).toBe(vi);
    expect(words(readRoom(room, 'en'))).toBe(en);
  });

  it('and nothing else is', () => {
    for (const room of [-1, 1.5, 1e21, Number.NaN, '', 'phòng 1'])
      expect(words(readRoom(room, 'vi'))).toBe('refused: code_unreadable');
  });
});
