import type { CardReading } from './card.ts';

export type AgeClass = { readonly code: 'TE' | 'NCT'; readonly certain: boolean };

const ELDER_AGE = 75;
const CHILD_AGE = 6;

/** The day, month or year `years` after a birth date, in the precision of that date. */
const birthday = (dob: string, years: number): string => `${Number(dob.slice(0, 4)) + years}${dob.slice(4)}`;

/** Whether the birthday has come, at the precision of the birth date. */
function reached(dob: string, years: number, today: string): boolean {
  return today.slice(0, dob.length) >= birthday(dob, years);
}

/** The object group for children under 6 with its level, printed at the head of a 15-character number. */
function hasChildCard(reading: CardReading): boolean {
  return 'no' in reading && reading.no.startsWith('TE1');
}

/**
 * The classes that follow from age alone (Law 15/2023/QH15, article 3 clause 2): `TE` before the 6th
 * birthday, `NCT` from the 75th on. `today` is the local date `YYYY-MM-DD`.
 *
 * Somebody born on 29 February has the birthday on 1 March in common years, so the child goes first one day
 * more. A vague birth date gives `TE` only where every day it can mean does, and `NCT` marked as not certain
 * from the first day it can mean. A `TE1` insurance card gives `TE`, not certain, where the birth date is
 * missing or too vague to decide: such a card may outlast the birthday.
 */
export function ageClasses(reading: CardReading, today: string): AgeClass[] {
  if (reading.status === 'reject') return [];
  if (!('dob' in reading)) return hasChildCard(reading) ? [{ code: 'TE', certain: false }] : [];
  const { dob } = reading;
  const isExact = dob.length === 10;
  if (!reached(dob, CHILD_AGE, today)) return [{ code: 'TE', certain: true }];
  const isUndecided = !isExact && today.slice(0, dob.length) === birthday(dob, CHILD_AGE);
  if (isUndecided && hasChildCard(reading)) return [{ code: 'TE', certain: false }];
  return reached(dob, ELDER_AGE, today) ? [{ code: 'NCT', certain: isExact }] : [];
}
