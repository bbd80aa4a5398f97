import { describe, expect, it } from 'vitest';
import { spokenRoom } from '../../../core/queue/words/room-words.ts';
import type { Lang } from '../../../core/queue/words/sentence.ts';

const said = (label: string, lang: Lang): string => {
  const room = spokenRoom(label, lang);
  return room.ok ? room.words : `refused: ${room.fault.code}`;
};

describe('The sign on a door becomes words only', () => {
  it.each([
    ['Phòng khám 1', 'phòng khám một'],
    ['Phòng khám 12', 'phòng khám mười hai'],
    ['Phòng khám số 21', 'phòng khám số hai mươi mốt'],
    ['PHÒNG KHÁM SỐ 4', 'phòng khám số bốn'],
    ['Quầy số 3', 'quầy số ba'],
    ['Quầy 2', 'quầy hai'],
    ['Phòng siêu âm', 'phòng siêu âm'],
    ['Phòng X-quang', 'phòng ích quang'],
    ['Phòng X Quang 2', 'phòng ích quang hai'],
    ['PHÒNG XQUANG', 'phòng ích quang'],
    ['Phòng lấy máu 2', 'phòng lấy máu hai'],
    ['P.101', 'phòng một không một'],
    ['P101A', 'phòng một không một a'],
    ['Phòng P12', 'phòng pê mười hai'],
    ['PK1', 'phòng khám một'],
    ['Phòng B12', 'phòng bê mười hai'],
    ['Phòng A', 'phòng a'],
    ['Phòng H', 'phòng hát'],
    ['Phòng khám TMH - Tầng 2', 'phòng khám tai mũi họng tầng hai'],
    ['Phòng CT', 'phòng cắt lớp vi tính'],
    ['Phòng DSA', 'phòng dê ét xì a'],
    ['Phòng khám Nội II', 'phòng khám nội hai'],
    ['Nội I', 'nội một'],
    ['PHÒNG VI SINH', 'phòng vi sinh'],
    ['Khoa Y học cổ truyền', 'khoa y học cổ truyền'],
    ['Phòng tiêm & thay băng', 'phòng tiêm và thay băng'],
    ['Quầy thuốc (BHYT) số 05', 'quầy thuốc bảo hiểm y tế số không năm'],
    ['Phòng khám 105', 'phòng khám một không năm'],
    ['Phòng kha\u0301m 1', 'phòng khám một'],
  ])('%s → %s', (label, words) => {
    expect(said(label, 'vi')).toBe(words.normalize('NFC'));
  });

  it.each([
    ['Room 1', 'room one'],
    ['Room 12', 'room twelve'],
    ['ROOM 105', 'room one zero five'],
    ['Counter 24', 'counter twenty-four'],
    ['X-ray', 'X ray'],
    ['Ultrasound', 'ultrasound'],
    ['CT scan', 'C T scan'],
    ['ENT clinic II', 'E N T clinic two'],
    ['Room B2', 'room B two'],
  ])('%s → %s in English', (label, words) => {
    expect(said(label, 'en')).toBe(words);
  });

  it('no digit of any label is left for the engine', () => {
    for (let n = 0; n < 2000; n++) {
      for (const label of [`Phòng khám ${n}`, `P.${n}`, `PK${n}B`, `Tầng ${n % 7} phòng ${n}`])
        expect(said(label, 'vi')).toMatch(/^[\p{Ll} ]+$/u);
      expect(said(`Room ${n}`, 'en')).toMatch(/^[a-z -]+$/);
    }
  });

  it.each([
    ['', 'label_empty'],
    ['   ', 'label_empty'],
    ['Phòng '.repeat(20), 'label_too_long'],
    ['Phòng <b>1</b>', 'label_unreadable'],
    ['Phòng 🏥', 'label_unreadable'],
    ['Phòng １', 'label_unreadable'],
    ['Phòng\u00001', 'label_unreadable'],
    ['Phòng 1234567', 'label_unreadable'],
    ['---', 'label_unreadable'],
    ['$(reboot)', 'label_unreadable'],
  ])('%j is refused: %s', (label, code) => {
    expect(said(label, 'vi')).toBe(`refused: ${code}`);
    expect(said(label, 'en')).toBe(`refused: ${code}`);
  });
});
