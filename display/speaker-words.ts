import { wordsOf } from '../web/words.ts';

export const { vi: t } = wordsOf(
  {
    opening: 'Đang mở loa',
    touch: 'Chạm để bật loa',
    'touch-why': 'Trình duyệt chưa cho phát tiếng. Chạm màn hình hoặc bấm một phím.',
    ready: 'Loa đang bật',
    speaking: 'Đang đọc',
    silence: 'Chưa có lượt gọi',
    before: 'Đã đọc',
    reconnecting: 'Đang kết nối lại máy chủ',
    offline: 'Mất kết nối máy chủ: loa không nhận được lượt gọi mới',
    name: 'Loa {name}',
  },
  null,
);
