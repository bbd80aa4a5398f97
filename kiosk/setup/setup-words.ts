import { type ReasonCode, reasonTable } from '../../core/identity/reason-table.ts';
import type {
  DeafPort,
  ScanEntry,
  SearchState,
  SetupPort,
  SetupScanner,
} from '../../core/wire/scanner-setup.ts';

export const verdictWords: { readonly [verdict in ScanEntry['verdict']]: string } = {
  ok: 'Đạt',
  confirm: 'Đọc được, phải hỏi lại',
  reject: 'Không nhận',
};

export const kindWords = { cccd: 'Căn cước', bhyt: 'Thẻ BHYT', number: 'Chỉ có số' } as const;

export const stateWords: { readonly [state in SetupScanner['state']]: string } = {
  connected: 'Đang dùng',
  missing: 'Không thấy máy',
  busy: 'Bị chương trình khác giữ',
  denied: 'Chưa được cấp quyền',
  closed: 'Tạm dừng để tìm',
  opening: 'Đang mở',
};

const CHARSET = 'Đặt bảng mã của máy quét là UTF-8, “original” hoặc “raw”.';

/** What to set differently on the scanner; the reasons that are about the card have words of their own. */
const scannerAdvice: { readonly [code in ReasonCode]?: string } = {
  not_utf8: `Máy quét không gửi UTF-8. ${CHARSET}`,
  fullwidth_pipe: `Máy quét đổi dấu | thành dấu rộng. ${CHARSET}`,
  name_mangled: `Họ tên mất dấu. ${CHARSET}`,
  text_lossy: `Chữ mất dấu. ${CHARSET}`,
  sex_mangled: `Chữ mất dấu. ${CHARSET}`,
  sex_unknown: `Không đọc được giới tính. ${CHARSET}`,
  bad_name: `Họ tên có ký tự lạ. ${CHARSET}`,
  control_char: 'Máy quét thêm ký tự điều khiển. Bỏ tiền tố, chỉ để hậu tố CR.',
  no_separator: 'Không phải thẻ. Nếu đã quét thẻ: máy làm mất dấu |, đặt bàn phím US hoặc chế độ USB-COM.',
  unknown_format: 'Không phải thẻ. Nếu đã quét thẻ: bỏ tiền tố, tắt AIM ID và ECI.',
  bad_id: 'Số đầu không đủ 12 chữ số. Nếu đã quét thẻ: bỏ tiền tố, tắt AIM ID.',
  too_few_fields: 'Mã đọc thiếu. Bỏ giới hạn độ dài mã trong máy quét.',
};

const stationWords: { readonly [code: string]: string } = {
  two_cards: 'Hai thẻ trong 1,5 giây. Quét từng thẻ một.',
  partial: 'Bị đứt giữa chừng và không có ký tự kết thúc. Đặt hậu tố CR.',
  overflow: 'Dài hơn mọi loại thẻ. Đây không phải mã trên thẻ.',
};

/** Why a scan did not pass, and what to set; '' for one that did. */
export function reasonWords(code: string | null): string {
  if (code === null) return '';
  const reason = Object.hasOwn(reasonTable, code) ? (code as ReasonCode) : null;
  if (reason === null) return stationWords[code] ?? code;
  return scannerAdvice[reason] ?? reasonTable[reason][2];
}

/** The suffix a scan came with. */
export const endWords: { readonly [end in NonNullable<ScanEntry['end']>]: string } = {
  cr: 'hậu tố CR',
  lf: 'hậu tố LF',
  etx: 'hậu tố ETX',
  silence: 'không hậu tố',
};

const repairWords: { readonly [step: string]: string } = {
  'windows-1258': 'Windows-1258',
  'windows-1252': 'Windows-1252',
  gb18030: 'GBK',
};

/** What stood out about a scan though its card was read: suffix and character set. */
export function hintsOf({ end, quality, repair, verdict }: ScanEntry): string[] {
  const hints: string[] = [];
  if (end === 'silence') hints.push('Không có ký tự kết thúc: đặt hậu tố CR để máy nhận nhanh hơn.');
  const pages = repair.filter((step) => step !== 'nfc' && step !== 'fullwidth-pipe');
  if (quality === 'repaired' && pages.length > 0 && verdict === 'ok') {
    hints.push(
      `Chữ được phục hồi từ ${pages.map((page) => repairWords[page] ?? page).join(', ')}. ${CHARSET}`,
    );
  }
  return hints;
}

/** How each field of a card is called, as far as it has a name. */
export const fieldWords: { readonly [kind: string]: readonly string[] } = {
  cccd: ['Số thẻ', 'Số cũ', 'Họ tên', 'Ngày sinh', 'Giới', 'Địa chỉ', 'Ngày cấp'],
  bhyt: ['Mã thẻ', 'Họ tên', 'Ngày sinh', 'Giới', 'Địa chỉ', 'Nơi KCB', 'Từ', 'Đến', 'Cấp'],
};

/** The device behind a port, as one would call it. */
export function portName({ kind, maker, usb }: SetupPort): string {
  if (kind === 'scanner') return maker === null || maker === '?' ? `Máy quét ${usb}` : `Máy quét ${maker}`;
  if (kind === 'bridge') return `Bộ chuyển USB – RS232 ${maker ?? ''}`.trim();
  return maker ?? (usb === null ? 'Cổng có sẵn trên máy' : `Thiết bị USB ${usb}`);
}

export const deafWords: { readonly [end in DeafPort['end']]: string } = {
  missing: 'không mở được',
  busy: 'chương trình khác đang giữ',
  denied: 'chưa được cấp quyền (nhóm dialout)',
  gone: 'bị rút ra giữa chừng',
  closed: 'đã đóng',
};

type Failed = Extract<SearchState, { state: 'failed' }>;

export const failedWords: { readonly [fault in Failed['fault']]: string } = {
  no_port: 'Máy này chưa có cổng nối tiếp nào để nghe.',
  no_answer: 'Chưa cổng nào nhận được mã thử.',
  not_understood: 'Có máy quét gửi dữ liệu, nhưng không phải mã thử.',
  stopped: 'Đã dừng tìm.',
};

/** What to do next, the likeliest first. */
export const nextSteps: { readonly [fault in Failed['fault']]: readonly string[] } = {
  no_port: [
    'Rút máy quét ra, cắm lại vào một cổng USB khác.',
    'Nếu máy quét kêu bíp và gõ chữ: nó đang ở chế độ bàn phím. In tờ cài đặt, chuyển sang USB-COM.',
  ],
  no_answer: [
    'Máy quét có kêu bíp khi quét mã không? Không: tăng độ sáng màn hình, giữ cách 10 – 20 cm, hoặc in tờ cài đặt rồi quét mã thử A.',
    'Có bíp mà không nhận: máy chưa ở chế độ USB-COM. Làm mục 1 của tờ cài đặt rồi rút ra, cắm lại.',
  ],
  not_understood: [
    'Quét đúng mã trên màn hình, không quét thẻ.',
    'Máy quét qua cổng RS232: đặt tốc độ 9600 hoặc 115200, 8 bit, không chẵn lẻ (8N1).',
    'Khôi phục cài đặt gốc của máy quét rồi làm lại tờ cài đặt.',
  ],
  stopped: ['Bấm “Hiện mã thử” khi máy quét đã sẵn sàng.'],
};
