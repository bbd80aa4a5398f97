import type { AlarmName } from '../../core/wire/alarm.ts';

/** How an alarm is called, what it means, and what to do first; docs/van-hanh.md says the same (a test holds them together). */
export type AlarmWords = { title: string; means: string; first: string };

export const alarmTable: Readonly<Record<AlarmName, AlarmWords>> = {
  'log-unwritable': {
    title: 'Máy chủ chưa ghi được sổ',
    means: 'Thử ghi xuống ổ đĩa hoặc đọc cơ sở dữ liệu không được: không cấp được số mới.',
    first: 'Phát số giấy. Báo CNTT xem ổ đĩa, cơ sở dữ liệu.',
  },
  'log-damaged': {
    title: 'Dữ liệu trên ổ đĩa máy chủ không còn khớp',
    means: 'Bản kiểm tra gần nhất thấy một mục của sổ, hoặc tệp mốc chứng minh sổ, bị đổi hoặc hỏng.',
    first:
      'Chưa tắt máy chủ. Báo CNTT: npm run admin -- log verify; sổ hỏng thì khôi phục bản sao, tệp mốc hỏng thì anchors mend.',
  },
  disk: {
    title: 'Ổ đĩa máy chủ sắp đầy',
    means: 'Còn trống dưới 10 %, hoặc đã đầy và đang dùng phần dự trữ.',
    first: 'Báo CNTT dọn ổ đĩa trong hôm nay; đã đầy thì ngay bây giờ.',
  },
  clock: {
    title: 'Đồng hồ máy chủ nhảy',
    means: 'Giờ của máy và thời gian đã trôi qua không khớp; số vẫn theo giờ cũ, ngày chưa sang.',
    first: 'So với đồng hồ treo tường. Máy đúng thì bấm nút; máy sai thì báo CNTT chỉnh giờ.',
  },
  slow: {
    title: 'Máy chủ đang rất chậm',
    means: 'Có lúc trên 2 giây máy không làm được gì.',
    first: 'Tắt chương trình khác trên máy chủ. Còn chậm: báo CNTT khởi động lại dịch vụ.',
  },
  printer: {
    title: 'Máy in cần xem',
    means: 'Hết giấy, mở nắp, mất kết nối, hoặc cuộn giấy sắp hết. Số vẫn cấp và hiện trên màn hình.',
    first: 'Thay giấy, đóng nắp, cắm lại dây; rồi in lại phiếu của người vừa lấy số.',
  },
  speaker: {
    title: 'Loa không phát',
    means: 'Loa mất kết nối, trình duyệt chặn tiếng, hoặc lượt vừa rồi không ai nghe được.',
    first: 'Mời gọi miệng. Chạm màn hình máy loa, xem nguồn và mạng của nó.',
  },
  board: {
    title: 'Bảng không chạy',
    means: 'Bảng mất kết nối, đứng hình, hoặc hiện số cũ.',
    first: 'Tắt bật lại tivi của bảng ấy; chưa lên thì xem dây mạng.',
  },
  station: {
    title: 'Máy kiosk cần xem',
    means:
      'Trạm kiosk không nối với máy chủ (có giấy phép trong ngày thì vẫn cấp số K…), hai máy chạy cùng một danh tính và in trùng số, hoặc có số mà máy chủ không nhận.',
    first:
      'Mời người bệnh đến quầy. Xem máy kiosk có bật và có mạng không; hai máy cùng danh tính: tắt một máy; số không nhận: mời người cầm phiếu ấy đến quầy, báo CNTT.',
  },
  scanner: {
    title: 'Đầu đọc thẻ rời ra',
    means: 'Đầu đọc cắm vào máy chủ không trả lời; kiosk mời nhập số hoặc lấy số không cần thẻ.',
    first: 'Cắm lại dây USB của đầu đọc.',
  },
  backup: {
    title: 'Chưa có bản sao lưu mới',
    means: 'Hơn 45 phút không bản sao lưu nào thành công.',
    first: 'Báo CNTT xem thư mục sao lưu còn chỗ và còn ghi được không.',
  },
  'device-clock': {
    title: 'Đồng hồ của màn hình hoặc kiosk sai',
    means: 'Giờ của bảng, loa hoặc máy kiosk lệch máy chủ hơn 2 phút; số và lượt gọi vẫn đúng.',
    first: 'Khi rảnh: bật tự chỉnh giờ trên máy ấy.',
  },
};
