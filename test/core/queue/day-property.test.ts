import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveNames } from '../../../core/queue/command.ts';
import { priorityClasses } from '../../../core/queue/ticket.ts';
import { brokenHouses, type Rules, rules } from './broken-houses.ts';
import { Morning, pauses, type Step } from './morning.ts';
import { Broken } from './promises.ts';
import { clinicOf } from './test-day.ts';

const SEED = 20261124;
const RUNS = 250;
const clinic = clinicOf({});
const services = clinic.services.map(({ id }) => id);
const rooms = clinic.rooms.map(({ id }) => id);

const who = fc.oneof({ weight: 3, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.nat(30) });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('come' as const),
      visitor: fc.constantFrom('an', 'bình', 'cúc', null, null),
      service: fc.constantFrom(...services),
      priority: fc.constantFrom(...priorityClasses, 'normal' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('next' as const),
      room: fc.constantFrom(...rooms),
      expecting: fc.constantFrom(
        'who is inside',
        'who is inside',
        'who is inside',
        'nobody',
        'somebody else',
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      move: fc.constantFrom(...moveNames, 'undo' as const),
      who,
      service: fc.constantFrom(...services),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('print' as const), who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(...pauses) }) },
);
const morning = fc.array(step, { minLength: 20, maxLength: 100, size: 'max' });

/** Plays seeded mornings; what went wrong first, or null when every promise was kept. */
function firstBroken(make: () => Rules): unknown {
  const property = fc.property(morning, (steps) => new Morning(clinic, make).play(steps));
  const { failed, errorInstance } = fc.check(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  return failed ? errorInstance : null;
}

describe(`any morning (seed ${SEED})`, () => {
  it('keeps every promise: numbers, places, rooms, calls, undo, replay', () => {
    const property = fc.property(morning, (steps) => new Morning(clinic, () => rules).play(steps));
    fc.assert(property, { seed: SEED, numRuns: RUNS });
  });
});

describe(`a house that is broken (seed ${SEED})`, () => {
  it.each(Object.entries(brokenHouses))('is found out when it %s', (_mistake, { promise, make }) => {
    expect(firstBroken(make)).toEqual(new Broken(promise));
  });
});
