import { describe, expect, it } from 'vitest';
import { readCard } from '../../../core/identity/read-card.ts';
import { foreignText, legacyText, payloadOf, unwound } from '../../../core/identity/text-repair.ts';
import { citizenText, fieldsOf, TODAY, verdictOf } from './sample-cards.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const shownAs = (label: string, text: string): string => new TextDecoder(label).decode(utf8(text));

const nguyet = 'Nguyễn Thị Ánh Nguyệt';
const cp1252 = 'Nguy\u00e1\u00bb\u2026n Th\u00e1\u00bb\u2039 \u00c3\u0081nh Nguy\u00e1\u00bb\u2021t';
const her = { id: '024192005678', dob: '02111992', sex: 'Nữ' };

describe('a name that was misread on the way', () => {
  it('comes back from windows-1252 in one step', () => {
    expect(unwound(cp1252)).toEqual({ text: nguyet, repair: ['cp1252>utf8'] });
    expect(unwound('N\u00e1\u00bb\u00af').text).toBe('Nữ');
  });

  it('comes back from Latin-1 in one step', () => {
    expect(unwound(latin1(utf8(nguyet)))).toEqual({ text: nguyet, repair: ['cp1252>utf8'] });
  });

  it('comes back from two encodings in two steps, from three in three, and not from four', () => {
    const twice = shownAs('windows-1252', cp1252);
    expect(twice.startsWith('Nguy\u00c3\u00a1\u00c2\u00bb\u00e2\u20ac\u00a6n')).toBe(true);
    expect(unwound(twice)).toEqual({ text: nguyet, repair: ['cp1252>utf8', 'cp1252>utf8'] });
    const thrice = shownAs('windows-1252', twice);
    expect(unwound(thrice).text).toBe(nguyet);
    expect(unwound(shownAs('windows-1252', thrice)).text).not.toBe(nguyet);
  });

  it('comes back from windows-1258, the code page of a Vietnamese Windows', () => {
    const capitals = shownAs('windows-1258', 'Bùi Ánh Tuyết');
    expect(capitals).toContain('\u0102');
    expect(unwound(capitals)).toEqual({ text: 'Bùi Ánh Tuyết', repair: ['cp1258>utf8'] });
  });

  it('is left alone when it was read correctly', () => {
    for (const name of [nguyet, 'Lý Hà Tô', 'ÂU Ý NHI', 'H’Ê Niê', 'Nguye\u0302\u0303n', 'Tran Thi Hoa']) {
      expect(unwound(name)).toEqual({ text: name, repair: [] });
    }
  });

  it('from windows-1258 bytes is exact, needs a yes, and its letters had to be composed', () => {
    const bytes = Buffer.from('4e677579eade6e20546869f220c16e68204e677579eaf274', 'hex');
    expect(legacyText(bytes).text.normalize('NFC')).toBe(nguyet);
    const whole = citizenText({ ...her, name: '#', address: '', sex: 'Nam' }).split('#');
    const scan = Buffer.concat([Buffer.from(whole[0]!), bytes, Buffer.from(whole[1]!)]);
    expect(fieldsOf(scan)).toMatchObject({ status: 'confirm', name: nguyet, quality: 'repaired' });
    expect(verdictOf(scan)).toBe('confirm not_utf8 nfd id_sex_mismatch no_address');
  });

  it.each([
    ['GB18030', 'Nguy\u5cc4\u536c Th\u5cc4\ufffd \u8115nh Nguy\u5cc4\u5652'],
    ['Shift_JIS', 'Nguy\u76fb\ufffd Th\u76fb\ufffd \uff83\uff3dh Nguy\u76fb\u33c4'],
    ['windows-1252 by a driver that drops byte 90', '\u00c4\u00e1\u00ba\u00b7ng V\u00c4\u0192n Nam'],
  ])('as %s text is lossy and never ok', (_, name) => {
    expect(fieldsOf(citizenText({ name }))).toMatchObject({
      status: 'confirm',
      quality: 'lossy',
      warn: ['name_mangled'],
    });
  });
});

describe('bytes that are not UTF-8', () => {
  it('are read as windows-1252 where windows-1258 would leave loose marks', () => {
    expect(legacyText(Uint8Array.from([0x42, 0xec, 0x6e, 0x68])).text).toBe('Bình');
  });

  it('are read as GB18030 when a Chinese engine sends it', () => {
    const bytes = Buffer.from('4e677579813684316e20813086396e68', 'hex');
    expect(legacyText(bytes)).toEqual({ text: 'Nguyễn Ánh', repair: ['gb18030'] });
  });

  it('keep number and birth date when nothing fits', () => {
    const scan = Buffer.concat([
      Buffer.from('024085001234||Nguy'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('n|15031985|Nam||'),
    ]);
    expect(fieldsOf(scan)).toMatchObject({
      id: '024085001234',
      dob: '1985-03-15',
      quality: 'lossy',
      repair: [],
    });
    expect(verdictOf(scan)).toBe('confirm not_utf8 name_mangled no_issue_date no_address');
  });

  it('are told as such and not a second time as lossy', () => {
    const [head, tail] = citizenText({ address: '#' }).split('#');
    const scan = Buffer.concat([Buffer.from(head!), Buffer.from([0xff, 0xfe]), Buffer.from(tail!)]);
    expect(fieldsOf(scan)).toMatchObject({ warn: ['not_utf8'], quality: 'lossy', name: 'Nguyễn Văn Bình' });
  });

  it('may come with a byte order mark all the same', () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, 0x42, 0xec, 0x6e, 0x68]);
    expect(legacyText(bytes)).toEqual({ text: 'Bình', repair: ['windows-1252'] });
  });

  it('skip an encoding the platform does not have', () => {
    expect(foreignText('no-such-encoding', Uint8Array.of(65))).toBeNull();
    expect(foreignText('gb18030', Uint8Array.of(0xff))).toBeNull();
  });
});

describe('what scanners put around a text', () => {
  it('is taken off at the ends and nowhere else', () => {
    expect(payloadOf('\ufeff\u0002]Q1 \ufeffGD4 24\u0003\r\n\t \u0000')).toBe('GD4 24');
    expect(payloadOf(']Q12]Q1')).toBe('2]Q1');
    expect(payloadOf('](1')).toBe('](1');
  });

  it('is taken off a byte order mark that was itself misread', () => {
    const scan = latin1(utf8(`\ufeff${citizenText({})}`));
    expect(fieldsOf(scan)).toMatchObject({ status: 'ok', quality: 'repaired', repair: ['cp1252>utf8'] });
  });
});

describe('the steps of a repair', () => {
  it('are listed, and a correct text needs none', () => {
    expect(fieldsOf(citizenText({}))).toMatchObject({ quality: 'ok', repair: [] });
    const bars = citizenText({ name: 'Nguye\u0302\u0303n Văn Bình' }).replaceAll('|', '\uff5c');
    expect(fieldsOf(bars)).toMatchObject({ quality: 'repaired', repair: ['fullwidth-pipe', 'nfc'] });
    expect(readCard(utf8(citizenText({})), TODAY)).toEqual(readCard(citizenText({}), TODAY));
  });
});
