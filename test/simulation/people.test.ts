import { describe, expect, it } from 'vitest';
import { modelClinic } from '../../simulation/model-clinic-table.ts';
import { drawPeople, entrancesOf, usualMix } from '../../simulation/people.ts';
import { shareOf } from '../../simulation/percentile.ts';

const clinic = modelClinic({ policy: 'target', streak: 4, returnTarget: 15 });
const draw = (seed: number, patients: number) => drawPeople({ seed, clinic, patients, mix: usualMix });

describe('the people of a morning', () => {
  const people = draw(11, 4000);
  const labs = (stops: readonly { service: string }[]): number =>
    stops.filter(({ service }) => ['xet-nghiem', 'x-quang', 'sieu-am'].includes(service)).length;

  it('are the same for the same seed and others for another', () => {
    expect(draw(11, 50)).toEqual(draw(11, 50));
    expect(draw(12, 50)).not.toEqual(draw(11, 50));
  });

  it('come in the order of arrival, each with an id of their own', () => {
    expect(people.map(({ arrival }) => arrival)).toEqual(
      people.map(({ arrival }) => arrival).sort((a, b) => a - b),
    );
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
  });

  it('are of each class and each amount of lab work as often as the mix says', () => {
    expect(shareOf(people, ({ priority }) => priority === 'priority')).toBeCloseTo(0.25, 1);
    expect(shareOf(people, ({ priority }) => priority === 'appointment')).toBeCloseTo(0.18, 1);
    for (const [count, share] of usualMix.labs.entries())
      expect(Math.abs(shareOf(people, ({ stops }) => labs(stops) === count) - share)).toBeLessThan(0.02);
    const stops = people.flatMap((each) => each.stops);
    expect(shareOf(stops, ({ absentMinutes }) => absentMinutes !== null)).toBeCloseTo(0.03, 2);
  });

  it('see the doctor again after the labs, no lab twice, and then pay', () => {
    for (const { stops } of people) {
      const way = stops.map(({ service }) => service);
      const middle = way.slice(2, -2);
      expect([...way.slice(0, 2), ...way.slice(-2)]).toEqual(['tiep-don', 'kham', 'thu-ngan', 'thuoc']);
      expect(middle.length).toBe(labs(stops) === 0 ? 0 : labs(stops) + 1);
      if (middle.length > 0) expect(middle.at(-1)).toBe('kham');
      expect(new Set(middle).size).toBe(middle.length);
    }
  });

  it('have a slot exactly when they have an appointment', () => {
    expect(people.every(({ slot, priority }) => (slot !== null) === (priority === 'appointment'))).toBe(true);
  });

  it('begin where a kiosk lets them, as often as there are rooms', () => {
    expect(entrancesOf(clinic)).toEqual([{ service: 'tiep-don', share: 1 }]);
    const open = clinic.services.map((each) => ({ ...each, kiosk: each.kind === 'exam' || each.kiosk }));
    expect(entrancesOf({ ...clinic, services: open })).toEqual([
      { service: 'tiep-don', share: 2 / 8 },
      { service: 'kham', share: 6 / 8 },
    ]);
    const reception = clinic.services.map(({ journey: _journey, ...each }) => ({ ...each, reception: true }));
    expect(entrancesOf({ ...clinic, services: reception })).toEqual([]);
  });
});
