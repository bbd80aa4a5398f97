import type { TicketFace } from '../../display/ticket-face.ts';

const noi = { vi: 'Khám Nội', en: 'Internal medicine' };
const lab = { vi: 'Xét nghiệm', en: 'Laboratory' };
const desk = { vi: 'Thu viện phí', en: 'Cashier' };

/** A fictional ticket in the queue of a morning, told by the server at 9:10. */
export const waitingFace: TicketFace = {
  code: 'A012',
  state: 'waiting',
  ahead: 4,
  wait: { from: 20, to: 35 },
  service: noi,
  room: null,
  place: { vi: 'Phòng khám 1, Phòng khám 2 – Tầng 1, nhà A', en: 'Room 1, Room 2 – Floor 1, block A' },
  arrow: 'none',
  calls: 0,
  backAt: null,
  steps: [{ name: noi, state: 'open' }],
  facility: 'Bệnh viện Đa khoa Minh Họa',
  updatedAt: Date.parse('2026-11-22T09:10:00+07:00'),
  nextPollMs: 15_000,
};

/** The same ticket called. */
export const calledFace: TicketFace = {
  ...waitingFace,
  state: 'called',
  ahead: 0,
  wait: null,
  room: { vi: 'Phòng khám 1', en: 'Room 1' },
  place: { vi: 'Tầng 1, nhà A', en: 'Floor 1, block A' },
  arrow: 'left',
  calls: 1,
  nextPollMs: 5_000,
};

/** The steps of a visit with the lab behind it and the doctor, who waits for the results, before it. */
export const visitSteps: TicketFace['steps'] = [
  { name: noi, state: 'done' },
  { name: lab, state: 'done' },
  { name: noi, state: 'open' },
  { name: { vi: 'X-quang', en: 'X-ray' }, state: 'skipped' },
  { name: desk, state: 'ahead' },
];
