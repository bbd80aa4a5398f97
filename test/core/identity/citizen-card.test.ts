import { describe, expect, it } from 'vitest';
import { readPersonalNumber } from '../../../core/identity/personal-number.ts';
import { provinceTable } from '../../../core/identity/province-table.ts';
import { citizenText, fieldsOf, verdictOf } from './sample-cards.ts';

describe('the birth date of a citizen card', () => {
  it.each([
    ['15031985', '1985-03-15'],
    ['031985', '1985-03'],
    ['00031985', '1985-03'],
    ['1985', '1985'],
    ['01011890', '1890-01-01'],
    ['00001985', '1985'],
    ['29021984', '1984-02-29'],
  ])('%s is taken as %s', (dob, expected) => {
    expect(fieldsOf(citizenText({ dob })).dob).toBe(expected);
  });

  it.each([
    '',
    '31021985',
    '29021985',
    '29021900',
    '31041985',
    '15001985',
    '15131985',
    '131985',
    '001985',
    '15/03/1985',
    '1985-03-15',
    '15031889',
    '15032101',
    '1889',
    '150385',
    '1503198',
    '１９８５',
    'sinh 1985',
  ])('%s is refused', (dob) => {
    expect(verdictOf(citizenText({ dob, id: '024000001234' }))).toBe('bad_dob');
  });

  it('may be today, and not later in whatever precision it has', () => {
    const born = (dob: string): string =>
      verdictOf(citizenText({ id: '024226001234', dob, issued: '22112026' }));
    expect(born('22112026')).toBe('ok');
    expect(born('23112026')).toBe('dob_in_future');
    expect(born('112026')).toBe('ok dob_partial');
    expect(born('122026')).toBe('dob_in_future');
    expect(born('2026')).toBe('ok dob_partial');
    expect(born('2027')).toBe('dob_in_future');
  });
});

describe('the fields of a citizen card', () => {
  it('number from 7 to 24, and those past the seventh are counted and dropped', () => {
    const tail = `|Trần Thị Hoa|| 024192005678 ${'|'.repeat(14)}`;
    expect(tail.split('|')).toHaveLength(18);
    const reading = fieldsOf(citizenText({ tail }));
    expect(reading).toMatchObject({ status: 'ok', extra: 2 });
    expect(JSON.stringify(reading)).not.toContain('Hoa');
    expect(verdictOf(citizenText({ tail: `${tail}|` }))).toBe('too_many_fields');
    expect(verdictOf('024085001234||Nguyễn Văn Bình|15031985|Nam|Bắc Giang')).toBe('too_few_fields');
  });

  it('are trimmed of blanks', () => {
    const text = citizenText({}).replaceAll('|', ' | ');
    expect(fieldsOf(text)).toMatchObject({ status: 'ok', quality: 'ok', name: 'Nguyễn Văn Bình', sex: 'M' });
  });

  it.each([
    ['121234567', '121234567', 'ok'],
    ['024085009999', '024085009999', 'ok'],
    ['', null, 'ok'],
    ['12123456', null, 'confirm bad_old_id'],
    ['12123456A', null, 'confirm bad_old_id'],
  ])('old number "%s" is %s', (old, oldId, verdict) => {
    expect(verdictOf(citizenText({ old }))).toBe(verdict);
    expect(fieldsOf(citizenText({ old })).oldId).toBe(oldId);
  });

  it('name the sex, in capitals or not', () => {
    expect(verdictOf(citizenText({ sex: 'NAM' }))).toBe('ok');
    expect(fieldsOf(citizenText({ id: '024185001234', sex: 'NỮ' }))).toMatchObject({
      status: 'ok',
      sex: 'F',
    });
  });

  it.each(['Nu', 'nu', 'N?', 'N\ufffd'])('read a spoilt "%s" as female, with a yes', (sex) => {
    const text = citizenText({ id: '024185001234', sex });
    expect(verdictOf(text)).toBe('confirm sex_mangled');
    expect(fieldsOf(text)).toMatchObject({ sex: 'F', quality: 'lossy' });
  });

  it('never make somebody female because the sex is not "Nam"', () => {
    for (const sex of ['', 'N', 'Na', 'X', 'Nữ giới', 'Male', 'constructor', '__proto__']) {
      expect(fieldsOf(citizenText({ sex }))).toMatchObject({
        warn: ['sex_unknown'],
        sex: 'M',
        quality: 'lossy',
      });
    }
    expect(fieldsOf(citizenText({ id: '024185001234', sex: 'N' })).sex).toBe('F');
  });

  it.each([
    ['', null, 'ok no_issue_date'],
    ['2021', null, 'confirm bad_issue_date'],
    ['00042021', null, 'confirm bad_issue_date'],
    ['31062021', null, 'confirm bad_issue_date'],
    ['22112026', '2026-11-22', 'ok'],
    ['23112026', '2026-11-23', 'confirm issue_in_future'],
    ['14031985', '1985-03-14', 'confirm issue_before_birth'],
    ['15031985', '1985-03-15', 'ok'],
  ])('date of issue "%s" is %s', (issued, date, verdict) => {
    expect(verdictOf(citizenText({ issued }))).toBe(verdict);
    expect(fieldsOf(citizenText({ issued })).issued).toBe(date);
  });

  it('are compared with the number, and the card stands where they differ', () => {
    expect(fieldsOf(citizenText({ sex: 'Nữ', dob: '15031986' }))).toMatchObject({
      warn: ['id_sex_mismatch', 'id_year_mismatch'],
      sex: 'F',
      dob: '1986-03-15',
    });
    expect(verdictOf(citizenText({ id: '101085001234' }))).toBe('ok province_unknown');
  });

  it('raise their notes in the order of the checks', () => {
    const text = citizenText({
      id: '101085001234',
      old: 'x',
      name: 'Nguy?n',
      dob: '1986',
      sex: '?',
      address: '',
      issued: '',
    });
    expect(fieldsOf(text).warn).toEqual([
      'name_mangled',
      'bad_old_id',
      'sex_unknown',
      'no_issue_date',
      'province_unknown',
      'id_year_mismatch',
      'dob_partial',
      'no_address',
    ]);
  });
});

