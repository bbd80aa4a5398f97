import type { Sex } from './card.ts';
import { provinceTable } from './province-table.ts';

export type PersonalNumber = {
  readonly province: string | null;
  readonly sex: Sex;
  readonly birthYear: number;
};

/**
 * What the 12 digits of a personal number say by themselves (Circular 59/2021/TT-BCA): place of birth
 * registration, sex and century in one digit, year. There is no check digit. `province` is null for a code
 * outside the list, which is lawful: births registered abroad carry a country code.
 */
export function readPersonalNumber(id: string): PersonalNumber {
  const century = Number(id[3]);
  return {
    province: provinceTable[id.slice(0, 3)] ?? null,
    sex: century % 2 === 0 ? 'M' : 'F',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(id.slice(4, 6)),
  };
}
