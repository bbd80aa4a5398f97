import type { BoardFace } from '../../core/queue/board-face.ts';
import type { BoardRoom, BoardState } from '../../core/queue/views.ts';

const LABELS = ['Phòng khám 1', 'Phòng khám 2', 'Phòng siêu âm', 'Quầy thu ngân 3', 'Phòng khám 5'];

/** A hall of `rooms` rooms in mid-morning; `calledAt` is the ISO time of the last call, of the first room. */
export function sampleBoard(rooms: number, calledAt: string): BoardState {
  const all = Array.from({ length: rooms }, (_, i) => sampleRoom(i, calledAt));
  return {
    board: 'hall',
    rooms: all,
    calls: all.map(({ id, now }, i) => ({
      callId: `call-${i}`,
      rev: 0,
      code: now?.code ?? 'A000',
      room: id,
      at: i === 0 ? calledAt : '2026-11-22T07:30:00+07:00',
      priority: false,
      name: null,
    })),
    face: sampleFace({}),
    notices: [],
    slides: [],
  };
}

function sampleRoom(i: number, calledAt: string): BoardRoom {
  const series = 'AHBSM'.charAt(i % 5);
  const code = (number: number): string => `${series}${String(number).padStart(3, '0')}`;
  return {
    id: `pk${i + 1}`,
    label: { vi: LABELS[i] ?? `Phòng khám ${i + 1}` },
    arrow: (['right', 'left', 'up', 'down', 'none'] as const)[i % 5]!,
    now: { code: code(12 + i), state: i === 0 ? 'called' : 'serving', calledAt },
    next: [code(14 + i), code(888), code(20), code(21), code(22)],
    waiting: 9,
    status: 'open',
    wait: null,
    kind: 'exam',
    missed: [],
  };
}

/** The face of a board on 43 inches, read from 8 m; `parts` replaces. */
export function sampleFace(parts: Partial<BoardFace>): BoardFace {
  return {
    layout: 'auto',
    letterRem: 10.2,
    rows: 6,
    slidesAfterSeconds: 60,
    hours: [],
    night: { from: '20:00', to: '05:00' },
    spoken: false,
    ...parts,
  };
}

/** A time as the server writes it, `ms` since 1970. */
export function isoAt(ms: number): string {
  return `${new Date(ms + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}
