import { wordsOf } from '../web/words.ts';

/** Boards speak Vietnamese only: what is read from 8 m has no room for a second language. */
export const { vi: t } = wordsOf(
  {
    connecting: 'Đang kết nối',
    'unknown-board': 'Không có bảng «{board}»',
    reconnecting: 'Đang kết nối lại',
    'ask-staff': 'Mời hỏi nhân viên',
    'out-of-date': 'Số trên bảng dừng lúc {time}',
    'come-in': 'Mời vào',
    'last-called': 'Vừa gọi',
    'come-near': 'Mời đến gần',
    'last-invited': 'Vừa mời đến gần',
    from: 'từ',
    to: 'đến',
    watch: 'Mời theo dõi số của mình',
    now: 'Đang gọi',
    next: 'Tiếp theo',
    called: 'Đã gọi',
    paused: 'Tạm nghỉ',
    closed: 'Đã đóng',
    wait: 'chờ',
    'wait-under': 'chờ dưới',
    minutes: '{minutes} phút',
    page: '{page}/{pages}',
    'to-left': 'bên trái',
    'to-right': 'bên phải',
    'to-up': 'đi lên',
    'to-down': 'đi xuống',
  },
  null,
);
