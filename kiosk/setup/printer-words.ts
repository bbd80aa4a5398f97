import type { PrinterLook, PrinterState, PrintState, Ticks, Trial } from '../../core/wire/printer-setup.ts';

/** What became of the sample sheet, as far as the printer tells. */
export const outcomeWords: { readonly [state in PrintState]: string } = {
  confirmed: 'Máy in báo đã in và cắt xong.',
  processed: 'Máy in báo đã chạy hết lệnh.',
  likely: 'Trước và sau khi in máy đều sẵn sàng.',
  'sent-unconfirmed': 'Đã gửi. Máy in này không trả lời: hãy nhìn giấy.',
  unknown: 'Đã gửi nhưng không rõ giấy có ra không: hãy nhìn máy in. Tờ thử không tự in lại.',
  'failed-before-bytes': 'Chưa gửi được gì cho máy in: giấy không ra.',
};

export const modeWords: { readonly [mode in PrinterState['mode']]: string } = {
  raster: 'in bằng hình',
  hybrid: 'số và mã QR do máy in vẽ',
  text: 'chữ do máy in viết (TCVN-3)',
  ascii: 'không dấu',
};

export const TICKS = ['letters', 'edges', 'code', 'cut'] as const satisfies readonly (keyof Ticks)[];

type Printer = Pick<PrinterState, 'mode' | 'cuts' | 'profile' | 'sampleCode'>;

/** What to look for on the sheet. */
export function tickWords(tick: keyof Ticks, { cuts, sampleCode }: Printer): string {
  if (tick === 'letters') return 'Chữ có dấu đúng, đủ nét như trong hình';
  if (tick === 'edges') return 'Không bị cắt mép: thấy vạch | ở cả hai mép, thước đầy bề ngang giấy';
  if (tick === 'code') return `Mã QR quét được: điện thoại hiện ${sampleCode}`;
  return cuts ? 'Giấy được cắt' : 'Giấy ra hết tới chỗ xé';
}

/** Below this a line is that of a 58 mm roll. */
const WIDE_DOTS = 512;
const DARKER = 'Lau đầu in bằng cồn, tăng độ đậm của máy in, thử cuộn giấy khác.';

/** What to try where the sheet came out wrong, the likeliest first. */
export function remedy(tick: keyof Ticks, { mode, cuts, profile }: Printer): string {
  const isWide = profile.dotsPerLine >= WIDE_DOTS;
  if (tick === 'letters') {
    if (mode === 'ascii') return 'mode=ascii không in dấu: chọn in bằng hình.';
    if (mode === 'text') return 'Bảng chữ của máy in không khớp: chọn in bằng hình.';
    return `Chữ là hình vẽ. Mờ hoặc đứt nét: ${DARKER} Ra ký tự lạ: tắt rồi bật lại máy in, thử kiểu máy khác.`;
  }
  if (tick === 'edges') {
    return isWide
      ? 'Giấy rộng 58 mm: chọn kiểu generic-58. Giấy 80 mm vẫn mất mép: chọn 512 điểm mỗi dòng.'
      : 'Giấy rộng 80 mm: chọn kiểu generic-80. Giấy 58 mm: chỉnh cuộn giấy cho thẳng.';
  }
  if (tick === 'code') return mode === 'hybrid' ? `Chọn in bằng hình để mã QR được vẽ. ${DARKER}` : DARKER;
  if (!cuts)
    return 'Máy có dao cắt: đánh dấu “Máy in có dao cắt”. Máy không có dao: đẩy thêm giấy bằng nút FEED.';
  return 'Máy không có dao cắt: bỏ dấu “Máy in có dao cắt”, giấy được đẩy tới chỗ xé. Có dao: bật dao (auto cutter) theo sách của máy in, xem có kẹt giấy.';
}

/** Whether a trial tells of the printer as it is set now; how tickets look does not matter to it. */
export const stillHolds = (trial: Trial, now: Pick<PrinterLook, 'address'>): boolean =>
  withoutLayout(trial.address) === withoutLayout(now.address);

const withoutLayout = (address: string): string =>
  address
    .split(/[?&]/)
    .filter((part) => !part.startsWith('layout='))
    .join('&');

/** What came out wrong at a trial. */
export const wrongAt = (trial: Ticks): (keyof Ticks)[] => TICKS.filter((tick) => !trial[tick]);

/** The day of a trial, here: `22/11/2026`. */
export function dayOf({ at }: Pick<Trial, 'at'>): string {
  const day = new Date(at);
  const two = (figure: number): string => `${figure}`.padStart(2, '0');
  return `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
}
