import { readClinic } from '../core/queue/clinic-check.ts';
import type { Clinic, ClinicService } from '../core/queue/clinic-file.ts';

/** By which rule the services of the model clinic call; `returnTarget` in minutes, counted from the results. */
export type ModelRule = { policy: ClinicService['policy']; streak: number; returnTarget: number };

/** Minutes of one patient, rooms, and minutes until results, of each service of the model clinic. */
const work = [
  { id: 'tiep-don', vi: 'Tiếp đón', series: 'T', kind: 'desk', minutes: 1.5, rooms: 2, results: 0 },
  { id: 'kham', vi: 'Khám bệnh', series: 'A', kind: 'exam', minutes: 7, rooms: 6, results: 0 },
  { id: 'xet-nghiem', vi: 'Xét nghiệm máu', series: 'X', kind: 'lab', minutes: 3, rooms: 1, results: 45 },
  { id: 'x-quang', vi: 'X-quang', series: 'H', kind: 'lab', minutes: 4, rooms: 1, results: 10 },
  { id: 'sieu-am', vi: 'Siêu âm', series: 'S', kind: 'lab', minutes: 8, rooms: 2, results: 0 },
  { id: 'thu-ngan', vi: 'Thu ngân', series: 'B', kind: 'cashier', minutes: 2, rooms: 2, results: 0 },
  { id: 'thuoc', vi: 'Nhà thuốc', series: 'L', kind: 'pharmacy', minutes: 2, rooms: 2, results: 0 },
] as const;

/** An outpatient clinic with six doctors, three labs, cashier and pharmacy; every service calls by the same rule. */
export function modelClinic({ policy, streak, returnTarget }: ModelRule): Clinic {
  const targets = { return: returnTarget, priority: 20, appointment: 20, normal: 60 };
  const read = readClinic({
    site: 'mo-hinh',
    name: 'Phòng khám mô hình',
    services: work.map(({ id, vi, series, kind, minutes, results }) => ({
      ...{ id, name: { vi }, series, kind, minutes, policy, streak, targets },
      resultMinutes: results,
      kiosk: id === 'tiep-don',
      ...(id === 'tiep-don' ? { journey: 'ngoai-tru' } : {}),
    })),
    rooms: work.flatMap(({ id, vi, rooms }) =>
      Array.from({ length: rooms }, (_, index) => ({
        id: `${id}-${index + 1}`,
        label: { vi: `${vi} ${index + 1}` },
        services: [id],
      })),
    ),
    journeys: [
      {
        id: 'ngoai-tru',
        name: { vi: 'Ngoại trú' },
        stages: [['tiep-don'], ['kham'], ['thu-ngan'], ['thuoc']],
      },
    ],
  });
  if (!read.ok) throw new Error(`${read.fault.path.join('.')} should be ${read.fault.should}`);
  return read.clinic;
}

/** Doctors' minutes that one visitor of the usual mix takes on average: 60 % come back for half as long. */
const EXAM_WORK = 7 * (1 + 0.6 * 0.5);
const DOCTORS = 6;

/** How many visitors make that load of the doctors in a session of so many minutes. */
export function visitorsAt(load: number, sessionMinutes: number): number {
  return Math.round((load * DOCTORS * sessionMinutes) / EXAM_WORK);
}
