import type { Slip } from '../../kiosk/station/paper.ts';

/** A slip of nobody. */
export const slip: Slip = {
  ticket: 't1',
  facility: 'Bệnh viện Đa khoa Minh Họa',
  code: 'A017',
  serviceName: { vi: 'Khám Nội', en: null },
  place: { vi: 'Phòng khám 1', en: null },
  priority: false,
  maskedName: null,
  ahead: 3,
  window: null,
  url: 'http://localhost:8080/t/abc',
  issuedAt: '07:30 22/11/2026',
  kiosk: 'kiosk',
  reprint: 0,
  instructions: [],
};
