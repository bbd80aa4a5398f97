/** Abbreviations on Vietnamese door signs, written in capitals there, and the words they stand for. */
export const VI_ABBREVIATIONS: Readonly<Record<string, string>> = {
  BHYT: 'bảo hiểm y tế',
  BN: 'bệnh nhân',
  BS: 'bác sĩ',
  CC: 'cấp cứu',
  CT: 'cắt lớp vi tính',
  CĐHA: 'chẩn đoán hình ảnh',
  ECG: 'điện tim',
  EEG: 'điện não',
  HSCC: 'hồi sức cấp cứu',
  KCB: 'khám chữa bệnh',
  KKB: 'khoa khám bệnh',
  MRI: 'cộng hưởng từ',
  PHCN: 'phục hồi chức năng',
  PK: 'phòng khám',
  RHM: 'răng hàm mặt',
  SA: 'siêu âm',
  TMH: 'tai mũi họng',
  TT: 'trung tâm',
  VLTL: 'vật lý trị liệu',
  XN: 'xét nghiệm',
  YHCT: 'y học cổ truyền',
  ĐTĐ: 'đái tháo đường',
};

/** What one letter at the head of a Vietnamese sign stands for: P.101, Q3. */
export const VI_HEAD_LETTERS: Readonly<Record<string, string>> = { P: 'phòng', Q: 'quầy' };

/** Roman numerals that are no Vietnamese or English word, wherever they stand. */
export const ROMAN: Readonly<Record<string, number>> = { II: 2, III: 3, IV: 4, VII: 7, VIII: 8, IX: 9 };

/** Roman numerals that may also be a letter or a word ("VI SINH"): taken so at the end of a sign only. */
export const ROMAN_AT_END: Readonly<Record<string, number>> = { I: 1, V: 5, VI: 6, X: 10 };

/** Clip names of whole phrases, by their words in lower case. */
export const PHRASE_CLIPS: Readonly<Record<string, string>> = {
  'xin mời bệnh nhân có số': 'p_moi',
  'đến phòng khám số': 'p_den',
  'đến quầy số': 'p_quay',
  'xin mời số': 'p_so',
  'xin mời số ưu tiên': 'p_uutien',
  'xin nhắc lại, số': 'p_nhac',
  'lần gọi cuối, số': 'p_cuoi',
  đến: 'p_toi',
  'đây là thông báo kiểm tra loa': 'p_test',
  'phòng siêu âm': 'r_sieuam',
  'phòng ích quang': 'r_xquang',
  'quầy phát thuốc': 'r_phatthuoc',
  'quầy thu viện phí': 'r_vienphi',
};
