/**
 * TCVN-3 as Epson prints it (escpos-printer-db, table 30): the small letters. `from` is the byte of the first
 * letter; the others follow without a gap. A toned capital has on table 31 the byte of its small letter here.
 */
export const TCVN3_SMALL: readonly { readonly from: number; readonly letters: string }[] = [
  { from: 0xa8, letters: 'ăâêôơưđ' },
  { from: 0xb5, letters: 'àảãáạ' },
  { from: 0xbb, letters: 'ằẳẵắ' },
  { from: 0xc6, letters: 'ặầẩẫấậè' },
  { from: 0xce, letters: 'ẻẽ' },
  { from: 0xd0, letters: 'éẹềểễếệìỉ' },
  { from: 0xdc, letters: 'ĩíịò' },
  { from: 0xe1, letters: 'ỏõóọồổỗốộờởỡớợù' },
  { from: 0xf1, letters: 'ủũúụừửữứựỳỷỹýỵ' },
];

/** The capitals without a tone (table 31) stand elsewhere than their small letters. */
export const TCVN3_CAPITALS: readonly (readonly [string, number])[] = [
  ['Ă', 0xa1],
  ['Â', 0xa2],
  ['Đ', 0xa7],
  ['Ê', 0xaa],
  ['Ô', 0xab],
  ['Ơ', 0xac],
  ['Ư', 0xad],
];
