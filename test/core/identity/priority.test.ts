import { describe, expect, it } from 'vitest';
import { ageClasses } from '../../../core/identity/priority.ts';
import { priorityClassTable } from '../../../core/identity/priority-class-table.ts';
import { readCard } from '../../../core/identity/read-card.ts';
import { citizenText, insuranceText } from './sample-cards.ts';

/** The classes of somebody born then, on that day, as `TE`, `NCT`, or with `?` where it is not certain. */
function classes(dob: string, today: string): string {
  const text = citizenText({ dob: dob.split('-').reverse().join(''), issued: '' });
  return ageClasses(readCard(text, today), today)
    .map(({ code, certain }) => code + (certain ? '' : '?'))
    .join(' ');
}

/** The same for a child's insurance card with the object group for children under 6. */
function cardClasses(dob: string, today: string): string {
  const text = insuranceText({ 0: 'TE1242401234567', 2: dob });
  return ageClasses(readCard(text, today), today)
    .map(({ code, certain }) => code + (certain ? '' : '?'))
    .join(' ');
}

describe('a child', () => {
  it.each([
    ['2020-11-23', '2026-11-22', 'TE'],
    ['2020-11-22', '2026-11-22', ''],
    ['2020-11-22', '2026-11-21', 'TE'],
    ['2026-11-22', '2026-11-22', 'TE'],
    ['2021-01-01', '2026-12-31', 'TE'],
    ['2021-01-01', '2027-01-01', ''],
  ])('born %s goes first on %s until the sixth birthday', (dob, today, expected) => {
    expect(classes(dob, today)).toBe(expected);
  });

  it('born on 29 February turns six on 1 March of a common year', () => {
    expect(classes('2020-02-29', '2026-02-28')).toBe('TE');
    expect(classes('2020-02-29', '2026-03-01')).toBe('');
  });

  it.each([
    ['2021', '2026-11-22', 'TE'],
    ['2020', '2026-11-22', ''],
    ['2020', '2025-12-31', 'TE'],
    ['2020-12', '2026-11-22', 'TE'],
    ['2020-11', '2026-11-22', ''],
    ['2020-11', '2026-10-31', 'TE'],
  ])('born some time in %s goes first on %s only if that is certain', (dob, today, expected) => {
    expect(classes(dob, today)).toBe(expected);
  });

  it.each([
    ['2020', '2026-11-22', 'TE?'],
    ['2019', '2026-11-22', ''],
    ['11/2020', '2026-11-22', 'TE?'],
    ['10/2020', '2026-11-22', ''],
    ['2021', '2026-11-22', 'TE'],
    ['22/11/2020', '2026-11-22', ''],
  ])('born %s with a TE1 card on %s is believed where the date cannot decide', (dob, today, expected) => {
    expect(cardClasses(dob, today)).toBe(expected);
  });

  it('whose TE1 number was typed goes first, to be checked', () => {
    expect(ageClasses(readCard('TE1242401234567', '2026-11-22'), '2026-11-22')).toEqual([
      { code: 'TE', certain: false },
    ]);
    expect(ageClasses(readCard('TE2242401234567', '2026-11-22'), '2026-11-22')).toEqual([]);
    expect(ageClasses(readCard('2401234567', '2026-11-22'), '2026-11-22')).toEqual([]);
  });
});

describe('an elder', () => {
  it.each([
    ['1951-11-22', '2026-11-22', 'NCT'],
    ['1951-11-23', '2026-11-22', ''],
    ['1930-01-01', '2026-11-22', 'NCT'],
    ['1951', '2026-01-01', 'NCT?'],
    ['1952', '2026-12-31', ''],
    ['1940', '2026-11-22', 'NCT?'],
    ['1951-11', '2026-11-01', 'NCT?'],
    ['1951-12', '2026-11-30', ''],
    ['1985-03-15', '2026-11-22', ''],
  ])('born %s, on %s', (dob, today, expected) => {
    expect(classes(dob, today)).toBe(expected);
  });

  it('born on 29 February turns 75 on 1 March of a common year', () => {
    expect(classes('1952-02-29', '2027-02-28')).toBe('');
    expect(classes('1952-02-29', '2027-03-01')).toBe('NCT');
  });
});

describe('the classes that go first', () => {
  it('are none for a number alone and for a refused scan', () => {
    expect(ageClasses(readCard('024051001234', '2026-11-22'), '2026-11-22')).toEqual([]);
    expect(ageClasses(readCard('x', '2026-11-22'), '2026-11-22')).toEqual([]);
  });

  it('come from a scan by age alone; emergencies only from staff', () => {
    const by = (way: string): string[] =>
      Object.entries(priorityClassTable)
        .filter(([, entry]) => entry.by === way)
        .map(([code]) => code);
    expect(by('scan')).toEqual(['TE', 'NCT']);
    expect(by('declared')).toEqual(['TH', 'KT', 'CCM']);
    expect(by('staff')).toEqual(['CC']);
  });
});
