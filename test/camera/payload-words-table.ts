/** Words of the fictional cards in the camera's frames. */
export const surnames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Ngô',
  'Lý',
  'Võ',
];

export const givenNames = [
  'Văn Bình',
  'Thị Ánh Nguyệt',
  'Thị Huệ',
  'Đức Thắng',
  'Hữu Phước',
  'Quốc Việt',
  'Thị Kim Ngân',
  'Như Ý',
  'Xuân Trường',
  'Thúy Quỳnh',
  'Gia Huy',
  'Thị Đào',
];

export const addresses = [
  'Thôn Hạ, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang',
  'Thôn Đông, Tân Trung, Tân Yên, Bắc Giang',
  'Tổ dân phố 3, Trần Phú, Thành phố Bắc Giang, Bắc Giang',
  'Bản Nà Sài, Lục Sơn, Lục Nam, Bắc Giang',
  'Khu phố Tân Hiệp, Long Hòa, Thạnh Hóa, Long An',
  'Ấp Mỹ Phước, An Hội, Bến Tre',
  'Xóm Đồi, Hợp Đức, Tân Yên, Bắc Giang',
  'Ngõ Giếng, Láng Hạ, Đống Đa, Hà Nội',
  'Hùng Vương, Hoàng Văn Thụ, Bắc Giang',
  'Tổ dân phố số 12, Phường Hoàng Văn Thụ, Thành phố Bắc Giang, Bắc Giang',
  'Thôn Trại Mới, Xã Đồng Hưu, Huyện Yên Thế, Tỉnh Bắc Giang',
  'Buôn Ea Tul, Cư M’gar, Đắk Lắk',
];
