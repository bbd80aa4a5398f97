/** Ordinary words and fictional names that together hold all 134 Vietnamese letters, small and capital. */
export const LETTER_WORDS: readonly string[] = [
  'bà cả ngã lá hạ, mặt bằng phẳng vẫn lắm',
  'ăn ấm cầm cẩn cẫng cậy, cằn nhằn thẳng thắn',
  'nhẵn đặt; mẹ bé tẻ nhẽ chè, êm bề để dễ kế lệ',
  'ì xỉ kĩ chí thị, ò bỏ võ có nhọ, ôm hồ hổ',
  'hỗ trợ bố mộ, ơn chờ mở vỡ lớ lợ, ù củ mũ thú',
  'vụ, ưng từ tử chữ thứ tự, ỳ kỷ mỹ ý kỵ',
  'PHÒNG KHÁM BỆNH, QUẦY TIẾP ĐÓN, LẤY SỐ THỨ TỰ',
  'ĂN UỐNG, ÂN CẦN, Ê ẨM, Ô TÔ, Ơ HỜ, ƯU TIÊN',
  'BÀ CẢ NGÃ LÁ HẠ, MẰN MẲN MẴN MẮN MẶN',
  'CẦN CẨN CẪN CẤN CẬN, BÈ BẺ BẼ BÉ BẸ',
  'LỀ LỂ LỄ LẾ LỆ, THÌ THỈ THĨ THÍ THỊ',
  'MÒ MỎ MÕ MÓ MỌ, HỒ HỔ HỖ HỐ HỘ',
  'CHỜ CHỞ CHỠ CHỚ CHỢ, THÙ THỦ THŨ THÚ THỤ',
  'TỪ TỬ TỮ TỨ TỰ, KỲ KỶ KỸ KÝ KỴ',
];
