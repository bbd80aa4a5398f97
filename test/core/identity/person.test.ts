import { describe, expect, it } from 'vitest';
import { identityKey } from '../../../core/identity/identity-key.ts';
import { maskName, maskNumber } from '../../../core/identity/mask.ts';
import { scanAnswer, trustedName } from '../../../core/identity/person.ts';
import { isSameName } from '../../../core/identity/person-name.ts';
import { readCard } from '../../../core/identity/read-card.ts';
import { citizenText, hex, insuranceText, TODAY } from './sample-cards.ts';

const read = (scan: string) => readCard(scan, TODAY);

describe('a name on a board', () => {
  it.each([
    ['Nguyễn Văn Bình', 'N.V. Bình'],
    ['Trần Thị Hoa', 'T.T. Hoa'],
    ['Đo\u0302\u0303 Thi\u0323 Hue\u0323\u0302', 'Đ.T. Huệ'],
    ["H'Linh Niê", 'H. Niê'],
    ['Y Bhăm', 'Y. Bhăm'],
    ['đỗ  thị   huệ ', 'Đ.T. huệ'],
    ['Ấu Út', 'Ấ. Út'],
  ])('%s is masked as %s', (name, mask) => {
    expect(maskName(name)).toBe(mask);
  });

  it.each(['Lê', ' Lê ', '', ' '])('"%s" cannot be masked, so it is not shown', (name) => {
    expect(maskName(name)).toBeNull();
  });
});

describe('two names', () => {
  it('are one whatever their case, spacing and composition', () => {
    expect(isSameName('ĐỖ  THỊ HUỆ', ' Đo\u0302\u0303 Thị Huệ')).toBe(true);
  });

  it('are two when a diacritic differs', () => {
    expect(isSameName('Nguyễn Văn Bình', 'Nguyễn Văn Bính')).toBe(false);
    expect(isSameName('Nguyễn Văn Bình', 'Nguyen Van Binh')).toBe(false);
  });
});

describe('a number on a screen', () => {
  it.each([
    ['024085001234', '024••••••234'],
    ['GD4242401234567', '••••••••••••567'],
    ['2401234567', '•••••••567'],
    ['121234567', '••••••567'],
    ['234', '•••'],
    ['', ''],
  ])('%s is masked as %s', (number, mask) => {
    expect(maskNumber(number)).toBe(mask);
  });
});

describe('the answer to a scan', () => {
  it('of a good card names the person as far as a stranger may read', () => {
    expect(scanAnswer(read(citizenText({})), 'serial')).toEqual({
      verdict: 'ok',
      code: null,
      codes: [],
      kind: 'cccd',
      person: { maskedName: 'N.V. Bình', birthYear: 1985, sex: 'M', maskedId: '024••••••234' },
    });
    expect(scanAnswer(read(insuranceText({ 2: '1985', 3: '2' })), 'camera')).toEqual({
      verdict: 'ok',
      code: null,
      codes: [],
      kind: 'bhyt',
      person: { maskedName: 'N.V. Bình', birthYear: 1985, sex: 'F', maskedId: '••••••••••••567' },
    });
  });

  it('of a number alone knows the number only', () => {
    const person = { maskedName: null, birthYear: null, sex: null };
    expect(scanAnswer(read('024085001234'), 'typed')).toMatchObject({
      verdict: 'ok',
      kind: 'number',
      person: { ...person, maskedId: '024••••••234' },
    });
    expect(scanAnswer(read('2401234567'), 'api')).toMatchObject({
      verdict: 'ok',
      kind: 'number',
      person: { ...person, maskedId: '•••••••567' },
    });
  });

  it('gives the reasons without the soft notes, the first of them apart', () => {
    const reading = read(citizenText({ name: 'B?nh', dob: '1985', sex: 'X', address: '' }));
    expect(scanAnswer(reading, 'serial')).toMatchObject({
      verdict: 'confirm',
      code: 'name_mangled',
      codes: ['name_mangled', 'sex_unknown'],
    });
  });

  it('of a refused scan says why and nothing else', () => {
    expect(scanAnswer(read(citizenText({ dob: 'x' })), 'keyboard')).toEqual({
      verdict: 'reject',
      code: 'bad_dob',
      codes: ['bad_dob'],
      kind: null,
      person: null,
    });
  });

  it('asks for a yes whenever it came as keystrokes, last of the reasons', () => {
    expect(scanAnswer(read(citizenText({})), 'keyboard')).toMatchObject({
      verdict: 'confirm',
      codes: ['keyboard_source'],
    });
    expect(scanAnswer(read('024085001234'), 'keyboard')).toMatchObject({
      verdict: 'confirm',
      code: 'keyboard_source',
    });
    expect(scanAnswer(read(citizenText({ sex: 'X' })), 'keyboard').codes).toEqual([
      'sex_unknown',
      'keyboard_source',
    ]);
  });

  it('keeps a name to itself whose letters are gone', () => {
    for (const name of ['Nguy\ufffdn Van B\ufffdnh', 'Nguy?n Bình', 'Nguyễn \u0410nh', 'Nguyễn Vn Bình']) {
      const reading = read(citizenText({ name }));
      expect(trustedName(reading)).toBeNull();
      expect(scanAnswer(reading, 'serial').person).toEqual({
        maskedName: null,
        birthYear: 1985,
        sex: 'M',
        maskedId: '024••••••234',
      });
    }
    expect(trustedName(read(citizenText({})))).toBe('Nguyễn Văn Bình');
    expect(trustedName(read('024085001234'))).toBeNull();
  });
});

describe('the key of a person', () => {
  it('is the same for the card and its typed number', () => {
    expect(identityKey(read(citizenText({})))).toBe('cccd:024085001234');
    expect(identityKey(read('024 085 001234'))).toBe('cccd:024085001234');
    expect(identityKey(read(citizenText({ name: 'B?nh' })))).toBe('cccd:024085001234');
  });

  it('is the same for the old and the new insurance card', () => {
    const scans = [
      insuranceText({}),
      insuranceText({ 0: '2401234567' }),
      insuranceText({ 0: 'HT3792401234567' }),
      '2401234567',
      'gd4242401234567',
    ];
    expect(new Set(scans.map((scan) => identityKey(read(scan))))).toEqual(new Set(['bhyt:2401234567']));
  });

  it('does not hang on how a name is spelt, and a refused scan has none', () => {
    expect(identityKey(read(insuranceText({ 1: hex('Trần Thị Hoa') })))).toBe('bhyt:2401234567');
    expect(identityKey(read('x'))).toBeNull();
  });
});
