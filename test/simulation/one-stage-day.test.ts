import { describe, expect, it } from 'vitest';
import { drawDay, loads, SEED_STEP } from '../../simulation/one-stage-day.ts';
import { mulberry32 } from '../../simulation/random.ts';

const taken = (seed: number, count: number): number[] => {
  const chance = mulberry32(seed);
  return Array.from({ length: count }, () => chance.next());
};

describe('chance', () => {
  it('gives the published numbers for a seed', () => {
    expect(taken(7919, 6)).toEqual([
      0.6900994984898716, 0.7416439699009061, 0.37708328501321375, 0.8080410938709974, 0.24781381688080728,
      0.687022689031437,
    ]);
    expect(taken(1, 3)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  it('takes two numbers for every normal one and keeps none back', () => {
    const chance = mulberry32(5);
    chance.normal();
    expect(chance.next()).toBe(taken(5, 3)[2]);
  });
});

describe('a morning of the model', () => {
  const morning = drawDay(SEED_STEP, 0.95);

  it('has the published patients', () => {
    expect(morning.find(({ id }) => id === 0)).toEqual({
      id: 0,
      line: 'normal',
      arrival: 91.63123825821094,
      slot: null,
      service: 6.205240777425655,
    });
    expect(morning.find(({ id }) => id === 200)).toEqual({
      id: 200,
      line: 'appointment',
      arrival: 8.047488089026933,
      slot: 20,
      service: 9.882709132256359,
    });
  });

  it('has the published number of people in each class, and the same work', () => {
    const count = (line: string): number => morning.filter((each) => each.line === line).length;
    expect([morning.length, ...['urgent', 'priority', 'appointment', 'normal'].map(count)]).toEqual([
      216, 6, 47, 36, 127,
    ]);
    expect(morning.reduce((sum, { service }) => sum + service, 0)).toBeCloseTo(1537.8584266632154, 9);
    expect(morning.slice(0, 4).map(({ id }) => id)).toEqual([183, 27, 66, 59]);
    expect(morning[0]!.arrival).toBe(-30);
  });

  it('has as many people as published on the first three days at each load', () => {
    const sizes = loads.map((load) => [1, 2, 3].map((day) => drawDay(day * SEED_STEP, load).length));
    expect(sizes).toEqual([
      [193, 192, 192],
      [216, 212, 215],
      [238, 235, 237],
    ]);
  });
});
