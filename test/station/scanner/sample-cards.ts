/** Fictional cards, each in the exact text its QR would carry. */
export const BINH =
  '024085001234|121234567|Nguyễn Văn Bình|15031985|Nam|Thôn Hạ, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang|25042021';
/** Căn cước of 2024: no old number, four empty fields at the end. */
export const HUY = '024200004321||Phạm Gia Huy|29022000|Nam|Xã Lục Sơn, Bắc Ninh|05082024||||';
export const TY =
  '024148000777|120000111|Hoàng Thị Tý|1948|Nữ|Xã Tân Trung, Huyện Tân Yên, Bắc Giang|08032022';
export const ANH_WITHOUT_ADDRESS = '079090001357||Bùi Anh|08081990|Nam||15072023';
export const ANH_WITHOUT_ISSUE_DATE = '079090001357||Bùi Anh|08081990|Nam|Phường 1, Quận 3|';
export const OLD_INSURANCE =
  'GD4242401234567|4e677579e1bb856e2056c4836e2042c3ac6e68|15/03/1985|1|5468c3b46e2048e1baa1|24 - 001|' +
  '01/01/2020|31/12/2020|20/12/2019|24012401234567|-|4|01/06/2024|0a1b2c3d4e5f6071-7102|$';
export const NEW_INSURANCE =
  '2401234567|5472e1baa76e205468e1bb8b20486f61|02/11/1992|2|-|24 - 012|01/07/2023|-|31/07/2023|' +
  '24012401234567|-|4| 01/10/2027|4641aa00bb11cc22-1202|4|5468c3a06e68207068e1bb91|$';

/** Cards that show their own end. */
export const WHOLE_CARDS: readonly string[] = [
  BINH,
  HUY,
  TY,
  ANH_WITHOUT_ADDRESS,
  OLD_INSURANCE,
  NEW_INSURANCE,
];

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
