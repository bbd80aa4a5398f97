import { describe, expect, it } from 'vitest';
import { hasLostLetters } from '../../../core/identity/lost-letters.ts';
import { citizenText, fieldsOf, verdictOf } from './sample-cards.ts';

describe('letters that went missing without a trace', () => {
  it.each([
    ['all diacritics', 'Nguyen Van Binh', 'Nam', 'Bac Giang'],
    ['a vowel of the name', 'Nguyễn Vn Bình', 'Nam', 'Phường Trần Phú, Bắc Giang'],
    ['all letters beyond Latin-1', 'Nguyn Vn Bình', 'Nam', 'Xã Tân Thanh, Long An'],
    ['all letters beyond windows-1258', 'Lê Hu Hà', 'Nam', 'Xã Krông Nô, Đăk Mil, Qun Lâm'],
    ['the tone of a stopped syllable', 'Trn Quc Hà', 'Nam', 'Xã Hoà Lac, Hà Nam'],
    ['a whole name in capitals', 'HOÀNG QUC VIT', 'Nam', 'Gia Lai'],
    ['combining marks shown as letters', 'TrâÌn Hà', 'Nam', 'Xã Long Hòa'],
    ['two tones on one word', 'Lê Hòá', 'Nam', 'Xã Long Hòa'],
    ['a capital inside a word', 'Lê HuÝnh', 'Nam', 'Xã Long Hòa'],
    ['a letter that stood alone', 'Lê Minh Quân', 'Nam', 'Thôn H, Xã Gia Vân, Ninh Bình'],
    [
      'every letter with two marks',
      'Lê Minh Quân',
      'Nam',
      'Thôn Hòa, Xã Tân Thanh, Thanh Hóa, Long An, Gia Lai',
    ],
    ['every tone', 'Vu Thanh Tung', 'Nam', 'Xa Tân Thanh, Long An, Gia Lai'],
  ])('%s', (_, name, sex, address) => {
    expect(hasLostLetters(name, sex, address)).toBe(true);
  });

  it.each([
    ['Bùi Anh', 'Nam', ''],
    ['Giàng A Pao', 'Nam', 'Xã Sà Dề Phìn, Lai Châu'],
    ['Ksor Hin', 'Nam', 'Xã Ia Hrung, Gia Lai'],
    ['Y Bhăm', 'Nam', "Buôn Đôn, Xã Krông Na, Huyện Cư M'gar"],
    ["K' Brăn", 'Nam', 'TP. Kon Tum'],
    ["H'Linh Niê", 'Nữ', 'Xa Ea Tul'],
    ['Lê Minh Quân', 'Nam', 'KP. 3, P. Tân Hòa, TP Gia Nghĩa'],
    ['Hà Anh Tuấn', 'Nam', 'Tổ II, TDP số 3'],
  ])('are not missed where none are missing: %s', (name, sex, address) => {
    expect(hasLostLetters(name, sex, address)).toBe(false);
  });

  it('need a yes and are told as such when nothing else tells it', () => {
    const scan = citizenText({ name: 'Nguyen Van Binh', address: 'Bac Giang' });
    expect(verdictOf(scan)).toBe('confirm text_lossy');
    expect(fieldsOf(scan).quality).toBe('lossy');
    expect(
      verdictOf(citizenText({ name: 'Nguyen Van Binh', address: 'Bac Giang', sex: 'Nu' })),
    ).not.toContain('text_lossy');
  });

  it('are seen in the address as well', () => {
    expect(verdictOf(citizenText({ address: 'B?c Giang' }))).toBe('confirm text_lossy');
    expect(verdictOf(citizenText({ address: 'Bắc Giang \u6c49' }))).toBe('confirm text_lossy');
  });
});
