/**
 * Why a command was refused: the code is part of the interface, the status is its HTTP status, the words are
 * for a person who must know what to do next.
 */
const faults = {
  'unknown-service': [404, 'There is no such service.', 'Không có dịch vụ này.'],
  'unknown-room': [404, 'There is no such room.', 'Không có phòng này.'],
  'unknown-ticket': [404, 'There is no such ticket today.', 'Hôm nay không có phiếu này.'],
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
  'already-waiting-there': [
    409,
    'The person has an open ticket of that service already.',
    'Người này đã có số khác ở dịch vụ đó. Gọi số ấy, hoặc hủy một trong hai.',
  ],
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
