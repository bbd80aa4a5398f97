import { describe, expect, it } from 'vitest';
import { boardFace } from '../../../core/queue/board-face.ts';
import { leastLetterRem, mmPerRem, mostRows, sizeLine } from '../../../core/queue/board-size.ts';
import { readClinic } from '../../../core/queue/clinic-check.ts';
import { clinicJson, clinicOf, room, service } from './test-day.ts';

const boardFaultOf = (board: Record<string, unknown>) => {
  const read = readClinic(clinicJson({ boards: [{ id: 'hall', rooms: ['pk1', 'pk2'], ...board }] }));
  return read.ok ? null : `${read.fault.path.join('.')} should be ${read.fault.should}`;
};

describe('the size of letters on a board', () => {
  it('is the distance divided by 200, on the panel that hangs there', () => {
    for (const [inches, farthestMetres, capMm] of [
      [43, 8, 40],
      [32, 3, 15],
      [55, 10, 50],
      [65, 12, 60],
    ] as const) {
      const rem = leastLetterRem({ inches, farthestMetres });
      const real = rem * 0.737 * mmPerRem(inches);
      expect(real).toBeGreaterThanOrEqual(capMm);
      expect(real).toBeLessThan(capMm * 1.03);
    }
  });

  it('leaves six rows on 43 inches at 8 m, fewer from farther and on a smaller one', () => {
    expect(mostRows({ inches: 43, farthestMetres: 8 })).toBe(6);
    expect(mostRows({ inches: 43, farthestMetres: 12 })).toBe(4);
    expect(mostRows({ inches: 32, farthestMetres: 8 })).toBe(4);
    expect(mostRows({ inches: 65, farthestMetres: 8 })).toBe(9);
    expect(sizeLine({ inches: 43, farthestMetres: 8 })).toBe('43 inch, 8 m: at most 6 rows, letters 40 mm');
  });

  it('stops the start when it would be too small, naming the key and what it should be', () => {
    expect(boardFaultOf({})).toBeNull();
    expect(boardFaultOf({ rows: 6 })).toBeNull();
    expect(boardFaultOf({ rows: 7 })).toBe(
      'boards.0.rows should be at most 6 for 43 inches seen from 8 m (letters of 40 mm)',
    );
    expect(boardFaultOf({ inches: 24, farthestMetres: 12 })).toBe(
      'boards.0.farthestMetres should be at most 9.5 for a television of 24 inches (letters of distance / 200)',
    );
    expect(boardFaultOf({ inches: 24, farthestMetres: 9.5 })).toBeNull();
    expect(boardFaultOf({ layout: 'door' })).toBe(
      'boards.0.layout should be auto, hall or rooms (a door shows one room)',
    );
    expect(boardFaultOf({ layout: 'wall' })).toBe('boards.0.layout should be one of auto, hall, rooms, door');
  });
});

describe('the face of a board', () => {
  const faceOf = (services: Record<string, unknown>[], board: Record<string, unknown>) => {
    const clinic = clinicOf({
      services,
      rooms: [room('pk1', ['noi']), room('pk2', ['mat'])],
      boards: [{ id: 'hall', rooms: ['pk1', 'pk2'], ...board }],
      speakers: [{ id: 'pk2', rooms: ['pk2'] }],
    });
    return boardFace(clinic, clinic.boards[0]!);
  };
  const morning = [{ from: '07:00', to: '11:30' }];
  const day = [{ from: '07:30', to: '16:30' }];

  it('is open whenever one of its services is, and always when one of them never closes', () => {
    const noi = service('noi', 'A', { hours: morning });
    expect(faceOf([noi, service('mat', 'M', { hours: day })], {}).hours).toEqual([...morning, ...day]);
    expect(faceOf([noi, service('mat', 'M', {})], {}).hours).toEqual([]);
    expect(faceOf([noi, service('mat', 'M', { hours: day, overnight: true })], {}).hours).toEqual([]);
  });

  it('knows whether a voice calls for one of its rooms', () => {
    const services = [service('noi', 'A', {}), service('mat', 'M', {})];
    expect(faceOf(services, {}).spoken).toBe(true);
    expect(faceOf(services, { rooms: ['pk1'] }).spoken).toBe(false);
  });

  it('has as many rows as can be read, or as the file says', () => {
    const services = [service('noi', 'A', {}), service('mat', 'M', {})];
    expect(faceOf(services, { inches: 65 }).rows).toBe(9);
    expect(faceOf(services, { inches: 65, rows: 3 }).rows).toBe(3);
  });
});
