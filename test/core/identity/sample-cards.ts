import { readCard } from '../../../core/identity/read-card.ts';

/** The local date all readings of these tests are made on. */
export const TODAY = '2026-11-22';

type Citizen = {
  id: string;
  old: string;
  name: string;
  dob: string;
  sex: string;
  address: string;
  issued: string;
  tail: string;
};

const binh: Citizen = {
  id: '024085001234',
  old: '121234567',
  name: 'Nguyễn Văn Bình',
  dob: '15031985',
  sex: 'Nam',
  address: 'Thôn Hạ, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang',
  issued: '25042021',
  tail: '',
};

/** The text on Mr Bình's citizen card, with some of it otherwise. */
export function citizenText(other: Partial<Citizen>): string {
  const card = { ...binh, ...other };
  const fields = [card.id, card.old, card.name, card.dob, card.sex, card.address, card.issued];
  return fields.join('|') + card.tail;
}

/** UTF-8 as hex digits, the way insurance cards write names. */
export function hex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}

/** The text on Mr Bình's insurance card of 15 pieces, with some pieces otherwise (by index). */
export function insuranceText(other: Readonly<Record<number, string>>): string {
  const pieces = [
    'GD4242401234567',
    hex('Nguyễn Văn Bình'),
    '15/03/1985',
    '1',
    hex('Thôn Hạ, Tân Mỹ'),
    '24 - 001',
    '01/01/2026',
    '31/12/2026',
    '20/12/2025',
    '24012401234567',
    '-',
    '4',
    ' 01/06/2024',
    '0a1b2c3d4e5f6071-7102',
    '$',
  ];
  for (const [index, piece] of Object.entries(other)) pieces[Number(index)] = piece;
  return pieces.join('|');
}

/** What stands for a reading in most tests: its verdict and its reasons. */
export function verdictOf(scan: string | Uint8Array): string {
  const reading = readCard(scan, TODAY);
  return reading.status === 'reject' ? reading.err : [reading.status, ...reading.warn].join(' ');
}

/** The fields of a reading that must not be a refusal. */
export function fieldsOf(scan: string | Uint8Array): Record<string, unknown> {
  const reading = readCard(scan, TODAY);
  if (reading.status === 'reject') throw new Error(`refused: ${reading.err}`);
  return { ...reading };
}
