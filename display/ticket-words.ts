import { wordsOf } from '../web/words.ts';
import type { TicketFace } from './ticket-face.ts';

const VI = {
  loading: 'Đang xem số của bạn',
  ahead: 'Còn {ahead} người trước bạn',
  next: 'Bạn là người tiếp theo',
  called: 'Mời vào {room}',
  serving: 'Đang khám tại {room}',
  held: 'Số của bạn đang được giữ lại',
  away: 'Bạn đang tạm vắng',
  done: 'Đã khám xong',
  'no-show': 'Đã gọi số của bạn. Mời đến quầy tiếp đón',
  cancelled: 'Số này đã hủy',
  ask: 'Mời hỏi nhân viên',
  gone: 'Phiếu này không còn hiệu lực hôm nay. Mời hỏi quầy tiếp đón',
  updated: 'Cập nhật lúc {time}',
  stale: 'Chưa cập nhật được. Mời xem bảng gọi số',
  wait: 'Mời ngồi chờ và theo dõi bảng gọi số',
} as const;

const EN: { [key in keyof typeof VI]: string } = {
  loading: 'Looking up your number',
  ahead: '{ahead} ahead of you',
  next: 'You are next',
  called: 'Please go to {room}',
  serving: 'Being seen in {room}',
  held: 'Your number is on hold',
  away: 'You are away for now',
  done: 'Finished',
  'no-show': 'You were called. Please go to the reception desk',
  cancelled: 'This number was cancelled',
  ask: 'Please ask a member of staff',
  gone: 'This ticket is not valid today. Please ask at the reception desk',
  updated: 'Updated at {time}',
  stale: 'No update for a while. Please watch the board',
  wait: 'Please take a seat and watch the board',
};

export const words = wordsOf(VI, EN);
export const texts = { vi: VI, en: EN };

/** What the ticket's state means for the one who holds it, as one sentence in each language. */
export function sentence(face: TicketFace): { vi: string; en: string } {
  const room = { vi: face.room?.vi ?? '', en: face.room?.en ?? face.room?.vi ?? '' };
  const { state, ahead } = face;
  if (state === 'waiting' && ahead > 0) {
    return { vi: words.vi('ahead', { ahead }), en: words.en('ahead', { ahead }) };
  }
  if (state === 'called' || state === 'serving') {
    return { vi: words.vi(state, { room: room.vi }), en: words.en(state, { room: room.en }) };
  }
  const key = keyOf(state);
  return { vi: words.vi(key, null), en: words.en(key, null) };
}

function keyOf(state: string): 'next' | 'held' | 'away' | 'done' | 'no-show' | 'cancelled' | 'ask' {
  if (state === 'waiting') return 'next';
  const known = ['held', 'away', 'done', 'no-show', 'cancelled'] as const;
  return known.find((each) => each === state) ?? 'ask';
}
