/** What a printer is fit for. `paperLow` prints; `unknown`: it does not say. */
export type HealthState =
  | 'ready'
  | 'paperLow'
  | 'paperOut'
  | 'coverOpen'
  | 'cutterError'
  | 'overheated'
  | 'offline'
  | 'unreachable'
  | 'unknown';

/** What staff should do, and what a patient is told; null where a patient need not hear of it. */
export type Advice = { readonly staff: string; readonly patient: string | null };

const ASK = 'Mời ghi nhớ hoặc chụp lại số trên màn hình. Cần phiếu giấy, mời đến quầy tiếp đón.';

const ADVICE: Record<HealthState, Advice> = {
  ready: { staff: 'Máy in sẵn sàng.', patient: null },
  paperLow: { staff: 'Sắp hết giấy: chuẩn bị cuộn mới.', patient: null },
  paperOut: {
    staff:
      'Hết giấy: mở nắp, thay cuộn mới, đóng nắp. Phiếu in dở có thể tự in tiếp: thu lại, không đưa cho người khác.',
    patient: `Máy in hết giấy. ${ASK}`,
  },
  coverOpen: {
    staff: 'Nắp máy in đang mở: đóng nắp cho đến khi nghe tiếng khớp.',
    patient: `Máy in chưa sẵn sàng. ${ASK}`,
  },
  cutterError: {
    staff: 'Kẹt dao cắt: tắt máy in, mở nắp, gỡ giấy kẹt, đóng nắp, bật lại rồi bấm "Đã gỡ kẹt giấy".',
    patient: `Máy in đang được xử lý. ${ASK}`,
  },
  overheated: {
    staff: 'Đầu in quá nóng: chờ vài phút, máy tự in lại khi nguội.',
    patient: `Máy in tạm nghỉ. ${ASK}`,
  },
  offline: {
    staff: 'Máy in đang tạm dừng: xem đèn báo và nút FEED; nếu không hết, tắt rồi bật lại máy in.',
    patient: `Máy in chưa sẵn sàng. ${ASK}`,
  },
  unreachable: {
    staff:
      'Không liên lạc được với máy in: kiểm tra nguồn điện, dây cáp và địa chỉ; chỉ một máy tính được nối tới máy in.',
    patient: `Chưa in được phiếu. ${ASK}`,
  },
  unknown: { staff: 'Máy in không báo tình trạng: hãy nhìn giấy in ra.', patient: null },
};

/** The words for a state of a printer: one sentence or two for staff, other ones for the patient. */
export function adviceFor(state: HealthState): Advice {
  return ADVICE[state];
}
