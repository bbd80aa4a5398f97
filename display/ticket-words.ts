import { wordsOf } from '../web/words.ts';
import { offsetMinutes } from './local-time.ts';
import { callTimes, plainTime, type TicketFace } from './ticket-face.ts';

const VI = {
  loading: 'Đang xem số của bạn',
  'your-turn': 'ĐẾN LƯỢT',
  ahead: 'Còn {ahead} người trước bạn',
  next: 'Bạn là người tiếp theo',
  called: 'Mời vào {room}',
  serving: 'Đang phục vụ tại {room}',
  held: 'Số của bạn đang được giữ lại. Mời hỏi nhân viên',
  away: 'Bạn đang rời hàng chờ. Quay lại, mời báo nhân viên',
  back: 'Sẽ gọi lại bạn sau {time}.\nKhông cần lấy số mới',
  done: 'Đã xong. Cảm ơn bạn',
  'no-show': 'Đã gọi số của bạn.\nMời đến quầy tiếp đón',
  cancelled: 'Số này đã hủy. Mời hỏi quầy tiếp đón',
  ask: 'Mời hỏi nhân viên',
  gone: 'Phiếu này không còn hiệu lực hôm nay.\nMời hỏi quầy tiếp đón',
  wait: 'Khoảng {from}–{to} phút nữa',
  'wait-under': 'Chưa đến {to} phút nữa',
  times: 'dự kiến {from}–{to}',
  'times-under': 'dự kiến trước {to}',
  'wait-at': 'Chờ tại',
  'from-board': 'Theo mũi tên này trên bảng gọi số: {arrow}',
  left: 'bên trái',
  right: 'bên phải',
  up: 'đi lên',
  down: 'đi xuống',
  steps: 'Các bước hôm nay',
  'step-done': 'Đã xong',
  'step-here': 'Bây giờ',
  'step-open': 'Tiếp theo',
  'step-ahead': 'Sau đó',
  bell: 'Bật chuông khi đến lượt',
  'bell-on': 'Chuông đã bật. Mời để trang này mở',
  updated: 'Cập nhật lúc {time}',
  reconnecting: 'Đang kết nối lại',
  offline: 'Mất kết nối.\nMời xem bảng và nghe loa.\nKiểm tra mạng của điện thoại',
} as const;

const EN: { [key in keyof typeof VI]: string } = {
  loading: 'Looking up your number',
  'your-turn': 'Your turn',
  ahead: '{ahead} ahead of you',
  next: 'You are next',
  called: 'Please go to {room}',
  serving: 'Being served at {room}',
  held: 'Your number is on hold. Please ask a member of staff',
  away: 'You have left the queue for now. When you are back, please tell a member of staff',
  back: 'You will be called again after {time}.\nYou need no new number',
  done: 'Finished. Thank you',
  'no-show': 'You were called. Please go to the reception desk',
  cancelled: 'This number was cancelled. Please ask at the reception desk',
  ask: 'Please ask a member of staff',
  gone: 'This ticket is not valid today. Please ask at the reception desk',
  wait: 'In about {from}–{to} minutes',
  'wait-under': 'In less than {to} minutes',
  times: '{from}–{to}',
  'times-under': 'before {to}',
  'wait-at': 'Wait at',
  'from-board': 'Follow this arrow on the board: {arrow}',
  left: 'to the left',
  right: 'to the right',
  up: 'up',
  down: 'down',
  steps: 'Your visit today',
  'step-done': 'Done',
  'step-here': 'Now',
  'step-open': 'Next',
  'step-ahead': 'Later',
  bell: 'Ring when it is my turn',
  'bell-on': 'The bell is on. Please keep this page open',
  updated: 'Updated at {time}',
  reconnecting: 'Reconnecting',
  offline: 'No connection.\nPlease watch the board and listen.\nCheck the network of your phone',
};

export const words = wordsOf(VI, EN);
export const texts = { vi: VI, en: EN };

/** One text in both languages. */
export type Both = { vi: string; en: string };

/** Both languages of a text without holes. */
export function both(key: PlainKey): Both {
  return { vi: words.vi(key, null), en: words.en(key, null) };
}

type PlainKey = {
  [Key in keyof typeof VI]: (typeof VI)[Key] extends `${string}{${string}` ? never : Key;
}[keyof typeof VI];

/** What the ticket's state means for the one who holds it, as one sentence in each language. */
export function sentence(face: TicketFace): Both {
  const room = { vi: face.room?.vi ?? '', en: face.room?.en ?? face.room?.vi ?? '' };
  const { state, ahead, backAt } = face;
  if (state === 'waiting') {
    if (ahead === 0) return both('next');
    return { vi: words.vi('ahead', { ahead }), en: words.en('ahead', { ahead }) };
  }
  if (state === 'called' || state === 'serving') {
    return { vi: words.vi(state, { room: room.vi }), en: words.en(state, { room: room.en }) };
  }
  if (state === 'away' && backAt !== null) {
    const time = plainTime(backAt, offsetMinutes(null));
    return { vi: words.vi('back', { time }), en: words.en('back', { time }) };
  }
  const known = ['held', 'away', 'done', 'no-show', 'cancelled'] as const;
  return both(known.find((each) => each === state) ?? 'ask');
}

/** The expected wait in words: minutes and times of day, each in both languages; null when nothing is expected. */
export function waitSentence(face: TicketFace): { minutes: Both; times: Both } | null {
  const times = callTimes(face, offsetMinutes(null));
  if (face.state !== 'waiting' || face.wait === null || times === null) return null;
  const { from, to } = face.wait;
  if (from <= 0) {
    return {
      minutes: { vi: words.vi('wait-under', { to }), en: words.en('wait-under', { to }) },
      times: { vi: words.vi('times-under', times), en: words.en('times-under', times) },
    };
  }
  return {
    minutes: { vi: words.vi('wait', { from, to }), en: words.en('wait', { from, to }) },
    times: { vi: words.vi('times', times), en: words.en('times', times) },
  };
}
