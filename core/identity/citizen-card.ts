import { type CardReading, type NoteCode, refused, type Sex, statusOf } from './card.ts';
import { citizenBirthDate, compactDate, isAfter } from './card-date.ts';
import { hasLostLetters } from './lost-letters.ts';
import { judgeName } from './person-name.ts';
import { readPersonalNumber } from './personal-number.ts';
import { judgeQuality } from './quality.ts';
import type { ScanText } from './scan-text.ts';
import { isMangled } from './vietnamese-text.ts';

const printedSex: ReadonlyMap<string, Sex> = new Map([
  ['nam', 'M'],
  ['nữ', 'F'],
]);
const mangledSex: readonly string[] = ['nu', 'n?', 'n\ufffd'];

function readSex(text: string, id: string, warn: NoteCode[]): Sex {
  const sex = printedSex.get(text.toLowerCase());
  if (sex !== undefined) return sex;
  const mangled = mangledSex.includes(text.toLowerCase());
  warn.push(mangled ? 'sex_mangled' : 'sex_unknown');
  return mangled ? 'F' : readPersonalNumber(id).sex;
}

function readOldId(text: string, warn: NoteCode[]): string | null {
  if (text === '') return null;
  if (/^(?:\d{9}|\d{12})$/.test(text)) return text;
  warn.push('bad_old_id');
  return null;
}

function readIssued(text: string, dob: string, today: string, warn: NoteCode[]): string | null {
  const issued = compactDate(text);
  if (text === '') warn.push('no_issue_date');
  else if (issued === null) warn.push('bad_issue_date');
  else if (isAfter(issued, today)) warn.push('issue_in_future');
  else if (isAfter(dob, issued)) warn.push('issue_before_birth');
  return issued;
}

/** Compares the card with its own number. Lawful corrections make them differ; the card's text stands. */
function compareWithNumber(id: string, sex: Sex, dob: string, warn: NoteCode[]): void {
  const number = readPersonalNumber(id);
  if (number.province === null) warn.push('province_unknown');
  if (number.sex !== sex) warn.push('id_sex_mismatch');
  if (number.birthYear !== Number(dob.slice(0, 4))) warn.push('id_year_mismatch');
}

/**
 * Reads the fields of a citizen card: number, old number, name, birth date, sex, address, date of issue and
 * up to 17 more that are counted and dropped. Fields come trimmed; the first has 12 digits. `today` is the
 * local date.
 */
export function readCitizenCard(fields: readonly string[], scan: ScanText, today: string): CardReading {
  if (fields.length < 7) return refused('too_few_fields');
  if (fields.length > 24) return refused('too_many_fields');
  const [id = '', oldText = '', name = '', dobText = '', sexText = '', addressText = '', issuedText = ''] =
    fields;
  const dob = citizenBirthDate(dobText);
  if (dob === null) return refused('bad_dob');
  if (isAfter(dob, today)) return refused('dob_in_future');
  if (name === '') return refused('empty_name');
  const spelling = judgeName(name);
  if (spelling === 'bad') return refused('bad_name');

  const warn: NoteCode[] = [...scan.warn];
  if (spelling === 'mangled') warn.push('name_mangled');
  const oldId = readOldId(oldText, warn);
  const sex = readSex(sexText, id, warn);
  const issued = readIssued(issuedText, dob, today, warn);
  compareWithNumber(id, sex, dob, warn);
  if (dob.length < 10) warn.push('dob_partial');
  if (addressText === '') warn.push('no_address');
  const isLossy =
    [name, sexText, addressText].some(isMangled) ||
    !printedSex.has(sexText.toLowerCase()) ||
    hasLostLetters(name, sexText, addressText);
  const quality = judgeQuality(isLossy, scan.repair, warn);
  const address = addressText === '' ? null : addressText;
  const extra = fields.slice(7).filter((field) => field !== '').length;
  const status = statusOf(warn);
  return {
    status,
    warn,
    kind: 'cccd',
    id,
    oldId,
    name,
    dob,
    sex,
    address,
    issued,
    extra,
    quality,
    repair: scan.repair,
  };
}
