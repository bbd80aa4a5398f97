import { describe, expect, it } from 'vitest';
import { identityKey } from '../../../core/identity/identity-key.ts';
import { scanAnswer } from '../../../core/identity/person.ts';
import { readCard } from '../../../core/identity/read-card.ts';
import { citizenText, fieldsOf, insuranceText, TODAY, verdictOf } from './sample-cards.ts';

const named = (name: string): string => verdictOf(citizenText({ name }));

describe('bad input at the scanner', () => {
  it('Q01 an empty scan or a lone CR is empty', () => {
    expect([verdictOf(''), verdictOf('\r'), verdictOf(new Uint8Array())]).toEqual([
      'empty',
      'empty',
      'empty',
    ]);
  });

  it('Q02 a single digit is no card', () => {
    expect(verdictOf('0')).toBe('no_separator');
  });

  it('Q03 Q04 six fields are too few, eight are counted, 25 too many', () => {
    expect(verdictOf(citizenText({}).split('|').slice(0, 6).join('|'))).toBe('too_few_fields');
    expect(fieldsOf(citizenText({ tail: '|01012030' }))).toMatchObject({ status: 'ok', extra: 1 });
    expect(verdictOf(citizenText({ tail: '|'.repeat(18) }))).toBe('too_many_fields');
  });

  it('Q05 Q07 a number has twelve ASCII digits', () => {
    expect(verdictOf(citizenText({ id: '02408500123' }))).toBe('bad_id');
    expect(verdictOf(citizenText({ id: '\u0660'.repeat(12) }))).toBe('unknown_format');
    expect(verdictOf(citizenText({ id: '\uff10'.repeat(12) }))).toBe('unknown_format');
  });

  it('Q08 Q10 Q11 a birth date is a day that was, or the year of one', () => {
    expect(verdictOf(citizenText({ dob: '31022000' }))).toBe('bad_dob');
    expect(verdictOf(citizenText({ dob: '01012027' }))).toBe('dob_in_future');
    expect(fieldsOf(insuranceText({ 2: '1948' }))).toMatchObject({ status: 'ok', dob: '1948' });
  });

  it('Q13 Q33 nothing long is read', () => {
    expect(named('A'.repeat(4000))).toBe('too_long');
    expect(named('A'.repeat(100))).toBe('bad_name');
    const binary = Uint8Array.from({ length: 2953 }, (_, i) => (i * 167 + 13) % 256);
    for (const bytes of [binary, new Uint8Array(2953), new Uint8Array(2953).fill(0xff)]) {
      expect(verdictOf(bytes)).toBe('too_long');
    }
  });

  it.each(['\u001b@', '\u001dV\u0000', '\u0000', '\n', '\r', '\u202e'])(
    'Q14 Q15 Q18 Q19 Q20 control characters refuse the whole code',
    (evil) => {
      expect(named(`Nguyễn${evil}Bình`)).toBe('control_char');
      expect(verdictOf(new TextEncoder().encode(citizenText({ address: `Bắc${evil}Giang` })))).toBe(
        'control_char',
      );
    },
  );

  it('Q22 a decomposed name is the composed one', () => {
    const decomposed = readCard(citizenText({ name: 'Nguye\u0302\u0303n' }), TODAY);
    expect(decomposed).toMatchObject({ status: 'ok', name: 'Nguyễn' });
    expect(identityKey(decomposed)).toBe(identityKey(readCard(citizenText({ name: 'Nguyễn' }), TODAY)));
  });

  it('Q24 a Cyrillic letter needs a yes and enters no key', () => {
    expect(named('\u0410n')).toBe('confirm name_mangled');
    expect(identityKey(readCard(citizenText({ name: '\u0410n' }), TODAY))).toBe('cccd:024085001234');
  });

  it('Q25 half a character leaves number and birth date only', () => {
    const [head, tail] = citizenText({ name: '#' }).split('#');
    const bytes = Buffer.concat([
      Buffer.from(`${head}B`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`nh${tail}`),
    ]);
    for (const scan of [bytes, citizenText({ name: 'B\ud800nh' })]) {
      const reading = readCard(scan, TODAY);
      expect(reading).toMatchObject({
        status: 'confirm',
        warn: ['not_utf8', 'name_mangled'],
        quality: 'lossy',
      });
      expect(scanAnswer(reading, 'serial').person).toMatchObject({ maskedName: null, birthYear: 1985 });
    }
  });

  it.each(['<script>alert(1)</script>', "'; DROP TABLE ticket;--", '=HYPERLINK("http://x")'])(
    'Q27 Q28 Q30 %s is no name',
    (name) => {
      expect(named(name)).toBe('bad_name');
    },
  );

  it('Q31 a web address is named and not read', () => {
    expect(readCard('https://evil.example/024085001234|x', TODAY)).toEqual({ status: 'reject', err: 'url' });
  });

  it('Q40 unknown object groups are taken as printed, wrong shapes are not', () => {
    expect(fieldsOf(insuranceText({ 0: 'QQ 4 24 2401234567' }))).toMatchObject({ status: 'ok', obj: 'QQ' });
    expect(verdictOf(insuranceText({ 0: 'QQ 9 24 2401234567' }))).toBe('bad_card_no');
  });

  it('Q42 a copy of a card is the same claim, with a masked name', () => {
    const answer = scanAnswer(readCard(citizenText({}), TODAY), 'camera');
    expect(answer).toEqual(scanAnswer(readCard(citizenText({}), TODAY), 'serial'));
    expect(answer.person?.maskedName).toBe('N.V. Bình');
  });
});
