/** Words that fictional persons and their addresses are put together from. */
export const families = (
  'Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ ' +
  'Hồ Ngô Dương Lý Đinh Trịnh Mai Tô Hà Lương Lò Vàng'
).split(' ');

export const men = [
  'Văn Bình',
  'Văn An',
  'Gia Huy',
  'Quang Minh',
  'Văn Sỹ',
  'Quốc Việt',
  'Minh Quân',
  'Hữu Phước',
  'Anh Tuấn',
  'Đức Thắng',
  'Ngọc Sơn',
  'Thanh Tùng',
  'Xuân Trường',
  'Công Vinh',
  'Tư',
  'Hải',
  'Trung Kiên',
  'Bá Lộc',
];

export const women = [
  'Thị Hoa',
  'Thị Ánh Nguyệt',
  'Thị Huệ',
  'Thị Tý',
  'Thu Hà',
  'Ngọc Ánh',
  'Mỹ Linh',
  'Thị Kim Ngân',
  'Bảo Trân',
  'Thúy Quỳnh',
  'Thị Út',
  'Như Ý',
  'Diễm Hương',
  'Thị Đào',
];

/** Names of other builds: no family name in front, apostrophes, letters Vietnamese syllables do not have. */
export const otherMen = [
  'Giàng A Pao',
  'Y Bhăm',
  'Sùng A Phềnh',
  'Ksor Hin',
  'Rơ Châm Đức',
  'Y Thuột Êban',
  'Thạch Sô Phia',
];
export const otherWomen = [
  "H'Linh Niê",
  'Vàng Thị Mỷ',
  "Siu H'Bla",
  'H’Hen Kpă',
  "Ka Să K' Tuyết",
  'Kim Thị Sa Vươn',
];

/** Houses, hamlets and streets. */
export const homes = [
  'Thôn Hạ',
  'Tổ 5',
  'Số 5, Ngõ 12',
  'Khu phố 3',
  'Ấp Long Hòa',
  '18 Lê Lợi',
  'Buôn Đôn',
  'TDP Số 2',
  'Bản Nà Sài',
  'Xóm 7',
  '42/7 Trần Phú',
  'KP. Tân Hiệp',
];

/** Ward or commune with its province, and the district between them on cards issued before July 2025. */
export const places: readonly (readonly [string, string, string])[] = [
  ['Tân Mỹ', 'Thành phố Bắc Giang', 'Bắc Giang'],
  ['Xã Lục Sơn', 'Huyện Lục Nam', 'Bắc Ninh'],
  ['Phường Láng Hạ', 'Quận Đống Đa', 'Hà Nội'],
  ['Phường 1', 'Quận 3', 'TP. Hồ Chí Minh'],
  ['Xã Gia Vân', 'Huyện Gia Viễn', 'Ninh Bình'],
  ['Xã Tân Trung', 'Huyện Tân Yên', 'Bắc Giang'],
  ['Phường Trần Phú', 'Thành phố Bắc Giang', 'Bắc Giang'],
  ['Xã Ea Tul', "Huyện Cư M'gar", 'Đắk Lắk'],
  ['Xã Ia Hrung', 'Huyện Ia Grai', 'Gia Lai'],
  ['Phường An Hội', 'Thành phố Bến Tre', 'Bến Tre'],
  ['Xã Tân Thanh', 'Huyện Thạnh Hóa', 'Long An'],
  ['Xã Sà Dề Phìn', 'Huyện Sìn Hồ', 'Lai Châu'],
  ['Phường Thảo Điền', 'Thành phố Thủ Đức', 'TP. Hồ Chí Minh'],
  ['Xã Hòa Ninh', 'Huyện Hòa Vang', 'Đà Nẵng'],
  ['Thị trấn Kiên Lương', 'Huyện Kiên Lương', 'Kiên Giang'],
  ['Xã Đắk Plao', 'Huyện Đắk Glong', 'Đắk Nông'],
];

/** Place codes of the personal number. */
export const codes = '001 024 027 031 036 037 046 048 066 068 079 080 083 089 091 096'.split(' ');
