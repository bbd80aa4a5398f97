import type { Clinic } from '../../../core/queue/clinic-file.ts';
import { clinicOf, room, service } from './test-day.ts';

/**
 * A hospital whose visits are journeys: reception, the doctor, laboratory (results after half an hour) and
 * ultrasound side by side, back to the doctor, cashier, pharmacy. The emergency room goes on through the night.
 */
export function hospital(): Clinic {
  return clinicOf({
    services: [
      service('don', 'L', { kind: 'desk', policy: 'fifo', journey: 'kham' }),
      service('noi', 'A', { policy: 'target', streak: 3, overtakeCap: 2, dailyLimit: 40 }),
      service('mat', 'M', {
        policy: 'strict',
        hours: [
          { from: '06:00', to: '11:30' },
          { from: '13:00', to: '23:00' },
        ],
      }),
      service('xn', 'X', { kind: 'lab', policy: 'ratio', resultMinutes: 30 }),
      service('sa', 'S', { kind: 'lab', policy: 'accumulating' }),
      service('tien', 'B', { kind: 'cashier', policy: 'target', streak: 1 }),
      service('thuoc', 'H', { kind: 'pharmacy', policy: 'fifo' }),
      service('cc', 'K', { policy: 'target', streak: 2, overnight: true }),
    ],
    rooms: [
      room('q1', ['don']),
      room('pk1', ['noi']),
      { ...room('pk2', ['noi', 'mat']), weights: { mat: 3 } },
      room('lab', ['xn', 'sa']),
      room('sieu-am', ['sa']),
      room('quay', ['tien', 'thuoc']),
      room('cc1', ['cc']),
    ],
    journeys: [
      {
        id: 'kham',
        name: { vi: 'Khám bệnh' },
        stages: [['don'], ['noi'], ['xn', 'sa'], ['noi'], ['tien'], ['thuoc']],
      },
      { id: 'ngan', name: { vi: 'Khám nhanh' }, stages: [['noi'], ['thuoc']] },
      { id: 'dem', name: { vi: 'Cấp cứu đêm' }, stages: [['cc'], ['xn'], ['cc']] },
    ],
    boards: [],
    speakers: [],
  });
}
