/**
 * Why a command was refused: the code is part of the interface, the status is its HTTP status, the words are
 * for a person who must know what to do next.
 */
const faults = {
  'unknown-service': [404, 'There is no such service.', 'Không có dịch vụ này.'],
  'unknown-room': [404, 'There is no such room.', 'Không có phòng này.'],
  'unknown-ticket': [404, 'There is no such ticket today.', 'Hôm nay không có phiếu này.'],
  'unknown-speaker': [404, 'There is no such speaker.', 'Không có loa này.'],
  'speaker-muted': [409, 'The speaker is switched off.', 'Loa đang tạm tắt. Bật lại trước khi thử.'],
  'service-closed': [409, 'The service is closed now.', 'Dịch vụ hiện không nhận số. Mời đến quầy tiếp đón.'],
  'service-full': [
    409,
    'The service has given all numbers of today.',
    'Dịch vụ đã hết số hôm nay. Mời đến quầy tiếp đón.',
  ],
  'expected-mismatch': [
    409,
    'Somebody else is in the room already; look again.',
    'Phòng vừa được gọi ở máy khác. Xem lại rồi bấm tiếp.',
  ],
  'wrong-state': [
    409,
    'The ticket does not allow this now.',
    'Phiếu không ở trạng thái cho phép thao tác này.',
  ],
  'recall-too-soon': [409, 'Wait eight seconds between two recalls.', 'Chờ 8 giây giữa hai lần gọi lại.'],
  'recall-limit': [
    409,
    'Called again three times already; mark as absent instead.',
    'Đã gọi lại 3 lần. Bấm Vắng nếu không có người.',
  ],
  'nothing-to-undo': [
    409,
    'Nothing to undo, or more than ten seconds ago.',
    'Không có gì để hoàn tác, hoặc đã quá 10 giây.',
  ],
  'same-service': [409, 'The ticket waits for that service already.', 'Phiếu đang ở dịch vụ này.'],
  'same-priority': [409, 'The ticket has that priority already.', 'Phiếu đã ở mức ưu tiên này.'],
  'already-waiting-there': [
    409,
    'The person has an open ticket of that service already.',
    'Người này đã có số khác ở dịch vụ đó. Gọi số ấy, hoặc hủy một trong hai.',
  ],
  'unknown-journey': [
    404,
    'There is no such journey from this service.',
    'Không có lộ trình này cho dịch vụ.',
  ],
  'unknown-appointment': [404, 'There is no such appointment.', 'Không có lịch hẹn này.'],
  'appointment-used': [
    409,
    'This appointment was used already.',
    'Lịch hẹn này đã được dùng. Tìm phiếu đã cấp.',
  ],
  'appointment-twice': [
    422,
    'An appointment id stands twice in the list.',
    'Một mã hẹn đứng hai lần trong danh sách.',
  ],
  'day-out-of-reach': [
    422,
    'Appointments are taken for today and the next 31 days.',
    'Chỉ nhận lịch hẹn của hôm nay và 31 ngày tới.',
  ],
  'not-for-this-room': [
    409,
    'The ticket does not wait for a service of this room.',
    'Phiếu này không chờ dịch vụ của phòng. Chuyển dịch vụ trước, rồi gọi.',
  ],
  'room-closed': [409, 'The room is closed.', 'Phòng đang đóng. Mở phòng trước khi gọi.'],
  'room-occupied': [409, 'Somebody is in the room.', 'Trong phòng còn người bệnh. Hoàn tất trước khi đóng.'],
  'no-such-step': [409, 'The visit has no such step ahead.', 'Lượt khám không còn bước này.'],
  'last-step': [
    409,
    'It is the last step; cancel the ticket instead.',
    'Đây là bước cuối. Muốn bỏ thì bấm Hủy phiếu.',
  ],
  'empty-notice': [422, 'The notice has no text.', 'Thông báo chưa có chữ.'],
  'notice-over': [
    422,
    'The notice would be over before it begins.',
    'Giờ kết thúc phải sau bây giờ và sau giờ bắt đầu.',
  ],
  'too-many-notices': [
    409,
    'There are 20 notices already; end one first.',
    'Đã có 20 thông báo. Gỡ bớt một thông báo rồi thêm.',
  ],
  'unknown-board': [404, 'There is no such board.', 'Không có bảng này.'],
  'request-reused': [
    409,
    'This requestId was used with another body.',
    'Yêu cầu này đã được dùng cho việc khác. Thử lại.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>;

export type FaultCode = keyof typeof faults;
export type Fault = { code: FaultCode; status: number; title: string; advice: string };

/** The fault of a code with its status, an English title for machines and Vietnamese advice for people. */
export function faultOf(code: FaultCode): Fault {
  const [status, title, advice] = faults[code];
  return { code, status, title, advice };
}

/** Whether a text is the code of one of these faults. */
export function isFaultCode(text: string): text is FaultCode {
  return Object.hasOwn(faults, text);
}
