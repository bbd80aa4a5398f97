import type { Draft, Known, PrinterPlace, ProbeState } from '../../core/wire/printer-setup.ts';

export const kindWords: { readonly [kind in PrinterPlace['kind']]: string } = {
  usb: 'Máy in USB',
  serial: 'Cổng nối tiếp qua USB',
  board: 'Cổng nối tiếp trên máy',
  network: 'Thiết bị mạng, cổng 9100',
};

/** What stands in the way of a device, and who can clear it. */
export function obstacleWords({ obstacle, kind }: PrinterPlace): string {
  if (obstacle === 'scanner') return 'Cổng này đang dùng cho máy quét.';
  if (obstacle === null) return '';
  const group = kind === 'usb' ? 'lp' : 'dialout';
  return `Chương trình chưa được phép mở cổng này. Tin học thêm người dùng vào nhóm ${group}, rồi khởi động lại.`;
}

const FAULTS: { readonly [code: string]: string } = {
  busy: 'Máy in đang bận: một chương trình khác (hoặc CUPS) đang giữ. Tắt chương trình đó rồi dò lại.',
  no_permission:
    'Chưa được phép mở. Tin học thêm người dùng vào nhóm lp (USB) hoặc dialout (nối tiếp), rồi khởi động lại.',
  not_there: 'Không thấy thiết bị. Cắm lại dây, bật máy in rồi dò lại.',
  refused: 'Máy ở địa chỉ này không nhận in qua cổng 9100. Kiểm tra địa chỉ trên tờ tự in của máy in.',
  timeout: 'Không ai trả lời ở địa chỉ này. Kiểm tra nguồn điện, dây mạng và địa chỉ.',
  closed: 'Thiết bị ngắt kết nối ngay: có thể đang nối với một máy tính khác.',
  io: 'Lỗi đường truyền. Cắm lại dây rồi dò lại.',
};

/** What a probe found, in one sentence or two; the state of the printer is told beside it. */
export function probeWords(probe: ProbeState): string {
  if (probe.state === 'running') return 'Đang hỏi máy in, chưa in gì…';
  if (probe.state === 'failed') return probe.fault === 'not-asked' ? '' : (FAULTS[probe.fault] ?? FAULTS.io!);
  if (probe.voice === 'echo') return 'Thiết bị chỉ lặp lại những gì được gửi: đây không phải máy in.';
  if (probe.voice === 'garbage')
    return 'Thiết bị trả lời những điều máy in không nói. Cổng nối tiếp: thử tốc độ khác. Nếu vẫn vậy, đây không phải máy in.';
  if (probe.voice === 'no')
    return 'Nối được nhưng máy không trả lời. Vẫn có thể in: in tờ thử rồi nhìn giấy; máy sẽ không báo khi hết giấy.';
  const proof = completionWords[probe.completion];
  return probe.whole ? `Máy in trả lời: ${proof}.` : 'Máy in trả lời nhưng chưa sẵn sàng. Xử lý rồi dò lại.';
}

export const completionWords: { readonly [rung: string]: string } = {
  processId: 'báo được phiếu đã in và cắt xong',
  gsr: 'báo được đã chạy hết lệnh in',
  dleeot: 'báo được tình trạng trước và sau khi in',
  none: 'không chứng minh được giấy đã ra',
};

/** What a printer calls itself, with the warning that belongs to it; empty when it says nothing. */
export function nameWords({ probe, suggested }: Pick<Draft, 'probe' | 'suggested'>): string {
  if (probe.state !== 'done' || probe.maker === null) return '';
  const name = [probe.maker, probe.model].filter((each) => each !== null).join(' ');
  const hint = suggested === null ? '' : `, giống kiểu ${suggested}`;
  return `Tự xưng là ${name}${hint}. Máy in tự xưng tên cũng có khi nói sai: tin vào tờ thử.`;
}

const WHAT: { readonly [what in Known['what']]: string } = {
  dotsPerLine: 'điểm mỗi dòng',
  cut: 'dao cắt',
  completion: 'chứng minh',
  backChannel: 'trả lời',
  text: 'bảng chữ Việt',
};
const HOW: { readonly [how in Known['how']]: string } = {
  documented: 'sổ tay',
  probed: 'đã thử',
  unverified: 'chưa kiểm',
};
const VALUES: { readonly [value: string]: string } = {
  yes: 'có',
  none: 'không',
  probe: 'chưa rõ',
  gsv66: 'có',
  gsv1: 'có',
  escm: 'có',
  '': 'không dùng',
  processId: 'in và cắt xong',
  gsr: 'chạy hết lệnh',
  dleeot: 'tình trạng',
};

/** One thing that is known of a printer, and how: `dao cắt: có (đã thử)`. */
export const knownWords = ({ what, value, how }: Known): string =>
  `${WHAT[what]}: ${VALUES[value] ?? value} (${HOW[how]})`;
