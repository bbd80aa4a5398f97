import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDay } from '../../../core/queue/day.ts';
import { brokenHouses } from './broken-houses.ts';
import { brokenRooms } from './broken-rooms.ts';
import { brokenVisits } from './broken-visits.ts';
import { anyMorning, bookedMorning, busyMorning } from './day-steps.ts';
import { hospital } from './hospital.ts';
import { type Rules, rules } from './house-rules.ts';
import { Morning } from './morning.ts';
import { portrait } from './portrait.ts';
import { Broken } from './promises.ts';

const SEED = 20261124;
/** A broken house is looked at for longer; most are found out on one of the first mornings. */
const LOOKS = 300;
const clinic = hospital();

const mornings = { any: anyMorning, busy: busyMorning, booked: bookedMorning };

/** Plays seeded mornings; what went wrong first, or null when every promise was kept. */
function firstBroken(kind: keyof typeof mornings, make: () => Rules): unknown {
  const property = fc.property(mornings[kind], (steps) => new Morning(clinic, make).play(steps));
  const { failed, errorInstance } = fc.check(property, { seed: SEED, numRuns: LOOKS, endOnFailure: true });
  return failed ? errorInstance : null;
}

describe('the picture of a day', () => {
  it('leaves out nothing of it but what the clinic file says', () => {
    const {
      clinic: _clinic,
      services: _services,
      rooms: _rooms,
      waiting: _waiting,
      ...rest
    } = emptyDay(clinic);
    expect(Object.keys(portrait(emptyDay(clinic))).sort()).toEqual([...Object.keys(rest), 'lines'].sort());
  });
});

describe(`a morning (seed ${SEED})`, () => {
  it.each([
    ['any', 40],
    ['busy', 25],
    ['booked', 30],
  ] as const)('(%s) keeps every promise: numbers, places, rooms, calls, undo, replay', (kind, numRuns) => {
    const property = fc.property(mornings[kind], (steps) => new Morning(clinic, () => rules).play(steps));
    fc.assert(property, { seed: SEED, numRuns });
  });
});

describe(`a house that is broken (seed ${SEED})`, () => {
  it.each(Object.entries({ ...brokenHouses, ...brokenVisits, ...brokenRooms }))(
    'is found out when it %s',
    (_mistake, { promise, on, make }) => {
      expect(firstBroken(on ?? 'any', make)).toEqual(new Broken(promise));
    },
  );
});