describe('the name of a citizen card', () => {
  it.each([
    "H'Linh Niê",
    'H’Hen Kpă',
    'Y Bhăm',
    'NGUYỄN THỊ TÝ',
    'Lê',
    'Nguyễn-Phước Bảo',
    'Trần V. Tâm',
    'Đỗ – Lê',
  ])('may be %s', (name) => {
    expect(fieldsOf(citizenText({ name }))).toMatchObject({ status: 'ok', name, quality: 'ok' });
  });

  it.each([
    'Nguyễn\u00a0Bình',
    'Nguyễn\u00ad Bình',
    'Nguy\ufffdn',
    'Nguy?n',
    '?nh',
    'Nguyễn А',
    'Nguyễn 😀',
    'Łukasz',
    'Nguyễn q\u0301\u0301',
    '明',
  ])('that lost or changed letters needs a yes: %s', (name) => {
    expect(fieldsOf(citizenText({ name }))).toMatchObject({ quality: 'lossy' });
    expect(verdictOf(citizenText({ name }))).toBe('confirm name_mangled');
  });

  it.each([
    '<b>Bình</b>',
    'Nguye6n4',
    "'Bình",
    '.Bình',
    '-',
    'Bình;',
    '=HYPERLINK("http://x")',
    'B@',
    'Nguy?n <i>',
    'Bình\\',
  ])('is refused as %s', (name) => {
    expect(verdictOf(citizenText({ name }))).toBe('bad_name');
  });

  it('has 99 characters at the most', () => {
    expect(verdictOf(citizenText({ name: `Ễ${'a'.repeat(98)}` }))).toBe('ok');
    expect(verdictOf(citizenText({ name: `Ễ${'a'.repeat(99)}` }))).toBe('bad_name');
    expect(verdictOf(citizenText({ name: '  ' }))).toBe('empty_name');
  });
});

describe('a personal number', () => {
  it.each([
    ['024085001234', { province: 'Bắc Giang', sex: 'M', birthYear: 1985 }],
    ['024192005678', { province: 'Bắc Giang', sex: 'F', birthYear: 1992 }],
    ['024200004321', { province: 'Bắc Giang', sex: 'M', birthYear: 2000 }],
    ['101088000654', { province: null, sex: 'M', birthYear: 1988 }],
    ['001915000000', { province: 'Hà Nội', sex: 'F', birthYear: 2315 }],
  ])('%s tells place, sex and year', (id, expected) => {
    expect(readPersonalNumber(id)).toEqual(expected);
  });

  it('was issued in 63 provinces', () => {
    expect(Object.keys(provinceTable)).toHaveLength(63);
    expect(new Set(Object.values(provinceTable)).size).toBe(63);
    expect(Object.keys(provinceTable).every((code) => /^0\d\d$/.test(code))).toBe(true);
  });
});
