import { describe, expect, it } from 'vitest';
import { fieldsOf, hex, insuranceText, verdictOf } from './sample-cards.ts';

describe('the number of an insurance card', () => {
  it.each([
    [
      'GD 4 24 2401234567',
      { no: 'GD4242401234567', obj: 'GD', level: 4, bhxh: '2401234567', cardType: '15' },
    ],
    [
      'gd-4-24-2401234567',
      { no: 'GD4242401234567', obj: 'GD', level: 4, bhxh: '2401234567', cardType: '15' },
    ],
    ['ZZ5242401234567', { no: 'ZZ5242401234567', obj: 'ZZ', level: 5, bhxh: '2401234567', cardType: '15' }],
    ['24 0123 4567', { no: '2401234567', obj: null, level: null, bhxh: '2401234567', cardType: '10' }],
  ])('may be printed as %s', (no, expected) => {
    expect(fieldsOf(insuranceText({ 0: no }))).toMatchObject({ status: 'ok', ...expected });
  });

  it.each(['GD9242401234567', 'GD0242401234567'])('%s has no such benefit level', (no) => {
    expect(verdictOf(insuranceText({ 0: no }))).toBe('bad_card_no');
  });

  it.each(['G14242401234567', 'ß4242401234567', 'GĐ4242401234567', 'ſD4242401234567'])('%s is none', (no) => {
    expect(verdictOf(insuranceText({ 0: no }))).toBe('unknown_format');
  });

  it('of ten digits takes the level from piece 14, when it is one', () => {
    const withLevel = (level: string): unknown =>
      fieldsOf(insuranceText({ 0: '2401234567', 14: level, 15: '-', 16: '$' })).level;
    expect(withLevel('3')).toBe(3);
    expect(withLevel('6')).toBeNull();
    expect(withLevel('-')).toBeNull();
  });
});

describe('the pieces of an insurance card', () => {
  it('are read in full', () => {
    expect(fieldsOf(insuranceText({ 10: 'Trần Thị Hoa', 11: '5' }))).toEqual({
      status: 'ok',
      warn: [],
      kind: 'bhyt',
      no: 'GD4242401234567',
      cardType: '15',
      obj: 'GD',
      level: 4,
      bhxh: '2401234567',
      name: 'Nguyễn Văn Bình',
      dob: '1985-03-15',
      sex: 'M',
      address: 'Thôn Hạ, Tân Mỹ',
      facility: '24001',
      from: '2026-01-01',
      to: '2026-12-31',
      issued: '2025-12-20',
      manager: '24012401234567',
      parent: 'Trần Thị Hoa',
      area: 'K1',
      fiveYears: '2024-06-01',
      check: '0a1b2c3d4e5f6071-7102',
      issuer: null,
      fields: 15,
      expired: false,
      quality: 'ok',
      repair: [],
    });
  });

  it('number from 8 to 24, the closing one counted', () => {
    const head = insuranceText({}).split('|');
    expect(verdictOf([...head.slice(0, 7), '$'].join('|'))).toBe('ok');
    expect(verdictOf([...head.slice(0, 6), '$'].join('|'))).toBe('too_few_fields');
    expect(verdictOf([...head.slice(0, 14), ...Array(9).fill(''), '$'].join('|'))).toBe('ok');
    expect(verdictOf([...head.slice(0, 14), ...Array(10).fill(''), '$'].join('|'))).toBe('too_many_fields');
  });

  it('end with "$": a text cut before it or going on behind it needs a yes', () => {
    expect(verdictOf(insuranceText({ 14: '' }))).toBe('confirm no_terminator');
    expect(verdictOf(`${insuranceText({})}|${insuranceText({})}`)).toBe('too_many_fields');
    expect(verdictOf(`${insuranceText({})}GD4`)).toBe('confirm data_after_terminator');
    expect(fieldsOf(`${insuranceText({})}|x`)).toMatchObject({
      warn: ['data_after_terminator'],
      fields: 15,
      issuer: null,
    });
    expect(verdictOf(`${insuranceText({})}|`)).toBe('ok');
  });

  it('may be hex or plain where people are named, and no control character comes out of them', () => {
    expect(fieldsOf(insuranceText({ 4: 'Xã Tân Trung', 10: hex('Trần Thị Hoa') }))).toMatchObject({
      status: 'ok',
      address: 'Xã Tân Trung',
      parent: 'Trần Thị Hoa',
    });
    expect(fieldsOf(insuranceText({ 4: '1b401b401b40' })).address).toBe('1b401b401b40');
    expect(fieldsOf(insuranceText({ 4: '5468c3b' })).address).toBe('5468c3b');
    expect(fieldsOf(insuranceText({ 4: hex(' - ') })).address).toBeNull();
  });

  it.each([
    ['24 - 001', '24001'],
    ['24 – 001', '24001'],
    ['24001', '24001'],
    ['01 - c54', '01C54'],
    ['-', null],
  ])('facility %s is %s', (piece, facility) => {
    expect(fieldsOf(insuranceText({ 5: piece }))).toMatchObject({ status: 'ok', facility });
  });

  it.each(['24 - 01', '24/001', 'A4 - 001', '24 — 001', '24 - ßA'])('facility %s cannot be read', (piece) => {
    expect(fieldsOf(insuranceText({ 5: piece }))).toMatchObject({ warn: ['bad_facility'], facility: null });
  });

  it.each([6, 7, 8, 12])('date in piece %i is a whole date, "-", or unreadable', (index) => {
    expect(verdictOf(insuranceText({ [index]: '-' }))).toBe('ok');
    for (const date of ['2026', '2026-01-01', '31/02/2026', '06/2026', '01-06-2026']) {
      expect(verdictOf(insuranceText({ [index]: date }))).toBe(`confirm bad_date_${index}`);
    }
  });

  it('tell validity as printed', () => {
    expect(fieldsOf(insuranceText({ 7: '21/11/2026' }))).toMatchObject({ status: 'ok', expired: true });
    expect(fieldsOf(insuranceText({ 7: '22/11/2026' }))).toMatchObject({ status: 'ok', expired: false });
    expect(fieldsOf(insuranceText({ 6: '02/01/2027', 7: '1/1/2027' }))).toMatchObject({
      warn: ['validity_reversed'],
      to: '2027-01-01',
    });
  });

  it.each([
    ['4', null],
    ['5', 'K1'],
    ['6', 'K2'],
    ['7', 'K3'],
    ['9', null],
    ['constructor', null],
    ['-', null],
  ])('area %s is %s', (piece, area) => {
    expect(fieldsOf(insuranceText({ 11: piece }))).toMatchObject({ status: 'ok', area });
  });
});

