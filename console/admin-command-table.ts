/** What an IT person wants to do, and the command that does it, run in the product's folder on the server. */
export const adminCommands: readonly { wish: string; command: string }[] = [
  { wish: 'In lại đường dẫn mở từng màn hình (dùng một lần)', command: 'npm run admin -- links' },
  { wish: 'Thêm ki-ốt', command: 'npm run admin -- device add --role kiosk --name kiosk-2' },
  {
    wish: 'Thêm bàn gọi số của một phòng',
    command: 'npm run admin -- device add --role console --name ban-pk1 --room pk1',
  },
  {
    wish: 'Thêm bảng hoặc loa (tên như trong tệp phòng khám)',
    command: 'npm run admin -- device add --role board --name hall',
  },
  {
    wish: 'Xem mỗi bảng được mấy dòng, chữ cao bao nhiêu theo cỡ tivi và hàng ghế xa nhất',
    command: 'npm run admin -- boards',
  },
  { wish: 'Xem các thiết bị', command: 'npm run admin -- device list' },
  { wish: 'Thu hồi một thiết bị bị mất', command: 'npm run admin -- device revoke ID' },
  { wish: 'Sao lưu', command: 'npm run admin -- backup sao-luu.db' },
  { wish: 'Khôi phục', command: 'npm run admin -- restore sao-luu.db' },
  { wish: 'Kiểm tra nhật ký có nguyên vẹn không', command: 'npm run admin -- log verify' },
];
