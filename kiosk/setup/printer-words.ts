import type { LayoutChoice, PrinterState, PrintState, Ticks, Trial } from '../../core/wire/printer-setup.ts';

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

export const layoutWords: { readonly [name in LayoutChoice['name']]: string } = {
  full: 'Phiếu thường',
  compact: 'Phiếu ngắn: không tên, không mã QR',
  vietnamese: 'Chỉ tiếng Việt',
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
    if (mode === 'ascii') return 'mode=ascii không in dấu: bỏ mode=ascii khỏi thiết lập PRINTER.';
    if (mode === 'text') return 'Bảng chữ của máy in không khớp: bỏ mode=text để chữ được vẽ thành hình.';
    return `Chữ là hình vẽ. Mờ hoặc đứt nét: ${DARKER} Ra ký tự lạ: tắt rồi bật lại máy in, thử kiểu máy khác.`;
  }
  if (tick === 'edges') {
    return isWide
      ? 'Giấy rộng 58 mm: đặt profile=generic-58. Giấy 80 mm vẫn mất mép: thử profile=epson-tm-t88-180dpi-512.'
      : 'Giấy rộng 80 mm: đặt profile=generic-80. Giấy 58 mm: chỉnh cuộn giấy cho thẳng.';
  }
  if (tick === 'code')
    return mode === 'hybrid' ? `Bỏ mode=hybrid để mã QR được vẽ thành hình. ${DARKER}` : DARKER;
  if (!cuts) return 'Máy có dao cắt: đặt profile=generic-58. Máy không có dao: đẩy thêm giấy bằng nút FEED.';
  return isWide
    ? 'Bật dao cắt (auto cutter) theo sách của máy in, xem có kẹt giấy. Máy không có dao: xé tay.'
    : 'Máy không có dao cắt: đặt profile=xprinter-58, giấy được đẩy tới chỗ xé. Có dao: bật dao theo sách của máy in.';
}

/** Whether a trial tells of the printer as it is set now; how tickets look does not matter to it. */
export const stillHolds = (trial: Trial, now: PrinterState): boolean =>
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
