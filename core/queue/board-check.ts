import { farthestFor, leastCapMm, mostRows } from './board-size.ts';
import type { Clinic, ClinicBoard, ClinicFault } from './clinic-file.ts';

/** The first board that cannot be read from its farthest seat, or asks for what its rooms do not allow. */
export function boardFault({ boards }: Pick<Clinic, 'boards'>): ClinicFault | null {
  for (const [index, board] of boards.entries()) {
    const fault = faultOf(board);
    if (fault) return { path: ['boards', index, fault.key], should: fault.should };
  }
  return null;
}

function faultOf(board: ClinicBoard): { key: string; should: string } | null {
  const { inches, farthestMetres, rows, layout, rooms } = board;
  const farthest = farthestFor(inches);
  if (farthestMetres > farthest)
    return {
      key: 'farthestMetres',
      should: `at most ${farthest} for a television of ${inches} inches (letters of distance / 200)`,
    };
  const most = mostRows(board);
  if (rows !== undefined && rows > most)
    return {
      key: 'rows',
      should: `at most ${most} for ${inches} inches seen from ${farthestMetres} m (letters of ${Math.round(leastCapMm(board))} mm)`,
    };
  if (layout === 'door' && rooms.length > 1)
    return { key: 'layout', should: 'auto, hall or rooms (a door shows one room)' };
  return null;
}
