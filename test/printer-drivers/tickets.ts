import type { TicketFacts } from '../../printer-drivers/ticket-slip.ts';

/** A ticket beside whose service a masked name may stand. */
type NamedTicket = Extract<TicketFacts, { readonly sensitive?: false }>;

/** An ordinary ticket of a fictional patient, with everything a hospital can turn on. */
export const TICKET: NamedTicket = {
  facility: 'Bệnh viện Đa khoa Minh Họa',
  code: 'A027',
  serviceName: { vi: 'Khám Nội', en: 'Internal medicine' },
  place: { vi: 'Phòng khám 1 · Tầng 2', en: 'Room 1, 2nd floor' },
  priority: true,
  maskedName: 'N.V. Bình',
  ahead: 12,
  window: { from: '09:30', to: '10:00' },
  url: 'https://bv.example.vn/t/q7Rk2mXw9LpZ',
  issuedAt: '08:12 22/11/2026',
  kiosk: 'Kiosk 1',
  reprint: 0,
  instructions: [
    'Giữ phiếu, nhìn màn hình và nghe gọi số.',
    'Lỡ lượt: đến quầy 1.',
    'Phiếu có giá trị trong 30 phút sau khi gọi.',
  ],
};

/** A ticket whose every word is as long as a hospital can make it. */
export const LONGEST_TICKET: NamedTicket = {
  ...TICKET,
  facility: 'Bệnh viện Đa khoa khu vực Minh Họa cơ sở 2 thành phố Hồ Chí Minh',
  code: 'A1027',
  serviceName: {
    vi: 'Khám chuyên khoa Tai Mũi Họng theo yêu cầu ngoài giờ',
    en: 'Ear, nose and throat, by appointment',
  },
  place: {
    vi: 'Phòng khám Tai Mũi Họng số 2 – Tầng 3 nhà B khu kỹ thuật cao',
    en: 'ENT examination room 2, 3rd floor, building B',
  },
  reprint: 2,
  instructions: [...TICKET.instructions, 'Hỏi nhân viên áo xanh khi cần giúp đỡ thêm.'],
};
