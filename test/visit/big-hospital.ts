import { readClinic } from '../../core/queue/clinic-check.ts';
import type { Clinic } from '../../core/queue/clinic-file.ts';

/** Rooms and minutes of one patient: short ones, so that forty rooms see ten thousand visits through in a day. */
const departments = [
  { id: 'noi', vi: 'Khám Nội', series: 'A', kind: 'exam', rooms: 8, minutes: 1, results: 0 },
  { id: 'nhi', vi: 'Khám Nhi', series: 'H', kind: 'exam', rooms: 5, minutes: 1, results: 0 },
  { id: 'san', vi: 'Khám Sản', series: 'S', kind: 'exam', rooms: 4, minutes: 1, results: 0 },
  { id: 'mat', vi: 'Khám Mắt', series: 'M', kind: 'exam', rooms: 4, minutes: 1, results: 0 },
  { id: 'ngoai', vi: 'Khám Ngoại', series: 'G', kind: 'exam', rooms: 3, minutes: 1, results: 0 },
  { id: 'xet-nghiem', vi: 'Xét nghiệm', series: 'X', kind: 'lab', rooms: 3, minutes: 0.4, results: 20 },
  { id: 'x-quang', vi: 'X-quang', series: 'B', kind: 'lab', rooms: 3, minutes: 0.4, results: 5 },
  { id: 'sieu-am', vi: 'Siêu âm', series: 'K', kind: 'lab', rooms: 3, minutes: 0.4, results: 0 },
  { id: 'thu-ngan', vi: 'Thu viện phí', series: 'C', kind: 'cashier', rooms: 3, minutes: 0.18, results: 0 },
  { id: 'nha-thuoc', vi: 'Nhà thuốc', series: 'N', kind: 'pharmacy', rooms: 3, minutes: 0.18, results: 0 },
] as const;
/** A door behind which the doctor sees two kinds of patients. */
const BOTH = { id: 'pk-chung', label: { vi: 'Phòng khám chung' }, services: ['noi', 'ngoai'] };

/** A hospital of forty rooms: five examinations with the way to cashier and pharmacy, three labs, no speakers. */
export function bigHospital(): Clinic {
  const exams = departments.filter(({ kind }) => kind === 'exam');
  const read = readClinic({
    site: 'benh-vien-lon',
    name: 'Bệnh viện bốn mươi phòng',
    services: departments.map(({ id, vi, series, kind, minutes, results }) => ({
      ...{ id, name: { vi }, series, kind, minutes, resultMinutes: results, kiosk: kind === 'exam' },
      ...(kind === 'exam' ? { journey: `kham-${id}` } : {}),
    })),
    rooms: [
      ...departments.flatMap(({ id, vi, rooms }) =>
        Array.from({ length: rooms }, (_, index) => ({
          id: `${id}-${index + 1}`,
          label: { vi: `${vi} ${index + 1}` },
          services: [id],
        })),
      ),
      BOTH,
    ],
    journeys: exams.map(({ id, vi }) => ({
      id: `kham-${id}`,
      name: { vi },
      stages: [[id], ['thu-ngan'], ['nha-thuoc']],
    })),
    boards: [{ id: 'noi', rooms: ['noi-1', 'noi-2', 'noi-3', 'noi-4'], rows: 6 }],
  });
  if (!read.ok) throw new Error(`${read.fault.path.join('.')} should be ${read.fault.should}`);
  return read.clinic;
}
