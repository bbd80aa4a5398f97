/**
 * Every reason a scan can be given, by weight: `reject` refuses the text, `confirm` asks the person or the
 * counter for a yes, `soft` is only noted. Then the words: English for machines and staff, Vietnamese for the
 * person at the kiosk. The codes are part of the HTTP interface and of the metrics.
 */
export const reasonTable = {
  too_long: [
    'reject',
    'The text is longer than any card.',
    'Mã này không phải mã trên thẻ. Mời quét lại mặt có mã QR.',
  ],
  control_char: [
    'reject',
    'Control characters inside the text.',
    'Mã không hợp lệ. Mời quét lại hoặc đến quầy.',
  ],
  empty: ['reject', 'Nothing was read.', 'Chưa đọc được thẻ. Mời quét lại.'],
  url: ['reject', 'A web address, not a card.', 'Đây là địa chỉ web, không phải thẻ. Mời quét mã trên thẻ.'],
  payment_qr: [
    'reject',
    'A payment code, not a card.',
    'Đây là mã thanh toán, không phải thẻ. Mời quét mã trên thẻ.',
  ],
  no_separator: [
    'reject',
    'Not the text of a card.',
    'Mời mở phần Thẻ căn cước trong VNeID, hoặc quét thẻ giấy, hoặc nhập số.',
  ],
  unknown_format: [
    'reject',
    'Not the text of a card.',
    'Mời mở phần Thẻ căn cước trong VNeID, hoặc quét thẻ giấy, hoặc nhập số.',
  ],
  bad_id: [
    'reject',
    'The number does not have 12 digits.',
    'Số trên thẻ không đúng. Mời quét lại hoặc nhập số.',
  ],
  bad_card_no: [
    'reject',
    'Not an insurance card number.',
    'Số thẻ BHYT không đúng. Mời quét lại hoặc nhập số.',
  ],
  too_few_fields: ['reject', 'The text is incomplete.', 'Mã đọc chưa đủ. Mời quét lại.'],
  too_many_fields: ['reject', 'The text has too many fields.', 'Mã không hợp lệ. Mời quét lại từng thẻ một.'],
  bad_dob: [
    'reject',
    'The birth date is not a date.',
    'Ngày sinh trên mã không đọc được. Mời quét lại hoặc đến quầy.',
  ],
  dob_in_future: [
    'reject',
    'The birth date is in the future.',
    'Ngày sinh trên mã không đúng. Mời đến quầy.',
  ],
  empty_name: ['reject', 'The name is missing.', 'Mã không có họ tên. Mời quét lại hoặc đến quầy.'],
  bad_name: [
    'reject',
    'The name holds signs that no name has.',
    'Họ tên trên mã không đọc được. Mời quét lại hoặc đến quầy.',
  ],
  bad_name_hex: [
    'reject',
    'The coded name cannot be read.',
    'Họ tên trên mã không đọc được. Mời quét lại hoặc đến quầy.',
  ],

  not_utf8: ['confirm', 'The scanner does not send UTF-8.', 'Mời kiểm tra lại thông tin.'],
  fullwidth_pipe: ['confirm', 'The scanner changed the separators.', 'Mời kiểm tra lại thông tin.'],
  name_mangled: [
    'confirm',
    'The name lost letters on the way.',
    'Họ tên đọc chưa rõ. Mời kiểm tra năm sinh và số thẻ.',
  ],
  text_lossy: [
    'confirm',
    'The text lost its diacritics on the way.',
    'Họ tên đọc chưa rõ. Mời kiểm tra năm sinh và số thẻ.',
  ],
  sex_mangled: ['confirm', 'The sex lost letters on the way.', 'Mời kiểm tra lại giới tính.'],
  sex_unknown: ['confirm', 'The sex could not be read.', 'Mời kiểm tra lại giới tính.'],
  bad_old_id: ['confirm', 'The old number has neither 9 nor 12 digits.', 'Mời kiểm tra lại thông tin.'],
  bad_issue_date: ['confirm', 'The date of issue is not a date.', 'Mời kiểm tra lại thông tin.'],
  issue_in_future: ['confirm', 'The date of issue is in the future.', 'Mời kiểm tra lại thông tin.'],
  issue_before_birth: ['confirm', 'Issued before the birth.', 'Mời kiểm tra lại thông tin.'],
  id_sex_mismatch: ['confirm', 'The sex differs from the number.', 'Mời kiểm tra lại giới tính.'],
  id_year_mismatch: ['confirm', 'The birth year differs from the number.', 'Mời kiểm tra lại năm sinh.'],
  no_terminator: [
    'confirm',
    'The end of the insurance text is missing.',
    'Mã đọc chưa hết. Mời kiểm tra lại thông tin.',
  ],
  data_after_terminator: [
    'confirm',
    'Text behind the end of the insurance text.',
    'Mời kiểm tra lại thông tin.',
  ],
  name_plain: ['confirm', 'The insurance name is not coded as usual.', 'Mời kiểm tra lại họ tên.'],
  bad_facility: ['confirm', 'The facility code could not be read.', 'Mời kiểm tra nơi đăng ký khám ban đầu.'],
  bad_date_6: ['confirm', 'The start of validity is not a date.', 'Mời kiểm tra hạn thẻ BHYT.'],
  bad_date_7: ['confirm', 'The end of validity is not a date.', 'Mời kiểm tra hạn thẻ BHYT.'],
  bad_date_8: ['confirm', 'The insurance date of issue is not a date.', 'Mời kiểm tra lại thông tin.'],
  bad_date_12: ['confirm', 'The five-year date is not a date.', 'Mời kiểm tra ngày đủ 5 năm liên tục.'],
  validity_reversed: ['confirm', 'The validity ends before it starts.', 'Mời kiểm tra hạn thẻ BHYT.'],
  keyboard_source: ['confirm', 'Read through a keyboard-mode scanner.', 'Mời kiểm tra lại thông tin.'],

  nfd: ['soft', 'The letters came decomposed.', 'Chữ đã được chuẩn hóa.'],
  dob_partial: ['soft', 'The day of birth is not known.', 'Thẻ không ghi ngày sinh đầy đủ.'],
  no_address: ['soft', 'The card gives no address.', 'Thẻ không ghi địa chỉ.'],
  no_issue_date: ['soft', 'The card gives no date of issue.', 'Thẻ không ghi ngày cấp.'],
  province_unknown: [
    'soft',
    'The place code is not one of the 63 provinces.',
    'Mã nơi đăng ký khai sinh ngoài danh sách tỉnh.',
  ],
} as const satisfies Record<string, readonly ['reject' | 'confirm' | 'soft', string, string]>;

export type ReasonCode = keyof typeof reasonTable;

type OfWeight<W> = { [C in ReasonCode]: (typeof reasonTable)[C][0] extends W ? C : never }[ReasonCode];

/** Refuses the whole text; one per reading. */
export type RejectCode = OfWeight<'reject'>;
/** Raises the verdict to `confirm`. */
export type ConfirmCode = OfWeight<'confirm'>;
/** Noted, changes no verdict. */
export type SoftCode = OfWeight<'soft'>;
