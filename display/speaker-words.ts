import { wordsOf } from '../web/words.ts';

export const { vi: t } = wordsOf(
  {
    opening: 'Đang mở loa',
    touch: 'Chạm để bật loa',
    'touch-why': 'Trình duyệt chưa cho phát tiếng. Chạm màn hình hoặc bấm một phím.',
    ready: 'Loa đang bật',
    'standing-by': 'Im lặng, chờ thay',
    'second-page':
      'Loa này đang mở ở một trang khác. Trang đó phát; trang này im lặng và tự phát khi trang kia tắt.',
    muted: 'Loa tạm tắt',
    'muted-until': 'Tạm tắt đến {until}: {reason}. Loa tự bật lại.',
    speaking: 'Đang đọc',
    silence: 'Đang chờ lượt gọi',
    before: 'Đã đọc',
    reconnecting: 'Đang kết nối lại máy chủ',
    offline: 'Mất kết nối máy chủ: loa không nhận được lượt gọi mới',
    name: 'Loa {name}',
  },
  null,
);
