import { codes, families, homes, men, otherMen, otherWomen, places, women } from './fictional-words-table.ts';

export type Random = () => number;

/** Numbers in [0, 1) that a seed gives again and again (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to and without `end`. */
export function upTo(end: number, random: Random): number {
  return Math.floor(random() * end);
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], random: Random): T {
  return list[upTo(list.length, random)]!;
}

/** What a fictional citizen card says, in the form a reading has, and the text of its code. */
export type FictionalCard = {
  readonly id: string;
  readonly oldId: string | null;
  readonly name: string;
  readonly dob: string;
  readonly sex: 'M' | 'F';
  readonly address: string;
  readonly issued: string;
  readonly text: string;
};

const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, () => upTo(10, random)).join('');

const two = (n: number): string => String(n).padStart(2, '0');

function nameOf(isMan: boolean, random: Random): string {
  if (random() < 0.08) return pick(isMan ? otherMen : otherWomen, random);
  const name = `${pick(families, random)} ${pick(isMan ? men : women, random)}`;
  return random() < 0.1 ? name.toUpperCase() : name;
}

function addressOf(random: Random): string {
  const [ward, district, province] = pick(places, random);
  const parts = random() < 0.7 ? [pick(homes, random), ward] : [ward];
  return [...parts, ...(random() < 0.6 ? [district] : []), province].join(', ');
}

/** A citizen card that reads `ok`; a tenth of the birth dates have no day and month. */
export function fictionalCard(random: Random): FictionalCard {
  const isMan = random() < 0.5;
  const year = 1930 + upTo(90, random);
  const [month, day] = [two(1 + upTo(12, random)), two(1 + upTo(28, random))];
  const century = (year < 2000 ? 0 : 2) + (isMan ? 0 : 1);
  const id = `${pick(codes, random)}${century}${two(year % 100)}${digits(6, random)}`;
  const oldId = random() < 0.4 ? digits(9, random) : null;
  const [name, address] = [nameOf(isMan, random), addressOf(random)];
  const isVague = random() < 0.1;
  const issuedYear = 2021 + upTo(5, random);
  const sex = isMan ? 'Nam' : 'Nữ';
  const dobText = isVague ? `${year}` : `${day}${month}${year}`;
  const tail = random() < 0.3 ? '||||' : '';
  return {
    id,
    oldId,
    name,
    dob: isVague ? `${year}` : `${year}-${month}-${day}`,
    sex: isMan ? 'M' : 'F',
    address,
    issued: `${issuedYear}-${month}-${day}`,
    text: `${id}|${oldId ?? ''}|${name}|${dobText}|${sex}|${address}|${day}${month}${issuedYear}${tail}`,
  };
}

/** The text of an insurance card of the same person: 15 pieces, or 17 with the BHXH code as number. */
export function fictionalInsurance(card: FictionalCard, random: Random): string {
  const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
  const isOld = random() < 0.5;
  const code = digits(10, random);
  const dob = card.dob.split('-').reverse().join('/');
  const head = [isOld ? `GD424${code}` : code, hex(card.name), dob, card.sex === 'M' ? '1' : '2'];
  const dates = ['01/01/2025', '31/12/2027', '20/12/2024'];
  const rest = ['24 - 001', ...dates, `2401${code}`, '-', '4', ' 01/06/2024', '0a1b2c3d4e5f6071-7102'];
  const end = isOld ? ['$'] : ['4', hex('Thành phố Bắc Giang'), '$'];
  return [...head, isOld ? hex(card.address) : '-', ...rest, ...end].join('|');
}
