import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDay } from '../../../core/queue/day.ts';
import { copyOf } from '../../../core/queue/day-copy.ts';
import { anyMorning, bookedMorning, busyMorning } from './day-steps.ts';
import { hospital } from './hospital.ts';
import { type Rules, rules } from './house-rules.ts';
import { Morning } from './morning.ts';
import { portrait } from './portrait.ts';
import { must } from './promises.ts';

const SEED = 20261130;
const clinic = hospital();

/** Folds every entry into a copy first: the day itself must not notice, and then become the same. */
const byCopy = (): Rules => ({
  ...rules,
  evolve(day, entry) {
    const before = portrait(day);
    const copy = copyOf(day);
    must(isDeepStrictEqual(portrait(copy), before), 'a copy is the same day');
    rules.evolve(copy, entry);
    must(isDeepStrictEqual(portrait(day), before), 'what is folded into a copy is not seen in the day');
    rules.evolve(day, entry);
    must(isDeepStrictEqual(portrait(day), portrait(copy)), 'a copy goes on as the day does');
  },
});

describe(`a copy of a day (seed ${SEED})`, () => {
  it('has every part of it', () => {
    const day = emptyDay(clinic);
    expect(copyOf(day)).toEqual(day);
  });

  it.each([
    ['any', anyMorning, 3],
    ['busy', busyMorning, 1],
    ['booked', bookedMorning, 5],
  ] as const)('(%s) is a day of its own, whatever happens in either', (_kind, mornings, numRuns) => {
    const property = fc.property(mornings, (steps) => new Morning(clinic, byCopy).play(steps));
    fc.assert(property, { seed: SEED, numRuns });
  });
});
