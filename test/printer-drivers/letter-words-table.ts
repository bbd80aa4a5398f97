/** Ordinary words that together hold all 134 Vietnamese letters, small and capital. */
export const LETTER_WORDS: readonly string[] = [
  'bà cả ngã lá hạ, mặt bằng phẳng vẫn lắm',
  'ăn năn, âm thầm, ấm áp, cẩn thận, bầu trời',
  'sẵn sàng, mẹ bé vẻ vẽ chè, êm bề để dễ kế lệ',
  'ì xỉ nghĩ chí thị, ò bỏ võ có nhỏ nhọ, ôm hồ hổ',
  'hỗ trợ bố mộ, ơn chờ mở vỡ lớ lợ, ù củ mũ thú',
  'vụ, ưng từ tử chữ thứ tự, lỳ kỷ niệm mỹ ý, kỵ binh',
  'PHÒNG KHÁM BỆNH, QUẦY TIẾP ĐÓN, LẤY SỐ THỨ TỰ',
  'ĂN UỐNG, ÂN CẦN, ÊM ĐỀM, Ô TÔ, ĐƠN THUỐC, ƯU TIÊN',
  'NHÀ CẢ NGÃ LÁ HẠ, CON TẰM, HẲN, SẴN SÀNG, NẮNG, MẶT',
  'CẦN CẨN THẬN, NHẦM LẪN, CẤP, KÈ KẺ VẼ BÉ MẸ',
  'VỀ ĐỂ LỄ QUẾ LỆ, THÌ CHỈ NGHĨ CHÍ THỊ',
  'TRÒ CHƠI, MỎ, VÕ, CÓ, HỌ, HỒ SƠ, CỔ, HỖ TRỢ, BỐ, HỘ',
  'CHỜ ĐỢI, MỞ, VỠ, VỚI, THÙ, ĐỦ, MŨ, THÚ, VỤ',
  'TỪ, TỬ, CHỮ, THỨ, TỰ, KỲ, KỶ NIỆM, MỸ, KÝ, KỴ BINH',
];
