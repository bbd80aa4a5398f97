import type { DeskState, DeskStep, DeskTicket } from '../core/queue/desk-view.ts';
import type { PriorityClass } from '../core/queue/line-class.ts';
import type { Freshness } from '../web/live.ts';
import type { Action } from './desk-key-table.ts';

export const actionWords: { readonly [action in Action]: string } = {
  next: 'Gọi tiếp',
  recall: 'Gọi lại',
  start: 'Bắt đầu',
  finish: 'Hoàn tất',
  'no-show': 'Vắng',
  hold: 'Giữ lại',
  away: 'Tạm vắng',
  transfer: 'Chuyển',
  order: 'Chỉ định',
  priority: 'Ưu tiên',
  cancel: 'Hủy',
  call: 'Gọi số',
  search: 'Tìm số',
  invite: 'Mời nhiều số',
  reception: 'Nhận bệnh',
  appointments: 'Lịch hẹn',
  pause: 'Tạm nghỉ',
  help: 'Phím tắt',
  undo: 'Hoàn tác',
};

/** What has just been done, for the bar that takes it back. */
export const doneWords: { readonly [move: string]: string } = {
  next: 'Đã gọi',
  start: 'Đã bắt đầu',
  finish: 'Đã hoàn tất',
  'no-show': 'Đã báo vắng',
  hold: 'Đã giữ lại',
  away: 'Đã cho tạm vắng',
  transfer: 'Đã chuyển',
  order: 'Đã chỉ định cho',
  skip: 'Đã bỏ một bước của',
  priority: 'Đã đổi mức ưu tiên của',
  return: 'Đã mời lại',
  cancel: 'Đã hủy',
};

export const stateWords: { readonly [state in DeskTicket['state']]: string } = {
  waiting: 'đang chờ',
  called: 'đang gọi',
  serving: 'đang phục vụ',
  held: 'đang giữ',
  away: 'tạm vắng',
  done: 'đã xong',
  'no-show': 'vắng',
  cancelled: 'đã hủy',
};

export const stepWords: { readonly [state in DeskStep['state']]: string } = {
  done: 'đã xong',
  skipped: 'đã bỏ',
  here: 'đang ở đây',
  open: 'đang chờ',
  ahead: 'sắp tới',
};

export const classWords: { readonly [priority in PriorityClass]: string } = {
  urgent: 'CẤP CỨU',
  priority: 'ƯU TIÊN',
  appointment: 'HẸN GIỜ',
  normal: 'THƯỜNG',
};

export const roomWords: { readonly [state in DeskState['room']['state']]: string } = {
  open: 'Đang mở',
  paused: 'Tạm nghỉ',
  closed: 'Đóng phòng',
};

const groundWords: { readonly [code: string]: string } = {
  TE: 'dưới 6 tuổi',
  NCT: 'từ 75 tuổi',
  TH: 'mang thai',
  KT: 'khuyết tật nặng',
  CCM: 'người có công',
};

/**
 * Why somebody has priority, in words; a mark for what was only declared and must be seen on paper. An emergency is
 * a class of its own and says it in its mark.
 */
export function groundsOf(grounds: readonly string[]): string {
  return grounds
    .filter((code) => !/^CC\??$/.test(code))
    .map((code) => {
      const word = groundWords[code.replace(/\?$/, '')] ?? code;
      return code.endsWith('?') ? `${word} (xem giấy tờ)` : word;
    })
    .join(', ');
}

export const freshWords: { readonly [level in Freshness]: string } = {
  fresh: 'Đã nối máy chủ',
  amber: 'Đang nối lại',
  grey: 'Mất máy chủ: số có thể đã cũ',
};

/** `100` minutes as `1 giờ 40`, as a nurse says it; whole hours and minutes alone without the other. */
export function spanWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} phút`;
  return rest === 0 ? `${hours} giờ` : `${hours} giờ ${String(rest).padStart(2, '0')}`;
}
