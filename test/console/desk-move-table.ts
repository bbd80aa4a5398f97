/**
 * Everything that a nurse can do with A001 in the room and others waiting: by letters, by the numeric pad where it
 * can, by the mouse; and what must then have been sent.
 */
export type DeskMove = {
  readonly wish: string;
  readonly keys: readonly string[];
  readonly pad: readonly string[] | null;
  readonly clicks: readonly string[];
  readonly path: string;
  readonly body: object;
};

export const deskMoves: readonly DeskMove[] = [
  {
    wish: 'calls the next',
    keys: ['Space'],
    pad: ['NumpadEnter'],
    clicks: ['Gọi tiếp'],
    path: '/rooms/pk1/next',
    body: { expected: 't1' },
  },
  {
    wish: 'calls again',
    keys: ['KeyR'],
    pad: ['NumpadAdd'],
    clicks: ['Gọi lại'],
    path: '/tickets/t1/recall',
    body: {},
  },
  {
    wish: 'starts',
    keys: ['KeyS'],
    pad: null,
    clicks: ['Bắt đầu'],
    path: '/tickets/t1/start',
    body: {},
  },
  {
    wish: 'marks as absent',
    keys: ['KeyV'],
    pad: ['NumpadSubtract'],
    clicks: ['Vắng'],
    path: '/tickets/t1/no-show',
    body: {},
  },
  {
    wish: 'finishes without calling',
    keys: ['KeyF'],
    pad: ['NumpadMultiply'],
    clicks: ['Hoàn tất'],
    path: '/tickets/t1/finish',
    body: {},
  },
  {
    wish: 'sends to another service',
    keys: ['KeyT', 'Digit2'],
    pad: ['NumpadDivide', 'Numpad2'],
    clicks: ['Chuyển', 'Khám Nhi'],
    path: '/tickets/t1/transfer',
    body: { service: 'nhi' },
  },
  {
    wish: 'orders two lab services and the way back',
    keys: ['KeyC', 'Digit1', 'Digit3', 'Enter'],
    pad: null,
    clicks: ['Chỉ định', 'Xét nghiệm máu', 'Siêu âm', 'Chỉ định 2'],
    path: '/tickets/t1/order',
    body: { services: ['xet-nghiem', 'sieu-am'], back: true },
  },
  {
    wish: 'holds',
    keys: ['KeyH'],
    pad: null,
    clicks: ['Giữ lại'],
    path: '/tickets/t1/hold',
    body: {},
  },
  {
    wish: 'lets go away for half an hour',
    keys: ['KeyA', 'Digit2'],
    pad: null,
    clicks: ['Tạm vắng', '30 phút'],
    path: '/tickets/t1/away',
    body: { minutes: 30, reason: null },
  },
  {
    wish: 'gives priority for a reason',
    keys: ['KeyU', 'Digit2', 'Digit1'],
    pad: null,
    clicks: ['Ưu tiên', 'ƯU TIÊN', 'Đã xem giấy tờ'],
    path: '/tickets/t1/priority',
    body: { priority: 'priority', reason: 'Đã xem giấy tờ' },
  },
  {
    wish: 'cancels for a reason',
    keys: ['KeyX', 'Digit2'],
    pad: null,
    clicks: ['Hủy', 'Lấy nhầm dịch vụ'],
    path: '/tickets/t1/cancel',
    body: { reason: 'Lấy nhầm dịch vụ' },
  },
  {
    wish: 'calls a number out of turn',
    keys: ['KeyG', '3', 'Enter'],
    pad: ['Numpad3', 'NumpadEnter'],
    clicks: ['A003', 'Gọi vào đây'],
    path: '/rooms/pk1/call',
    body: { expected: 't1' },
  },
  {
    wish: 'invites the next ten',
    keys: ['KeyM', 'Digit1'],
    pad: null,
    clicks: ['Mời nhiều số', '10 số'],
    path: '/rooms/pk1/invite',
    body: { count: 10 },
  },
  {
    wish: 'goes for lunch',
    keys: ['KeyP', 'Digit1'],
    pad: null,
    clicks: ['Tạm nghỉ', 'Nghỉ trưa'],
    path: '/rooms/pk1/state',
    body: { to: 'paused', reason: 'Nghỉ trưa' },
  },
  {
    wish: 'takes the call back',
    keys: ['Control+KeyZ'],
    pad: ['NumpadDecimal'],
    clicks: ['Hoàn tác'],
    path: '/tickets/t1/undo',
    body: {},
  },
];
