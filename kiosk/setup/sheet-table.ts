/** What to set on a scanner, in the order to do it; `why` in one line. From scanner manuals and field complaints. */
export const settingRows: readonly { readonly what: string; readonly value: string; readonly why: string }[] =
  [
    {
      what: 'Kiểu kết nối (Interface)',
      value: 'USB CDC / USB-COM / Virtual COM',
      why: 'Chế độ bàn phím làm mất dấu tiếng Việt; chế độ HID không tạo cổng.',
    },
    {
      what: 'Hậu tố (Suffix / Terminator)',
      value: 'CR (0D)',
      why: 'Không có hậu tố, máy phải chờ mới biết đã hết mã.',
    },
    { what: 'Tiền tố (Prefix)', value: 'Không có', why: 'Ký tự thừa ở đầu làm hỏng số thẻ.' },
    {
      what: 'Bảng mã (Character set / Code page)',
      value: 'UTF-8, hoặc “original” / “raw” / “binary”',
      why: 'Máy Trung Quốc thường đặt sẵn GBK†; Windows-1252 làm mất dấu.',
    },
    { what: 'AIM ID, Code ID', value: 'Tắt', why: 'Nếu không, mã bắt đầu bằng ]Q1.' },
    { what: 'ECI (ECI output)', value: 'Tắt', why: 'Nếu không, trong mã có \\000026.' },
    {
      what: 'Mã đảo màu (Inverse), đọc màn hình điện thoại',
      value: 'Bật cả hai',
      why: 'VNeID trên điện thoại nền tối.',
    },
    {
      what: 'Đọc lại cùng một mã (Same-code delay)',
      value: '2 – 3 giây',
      why: 'Thẻ để yên trước máy không bị đọc liên tục.',
    },
    {
      what: 'Cách quét (Trigger)',
      value: 'Tự động (Presentation)',
      why: 'Người bệnh chỉ đặt thẻ, không bấm nút.',
    },
    { what: 'Tốc độ, chỉ máy nối RS232', value: '9600 hoặc 115200, 8N1', why: 'Máy USB-COM bỏ qua mục này.' },
    {
      what: 'Bàn phím (Keyboard country), chỉ khi buộc dùng chế độ bàn phím',
      value: 'US / English, tắt UniKey và Caps Lock',
      why: 'Bố cục khác đổi dấu | và số. Họ tên vẫn mất dấu.',
    },
    {
      what: 'Sau cùng: mã 1D và mã cài đặt (Programming codes)',
      value: 'Tắt',
      why: 'Không ai dùng mã in sẵn đổi lại cài đặt được.',
    },
  ];

/**
 * Where each maker's own configuration codes are to be found, and the name of the right mode; product numbers
 * from the public USB id list and the makers' manuals. None of these codes is printed here: none was tried.
 */
export const makerRows: readonly {
  readonly maker: string;
  readonly mode: string;
  readonly where: string;
  readonly usb: string;
}[] = [
  {
    maker: 'Honeywell / Metrologic',
    mode: 'USB Serial (cổng COM)',
    where: 'Chương về giao diện (Interface); tiền tố, hậu tố ở chương “Data Editing”',
    usb: '0c2e:0720 đúng · 0204 là bàn phím',
  },
  {
    maker: 'Zebra / Symbol',
    mode: 'USB CDC Host. Không chọn “Simple COM”: không tạo cổng',
    where: 'Chương “USB Interface”; hậu tố ở chương “Miscellaneous Scanner…”',
    usb: '05e0:1701 đúng · 1200 bàn phím · 1900, 0600 HID',
  },
  {
    maker: 'Datalogic / PSC',
    mode: 'USB-COM (mô phỏng RS-232)',
    where: 'Mục “Interface Selection”; hậu tố ở chương “Data Format” / “Data Editing”',
    usb: '05f9:4204 đúng · 2206 là bàn phím',
  },
  {
    maker: 'Newland',
    mode: 'USB CDC / COM Port Emulation',
    where: 'Chương “USB Interface”; bảng mã ở phụ lục “Code Pages”; khóa mã cài đặt: “Code Programming OFF”',
    usb: '1eab:…06 đúng · …03 bàn phím · …10 HID',
  },
  {
    maker: 'Opticon',
    mode: 'USB-VCP (cổng COM ảo)',
    where: 'Chương về giao diện (Interface)',
    usb: '065a:0009 đúng · 0001 là bàn phím',
  },
  {
    maker: 'Mindeo, Zebex, Sunlux, đầu đọc gắn trong, máy không tên',
    mode: 'USB Virtual COM, hoặc RS-232 qua bộ chuyển',
    where: 'Chương về giao diện; thường ở đầu tờ hướng dẫn kèm máy',
    usb: 'CH340, PL2303, FTDI, CP210x: làm bước 2 của trang cài đặt',
  },
];

/** Codes to try a scanner with. The people are invented and their numbers were never issued. */
export const testCodes: readonly {
  readonly mark: string;
  readonly title: string;
  readonly text: string;
  readonly proves: string;
  /** Light on dark, as a phone in dark mode shows it. */
  readonly isInverse: boolean;
}[] = [
  {
    mark: 'A',
    title: 'Chữ thường',
    text: 'TIEPDON-TEST-A',
    proves: 'Máy quét kêu bíp và cổng thông. Trang báo “Không nhận”: đúng, vì đây không phải thẻ.',
    isInverse: false,
  },
  {
    mark: 'B',
    title: 'Căn cước, có dấu tiếng Việt',
    text: '024085001234|121234567|Nguyễn Văn Bình|15031985|Nam|Thôn Hạ, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang|25042021',
    proves: 'Sai số ký tự ở ô Họ tên hoặc Địa chỉ, hoặc không “Đạt”: bảng mã chưa phải UTF-8.',
    isInverse: false,
  },
  {
    mark: 'C',
    title: 'Thẻ BHYT',
    text:
      '2401234567|5472e1baa76e205468e1bb8b20486f61|02/11/1992|2|-|24 - 012|01/07/2023|-|31/07/2023|' +
      '24012401234567|-|4| 01/10/2027|4641aa00bb11cc22-1202|4|5468c3a06e68207068e1bb91|$',
    proves: 'Thiếu ô ở cuối: máy quét cắt mã dài. Bỏ giới hạn độ dài.',
    isInverse: false,
  },
  {
    mark: 'D',
    title: 'Căn cước mới, nền tối như điện thoại',
    text: '024200004321||Phạm Gia Huy|29022000|Nam|Xã Lục Sơn, Bắc Ninh|05082024||||',
    proves: 'Không bíp: bật đọc mã đảo màu (Inverse).',
    isInverse: true,
  },
];