describe('the name of an insurance card', () => {
  it('is hex in either case, also when its text was misread or decomposed before it was coded', () => {
    const misread = String.fromCharCode(...Buffer.from('Nguyễn Văn Bình'));
    expect(fieldsOf(insuranceText({ 1: hex('Nguyễn Văn Bình').toUpperCase() })).name).toBe('Nguyễn Văn Bình');
    expect(fieldsOf(insuranceText({ 1: hex(misread) }))).toMatchObject({
      status: 'ok',
      name: 'Nguyễn Văn Bình',
      quality: 'repaired',
    });
    expect(fieldsOf(insuranceText({ 1: hex('Nguyễn Văn Bình'.normalize('NFD')) }))).toMatchObject({
      warn: ['nfd'],
      name: 'Nguyễn Văn Bình',
      repair: ['nfc'],
    });
  });

  it('is noted as decomposed once, though other pieces are so too', () => {
    const text = insuranceText({ 1: hex('Bi\u0300nh An'), 4: 'Ba\u0306\u0301c Giang' });
    expect(fieldsOf(text)).toMatchObject({ warn: ['nfd'], name: 'Bình An', address: 'Bắc Giang' });
  });

  it.each([
    ['4e677579e1bb856e2', 'bad_name_hex'],
    ['4e677579e1bb', 'bad_name_hex'],
    ['-', 'empty_name'],
    ['', 'empty_name'],
    [hex('   '), 'empty_name'],
    [hex('Bình \u001b@'), 'control_char'],
    [hex('<b>Bình</b>'), 'bad_name'],
    ['4e677579eêe16e', 'bad_name'],
    ['416e', 'bad_name'],
    [hex('Nguy?n Văn Bình'), 'confirm name_mangled'],
    [hex('Nguyễn \u0410nh'), 'confirm name_mangled'],
    ['Nguyễn Văn Bình', 'confirm name_plain'],
    ['Nguy?n', 'confirm name_plain name_mangled'],
  ])('as %s is %s', (piece, verdict) => {
    expect(verdictOf(insuranceText({ 1: piece }))).toBe(verdict);
  });

  it('written plain without its diacritics is lossy', () => {
    expect(fieldsOf(insuranceText({ 1: 'Nguyen Van Binh', 4: '-' }))).toMatchObject({
      warn: ['name_plain'],
      quality: 'lossy',
    });
    expect(fieldsOf(insuranceText({ 1: 'Nguyễn Văn Bình' }))).toMatchObject({
      warn: ['name_plain'],
      quality: 'ok',
    });
  });

  it('in ASCII letters is as good as any when it is coded', () => {
    expect(fieldsOf(insuranceText({ 1: hex('Giang A Pao'), 4: '-' }))).toMatchObject({
      status: 'ok',
      quality: 'ok',
    });
  });

  it('is not the only text that may be lossy', () => {
    expect(fieldsOf(insuranceText({ 4: 'B?c Giang' }))).toMatchObject({
      warn: ['text_lossy'],
      quality: 'lossy',
    });
  });
});

describe('birth date and sex on an insurance card', () => {
  it.each([
    ['5/3/1985', '1985-03-05'],
    ['15031985', '1985-03-15'],
    ['3/1985', '1985-03'],
    ['03/1985', '1985-03'],
    ['1985', '1985'],
  ])('%s is taken as %s without a note', (piece, dob) => {
    expect(fieldsOf(insuranceText({ 2: piece }))).toMatchObject({ status: 'ok', warn: [], dob });
  });

  it.each([
    ['1985-03-15', 'bad_dob'],
    ['15-03-1985', 'bad_dob'],
    ['31/02/1985', 'bad_dob'],
    ['13/1985', 'bad_dob'],
    ['031985', 'bad_dob'],
    ['-', 'bad_dob'],
    ['23/11/2026', 'dob_in_future'],
    ['2027', 'dob_in_future'],
  ])('%s is refused', (piece, err) => {
    expect(verdictOf(insuranceText({ 2: piece }))).toBe(err);
  });

  it('is female for 2 and unknown for anything but 1', () => {
    expect(fieldsOf(insuranceText({ 3: '2' }))).toMatchObject({ status: 'ok', sex: 'F' });
    for (const piece of ['', '0', '3', 'Nam', 'constructor']) {
      expect(fieldsOf(insuranceText({ 3: piece }))).toMatchObject({ warn: ['sex_unknown'], sex: null });
    }
  });
});
