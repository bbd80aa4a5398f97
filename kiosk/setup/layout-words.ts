import type { LayoutName } from '../../core/wire/printer-setup.ts';
import type { PartName } from './layout-form.ts';

export const layoutWords: { readonly [name in LayoutName]: string } = {
  full: 'Phiếu thường',
  compact: 'Phiếu ngắn: không tên, không mã QR',
  vietnamese: 'Chỉ tiếng Việt',
};

export const partWords: { readonly [name in Exclude<PartName, 'priority'>]: string } = {
  number: 'Số thứ tự',
  place: 'Nơi đến',
  service: 'Dịch vụ',
  second: 'Ngôn ngữ thứ hai',
  person: 'Dấu ưu tiên',
  code: 'Mã QR',
  waiting: 'Số người chờ, giờ dự kiến',
  instructions: 'Lời hướng dẫn',
  issued: 'Giờ lấy số, tên kiosk',
  facility: 'Tên bệnh viện',
};

/** What no switch can change; the reasons are those of Law 91/2025/QH15. */
export const LOCKED: readonly string[] = [
  'Không bao giờ in họ tên đầy đủ, số CCCD, số thẻ BHYT, ngày sinh.',
  'Cạnh dịch vụ nhạy cảm không có tên.',
  'Không in lý do ưu tiên.',
  'Phiếu in lại luôn có dòng IN LẠI.',
];

/** A fault of the check in words, to stand beside its field. `detail` as the check gives it. */
export function faultWords(key: string, detail: string): string {
  const strange = /^without (.+), which cannot be printed$/.exec(detail)?.[1];
  if (strange !== undefined) return `Không in được ${strange}: bỏ ký tự này.`;
  const hole = /^words with (\S+) in them$/.exec(detail)?.[1];
  if (hole !== undefined) return `Phải có ${hole}: chỗ đó máy điền số.`;
  if (detail === 'words')
    return key.startsWith('instructions') ? 'Dòng ở giữa không được trống.' : 'Không được trống.';
  if (detail.startsWith('one line')) return 'Một dòng, nhiều nhất 60 chữ, không có ký tự ẩn.';
  if (key === 'longestMm') return 'Từ 50 đến 110 mm.';
  if (key === 'parts') return 'Các phần của phiếu không hợp nhau. Bấm “Về mẫu chuẩn”.';
  return 'Không vẽ được phiếu này.';
}

/** The field that a fault belongs to: the key of the check without what is inside it. */
export const fieldOf = (key: string): string => key.replace(/\[(\d+)\]$/, '.$1');
