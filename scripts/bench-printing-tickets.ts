import { findProfile } from '../printer-drivers/profile.ts';
import { type PrintMode, type SlipJob, slipJob, slipRows } from '../printer-drivers/slip-job.ts';
import type { TicketFacts } from '../printer-drivers/ticket-facts.ts';
import type { TicketLayout } from '../printer-drivers/ticket-layout.ts';
import { layoutTicket } from '../printer-drivers/ticket-slip.ts';

const GIVEN_NAMES = ['Bình', 'Hằng', 'Huệ', 'Đức', 'Nguyệt', 'Thủy', 'Ẩn', 'Vững'];

/** The n-th fictional patient's ticket: number, name, code and times differ. */
export function ticketNumber(n: number): TicketFacts {
  return {
    facility: 'Bệnh viện Đa khoa Minh Họa',
    code: `A${String(n % 1000).padStart(3, '0')}`,
    serviceName: { vi: 'Khám Nội', en: 'Internal medicine' },
    place: { vi: `Phòng khám ${(n % 9) + 1} · Tầng 2`, en: `Room ${(n % 9) + 1}, 2nd floor` },
    priority: n % 2 === 0,
    maskedName: `N.V. ${GIVEN_NAMES[n % GIVEN_NAMES.length] ?? ''}`,
    ahead: n % 40,
    window: { from: '09:30', to: '10:00' },
    url: `https://bv.example.vn/t/${(n * 7919 + 1e9).toString(36)}q7Rk2m`,
    issuedAt: '08:12 22/11/2026',
    kiosk: 'Kiosk 1',
    reprint: 0,
    instructions: [
      'Giữ phiếu, nhìn màn hình và nghe gọi số.',
      'Lỡ lượt: đến quầy 1.',
      'Phiếu có giá trị trong 30 phút sau khi gọi.',
    ],
  };
}

/** The same with every word as long as a hospital can make it, a number of five letters, now and then a reprint. */
export function longTicketNumber(n: number): TicketFacts {
  const usual = ticketNumber(n);
  return {
    ...usual,
    facility: 'Bệnh viện Đa khoa khu vực Minh Họa cơ sở 2 thành phố Hồ Chí Minh',
    code: `M${1000 + n}`,
    serviceName: {
      vi: 'Khám chuyên khoa Tai Mũi Họng theo yêu cầu ngoài giờ',
      en: 'Ear, nose and throat, by appointment',
    },
    place: {
      vi: 'Phòng khám Tai Mũi Họng số 2 – Tầng 3 nhà B khu kỹ thuật cao',
      en: 'ENT examination room 2, 3rd floor, building B',
    },
    reprint: n % 3,
    instructions: [...usual.instructions, 'Hỏi nhân viên áo xanh khi cần giúp đỡ thêm.'],
  };
}

/** The bytes of a ticket as a printer of that profile gets them. */
export function ticketJob(id: string, mode: PrintMode, layout: TicketLayout, ticket: TicketFacts): SlipJob {
  const profile = findProfile(id);
  if (!profile) throw new Error(`no profile ${id}`);
  const made = slipJob(
    layoutTicket(ticket, layout, profile, (slip) => slipRows(slip, profile, mode)),
    profile,
    mode,
  );
  if (!made.ok) throw new Error(made.fault.code);
  return made.job;
}
