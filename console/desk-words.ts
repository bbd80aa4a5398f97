import type { DeskTicket } from '../core/queue/views.ts';
import type { DeskSound } from '../core/wire/protocol.ts';
import type { Freshness } from '../web/live.ts';
import type { Action } from './desk-key-table.ts';

export const actionWords: { readonly [action in Action]: string } = {
  next: 'Gọi tiếp',
  recall: 'Gọi lại',
  start: 'Bắt đầu',
  finish: 'Hoàn tất',
  'no-show': 'Vắng',
  hold: 'Giữ lại',
  transfer: 'Chuyển',
  search: 'Tìm số',
  undo: 'Hoàn tác',
};

/** What has just been done, for the bar that takes it back. */
export const doneWords: { readonly [move: string]: string } = {
  next: 'Đã gọi',
  start: 'Đã bắt đầu',
  finish: 'Đã hoàn tất',
  'no-show': 'Đã báo vắng',
  hold: 'Đã giữ lại',
  transfer: 'Đã chuyển',
  return: 'Đã mời lại',
  cancel: 'Đã hủy',
};

export const stateWords: { readonly [state in DeskTicket['state']]: string } = {
  waiting: 'đang chờ',
  called: 'đang gọi',
  serving: 'đang khám',
  held: 'đang giữ',
  away: 'đi làm xét nghiệm',
  done: 'đã xong',
  'no-show': 'vắng',
  cancelled: 'đã hủy',
};

const groundWords: { readonly [code: string]: string } = {
  CC: 'cấp cứu',
  TE: 'dưới 6 tuổi',
  NCT: 'từ 75 tuổi',
  TH: 'mang thai',
  KT: 'khuyết tật nặng',
  CCM: 'người có công',
};

/** Why somebody has priority, in words; a mark for what was only declared and must be seen on paper. */
export function groundsOf(grounds: readonly string[]): string {
  return grounds
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

const heard: readonly DeskSound['phase'][] = ['started', 'audible', 'done'];

/** What is known of the last call's sound: words, and whether staff must call by voice. */
export function soundWords(sound: DeskSound | null, asked: boolean): { text: string; silent: boolean } {
  if (!sound) return { text: asked ? 'Đang báo loa' : 'Loa chưa phát', silent: false };
  if (heard.includes(sound.phase)) return { text: `Loa đã phát ${clockTime(sound.at)}`, silent: false };
  if (sound.phase === 'received') return { text: 'Loa đã nhận', silent: false };
  return { text: 'Không có tiếng: mời gọi miệng', silent: true };
}

/** Time of day `HH:mm:ss` of the desk's own place. */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('vi-VN', { hour12: false });
}
