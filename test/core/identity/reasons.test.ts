import { describe, expect, it } from 'vitest';
import { type ScanSource, scanAnswer } from '../../../core/identity/person.ts';
import { readCard } from '../../../core/identity/read-card.ts';
import { type ReasonCode, reasonTable } from '../../../core/identity/reason-table.ts';
import { citizenText, hex, insuranceText, TODAY } from './sample-cards.ts';

/** One scan for every reason; the compiler asks for the ones that are missing. */
const scans: Record<ReasonCode, string | Uint8Array> = {
  too_long: 'x'.repeat(1201),
  control_char: citizenText({ name: 'Bình\u001b@' }),
  empty: '\r',
  url: 'https://example.invalid/',
  payment_qr: '00020101021138',
  no_separator: 'Mời quý khách quét thẻ',
  unknown_format: 'O24085001234|',
  bad_id: '02408500123|',
  bad_card_no: insuranceText({ 0: 'GD9242401234567' }),
  too_few_fields: '024085001234|',
  too_many_fields: citizenText({ tail: '|'.repeat(18) }),
  bad_dob: citizenText({ dob: '31021985' }),
  dob_in_future: citizenText({ dob: '2027' }),
  empty_name: citizenText({ name: '' }),
  bad_name: citizenText({ name: 'Bình1' }),
  bad_name_hex: insuranceText({ 1: '4e67757' }),
  not_utf8: Buffer.from(citizenText({ name: 'Lê Bình', address: 'Hà Nam' }), 'latin1'),
  fullwidth_pipe: citizenText({}).replaceAll('|', '\uff5c'),
  name_mangled: citizenText({ name: 'B?nh' }),
  text_lossy: citizenText({ name: 'Binh', address: 'Bac Giang' }),
  sex_mangled: citizenText({ id: '024185001234', sex: 'Nu' }),
  sex_unknown: citizenText({ sex: 'X' }),
  bad_old_id: citizenText({ old: '12' }),
  bad_issue_date: citizenText({ issued: '2021' }),
  issue_in_future: citizenText({ issued: '23112026' }),
  issue_before_birth: citizenText({ issued: '14031985' }),
  id_sex_mismatch: citizenText({ id: '024185001234' }),
  id_year_mismatch: citizenText({ id: '024086001234' }),
  no_terminator: insuranceText({ 14: '' }),
  data_after_terminator: insuranceText({ 14: '$x' }),
  name_plain: insuranceText({ 1: 'Nguyễn Văn Bình' }),
  bad_facility: insuranceText({ 5: '24' }),
  bad_date_6: insuranceText({ 6: 'x' }),
  bad_date_7: insuranceText({ 7: 'x' }),
  bad_date_8: insuranceText({ 8: 'x' }),
  bad_date_12: insuranceText({ 12: 'x' }),
  validity_reversed: insuranceText({ 7: '31/12/2025' }),
  keyboard_source: citizenText({}),
  nfd: insuranceText({ 1: hex('Bi\u0300nh An') }),
  dob_partial: citizenText({ dob: '1985' }),
  no_address: citizenText({ address: '' }),
  no_issue_date: citizenText({ issued: '' }),
  province_unknown: citizenText({ id: '101085001234' }),
};

const codes = Object.keys(reasonTable) as ReasonCode[];

describe('every reason', () => {
  it.each(codes)('%s is given to the scan that deserves it, and weighs what the table says', (code) => {
    const reading = readCard(scans[code], TODAY);
    const source: ScanSource = code === 'keyboard_source' ? 'keyboard' : 'serial';
    const answer = scanAnswer(reading, source);
    const [weight] = reasonTable[code];
    expect(answer.verdict).toBe(weight === 'soft' ? 'ok' : weight);
    if (weight === 'soft') expect(reading).toMatchObject({ warn: [code] });
    else expect(answer.codes).toEqual([code]);
    expect(answer.code).toBe(weight === 'soft' ? null : code);
  });
});
